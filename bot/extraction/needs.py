"""Which words must stand in a text before a regular expression can fit, read off the expression itself.

Most searches of a sentence find nothing and cost microseconds each; to look whether a word is there costs a fraction of
one. After Cox, "Regular Expression Matching with a Trigram Index" (2012), with words in the place of trigrams.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from re import _constants, _parser  # type: ignore[attr-defined]  # re has no other way to its syntax tree
from typing import Any

Need = frozenset[str]
"""One of these words must stand in whatever an expression fits."""

_WORD = re.compile("[a-z]+")
_FIRST_MARK = "\ue010"  # of an outline: its marks stand for names, and count as words
_OPEN, _EDGE = "\x00", "\x01"  # in a spelling: anything may stand here; no letter touches what stands here
_WHOLE = re.compile(f"(?<![a-z{_OPEN}])[a-z]++(?!{_OPEN})|[{_FIRST_MARK}-\ue01f]")
_TAIL = re.compile(f"[a-z{_OPEN}]*\\Z")
_PIECE = re.compile("[a-z]+|[^a-z]")
_MOST = 1000  # so many spellings of one stretch are followed
_EMPTY, _ANYTHING, _BORDER = frozenset({""}), frozenset({_OPEN}), frozenset({_EDGE})

_NO_LETTERS = frozenset({_constants.CATEGORY_DIGIT, _constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_WORD})

Node = tuple[Any, Any]
"""A node of the syntax tree: what it is, and its arguments."""


def words_of(folded: str) -> frozenset[str]:
    """Return the words of a folded text that an expression can need."""
    return frozenset(_WORD.findall(folded))


def needs_of(pattern: str) -> tuple[Need, ...]:
    """Return what a regular expression needs, hardest to find first; nothing where it may fit without any word."""
    tree = _parser.parse(pattern)
    needs = _needs_of(tree) if not tree.state.flags & re.IGNORECASE else frozenset()
    return tuple(sorted(needs, key=lambda need: (_commonness(need), sorted(need))))


def _needs_of(nodes: Iterable[Node]) -> frozenset[Need]:
    """Return the needs of an expression's stretches, as they lie between signs that no word goes across."""
    nodes = list(_spliced(nodes))
    if len(nodes) == 1 and nodes[0][0] is _constants.BRANCH:
        return _either(map(_needs_of, nodes[0][1][1]))
    needs: set[Need] = set()
    stretch = _Part(_ANYTHING)
    for piece in (piece for part in _parts(nodes) for piece in _pieces(part)):
        stretch = stretch.then(piece)
        if stretch.ends_at_edge:
            needs |= stretch.all_needs
            stretch = _Part(_BORDER)
    return frozenset(needs | stretch.then(_Part(_ANYTHING)).all_needs)


def _either(choices: Iterable[frozenset[Need]]) -> frozenset[Need]:
    """Return what is needed where one of several things is; nothing where one of them needs nothing."""
    rarest = [min(needs, key=_commonness, default=None) for needs in choices]
    return frozenset({frozenset().union(*(need for need in rarest if need))} if all(rarest) else ())


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression: how what it fits may be spelled, and what it needs besides the words of that."""

    spelled: frozenset[str]
    needs: frozenset[Need] = frozenset()

    @property
    def all_needs(self) -> frozenset[Need]:
        """What it needs, as if nothing stood around it."""
        return self.needs | _spelled_needs([_WHOLE.findall(spelled) for spelled in self.spelled])

    @property
    def starts_at_edge(self) -> bool:
        """Whether no word goes across its beginning."""
        return all(_is_edge(spelled[:1]) for spelled in self.spelled)

    @property
    def ends_at_edge(self) -> bool:
        """Whether no word goes across its end."""
        return all(_is_edge(spelled[-1:]) for spelled in self.spelled)

    def collapsed(self) -> _Part:
        """Forget the spellings but for their ends, and keep what they need."""
        opened = _Part(frozenset(_OPEN + spelled + _OPEN for spelled in self.spelled), self.needs)
        return _Part(self.ends(), opened.all_needs)

    def ends(self) -> frozenset[str]:
        """Return what is left of the spellings when all but their ends is forgotten."""
        ends = (self.starts_at_edge, self.ends_at_edge)
        return frozenset({_OPEN.join(_EDGE if at_edge else _OPEN for at_edge in ends)})

    def then(self, other: _Part) -> _Part:
        """Put another part behind this one."""
        one = self
        if len(one.spelled) * len(other.spelled) > _MOST:
            one = _Part(frozenset(map(_shortened, one.spelled)), one.needs)
        if len(one.spelled) * len(other.spelled) > _MOST:
            one = one.collapsed()
        joined = frozenset([before + behind for before in one.spelled for behind in other.spelled])
        return _Part(joined, one.needs | other.needs)


def _shortened(spelled: str) -> str:
    """Forget of a spelling all but its beginning, its longest word, and what may go on behind it."""
    behind = _TAIL.sub("", spelled)
    if not behind:
        return spelled
    longest = max(_WHOLE.findall(_OPEN + behind), key=len, default="")
    return "".join(
        [_EDGE if _is_edge(spelled[0]) else "", _OPEN, _EDGE, longest, _EDGE, _OPEN, _EDGE, spelled[len(behind) :]]
    )


def _is_edge(sign: str) -> bool:
    return sign not in {"", _OPEN} and not "a" <= sign <= "z"


def _pieces(part: _Part) -> Iterator[_Part]:
    """Cut a part that is spelled in one way into words and what stands between them."""
    if len(part.spelled) == 1 and not part.needs:
        yield from (_Part(frozenset({piece})) for spelled in part.spelled for piece in _PIECE.findall(spelled))
    else:
        yield part


def _spliced(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the nodes, those of a group in its place."""
    for kind, argument in nodes:
        if kind is _constants.SUBPATTERN and not argument[1]:  # no flags of its own
            yield from _spliced(argument[3])
        else:
            yield kind, argument


