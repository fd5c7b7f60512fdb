"""An entry's fields as plain text, and as folded text for comparing. Everything here takes linear time.

Markup from feeds is hostile: unclosed tags, floods of `<` and `&`, markup that was escaped two or three times, marks
that cannot be seen. The tag stripper walks over the text once; what it takes for a tag is what a browser would.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from bot.extraction.lexicon import load
from bot.model.claims import TextField
from bot.model.entries import Entry

# Marks of our own in the text while it is being cleaned. Where a feed sends the same, they mean the same.
_BREAK, _ITALIC, _ROMAN = "\ue000", "\ue001", "\ue002"

_MARKS_AND_SPACES = re.compile(f"[{_ITALIC}{_ROMAN} ]{{2,}}+")

_WORDS = load("text")
_BLOCKS = frozenset(_WORDS["blocks"])
_ITALICS = frozenset(_WORDS["italics"])
_UNSEEN = frozenset(_WORDS["unseen"])
_KNOWN = _BLOCKS | _ITALICS | _UNSEEN | frozenset(_WORDS["inline"])
_LONGEST_CUT_TAG = 1_000
_LONGEST_UNCHECKED = 4_000  # the worst that so few characters can cost is some milliseconds

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)")
_TAG_END = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ENTITY = re.compile(r"&#?\w{1,31};")
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")  # int() refuses thousands of digits
_BLANK_LINE = re.compile(r"\n[^\S\n]*+(?=\n|[-*•] )")
_WIDE_GAP = re.compile(r"\xa0(?: *+\xa0)++")  # how aggregators set the outlet's name off from the headline
_MARKS = re.compile(r"[^\w\x00-\x7f]{31,}+")
_UNSEEN_SIGNS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+",
)
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: sentences and names are remembered by it
class Passage:
    """One field of an entry as plain text.

    `text` has no HTML, single spaces, and a newline where a block (paragraph, list item, line) ends. `folded` has the
    same length, so that offsets agree: lower case, no accents, straight quotes, `-` for every dash. `italics` are the
    ranges `[start, end)` that were set in italics.
    """

    field: TextField
    text: str
    folded: str
    italics: tuple[tuple[int, int], ...] = ()

    def italic_from(self, offset: int) -> tuple[int, int] | None:
        """Return the first range in italics that ends behind `offset`."""
        place = bisect_right(self.italics, offset, key=lambda stretch: stretch[1])
        return self.italics[place] if place < len(self.italics) else None


def passages(entry: Entry) -> tuple[Passage, ...]:
    """Return the fields of an entry that hold text: title, summary, content.

    Of summary and content one is left out where the other begins with it, so that nothing is read twice. A summary
    that was cut off loses the mark that says so.
    """
    found = [_passage(TextField.TITLE, entry.title)]
    summary = _passage(TextField.SUMMARY, entry.summary, cut=True)
    content = _passage(TextField.CONTENT, entry.content) if entry.content else None
    if content is not None and content.text.startswith(summary.text) and content.text != summary.text:
        found.append(content)
    elif content is None or summary.text.startswith(content.text):
        found.append(summary)
    else:
        found += [summary, content]
    return tuple(passage for passage in found if passage.text)


def _passage(field: TextField, markup: str, *, cut: bool = False) -> Passage:
    text = _cleaned(markup)
    italics: tuple[tuple[int, int], ...] = ()
    if _ITALIC in text or _ROMAN in text:
        text, italics = _without_italics(text)
    if cut and text.endswith((")", "]", "…", ".")):
        text = _uncut(text)
    return Passage(field, text, fold(text), italics)


def plain(markup: str) -> str:
    """Turn a piece of HTML, escaped once or several times, into plain text (NFC)."""
    text = _cleaned(markup)
    return _without_italics(text)[0] if _ITALIC in text or _ROMAN in text else text


def _cleaned(markup: str) -> str:
    """Plain text in which italics still stand between our marks."""
    text = _unmarked(markup) if "<" in markup or "&" in markup or "\n" in markup else markup
    if "\xa0\xa0" in text:
        text = _WIDE_GAP.sub(_BREAK, text)
    if text.isprintable() and "  " not in text:  # no break of ours, no sign that is not seen
        return _composed(text.strip())
    lines = [_line(line) for line in text.split(_BREAK)]
    return _composed("\n".join(line for line in lines if line.strip(_ITALIC + _ROMAN)))


def _line(text: str) -> str:
    """Single spaces, no sign that cannot be seen, our own marks next to what they mark."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    line = _UNSEEN_SIGNS.sub("", _SURROGATES.sub("\ufffd", line)).strip()
    return _MARKS_AND_SPACES.sub(_settled, line)


