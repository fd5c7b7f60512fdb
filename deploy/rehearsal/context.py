"""Pure: which files of the folder an image may be made of: `.dockerignore`, as far as ours goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from pathlib import Path, PurePosixPath


class Context:
    """Decides: what of a folder is sent to the builder. The last pattern that fits wins; `!` lets something back in."""

    def __init__(self, folder: Path, patterns: Iterable[str]) -> None:
        self.folder = folder
        rules = (line.strip() for line in patterns)
        self._rules = [(line.lstrip("!"), line.startswith("!")) for line in rules if line and not line.startswith("#")]

    def files(self, below: str) -> list[Path]:
        """List the files below a path that are sent, by name, relative to the folder."""
        start = self.folder / below
        found = [start] if start.is_file() else sorted(path for path in start.rglob("*") if path.is_file())
        relative = (path.relative_to(self.folder) for path in found)
        return [path for path in relative if self.sends(path.as_posix())]

    def sends(self, path: str) -> bool:
        """Tell whether a file is sent."""
        sent = True
        places = [path, *map(str, PurePosixPath(path).parents)]
        for pattern, back_in in self._rules:
            if any(_fits(place, pattern) for place in places):
                sent = back_in
        return sent


def _fits(path: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return re.fullmatch(translate(pattern[3:]), PurePosixPath(path).name) is not None
    return path.count("/") == pattern.count("/") and re.fullmatch(translate(pattern), path) is not None
