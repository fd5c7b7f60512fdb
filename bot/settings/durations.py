"""Spans of time as people write them: "30s", "10m", "2h", "1d"."""

from __future__ import annotations

import re
from datetime import timedelta

_FORM = re.compile(r"([0-9]{1,6}) ?([smhd])")
_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def parse_duration(given: object) -> timedelta:
    """Read a span of time; ValueError says how to write it."""
    if isinstance(given, timedelta):
        return given
    found = _FORM.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError('it is no span of time: write a number with its unit, such as "30s", "10m", "2h" or "1d"')
    return int(found[1]) * _UNITS[found[2]]
