"""Runs all three readers over all three sorts of feeds."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import CommandFailedError, Figure
from benchmarks.polling.addresses import addresses
from benchmarks.streams import Streams

FEEDS = int(os.environ.get("FEEDS", "2000"))
KINDS = {"304": "all 304", "same": "all unchanged 200", "changed": "all changed, 40 items"}
TIMES_READER = 3.0
CPU_OF_A_304 = 0.5
"""Milliseconds."""
_PATIENCE = 3_600
_PACKAGES = ("reader", "sgmllib3k")  # the second is what the first's own copy of feedparser imports


def measure(_: Streams, folder: Path) -> Iterator[Figure]:
    """Poll with each reader; ours is held against `reader`, newsboat is shown beside."""
    python = _environment_of_reader(folder)
    newsboat = shutil.which("newsboat")
    with _serving() as port:
        for kind, words in KINDS.items():
            ours = _ours(folder, port, kind)
            theirs = _theirs(folder, port, kind, python)
            yield from _figures(kind, words, ours, theirs)
            if newsboat:
                yield _newsboat(folder, port, kind, newsboat, ours)


def _figures(kind: str, words: str, ours: dict[str, float], theirs: dict[str, float]) -> Iterator[Figure]:
    rate, reader = FEEDS / ours["seconds"], FEEDS / theirs["seconds"]
    memory = f"{ours['resident']:.0f} MB" + (f" + {ours['readers']:.0f} MB aside" if ours["readers"] else "")
    yield Figure(f"{words}: feeds a second", rate, "/s", note=memory)
    yield Figure(
        f"{words}: beside reader", rate / reader, "times", TIMES_READER, at_least=True, note=_of_reader(theirs)
    )
    cpu = ours["cpu"] / FEEDS * 1_000
    aside = f"and {ours['aside'] / FEEDS * 1_000:.1f} ms in the reading processes" if kind == "changed" else ""
    yield Figure(f"{words}: CPU a poll", cpu, "ms", CPU_OF_A_304 if kind == "304" else None, note=aside)


def _of_reader(theirs: dict[str, float]) -> str:
    each = theirs["cpu"] / FEEDS * 1_000
    return f"reader: {FEEDS / theirs['seconds']:.0f} /s, {each:.1f} ms CPU a poll, {theirs['resident']:.0f} MB"


def _ours(folder: Path, port: int, kind: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.polling.ours"]
    return _run([*command, str(FEEDS), str(port), kind, str(folder / f"ours-{kind}.db")])


def _theirs(folder: Path, port: int, kind: str, python: Path) -> dict[str, float]:
    script = Path(__file__).with_name("library.py")
    return _run([str(python), str(script), str(FEEDS), str(port), kind, str(folder / f"reader-{kind}.db")])


def _newsboat(folder: Path, port: int, kind: str, program: str, ours: dict[str, float]) -> Figure:
    """Reload twice. A reload is a process of its own, so the second one's time has its start and end in it."""
    home = folder / f"newsboat-{kind}"
    home.mkdir()
    (home / "urls").write_text("\n".join(addresses(FEEDS, port, kind)) + "\n", "utf-8")
    (home / "config").write_text("reload-threads 48\n", "utf-8")
    files = ["-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]
    environment = {**os.environ, "HOME": str(home)}
    seconds = 0.0
    for _ in range(2):
        begun = time.perf_counter()
        command = [program, *files, "-x", "reload"]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=_PATIENCE)
        seconds = time.perf_counter() - begun
    beside = f"newsboat: {FEEDS / seconds:.0f} /s"
    return Figure(f"{KINDS[kind]}: beside newsboat", seconds / ours["seconds"], "times", note=beside)


def _run(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    if done.returncode:
        raise CommandFailedError(f"{' '.join(command[:3])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def _serving() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "benchmarks.polling.server", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        if server.stdout is None or server.stdout.readline() != b"ready\n":
            raise CommandFailedError("the feeds' server does not start")
        try:
            yield port
        finally:
            server.kill()


def _environment_of_reader(folder: Path) -> Path:
    """Make an environment with the `reader` library, which is no dependency of ours."""
    home = folder / "reader"
    python = home / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", *_PACKAGES], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandFailedError(f"the reader library cannot be installed:\n{done.stderr[-2000:]}")
    return python
