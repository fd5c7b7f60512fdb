"""Reading an entry: its text to mentions, mentions to claims."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.extraction.claims import claims_of
from bot.extraction.focus import Focus, focus
from bot.extraction.hearing import Background, Heard, hear
from bot.extraction.matching import NameHit, TitleIndex
from bot.extraction.mentions import resolve
from bot.extraction.relevance import relevant
from bot.extraction.sentences import sentences
from bot.extraction.text import Passage, fold, passages
from bot.model.claims import Mention, Reading
from bot.model.entries import Entry
from bot.model.titles import Knowledge, TrackedTitle

_MOST_SENTENCES = 400
"""So many of an entry's sentences are read; nobody's news is longer, and a hostile entry then stays cheap."""
_LONGEST_SENTENCE = 2_000
"""In characters; what is longer is no sentence, but a list or an attack."""
_MOST_TEXT = 60_000
"""In characters: so much of a field is read."""
_MOST_WORDS = 20_000
"""In characters: so much of a field is looked through for what colours the whole entry."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An entry made ready to be read. `focused` are all its sentences, `heard` those that speak of a tracked title."""

    texts: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    focused: tuple[Focus, ...]
    heard: tuple[Heard, ...]
    background: Background


class EntryReader:
    """Says what an entry claims of the tracked titles. Decides; pure and immutable.

    It knows the titles' names, those learned later too (`with_names`), and nothing else: what a ledger knows comes
    with each call.
    """

    def __init__(self, titles: Iterable[TrackedTitle]) -> None:
        self._titles = {title.id: title for title in titles}
        self._index = TitleIndex(self._titles.values())
        self._learned: dict[str, tuple[str, ...]] = {}

    def with_names(self, names: Mapping[str, Iterable[str]]) -> EntryReader:
        """Return a reader that also knows `names` (title id to names learned later); ids of no title are left out."""
        other = object.__new__(EntryReader)
        other._titles = self._titles
        more = {title_id: tuple(those) for title_id, those in names.items() if title_id in self._titles}
        other._index = self._index.with_names(more)
        other._learned = {
            title_id: (*self._learned.get(title_id, ()), *more.get(title_id, ()))
            for title_id in self._learned.keys() | more.keys()
        }
        return other

    def spot(self, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the titles that an entry may speak of; the fast path, which reads nothing closely."""
        return self._index.spot(fold(_unescaped(text)) for text in (entry.title, entry.summary, entry.content) if text)

    def read(self, entry: Entry, knowledge: Mapping[str, Knowledge]) -> Reading:
        """Return the mentions of tracked titles in an entry and its claims about them.

        `knowledge` is what the ledgers hold, by title id; a title without any is read all the same.
        """
        listening = self.listen(entry, knowledge)
        if not listening.mentions:
            return Reading(entry.id)
        return Reading(entry.id, listening.mentions, claims_of(listening.heard, listening.background))

    def listen(self, entry: Entry, knowledge: Mapping[str, Knowledge]) -> Listening:
        """Find an entry's mentions, what each of its sentences speaks of, and their outlines."""
        texts = passages(entry)
        mentions = resolve(texts, self._index)
        if not mentions:
            return Listening(texts, (), (), (), Background(entry.published.date(), {}, {}))
        ids = tuple(dict.fromkeys(mention.title_id for mention in mentions))
        every = [sentence for passage in texts for sentence in sentences(passage)]
        background = Background(
            entry.published.date(),
            relevant({title_id: knowledge.get(title_id, Knowledge()) for title_id in ids}, texts),
            {title_id: self._names(title_id) for title_id in ids},
            "\n".join(passage.folded[:_MOST_WORDS] for passage in texts),
            frozenset().union(*(sentence.words for sentence in every)),
        )
        short = [
            sentence
            for sentence in every[:_MOST_SENTENCES]
            if sentence.end <= _MOST_TEXT and sentence.end - sentence.start <= _LONGEST_SENTENCE
        ]
        focused = focus(short, mentions)
        heard = hear(texts, [item for item in focused if item.topics], background)
        return Listening(texts, mentions, focused, heard, background)

    def names_in(self, passage: Passage) -> tuple[NameHit, ...]:
        """Find the names of tracked titles in a passage, whether they mean those there or not."""
        return self._index.find(passage)

    def _names(self, title_id: str) -> frozenset[str]:
        """Return the folded names of a title and of the work that it follows."""
        title = self._titles[title_id]
        follows = (title.follows.title,) if title.follows else ()
        return frozenset(fold(name) for name in (*title.names, *follows, *self._learned.get(title_id, ())))


def _unescaped(markup: str) -> str:
    """Undo entities, also those that were escaped twice; tags may stay, as names seldom hold any."""
    text = html.unescape(markup) if "&" in markup else markup
    return html.unescape(text) if "&" in text else text
