"""Pure: a Dockerfile, read as the reference (docs.docker.com/reference/dockerfile) says, as far as ours goes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

KNOWN = frozenset(
    (
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "HEALTHCHECK",
        "LABEL",
        "RUN",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    )
)
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)\}|(?P<plain>\w+))")
_FLAG = re.compile(r"--(?P<name>[a-z-]+)=(?P<value>\S+)\s+")


class DockerfileError(Exception):
    """The Dockerfile holds what is not understood here; the text names its line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its name in capitals, its flags, and the rest as it stands, lines joined."""

    line: int
    name: str
    flags: Mapping[str, str]
    text: str

    @property
    def words(self) -> list[str]:
        """The rest as words: a JSON list, else as a shell splits it."""
        return [str(word) for word in json.loads(self.text)] if self.text.startswith("[") else shlex.split(self.text)

    @property
    def pairs(self) -> dict[str, str]:
        """The rest as `NAME=VALUE` pairs."""
        return dict(word.split("=", 1) for word in shlex.split(self.text))


@dataclass(frozen=True, slots=True)
class Stage:
    """A `FROM` and the steps after it. `base` is another stage's name, or an image."""

    name: str
    base: str
    steps: tuple[Step, ...]


def parse(text: str) -> tuple[Stage, ...]:
    """Read the stages of a Dockerfile in their order. DockerfileError for what is not understood."""
    stages: list[tuple[str, str, list[Step]]] = []
    for step in _steps(text):
        if step.name == "FROM":
            base, *rest = step.words
            stages.append((rest[1] if rest else "", base, []))
        elif step.name not in KNOWN or not stages:
            raise DockerfileError(f"line {step.line}: {step.name} is not understood here")
        else:
            stages[-1][2].append(step)
    return tuple(Stage(name, base, tuple(steps)) for name, base, steps in stages)


def expand(text: str, variables: Mapping[str, str]) -> str:
    """Put in the values of `$NAME` and `${NAME}`; an unknown one is empty."""
    return _VARIABLE.sub(lambda found: variables.get(found["braced"] or found["plain"], ""), text)


def _steps(text: str) -> Iterator[Step]:
    for line, joined in _logical_lines(text):
        name, _, rest = joined.partition(" ")
        flags: dict[str, str] = {}
        rest = rest.strip()
        while flag := _FLAG.match(rest):
            flags[flag["name"]] = flag["value"]
            rest = rest[flag.end() :]
        if "<<" in rest or rest.startswith("--"):
            raise DockerfileError(f"line {line}: a here-document or a flag without a value is not understood here")
        yield Step(line, name.upper(), flags, rest)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Join lines that end in a backslash; comments between them go, as Docker takes them out, too."""
    begun, parts = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or (not parts and not line.strip()):
            continue
        begun = begun if parts else number
        parts.append(line.rstrip().removesuffix("\\"))
        if not line.rstrip().endswith("\\"):
            yield begun, " ".join(filter(None, (part.strip() for part in parts)))
            parts = []
