"""What must hold of the image, tried on it: each check says what it found, or raises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from deploy.rehearsal.build import Image
from deploy.rehearsal.inside import Bind, Cell, Container
from deploy.rehearsal.scripts import (
    LEFT_OVER,
    LISTENING,
    LOADS,
    ONCE_TOLD,
    READ,
    TO_WRITE,
    UNCOMPILED,
    WAIT,
)

MOST_MEGABYTES, MOST_SECONDS, STOPPING = 180.0, 3.0, 10.0
"""Goals: unpacked beyond the base, from start to ready; and the most that a stop may take (Docker's own patience)."""
PORT = 8701

_FEED = """<rss version="2.0"><channel><title>The Ledger</title><item><title>Nora Finch to direct the sequel</title>
<link>https://ledger.example/1</link><pubDate>Mon, 02 Feb 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
_FEEDS = f'[[feed]]\nid = "ledger"\nurl = "http://127.0.0.1:{PORT}/feed.xml"\noutlet = "The Ledger"\n'
_SERVE = "import http.server, sys; http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]))"


class CheckError(Exception):
    """Something does not hold of the image; the text says what."""


def expect(holds: object, otherwise: str) -> None:
    """CheckError where something does not hold."""
    if not holds:
        raise CheckError(otherwise)


class Rehearsal:
    """Does: runs the image as Docker would, read-only, as its own user, with nothing to write to but `/data`."""

    def __init__(self, image: Image, base: Image, folder: Path) -> None:
        self._image = image
        self._base = base
        self._folder = folder

    def checks(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Give every check with its name."""
        yield "what the Dockerfile says of running", self.description
        yield "nothing left over", self.leftovers
        yield "size", self.size
        yield "all that is left loads", self.loads
        yield "read-only but for /data", self.read_only
        yield "demo without a network", self.demo
        yield "a picture with its chart", self.picture
        yield "check", self.check
        yield "run: ready, healthy, stopped", self.service
        yield "a volume of root's", self.volume_of_root
        yield "a read-only volume", self.read_only_volume
        yield "a full volume", self.full_volume

    def description(self) -> str:
        """See that user, volume, health and stop are said."""
        image = self._image
        expect(image.user.split(":")[0] not in {"", "0", "root"}, "the image runs as root")
        expect(image.volumes == ("/data",), f"volumes are {image.volumes}")
        expect(image.health == ("sequelwatch", "health"), f"the health check is {image.health}")
        expect((image.entrypoint, image.command) == (("sequelwatch",), ("run",)), "it does not run sequelwatch run")
        expect("org.opencontainers.image.version" in image.labels, "it has no version label")
        return f"user {image.user}, {image.stop_signal}, {len(image.labels)} labels"

    def leftovers(self) -> str:
        """See that nothing that builds, caches or could be another user's is in the image."""
        stale = self._run(["python3", "-c", UNCOMPILED]).stdout.split()
        expect(not stale, f"not compiled: {stale[:5]}")
        found = self._run(["sh", "-c", LEFT_OVER]).stdout.split()
        expect(not found, f"left over: {found[:8]}")
        return "all compiled; no compiler, pip, lists, caches"

    def size(self) -> str:
        """Measure what the image adds to its base."""
        added = [layer for layer in self._image.layers if layer not in self._base.layers]
        answer = subprocess.run(["du", "-sxcB1", *map(str, added)], capture_output=True, text=True, check=True).stdout
        megabytes = int(answer.splitlines()[-1].split()[0]) / 1e6
        goal = "" if megabytes < MOST_MEGABYTES else f" (the goal is {MOST_MEGABYTES:.0f})"
        return f"{megabytes:.0f} MB unpacked beyond the base{goal}"

    def loads(self) -> str:
        """See that nothing was taken out that something else needs: every module of ours, every compiled one."""
        done = self._run(["python3", "-c", LOADS])
        expect(done.returncode == 0, done.stderr[-500:])
        return f"{done.stdout.strip()} modules"

    def read_only(self) -> str:
        """See that only /data can be written, by nobody but the image's user."""
        said = self._run(["sh", "-c", TO_WRITE]).stdout.split()
        expect(said == ["10001"], f"it could write: {said}")
        return "as user 10001"

    def demo(self) -> str:
        """Tell the invented story with no network but a loopback."""
        begun = time.monotonic()
        done = self._run(["sequelwatch", "demo"])
        expect(done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-500:]}")
        expect("Odette Brannigan" in done.stdout, "the story's director is missing")
        return f"{len(done.stdout.splitlines())} lines in {time.monotonic() - begun:.1f} s"

    def picture(self) -> str:
        """Draw an answer with a chart in it: fonts, plotting and pictures are there."""
        begun = time.monotonic()
        done = self._run(["sequelwatch", "preview-card", "timeline", "-o", "/data/timeline.png"])
        expect(done.returncode == 0 and not done.stderr, done.stderr[-500:])
        return f"in {time.monotonic() - begun:.1f} s"

    def check(self) -> str:
        """See that what is shipped is in order."""
        done = self._run(["sequelwatch", "check"])
        expect(done.returncode == 0, done.stderr)
        return done.stdout.strip()

    def service(self) -> str:
        """Run it on a feed of the loopback: unhealthy before it is up, ready soon, healthy, stopped by its signal."""
        with self._volume() as data, self._config() as config:
            self._forget_pages()
            first, _ = self._served(data, config, reads=True)
            again, memory = self._served(data, config, reads=False)  # the feed is not due again
            kept = data / "sequelwatch.db"
            expect(kept.stat().st_uid == 10001, "its database is somebody else's")
        goal = "" if first < MOST_SECONDS else f" (the goal is {MOST_SECONDS:.0f} s)"
        return f"ready after {first:.1f} s cold{goal}, {again:.1f} s the next time; {memory:.0f} MB resident"

    def _served(self, data: Path, config: Path, *, reads: bool) -> tuple[float, float]:
        """Start, wait until ready and (`reads`) the feed is read, ask for health, stop.

        The seconds until ready, and the resident memory in MB.
        """
        cell = self._cell(Bind(data, "/data"), Bind(config, "/app/config", read_only=True))
        permitted = {
            "SEQUELWATCH_POLLING__ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
            "SEQUELWATCH_POLLING__ALLOW_PORTS": str(PORT),
        }
        cell = replace(cell, environment={**cell.environment, **permitted})
        waiting = Container(cell, ["sleep", "100"])
        try:
            expect(_first(waiting, self._image.health).returncode == 1, "it was healthy before it ran")
        finally:
            waiting.end()
        with (self._folder / "run.log").open("w+", encoding="utf-8") as log:
            command = ["sh", "-c", ONCE_TOLD, "sh", *self._image.entrypoint, *self._image.command]
            bot = Container(cell, command, stdout=log, stderr=log)
            try:
                with self._feed(bot):
                    (data / "go").touch()
                    return self._watched(bot, time.monotonic(), reads=reads)
            except CheckError as problem:
                log.seek(0)
                raise CheckError(f"{problem}; its log: {log.read()[-1500:]}") from None
            finally:
                bot.end()

    def _watched(self, bot: Container, begun: float, *, reads: bool) -> tuple[float, float]:
        waited = bot.run([sys.executable, "-c", WAIT], outside=True)
        expect(waited.returncode == 0, f"it was never ready: {waited.stderr[-300:]}")
        ready = time.monotonic() - begun
        if reads:
            read = bot.run([sys.executable, "-c", READ], outside=True)
            expect(read.returncode == 0, read.stderr[-300:])
        healthy = bot.run(self._image.health)
        expect((healthy.returncode, healthy.stdout) == (0, "ready\n"), f"not healthy: {healthy.stderr}")
        memory = _resident(bot.pid)
        stopping = time.monotonic()
        bot.signal(signal.Signals[self._image.stop_signal])
        code = bot.process.wait(timeout=60)
        expect(code == 0, f"it ended with {code}")
        expect(time.monotonic() - stopping < STOPPING, "it took too long to stop")
        return ready, memory

    def volume_of_root(self) -> str:
        """See that a volume that its user may not write is told in one line with the remedy."""
        with self._volume(owner=0) as data:
            return self._refused(Bind(data, "/data"), "10001")

    def read_only_volume(self) -> str:
        """See that a volume that is mounted read-only is told in one line with the remedy."""
        with self._volume() as data:
            return self._refused(Bind(data, "/data", read_only=True), "read-only")

    def full_volume(self) -> str:
        """See that a volume without room is told in one line with the remedy."""
        with self._volume() as data:
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=64k,uid=10001,mode=750", "tmpfs", str(data)], check=True
            )
            try:
                return self._refused(Bind(data, "/data"), "make room")
            finally:
                subprocess.run(["umount", str(data)], check=True)

    def _refused(self, volume: Bind, remedy: str) -> str:
        with self._config() as config:
            cell = self._cell(volume, Bind(config, "/app/config", read_only=True))
            done = subprocess.run(
                cell.command(["sequelwatch", "run"]), capture_output=True, text=True, check=False, timeout=60
            )
        lines = done.stderr.splitlines()
        expect((done.returncode, len(lines)) == (1, 1), f"ended with {done.returncode}: {done.stderr[-800:]}")
        expect(remedy in lines[0], f"no remedy in: {lines[0]}")
        return lines[0]

    def _run(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        with self._volume() as data:
            command = self._cell(Bind(data, "/data")).command(arguments)
            return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def _cell(self, *binds: Bind) -> Cell:
        image = self._image
        return Cell(image.layers, None, binds, image.environment, image.workdir, image.user)

    @contextmanager
    def _volume(self, owner: int = 10001) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            os.chown(folder, owner, owner)
            yield Path(folder)

    @contextmanager
    def _config(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            Path(folder).chmod(0o755)
            (Path(folder) / "feeds.toml").write_text(_FEEDS, encoding="utf-8")
            yield Path(folder)

    @contextmanager
    def _feed(self, bot: Container) -> Iterator[None]:
        """Serve the feed on the container's loopback."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            (Path(folder) / "feed.xml").write_text(_FEED, encoding="utf-8")
            target = f"--target={_pid(bot)}"
            command = ["nsenter", target, "--net", sys.executable, "-c", _SERVE, str(PORT)]
            server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                bot.run([sys.executable, "-c", LISTENING, str(PORT)], outside=True)
                yield
            finally:
                server.kill()
                server.wait(timeout=10)

    def _forget_pages(self) -> None:
        """Have the image's files read from the disk again, as on a first start."""
        os.sync()
        for layer in self._image.layers:
            for path in layer.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    with path.open("rb") as file:
                        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _pid(container: Container) -> int:
    """Wait for the command to be there; its process."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return container.pid
        except (ProcessLookupError, FileNotFoundError):
            time.sleep(0.01)
    raise CheckError("the container did not start")


def _first(container: Container, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run a command beside one that has only just begun: once it is inside, not on its way there."""
    pid = _pid(container)
    while Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip() != "sleep":
        time.sleep(0.01)
    return container.run(list(arguments))


def _resident(pid: int) -> float:
    fields = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    (line,) = (one for one in fields if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6
