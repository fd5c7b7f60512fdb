"""The image without Docker: its Dockerfile's own steps in root file systems of our own, and what is made of them tried.

For Linux, as root, with debootstrap, overlayfs and namespaces; `make image-test` runs it. What the Dockerfile says is
what is carried out: an instruction that is not understood here is an error, never passed over.
"""
