"""Text from feeds, made harmless: one line without anything that steers a terminal or turns its direction."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Controls, format characters (bidi, zero width, tags), lone surrogates, private and unassigned code points."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, and nothing to the eye: a name of them alone would be no name."""

_SEQUENCE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")
"""A terminal's control sequence (ECMA-48, 5.4): gone as a whole, its letters are no words."""


LONGEST_ADDRESS = 2_048
"""Of an address, in characters; what Discord takes at most."""


def one_line(text: str) -> str:
    """Drop control, format and bidi characters, and fold every run of white space to one space."""
    return " ".join("".join(map(_kept, _SEQUENCE.sub("", text))).split())


def _kept(character: str) -> str:
    if character.isspace() or character in _BLANK:
        return " "
    return "" if unicodedata.category(character) in _DROPPED else character


def web_address(url: str) -> str:
    """Keep an address of the web (http or https) in one piece; "" for anything else, and for what hides its host."""
    address = one_line(url)
    whole = bool(host_of(address)) and " " not in address and "@" not in urlsplit(address).netloc
    return address if whole and len(address) <= LONGEST_ADDRESS else ""


def host_of(url: str) -> str:
    """Name the host that a web address leads to, whatever its user part pretends; "" where there is none.

    It is written in ASCII (RFC 5890), so that a name that only looks like another is seen for what it is. Browsers end
    a host at a backslash (WHATWG URL, 4.4) where `urlsplit` does not, so one that holds any is no host.
    """
    try:
        parts = urlsplit(one_line(url))
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    return host.removeprefix("www.") if parts.scheme in {"http", "https"} and "\\" not in host else ""
