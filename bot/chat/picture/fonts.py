"""The fonts of pictures: DejaVu Sans, which comes with matplotlib and holds most of the world's alphabets."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

_FILES = {
    (False, False): "DejaVuSans.ttf",
    (True, False): "DejaVuSans-Bold.ttf",
    (False, True): "DejaVuSansMono.ttf",
    (True, True): "DejaVuSansMono-Bold.ttf",
}


@cache
def font(size: int, *, bold: bool = False, fixed: bool = False) -> ImageFont.FreeTypeFont:
    """Give a font at a size in pixels. OSError: the installation lacks it."""
    return ImageFont.truetype(str(_folder() / _FILES[bold, fixed]), size)


@cache
def _folder() -> Path:
    """Find the fonts without loading the plotting library that holds them."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise OSError("matplotlib, whose fonts pictures are written in, is not installed")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
