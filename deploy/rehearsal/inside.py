"""Running a command in a root file system made of layers, as a container engine would: its own mounts, processes, net.

Everything is mounted in a mount namespace of the command's own, so that it is gone when the command is.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")


@dataclass(frozen=True, slots=True)
class Bind:
    """A file or folder of this machine, seen at `at` inside."""

    source: Path
    at: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a command runs. `layers` are folders, the lowest first.

    `upper` takes what is written; without it the root file system is read-only. `user` is `uid:gid`; anybody but root
    has no capability and gets none. With `network` the command shares this machine's; else it has its own loopback.
    """

    layers: tuple[Path, ...]
    upper: Path | None = None
    binds: tuple[Bind, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    workdir: str = "/"
    user: str = "0:0"
    network: bool = False

    def command(self, arguments: Sequence[str]) -> list[str]:
        """Say how to run a command there."""
        namespaces = ["--mount", "--pid", "--ipc", "--uts", *([] if self.network else ["--net"])]
        script = "\n".join([*self._mounts(), f"exec chroot $R {shlex.join(self.dressed(arguments))}"])
        return ["unshare", *namespaces, "--fork", "--kill-child", "sh", "-euc", script]

    def dressed(self, arguments: Sequence[str]) -> list[str]:
        """Say how to run a command once inside: whose it is, its environment and its folder."""
        user, group = self.user.split(":")
        given_up = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"] if user != "0" else []
        who = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", *given_up]
        variables = [f"{name}={value}" for name, value in self.environment.items()]
        return [*who, "env", "-i", f"--chdir={self.workdir}", *variables, *arguments]

    def _mounts(self) -> list[str]:
        root = tempfile.mkdtemp(prefix="root-", dir=_short_lived())
        lower = ":".join(str(layer) for layer in reversed(self.layers))
        above = f",upperdir={self.upper},workdir={_work_of(self.upper)}" if self.upper else ""
        return [
            f"R={shlex.quote(root)}",
            "mount --make-rprivate /",
            f"mount -t overlay overlay -o lowerdir={lower}{above} $R",
            "mount -t proc proc $R/proc",
            "mount -t tmpfs -o mode=755 tmpfs $R/dev",
            f"for d in {' '.join(_DEVICES)}; do : > $R/dev/$d; mount --bind /dev/$d $R/dev/$d; done",
            "ln -s /proc/self/fd $R/dev/fd; mkdir $R/dev/shm; mount -t tmpfs -o size=64m tmpfs $R/dev/shm",
            *(_bind(bind) for bind in self.binds),
            *([] if self.network else ["ip link set lo up"]),
        ]


def _bind(bind: Bind) -> str:
    inside = f"$R{shlex.quote(bind.at)}"
    mounted = f"[ -e {inside} ] || : > {inside}; mount --bind {shlex.quote(str(bind.source))} {inside}"
    return f"{mounted} && mount -o remount,ro,bind {inside}" if bind.read_only else mounted


def _work_of(upper: Path) -> Path:
    work = upper.with_name(upper.name + ".work")
    work.mkdir(exist_ok=True)
    return work


def _short_lived() -> str:
    """Give a folder for mount points; they stay empty outside of the namespaces."""
    folder = Path(tempfile.gettempdir()) / "sequelwatch-rehearsal"
    folder.mkdir(exist_ok=True)
    return str(folder)


class Container:
    """Does: one command running in a cell, and others beside it, as `docker exec` runs them."""

    def __init__(self, cell: Cell, arguments: Sequence[str], **pipes: Any) -> None:
        self.cell = cell
        self.process = subprocess.Popen(cell.command(arguments), text=True, **pipes)

    @property
    def pid(self) -> int:
        """The command's process as this machine numbers it (inside, it is process 1). ProcessLookupError at its end."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        if not children.strip():
            raise ProcessLookupError("the container has ended")
        return int(children.split()[0])

    def run(self, arguments: Sequence[str], *, outside: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a command beside it; with `outside`, one of this machine's programs, on the container's network alone."""
        spaces = ["--net"] if outside else ["--mount", "--net", "--pid", "--ipc", "--uts", "--root"]
        dressed = list(arguments) if outside else self.cell.dressed(arguments)
        command = ["nsenter", f"--target={self.pid}", *spaces, "--", *dressed]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    def signal(self, number: int) -> None:
        """Send a signal to the command, as `docker stop` does."""
        os.kill(self.pid, number)

    def end(self) -> None:
        """Have it gone, whatever it does."""
        self.process.kill()
        self.process.wait(timeout=30)
