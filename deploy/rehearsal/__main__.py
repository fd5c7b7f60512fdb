"""`python -m deploy.rehearsal`: make the image as the Dockerfile says, try it, tell its size and how fast it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deploy.rehearsal.base import make_base
from deploy.rehearsal.build import Builder, BuildError, Image
from deploy.rehearsal.checks import CheckError, Rehearsal
from deploy.rehearsal.context import Context
from deploy.rehearsal.dockerfile import DockerfileError, parse

ROOT = Path(__file__).parents[2]
TOOLS = ("debootstrap", "unshare", "nsenter", "setpriv", "ip", "mount", "du")


def main() -> int:
    """Make and try the image; 0 where all holds, 1 where something does not, 2 where this machine cannot do it."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0 or missing:
        print("make image-test makes root file systems: it needs Linux, root", f"and {', '.join(missing or TOOLS)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="sequelwatch-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            return _try(*_made(folder), folder)
        except (BuildError, DockerfileError) as problem:
            print(problem)
            return 1


def _made(folder: Path) -> tuple[Image, Image]:
    begun = time.monotonic()
    stages = parse((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    names = {stage.name for stage in stages}
    (outside,) = {stage.base for stage in stages} - names
    print(f"making {outside}", flush=True)
    base = make_base(outside, folder)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    image = Builder(Context(ROOT, ignored), folder, {outside: base}).build(stages)
    print(f"made in {time.monotonic() - begun:.0f} s", flush=True)
    return image, base


def _try(image: Image, base: Image, folder: Path) -> int:
    failed = 0
    for name, check in Rehearsal(image, base, folder).checks():
        try:
            print(f"ok      {name}: {check()}", flush=True)
        except (CheckError, subprocess.SubprocessError, OSError) as problem:
            failed += 1
            print(f"FAILED  {name}: {problem}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
