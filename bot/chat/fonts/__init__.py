"""The fonts of pictures: DejaVu Sans 2.37, unchanged, which holds most of the world's alphabets (see LICENSE here)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

FAMILY = "DejaVu Sans"
_FOLDER = Path(__file__).parent
PLAIN, BOLD, FIXED = (str(_FOLDER / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"))


@cache
def font(size: float, *, bold: bool = False, fixed: bool = False) -> ImageFont.FreeTypeFont:
    """Give a font at a size in pixels; one of fixed width is never bold."""
    return ImageFont.truetype(FIXED if fixed else BOLD if bold else PLAIN, size)