def _unmarked(text: str) -> str:
    """Take off tags and entities, once for every time that the text was escaped."""
    for known_only in (False, True, True):
        if "<" in text:
            text = _without_tags(text, known_only=known_only)
        if "&" not in text or (known_only and not _ENTITY.search(text)):
            break
        text = html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))
    return text if _BREAK in text else _BLANK_LINE.sub(_BREAK, text)


def _without_tags(text: str, *, known_only: bool) -> str:
    """Drop tags, comments and what is never shown. Blocks leave a break, italics their marks."""
    first, *pieces = text.replace("<![CDATA[", "").replace("]]>", "").split("<")
    kept = [first]
    hidden_until = ""
    for number, piece in enumerate(pieces):
        if hidden_until:
            end = piece.lower().find(hidden_until)
            if end < 0:
                continue
            hidden_until, piece = "", piece[end:].partition(">")[2]  # noqa: PLW2901  what is left of it is shown
            kept.append(piece)
            continue
        name, rest = _tag(piece, last=number == len(pieces) - 1, known_only=known_only)
        if name.startswith("!--"):
            end = piece.find("-->")
            hidden_until, rest = ("-->", "") if end < 0 else ("", piece[end + 3 :])
        elif name in _UNSEEN and not piece.startswith("/"):
            hidden_until, rest = "/" + name, ""
        kept += [_mark(name, closing=piece.startswith("/")), rest]
    return "".join(kept)


def _tag(piece: str, *, last: bool, known_only: bool) -> tuple[str, str]:
    """Split what follows a `<` into the tag's name and the text behind it; the name is "" where it opens no tag."""
    if piece.startswith("!--"):
        return "!--", ""
    found = _NAME.match(piece)
    name = found[1].lower() if found else piece[:1] if piece[:1] in ("!", "?") else ""
    if not name or (known_only and name not in _KNOWN):
        return "", "<" + piece
    end = piece.find(">")
    if end >= 0:
        if '"' in piece[:end] or "'" in piece[:end]:
            quoted = _TAG_END.match(piece)
            end = quoted.end() - 1 if quoted else end
        return name, piece[end + 1 :]
    if name in _KNOWN and ('="' in piece or (last and len(piece) <= _LONGEST_CUT_TAG)):
        return name, ""
    return "", "<" + piece


def _mark(name: str, *, closing: bool) -> str:
    if name in _BLOCKS:
        return _BREAK
    if name in _ITALICS:
        return _ROMAN if closing else _ITALIC
    return ""


def _composed(text: str) -> str:
    """NFC. Endless runs of combining marks lose them first: composing those takes quadratic time (UAX #15, 13)."""
    if text.isascii():
        return text
    if len(text) > _LONGEST_UNCHECKED:
        text = _MARKS.sub(_without_marks, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_marks(run: re.Match[str]) -> str:
    return "".join(sign for sign in run[0] if not unicodedata.combining(sign))


def _settled(run: re.Match[str]) -> str:
    """Put the space among our marks where it belongs: before what opens, behind what closes, none at a line's ends."""
    marks = run[0].replace(" ", "")
    if marks == run[0] or run.start() == 0 or run.end() == len(run.string):
        return marks
    return marks.replace(_ITALIC, "") + " " + marks.replace(_ROMAN, "")


def _without_italics(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take our marks out again and say where they stood."""
    kept: list[str] = []
    ranges: list[tuple[int, int]] = []
    length, start = 0, None
    for piece in re.split(f"([{_ITALIC}{_ROMAN}])", text):
        if piece in (_ITALIC, _ROMAN):
            if piece == _ROMAN and start is not None and start < length:
                ranges.append((start, length))
            start = length if piece == _ITALIC else None
        else:
            kept.append(piece)
            length += len(piece)
    return "".join(kept), tuple(ranges)


def _uncut(text: str) -> str:
    for mark in _WORDS["cut"]:
        if text.endswith(mark):
            return text.removesuffix(mark).rstrip()
    return text


def _folds() -> dict[str, str]:
    """Map letters with accents (Latin), quotes, dashes and spaces to one character of ASCII each."""
    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    table = {letter: unicodedata.normalize("NFD", letter)[0].lower() for letter in letters}
    return table | {sign: base for base, signs in _WORDS["folds"].items() for sign in signs}


_FOLDS = _folds()
_USUAL = "\u2019\u2018\u201c\u201d\u2013\u2014"  # taken one by one, before the rest is looked for
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Lower case, accents off, straight quotes, plain dashes and spaces; as long as `text`, so offsets agree."""
    folded = (text.replace("\u0130", "I") if "\u0130" in text else text).lower()  # its lower case is two characters
    if folded.isascii():
        return folded
    for sign in _USUAL:
        if sign in folded:
            folded = folded.replace(sign, _FOLDS[sign])
    return folded if folded.isascii() else _NOT_ASCII.sub(lambda sign: _FOLDS.get(sign[0], sign[0]), folded)
