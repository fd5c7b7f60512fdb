"""Packed answers, unpacked piece by piece and never further than there is room for (RFC 9110, 8.4).

A bomb shows as soon as it has brought one byte more than the limit; no step makes more than a few megabytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

_GZIP = zlib.MAX_WBITS | 16
_ZSTD_WINDOW = 8 << 20
"""In bytes; what HTTP allows (RFC 9659)."""
_ZSTD_BITE = 128
"""zstandard has no limit to what a call unpacks; so many bytes hold 40 blocks of 128 KB at most (RFC 8878, 3.1.1)."""


class BodyError(Exception):
    """A body cannot be used; the text says why, in plain words."""


class Unpacker(Protocol):
    """Does: unpacks a stream."""

    def unpack(self, piece: bytes, room: int) -> bytes:
        """Unpack a piece; where it holds more than `room` bytes, at least one more than that is returned."""
        ...

    @property
    def complete(self) -> bool:
        """Whether the stream's own end has been seen."""
        ...


def unpacker(encoding: str) -> Unpacker | None:
    """Make the unpacker for a Content-Encoding; None for a body that is not packed, BodyError for an unknown one."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return None
    if name not in _UNPACKERS:
        raise BodyError(f"it is packed as {name[:30]!r}, though only {ACCEPT_ENCODING} was asked for")
    return _UNPACKERS[name]()


class _Zlib:
    """Does: unpacks gzip (RFC 1952) and deflate (RFC 1950), and deflate without its frame, against RFC 9110."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window)
        self._begun = False

    @property
    def complete(self) -> bool:
        return self._stream.eof

    def unpack(self, piece: bytes, room: int) -> bytes:
        if not self._begun:
            self._begun = True
            if self._window == zlib.MAX_WBITS and piece[0] & 0x0F != zlib.DEFLATED:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._stream.decompress(piece, room + 1)
        except zlib.error as why:
            raise BodyError("its packed answer is broken") from why


class _Brotli:
    """Does: unpacks Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def complete(self) -> bool:
        return bool(self._stream.is_finished())

    def unpack(self, piece: bytes, room: int) -> bytes:
        body = bytearray()
        try:
            body += self._stream.process(piece, output_buffer_limit=room + 1)
            while not self._stream.can_accept_more_data() and len(body) <= room:
                body += self._stream.process(b"", output_buffer_limit=room + 1 - len(body))
        except brotli.error as why:
            raise BodyError("its packed answer is broken") from why
        return bytes(body)


class _Zstd:
    """Does: unpacks Zstandard (RFC 8878)."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    @property
    def complete(self) -> bool:
        return bool(self._stream.eof)

    def unpack(self, piece: bytes, room: int) -> bytes:
        body = bytearray()
        try:
            for start in range(0, len(piece), _ZSTD_BITE):
                if self._stream.eof or len(body) > room:
                    break
                body += self._stream.decompress(piece[start : start + _ZSTD_BITE])
        except (zstandard.ZstdError, MemoryError) as why:
            raise BodyError("its packed answer is broken") from why
        return bytes(body)


_UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": lambda: _Zlib(_GZIP),
    "x-gzip": lambda: _Zlib(_GZIP),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstd,
}
