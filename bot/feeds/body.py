"""The body of an answer, read piece by piece and never further than its limits, on the wire as well as unpacked."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta

import httpx

_GZIP = zlib.MAX_WBITS | 16
_PACKED = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}
ACCEPT_ENCODING = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much a feed may cost: time for the whole request, redirects included, and bytes, packed and unpacked."""

    deadline: timedelta = timedelta(seconds=30)
    wire_bytes: int = 5_000_000
    body_bytes: int = 10_000_000


class BodyError(Exception):
    """A body cannot be used; the text says why, in plain words."""


async def read_body(response: httpx.Response, limits: FetchLimits) -> bytes:
    """Read and unpack a body; BodyError as soon as a limit is passed, and where packing is broken or unknown."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:16]) > limits.wire_bytes:
        raise _too_large(limits.wire_bytes)
    unpacker = _unpacker(response.headers.get("content-encoding", ""))
    wire, body = 0, bytearray()
    async for piece in response.aiter_raw():
        wire += len(piece)
        if wire > limits.wire_bytes:
            raise _too_large(limits.wire_bytes)
        body += unpacker.unpack(piece, limits.body_bytes - len(body)) if unpacker else piece
        if len(body) > limits.body_bytes:
            raise _too_large(limits.body_bytes)
    if unpacker and wire and not unpacker.complete:
        raise BodyError("its packed answer breaks off in the middle")
    return bytes(body)


class _Unpacker:
    """Does: unpacks a stream, never more at once than there is room for."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window)
        self._begun = False

    @property
    def complete(self) -> bool:
        """Whether the stream's own end has been seen."""
        return self._stream.eof

    def unpack(self, piece: bytes, room: int) -> bytes:
        """Unpack a piece, to `room` bytes and one, so that it shows when it holds more."""
        if not self._begun:
            self._begun = True
            if self._window == zlib.MAX_WBITS and piece[0] & 0x0F != zlib.DEFLATED:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without its zlib frame, against RFC 9110
        try:
            return self._stream.decompress(piece, room + 1)
        except zlib.error as why:
            raise BodyError("its packed answer is broken") from why


def _unpacker(encoding: str) -> _Unpacker | None:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return None
    if name not in _PACKED:
        raise BodyError(f"it is packed as {name[:30]!r}, though only {ACCEPT_ENCODING} was asked for")
    return _Unpacker(_PACKED[name])


def _too_large(limit: int) -> BodyError:
    return BodyError(f"its answer is larger than {limit:,} bytes, more than any feed; check the address")
