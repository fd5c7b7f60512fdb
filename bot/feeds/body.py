"""The body of an answer, read piece by piece and never further than its limits, on the wire as well as unpacked."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from html import unescape

import h11

from bot.feeds.client import Answer
from bot.feeds.unpack import BodyError, unpacker

_FIRST_BYTES = 4_096
_LONGEST_LINE = 200
_MARKUP = re.compile(r"<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)|<[^>]{0,1000}>?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much a feed may cost: time for the whole request, redirects included, and bytes, packed and unpacked."""

    deadline: timedelta = timedelta(seconds=30)
    wire_bytes: int = 5_000_000
    body_bytes: int = 10_000_000


async def read_body(answer: Answer, limits: FetchLimits) -> bytes:
    """Read and unpack a body; BodyError as soon as a limit is passed, and where packing is broken or unknown."""
    declared = answer.header("content-length")
    if declared.isdecimal() and int(declared[:16]) > limits.wire_bytes:
        raise _too_large(limits.wire_bytes)
    unpack = unpacker(answer.header("content-encoding"))
    wire, body = 0, bytearray()
    async for piece in answer.pieces():
        wire += len(piece)
        if wire > limits.wire_bytes:
            raise _too_large(limits.wire_bytes)
        body += unpack.unpack(piece, limits.body_bytes - len(body)) if unpack else piece
        if len(body) > limits.body_bytes:
            raise _too_large(limits.body_bytes)
    if unpack and wire and not unpack.complete:
        raise BodyError("its packed answer breaks off in the middle")
    return bytes(body)


async def read_beginning(answer: Answer) -> str:
    """Read how the body of a refusal begins, for people: its first line of text; "" where there is none."""
    body = b""
    with suppress(BodyError, OSError, h11.ProtocolError):
        unpack = unpacker(answer.header("content-encoding"))
        async for piece in answer.pieces():
            body += unpack.unpack(piece, _FIRST_BYTES) if unpack else piece
            if len(body) >= _FIRST_BYTES:
                break
    return first_line(body)


def first_line(body: bytes) -> str:
    """Give the first line of text in a document, without markup, at most 200 characters; "" where there is none."""
    text = unescape(_MARKUP.sub("\n", body[:_FIRST_BYTES].decode("utf-8", "replace")))
    lines = ("".join(sign if sign.isprintable() else " " for sign in line).strip() for line in text.splitlines())
    return next((" ".join(line.split())[:_LONGEST_LINE] for line in lines if line), "")


def digest(body: bytes) -> str:
    """Digest a body, so that the same one again is known without being read."""
    return blake2b(body, digest_size=16).hexdigest()


def _too_large(limit: int) -> BodyError:
    return BodyError(f"its answer is larger than {limit:,} bytes, more than any feed; check the address")
