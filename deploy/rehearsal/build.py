"""Making the image: each step of the Dockerfile carried out on top of the layers before it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deploy.rehearsal.context import Context
from deploy.rehearsal.dockerfile import Stage, Step, expand
from deploy.rehearsal.inside import Bind, Cell

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")


class BuildError(Exception):
    """A step failed; the text has its line and its last words."""


@dataclass(frozen=True, slots=True)
class Image:
    """Layers, the lowest first, and what the Dockerfile says of running them."""

    layers: tuple[Path, ...]
    environment: Mapping[str, str] = field(default_factory=lambda: {"PATH": _PATH})
    arguments: Mapping[str, str] = field(default_factory=dict)
    workdir: str = "/"
    user: str = "0:0"
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    stop_signal: str = "SIGTERM"
    volumes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


class Builder:
    """Does: carries out stages. Layers are made below `folder`; `bases` are the images that no stage makes."""

    def __init__(self, context: Context, folder: Path, bases: Mapping[str, Image]) -> None:
        self._context = context
        self._folder = folder
        self._images = dict(bases)
        self._number = 0

    def build(self, stages: Sequence[Stage]) -> Image:
        """Make every stage; the last one's image."""
        image = Image(())
        for stage in stages:
            image = self._images[stage.base]
            for step in stage.steps:
                print(f"  {step.name} {step.text[:90]}", flush=True)
                image = self._after(image, step)
            self._images[stage.name] = image
        return image

    def _after(self, image: Image, step: Step) -> Image:
        text = expand(step.text, {**image.arguments, **image.environment})
        said = replace(step, text=text)
        match step.name:
            case "RUN":
                return self._run(image, step)
            case "COPY":
                return self._copy(image, said)
            case "WORKDIR":
                return self._workdir(image, text)
            case _:
                return _told(image, said)

    def _run(self, image: Image, step: Step) -> Image:
        # Variables are the shell's to put in, so the step runs as it is written.
        layer = self._layer()
        binds, builders = _surroundings()
        environment = {**builders, **image.arguments, **image.environment}
        cell = Cell(image.layers, layer, binds, environment, image.workdir, image.user, network=True)
        command = cell.command(["/bin/sh", "-c", step.text])
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise BuildError(f"Dockerfile:{step.line}: ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return replace(image, layers=(*image.layers, layer))

    def _copy(self, image: Image, step: Step) -> Image:
        *sources, target = step.words
        layer = self._layer()
        # An overlay needs no more than the files at their places: what is copied is the layer.
        into = layer / f"{image.workdir}/{target}".replace("//", "/").lstrip("/")
        if target.startswith("/"):
            into = layer / target.lstrip("/")
        if "from" in step.flags:
            self._copy_from(self._images[step.flags["from"]], sources, into)
        else:
            self._copy_context(sources, into, as_folder=target.endswith("/") or len(sources) > 1, line=step.line)
        return replace(image, layers=(*image.layers, layer))

    def _copy_context(self, sources: Sequence[str], into: Path, *, as_folder: bool, line: int) -> None:
        for source in sources:
            files = self._context.files(source)
            if not files:
                raise BuildError(f"Dockerfile:{line}: {source} is not there, or .dockerignore keeps it back")
            is_folder = (self._context.folder / source).is_dir()
            for file in files:
                below = file.relative_to(source) if is_folder else Path(file.name)
                place = into / below if is_folder or as_folder else into
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self._context.folder / file, place)

    @staticmethod
    def _copy_from(image: Image, sources: Sequence[str], into: Path) -> None:
        """Copy a folder out of another image; as Docker does it, everything becomes root's."""
        (source,) = sources
        into.mkdir(parents=True)
        cell = Cell(image.layers, binds=(Bind(into, "/mnt"),))
        copying = ["sh", "-c", f"cp -a {source}/. /mnt/ && chown -R -h 0:0 /mnt"]
        subprocess.run(cell.command(copying), check=True)

    def _workdir(self, image: Image, text: str) -> Image:
        layer = self._layer()
        (layer / text.lstrip("/")).mkdir(parents=True, exist_ok=True)
        return replace(image, layers=(*image.layers, layer), workdir=text)

    def _layer(self) -> Path:
        self._number += 1
        layer = self._folder / f"l{self._number}"
        layer.mkdir()
        return layer


def _surroundings() -> tuple[tuple[Bind, ...], dict[str, str]]:
    """Tell what an engine hands to the steps of a build, so that they reach the registries from where it stands."""
    binds = [Bind(Path("/etc/resolv.conf"), "/etc/resolv.conf"), Bind(Path("/etc/hosts"), "/etc/hosts")]
    variables = {name: os.environ[name] for name in _PROXIES if name in os.environ}
    if certificates := os.environ.get("PIP_CERT"):
        binds.append(Bind(Path(certificates), "/dev/certificates.pem"))
        variables["PIP_CERT"] = "/dev/certificates.pem"
    return tuple(binds), variables


def _told(image: Image, step: Step) -> Image:
    """Take up what an instruction says of running the image."""
    if step.name not in _TELLING:
        raise BuildError(f"Dockerfile:{step.line}: {step.name} is not understood here")
    changes: dict[str, Any] = _TELLING[step.name](image, step)
    return replace(image, **changes)


def _argument(image: Image, step: Step) -> dict[str, Any]:
    name, _, value = step.text.partition("=")
    return {"arguments": {**image.arguments, name: value}}


def _health(_image: Image, step: Step) -> dict[str, Any]:
    return {"health": tuple(str(word) for word in json.loads(step.text.partition("CMD")[2]))}


_TELLING: Mapping[str, Callable[[Image, Step], dict[str, Any]]] = {
    "ENV": lambda image, step: {"environment": {**image.environment, **step.pairs}},
    "ARG": _argument,
    "LABEL": lambda image, step: {"labels": {**image.labels, **step.pairs}},
    "USER": lambda _, step: {"user": step.text},
    "ENTRYPOINT": lambda _, step: {"entrypoint": tuple(step.words), "command": ()},
    "CMD": lambda _, step: {"command": tuple(step.words)},
    "STOPSIGNAL": lambda _, step: {"stop_signal": step.text},
    "VOLUME": lambda image, step: {"volumes": (*image.volumes, *step.words)},
    "HEALTHCHECK": _health,
}
