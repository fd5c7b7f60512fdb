"""Stories in a few lines: a title, and what outlets say of it, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.model.claims import Claim, Evidence, Reading, Span, TextField
from bot.model.developments import Development, NoDevelopment
from bot.model.entries import Entry, Outlet, Trust
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty import Ledger, Verdict, judge

OUTLETS = {
    outlet.name: outlet
    for outlet in (
        Outlet("Morning Post", owner="Post Group"),
        Outlet("Evening Post", owner="Post Group"),
        Outlet("City Herald", owner="City Herald"),
        Outlet("Third Voice", owner="Third Voice"),
        Outlet("Trade Paper", owner="Trade Paper", trust=Trust.TRADE),
        Outlet("Studio Newsroom", owner="Studio", trust=Trust.OFFICIAL),
        Outlet("Fan Site", owner="Fan Site", trust=Trust.FAN),
        Outlet("News Search", owner="News Search", trust=Trust.AGGREGATOR),
    )
}

TITLE = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.FILM,
    known_as_of=date(2025, 1, 1),
    follows=Work("Lantern Street", 2001),
    also_known_as=("Lantern Street sequel",),
    original={
        Property.DIRECTOR: (KnownValue("Odile Marchetti"),),
        Property.STUDIO: (KnownValue("Brightwater Films"),),
        Property.CAST: (KnownValue("Pia Solano"),),
        Property.RELEASE_DATE: (KnownValue("2001-10-05"),),
    },
)

Step = tuple[Any, ...]
"""Day of 2025 (`"03-14"`) or date, property, value, and options: `by` an outlet, any field of a claim, `entry` its id.
Steps with the same `entry` are claims of one entry."""


@pytest.fixture
def title() -> TrackedTitle:
    return TITLE


@pytest.fixture
def says() -> Callable[..., Claim]:
    return _says


@pytest.fixture
def hears() -> Callable[..., Verdict]:
    return _hears


@pytest.fixture
def ledger_after() -> Callable[..., Ledger]:
    """The ledger after some steps."""
    return lambda steps, **known: _run(steps, known)[1]


@pytest.fixture
def outcomes() -> Callable[..., list[str]]:
    """What became of each step, in words: "changed 2026-06-19 from 2026", "known"."""
    return lambda steps, **known: _run(steps, known)[0]


def _says(prop: Property, value: str | None, **words: Any) -> Claim:
    at = words.pop("at", 0)
    defaults = {"change": Change.ADDED, "certainty": Certainty.CONFIRMED}
    evidence = Evidence(f"{prop}: {value}", Span(TextField.SUMMARY, at, at + 10))
    return Claim(TITLE.id, prop, value, **{**defaults, "evidence": evidence, **words})


def _hears(ledger: Ledger, day: str, *claims: Claim, by: str = "Morning Post", entry: str | None = None) -> Verdict:
    published = datetime.fromisoformat(day if day.startswith("20") else f"2025-{day}").replace(tzinfo=UTC)
    id_ = entry or f"{by} on {day}"
    read = Entry(id_, by, by, published, "", "", f"https://news.example/{id_.replace(' ', '-')}")
    return judge(Reading(id_, (), claims), read, OUTLETS[by], ledger)


def _run(steps: Sequence[Step], known: Mapping[str, Any]) -> tuple[list[str], Ledger]:
    title = TITLE if not known else _known(**known)
    ledger, told = Ledger.of(title), dict[int, str]()
    for places, (day, by, entry, claims) in _entries(steps):
        verdict = _hears(ledger, day, *claims, by=by, entry=entry)
        ledger = verdict.ledger
        for judgement in verdict.judgements:
            place = next(one for one in places if steps_claim(steps[one]) == judgement.claim and one not in told)
            told[place] = _words(judgement.decision)
    return [told[place] for place in sorted(told)], ledger


def steps_claim(step: Step) -> Claim:
    _, prop, value, *rest = step
    options = dict(rest[0]) if rest else {}
    options.pop("by", None)
    options.pop("entry", None)
    return _says(prop, value, **options)


def _entries(steps: Sequence[Step]) -> list[tuple[list[int], tuple[str, str, str | None, list[Claim]]]]:
    """Gather the steps into entries: those that name the same one go together."""
    found: list[tuple[list[int], tuple[str, str, str | None, list[Claim]]]] = []
    for place, step in enumerate(steps):
        options = step[3] if len(step) > 3 else {}
        entry = options.get("entry")
        if entry and found and found[-1][1][2] == entry:
            found[-1][0].append(place)
            found[-1][1][3].append(steps_claim(step))
        else:
            found.append(([place], (step[0], options.get("by", "Morning Post"), entry, [steps_claim(step)])))
    return found


def _known(type_: TitleType = TitleType.FILM, **values: Any) -> TrackedTitle:
    facts = {
        Property(prop): tuple(one if isinstance(one, KnownValue) else KnownValue(one) for one in row)
        for prop, row in values.items()
    }
    return TrackedTitle(
        TITLE.id, TITLE.title, type_, TITLE.known_as_of, TITLE.follows, TITLE.also_known_as, facts, TITLE.original
    )


def _words(decision: Development | NoDevelopment) -> str:
    if isinstance(decision, NoDevelopment):
        return decision.reason.value
    sure = "" if decision.certainty is Certainty.CONFIRMED else f"{decision.certainty} "
    old = f" from {decision.previous}" if decision.previous not in {None, decision.value} else ""
    return f"{decision.change} {sure}{decision.value}{old}"
