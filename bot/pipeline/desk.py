"""What one transaction of the pipeline has at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.alerts import Alert
from bot.model.claims import Reading
from bot.model.developments import Development, Judgement
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Verdict
from bot.pipeline.records import Ingested
from bot.store import JudgedReading, Transaction


@dataclass
class Desk:
    """Does: holds what one transaction has at hand: the ledgers it needed so far, and what it will save."""

    tx: Transaction
    titles: Mapping[str, TrackedTitle]
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    judged: list[JudgedReading] = field(default_factory=list)
    _opened: dict[str, Ledger] = field(default_factory=dict)

    @property
    def judgements(self) -> list[Judgement]:
        """Every claim with what became of it, in the order of the entries."""
        return [judgement for one in self.judged for judgement in one.judgements]

    @property
    def developments(self) -> list[Development]:
        """The news among them."""
        return [one.decision for one in self.judgements if isinstance(one.decision, Development)]

    def ledger(self, title_id: str) -> Ledger:
        """Give a title's ledger as it stands within this transaction."""
        if title_id not in self.ledgers:
            title, tx = self.titles[title_id], self.tx
            opened = Ledger.of(title, tx.developments_of(title_id), tx.pending_of(title_id))
            self.ledgers[title_id] = self._opened[title_id] = opened
        return self.ledgers[title_id]

    def keep(self, reading: Reading, verdicts: Sequence[Verdict]) -> None:
        """Lay aside what became of an entry."""
        if reading.mentions:
            self.ledgers.update({verdict.ledger.title.id: verdict.ledger for verdict in verdicts})
            judgements = [judgement for verdict in verdicts for judgement in verdict.judgements]
            self.readings.append(reading)
            self.judged.append(JudgedReading(reading.entry_id, reading.mentions, judgements))

    def save(self, now: datetime, *, again: bool = False) -> None:
        """Write all that was laid aside. `again`: the entries may have been read before, for other titles."""
        (self.tx.add_readings if again else self.tx.save_readings)(self.judged, now)
        for title_id, ledger in self.ledgers.items():
            if ledger.pending != self._opened[title_id].pending:
                self.tx.save_pending(title_id, ledger.pending)

    def ingested(self, seen: int, fresh: int, alerts: tuple[Alert, ...]) -> Ingested:
        """Tell what it came to."""
        return Ingested(seen, fresh, tuple(self.readings), tuple(self.judgements), alerts)