def _parts(nodes: Iterable[Node]) -> Iterator[_Part]:
    """Read nodes, literal characters in a row as one part."""
    for kind, run in groupby(nodes, key=itemgetter(0)):
        if kind is _constants.LITERAL:
            yield _Part(frozenset({"".join([chr(code) for _, code in run])}))
        else:
            yield from (_part(kind, argument) for _, argument in run)


def _sequence(nodes: Iterable[Node]) -> _Part:
    whole = _Part(_EMPTY)
    for part in _parts(_spliced(nodes)):
        whole = whole.then(part)
    return whole


def _part(kind: Any, argument: Any) -> _Part:
    """Read one node. Of what is not known nothing is needed."""
    reader = _READERS.get(kind)
    return reader(argument) if reader is not None else _Part(_ANYTHING)


def _signs(members: Sequence[Node]) -> _Part:
    """Spell a set of characters, if it is a small one of literal characters, or holds no letters."""
    literal = [chr(argument) for kind, argument in members if kind is _constants.LITERAL]
    if len(literal) == len(members) and len(literal) <= 8:
        return _Part(frozenset(literal))
    others = [argument for kind, argument in members if kind is not _constants.LITERAL]
    return _Part(_BORDER if all(map(_is_edge, literal)) and _NO_LETTERS.issuperset(others) else _ANYTHING)


def _place(argument: Any) -> _Part:
    return _Part(_EMPTY if argument is _constants.AT_NON_BOUNDARY else _BORDER)


def _looked_at(argument: tuple[int, Iterable[Node]]) -> _Part:
    """Read what must stand here: it takes no room, but may say that a word ends here."""
    direction, nodes = argument
    part = _sequence(nodes)
    return _Part(_BORDER if (part.starts_at_edge if direction > 0 else part.ends_at_edge) else _EMPTY)


def _ruled_out(argument: tuple[int, Iterable[Node]]) -> _Part:
    r"""Read what must not stand here: `(?!\w)` and `(?<![\w-])` say that a word ends here."""
    nodes = list(argument[1])
    letters = (_constants.CATEGORY, _constants.CATEGORY_WORD)
    ends = len(nodes) == 1 and nodes[0][0] is _constants.IN and letters in nodes[0][1]
    return _Part(_BORDER if ends else _EMPTY)


def _branch(argument: tuple[None, Iterable[Iterable[Node]]]) -> _Part:
    parts = [_sequence(branch) for branch in argument[1]]
    if sum(len(part.spelled) for part in parts) > _MOST or any(part.needs for part in parts):
        parts = [part.collapsed() for part in parts]
    spelled = frozenset[str]().union(*(part.spelled for part in parts))
    return _Part(spelled, _either(part.needs for part in parts))


def _repeated(argument: tuple[int, int, Iterable[Node]]) -> _Part:
    least, most, nodes = argument
    part = _sequence(nodes)
    if least:
        return part if most == 1 else part.collapsed()
    return _Part(_EMPTY | (part.spelled if most == 1 else part.ends()))


_READERS: Mapping[Any, Callable[[Any], _Part]] = {
    _constants.IN: _signs,
    _constants.BRANCH: _branch,
    _constants.ATOMIC_GROUP: _sequence,
    _constants.MAX_REPEAT: _repeated,
    _constants.MIN_REPEAT: _repeated,
    _constants.POSSESSIVE_REPEAT: _repeated,
    _constants.AT: _place,
    _constants.ASSERT: _looked_at,
    _constants.ASSERT_NOT: _ruled_out,
}


def _spelled_needs(rows: Sequence[Sequence[str]]) -> frozenset[Need]:
    """Say what is needed where the words of one of these rows are: all of a lone row, of several the longest each."""
    if len(rows) == 1:
        return frozenset(frozenset({word}) for word in rows[0])
    return frozenset({frozenset(max(row, key=len) for row in rows)} if all(rows) else ())


def _commonness(words: Collection[str]) -> float:
    """Guess how often one of some words stands in a sentence: short ones often, marks in most."""
    return sum(2.0 if word >= _FIRST_MARK else 4 * len(word) ** -3 for word in words)
