from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.extraction import EntryReader
from bot.extraction.trace import trace
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import Knowledge, KnownValue, TitleType, TrackedTitle, Work
from bot.wording.traces import SentenceTold, TraceTold, trace_told

TITLE = TrackedTitle(
    id="fog-lane-2",
    title="Fog Lane 2",
    type=TitleType.FILM,
    known_as_of=date(2024, 1, 1),
    follows=Work("Fog Lane", 2003),
    original={Property.DIRECTOR: (KnownValue("Una Bell"),)},
)
READER = EntryReader([TITLE])


def told(headline: str, summary: str = "") -> TraceTold:
    entry = Entry("e1", "feed", "The Gazette", datetime(2025, 10, 14, 9, tzinfo=UTC), headline, summary, "")
    return trace_told(trace(READER, entry, {TITLE.id: Knowledge()}), lambda _: TITLE.title)


def sentence(headline: str, summary: str = "") -> SentenceTold:
    return told(headline, summary).sentences[-1]


@pytest.mark.parametrize(
    ("headline", "mark", "says"),
    [
        pytest.param("‘Fog Lane 2’ opens May 3, 2026", "D", "May 3, 2026 = 2026-05-03 (day)", id="a day"),
        pytest.param(
            "‘Fog Lane 2’ opens on Friday",
            "D",
            "Friday = 2025-10-17 (day, 2025-10-10 for who looks back, only a weekday)",
            id="a day of the week",
        ),
        pytest.param("‘Fog Lane 2’ to film in Prague", "L", "Prague", id="a place"),
        pytest.param("Netflix orders ‘Fog Lane 2’", "C", "Netflix = Netflix (platform)", id="a company"),
        pytest.param("Ada Holm to direct ‘Fog Lane 2’", "P", "Ada Holm", id="a person"),
        pytest.param("Ada Holm to direct ‘Fog Lane 2’", "T", "‘Fog Lane 2’ = the sequel", id="the title"),
        pytest.param("Ada Holm of ‘Night Glass’ joins ‘Fog Lane 2’", "W", "‘Night Glass’", id="another work"),
        pytest.param("In the 2003 ‘Fog Lane’, it rains", "O", "‘Fog Lane’ = the earlier work", id="the earlier work"),
    ],
)
def test_what_a_letter_stands_for(headline: str, mark: str, says: str) -> None:
    assert (mark, says) in sentence(headline).marks


@pytest.mark.parametrize(
    ("headline", "summary", "about"),
    [
        pytest.param("‘Fog Lane 2’ is dated", "", "Fog Lane 2, the sequel (named)", id="named"),
        pytest.param(
            "‘Fog Lane 2’ is dated", "The sequel opens.", "Fog Lane 2, the sequel (referred to)", id="referred"
        ),
        pytest.param(
            "‘Fog Lane 2’ is dated", "That is soon.", "Fog Lane 2, the sequel (carried on from before)", id="on"
        ),
        pytest.param("‘Fog Lane 2’ and ‘Night Glass’", "", "“Night Glass”, another work", id="another work"),
    ],
)
def test_what_a_sentence_is_about(headline: str, summary: str, about: str) -> None:
    assert about in sentence(headline, summary).about


@pytest.mark.parametrize(
    ("headline", "summary", "note"),
    [
        pytest.param(
            "‘Fog Lane 2’ opens in May 2026",
            "The sequel opens on May 3, 2026.",
            "left out: the entry gives a more precise date",
            id="more precise elsewhere",
        ),
        pytest.param(
            "Ada Holm will direct ‘Fog Lane 2’",
            "Ada Holm will reportedly direct the sequel.",
            "counts as reported, as another sentence has it",
            id="less sure elsewhere",
        ),
        pytest.param(
            "Ada Holm could direct ‘Fog Lane 2’",
            "Ada Holm will direct the sequel.",
            "another sentence counts, where it is asserted",
            id="asserted elsewhere",
        ),
        pytest.param("Ada Holm will direct ‘Fog Lane 2’", "", "", id="said once"),
    ],
)
def test_what_became_of_a_claim_beside_the_others(headline: str, summary: str, note: str) -> None:
    claims = [claim for rule in told(headline, summary).sentences[0].rules for claim in rule.claims]
    assert claims[-1].note == note


def test_a_rule_about_another_work_says_so() -> None:
    rules = sentence("After ‘Fog Lane 2’, Ada Holm will direct ‘Night Glass’").rules
    assert [rule.nothing for rule in rules if rule.finds == "director"] == ["about “Night Glass”, another work"]


def test_text_of_a_feed_steers_no_terminal() -> None:
    shown = repr(told("Ada \u202eHolm to direct ‘Fog Lane 2’ \x1b[31m(\ue010)"))
    assert not {"\u202e", "\x1b", "\ue010"} & set(shown)
    assert "\\x1b" not in shown
