"""A text of one's own, read and judged as an entry would be; nothing of it is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from bot.cli.records import Record, fate_record
from bot.extraction.trace import trace
from bot.library import Library
from bot.model.claims import Reading
from bot.model.entries import Entry
from bot.novelty import Outlets, judge
from bot.wording import EntryFate, fate_of
from bot.wording.traces import TraceTold, trace_told


@dataclass(frozen=True, slots=True)
class Explained:
    """How a text was read and what became of it. `hint`: what to try where the wanted title is not spoken of."""

    told: TraceTold
    fate: EntryFate
    hint: str = ""


def entry_of(text: str, headline: str, published: datetime, outlet: str) -> Entry:
    """Make an entry of a text: a headline by itself, or the summary below one."""
    title, summary = (headline, text) if headline else (text, "")
    return Entry("text", "text", outlet, published.astimezone(UTC), title, summary, link="")


def explained(entry: Entry, library: Library, title_id: str | None) -> Explained:
    """Read and judge an entry against what is known; of one title only, where it is given."""
    reader = library.reader()
    ledgers = {id_: library.ledger(id_) for id_ in reader.spot(entry)}
    traced = trace(reader, entry, {id_: ledger.knowledge for id_, ledger in ledgers.items()})
    reading = Reading(entry.id, traced.mentions, traced.claims)
    wanted = [id_ for id_ in reading.title_ids if title_id in {id_, None}]
    outlet = Outlets().named(entry.outlet)
    judgements = [one for id_ in wanted for one in judge(reading, entry, outlet, ledgers[id_]).judgements]
    fate = fate_of(entry, wanted, judgements, library.name)
    return Explained(trace_told(traced, library.name), fate, "" if wanted else _hint(library, title_id))


def _hint(library: Library, title_id: str | None) -> str:
    names = f" ({', '.join(library.names(title_id))})" if title_id else ""
    return f"The text must name the title{names}; where it does not, --headline can."


def explained_record(one: Explained) -> Record:
    """Write it for scripts: how it was read, and what became of it."""
    return {**asdict(one.told), **fate_record(one.fate)}
