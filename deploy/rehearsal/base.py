"""The image that ours begins with, made with debootstrap from this machine's own Debian mirror, or Debian's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from deploy.rehearsal.build import BuildError, Image

_SUITES = {"12": "bookworm", "13": "trixie"}
"""Debian's releases by the number that an image's tag begins with."""

# What debian:*-slim leaves out of every package (its makers' debuerreotype, slimify-excludes).
_SLIM = (
    "/usr/share/doc/*",
    "/usr/share/man/*",
    "/usr/share/info/*",
    "/usr/share/locale/*",
    "/usr/share/groff/*",
    "/usr/share/lintian/*",
)


def make_base(image: str, folder: Path) -> Image:
    """Make `debian:N.M-slim`. BuildError for another image, or where its packages cannot be had."""
    found = re.fullmatch(r"debian:(?P<release>\d+)\.\d+-slim", image)
    suite = _SUITES.get(found["release"]) if found else None
    if suite is None:
        raise BuildError(f"{image}: only Debian's slim images of {', '.join(_SUITES.values())} can be made here")
    root = folder / "base"
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", suite, str(root), *_mirror()], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise BuildError(f"{image}: debootstrap ended with {made.returncode}:\n{made.stdout[-2000:]}")
    _slim(root)
    return Image((root,))


def _mirror() -> list[str]:
    """Ask apt where this machine has Debian's packages from; on one of another kind, debootstrap knows where."""
    asked = [
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        "Label: Debian",
        "Component: main",
    ]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()[:1]


def _slim(root: Path) -> None:
    rules = "".join(f"path-exclude {pattern}\n" for pattern in _SLIM)
    (root / "etc/dpkg/dpkg.cfg.d/docker").write_text(rules, encoding="utf-8")
    for pattern in _SLIM:
        for path in root.glob(pattern.lstrip("/")):
            subprocess.run(["rm", "-rf", str(path)], check=True)
    for leftover in ("var/cache/apt/archives", "var/lib/apt/lists"):
        subprocess.run(["find", str(root / leftover), "-type", "f", "-delete"], check=True)
