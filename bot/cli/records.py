"""What `--json` and `jsonl` write: one flat object for each thing, with the words of the model.

Text that came from feeds is made one harmless line, because people read these lines in terminals, too.
"""

from __future__ import annotations

from bot.cli.output import iso
from bot.model.claims import Claim
from bot.model.developments import Development
from bot.wording import EntryFate, Fact, Source, Timeline, TitleFacts, one_line

Record = dict[str, object]


def development_record(one: Development) -> Record:
    """Write a development as the scorer and scripts read it; `role` and `moves` where they are set."""
    record: Record = {
        "title_id": one.title_id,
        "property": one.property.value,
        "value": one_line(one.value),
        "previous": _line(one.previous),
        "change": one.change.value,
        "certainty": one.certainty.value,
        "entry_id": one_line(one.entry_id),
        "evidence": one_line(one.evidence),
        "url": one_line(one.url),
        "outlet": one_line(one.outlet),
        "published": iso(one.published),
    }
    return record | _set({"role": _line(one.role), "moves": one.moves, "was": one.was and one.was.value})


def claim_record(entry_id: str, claim: Claim) -> Record:
    """Write what an entry claims before it is judged."""
    record: Record = {
        "entry_id": one_line(entry_id),
        "title_id": claim.title_id,
        "property": claim.property.value,
        "value": _line(claim.value),
        "change": claim.change.value,
        "certainty": claim.certainty.value,
        "modality": claim.modality.value,
        "voice": claim.voice.value,
        "evidence": one_line(claim.evidence.text),
    }
    return record | _set(
        {"previous": _line(claim.previous), "role": _line(claim.role), "country": _line(claim.country)},
    )


def silent_record(entry_id: str, title_id: str) -> Record:
    """Write that an entry speaks of a title and claims nothing about it: the keys of a claim, with nothing in them."""
    nothing = dict.fromkeys(("property", "value", "change", "certainty", "modality", "voice", "evidence"))
    return {"entry_id": one_line(entry_id), "title_id": title_id, **nothing}


def facts_record(title: TitleFacts) -> Record:
    """Write what is known of a title."""
    return {
        "title_id": title.id,
        "name": title.name,
        "type": title.type,
        "follows": title.follows or None,
        "known_as_of": title.known_as_of.isoformat(),
        "facts": [_fact_record(fact) for fact in title.facts],
        "unknown": [prop.value for prop in title.unknown],
    }


def timeline_record(timeline: Timeline) -> Record:
    """Write a title's history."""
    return {
        "title_id": timeline.id,
        "name": timeline.name,
        "known_as_of": timeline.known_as_of.isoformat(),
        "baseline": list(timeline.baseline),
        "developments": [
            {"id": one.development_id, "text": one.text, "standing": one.standing.value}
            | _source_record(one.source)
            | {"also_reported_by": list(one.also)}
            for one in timeline.happenings
        ],
    }


def fate_record(fate: EntryFate) -> Record:
    """Write what became of one version of an entry."""
    return {
        "entry_id": fate.entry_id,
        "headline": fate.headline,
        **_source_record(fate.source),
        "titles": list(fate.titles),
        "verdict": fate.verdict,
        "claims": [
            {
                "title": claim.title,
                "text": claim.text,
                "standing": claim.standing.value,
                "evidence": claim.evidence,
                "news": claim.is_news,
                "outcome": claim.outcome,
            }
            for claim in fate.claims
        ],
    }


def _fact_record(fact: Fact) -> Record:
    return {
        "property": fact.property.value,
        "value": one_line(fact.value),
        "role": fact.role,
        "standing": fact.standing.value,
        "preferred": fact.preferred,
        "baseline": fact.in_baseline,
        "since": fact.source.published.date().isoformat(),
        "outlet": fact.source.outlet or None,
        "url": fact.source.url or None,
    }


def _source_record(source: Source) -> Record:
    return {"outlet": source.outlet, "url": source.url or None, "published": iso(source.published)}


def _line(text: str | None) -> str | None:
    return None if text is None else one_line(text)


def _set(record: Record) -> Record:
    """Leave out what is not set."""
    return {key: value for key, value in record.items() if value}
