"""All that is known of one title: the seed's baseline and the developments since, in the order of their deciding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.model.developments import Development
from bot.model.properties import Property
from bot.model.titles import Knowledge, TrackedTitle
from bot.novelty.corroboration import Pending
from bot.novelty.knowledge import knowledge_of
from bot.novelty.statements import DROPS, Rank, Statement, Statements, after, baseline_of, stands, without
from bot.novelty.titles import own_words
from bot.novelty.values import Relation, relate

_MOST_PENDING = 200
"""So many claims wait for a second voice; of more, as a hostile feed may send them, the oldest are let go."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Decides: what holds of a title, what held once, and which claims wait for a second voice.

    Frozen; whatever changes it makes a new one. `pending` are claims, not knowledge. `knowledge` is what extraction
    may lean on when it reads about the title: it follows from the statements, and is asked for with every entry.
    """

    title: TrackedTitle
    statements: Mapping[Property, Statements]
    knowledge: Knowledge
    pending: tuple[Pending, ...] = ()

    @classmethod
    def of(
        cls,
        title: TrackedTitle,
        developments: Iterable[Development] = (),
        pending: Iterable[Pending] = (),
    ) -> Ledger:
        """Fold the baseline and the developments, given in the order in which they were decided.

        Those that moderators took back change nothing but what is denied.
        """
        ledger = cls(title, baseline_of(title), Knowledge(), tuple(pending))
        statements = dict(ledger.statements)
        for development in developments:
            prop = development.property
            fold = after if development.retracted_at is None else without
            statements[prop] = fold(statements.get(prop, ()), development, ledger.relate)
        return _stating(ledger, statements)

    def current(self, prop: Property) -> Statements:
        """Return what stands, newest last; in a property that holds one value also what is unsure beside it."""
        return tuple(one for one in self.statements.get(prop, ()) if stands(one))

    def history(self, prop: Property) -> Statements:
        """Return what stands and what stood, in the order in which it was stated."""
        return self.statements.get(prop, ())

    def preferred(self, prop: Property) -> Statement | None:
        """Return the value that holds, of a property that holds one."""
        return next((one for one in self.statements.get(prop, ()) if one.rank is Rank.PREFERRED), None)

    def fallen(self, prop: Property) -> Statement | None:
        """Return the value that was dropped or denied last."""
        ended = (one for one in reversed(self.history(prop)) if one.end is not None and one.end.change in DROPS)
        return next(ended, None)

    def moves(self, prop: Property) -> int:
        """How often the property's value has changed so far."""
        return max((one.moves for one in self.history(prop)), default=0)

    def relate(self, prop: Property, known: str, said: str) -> Relation:
        """How a said value stands to a known one, of this title: a subtitle alone is its official title, too."""
        relation = relate(prop, known, said)
        if prop is Property.TITLE and relation is not Relation.SAME:
            ours, theirs = own_words(known, self._names), own_words(said, self._names)
            return Relation.SAME if ours and ours == theirs else Relation.OTHER
        return relation

    def with_development(self, development: Development) -> Ledger:
        """Return the ledger once a development is accepted. What waited for it waits no longer."""
        prop = development.property
        row = after(self.history(prop), development, self.relate)
        waiting = tuple(one for one in self.pending if not self._settles(development, one))
        return _stating(replace(self, pending=waiting), {**self.statements, prop: row})

    def with_pending(self, pending: Pending) -> Ledger:
        """Return the ledger with one more claim that waits, unless the same voice waits with it already."""
        known = any(
            one.owner == pending.owner
            and one.property is pending.property
            and one.value == pending.value
            and (one.change in DROPS) == (pending.change in DROPS)
            for one in self.pending
        )
        return self if known else replace(self, pending=(*self.pending, pending)[-_MOST_PENDING:])

    @property
    def _names(self) -> tuple[str, ...]:
        follows = self.title.follows
        return (*self.title.names, follows.title) if follows else self.title.names

    def _settles(self, development: Development, waiting: Pending) -> bool:
        if waiting.property is not development.property:
            return False
        return self.relate(waiting.property, waiting.value, development.value) is not Relation.OTHER


def _stating(ledger: Ledger, statements: Mapping[Property, Statements]) -> Ledger:
    return replace(ledger, statements=statements, knowledge=knowledge_of(statements, ledger.title.original))
