"""From the bytes of a document to its text. Feeds often declare another encoding than the one they are in.

The order differs from RFC 7303 (section 3) in one point: bytes that are valid UTF-8 are UTF-8, whatever is declared,
because text in another encoding is practically never valid UTF-8 by accident.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),  # before UTF-16, whose little-endian mark begins like UTF-32's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_UNMARKED = ((b"\0<", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0{", "utf-16-be"), (b"{\0", "utf-16-le"))

_DECLARED = re.compile(
    rb"""\A\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""", re.IGNORECASE
)
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)

_KNOWN = re.compile(r"(?:iso8859|cp(?:125|8|9)\d|koi8|gb|big5|shift_jis|euc_|mac)[\w-]*")
"""Names of Python's codecs that agree with ASCII, as these bytes do. Others are slow (punycode) or none (zip)."""

_WINDOWS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a document; a byte that fits no encoding becomes U+FFFD. Never fails."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for start, encoding in _UNMARKED:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _declared_text(body, content_type) or _mixed(body)


def _declared_text(body: bytes, content_type: str | None) -> str | None:
    """Decode as the document or its server says, where that fits every byte."""
    in_document = _DECLARED.match(body)
    in_header = _CHARSET.search(content_type or "")
    for name in (in_document and in_document[1].decode("ascii", "replace"), in_header and in_header[1]):
        codec = _text_codec(name) if name else None
        if codec is None:
            continue
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _text_codec(name: str) -> str | None:
    """Name the codec to decode with; ISO 8859-1 is read as windows-1252 (WHATWG Encoding, 4.2)."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec == "iso8859-1":
        return None  # the mixed reading below is windows-1252 for every byte that is not UTF-8
    return codec if _KNOWN.fullmatch(codec) else None


def _mixed(body: bytes) -> str:
    """Decode UTF-8 in which single bytes are windows-1252, as pages that were pasted together have it."""
    return body.decode("utf-8", "surrogateescape").translate(_WINDOWS_1252)
