from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction import EntryReader
from bot.extraction.focus import Focus
from bot.extraction.hearing import Background, Heard, hear
from bot.extraction.text import Passage
from bot.model.claims import Claim, TextField
from bot.model.entries import Entry
from bot.model.properties import Change, Modality, Property
from bot.model.titles import Knowledge, TrackedTitle

WORDS = [
    "‘The Lantern Keepers 2’",
    "will direct",
    "Marta Oyelaran",
    "May 3",
    "?",
    "not",
    "in",
    "at Netflix",
    ", ",
    ". ",
    "“",
    ": ",
]
Claims = Callable[..., tuple[Claim, ...]]


def entry(title: str, summary: str = "", content: str = "") -> Entry:
    return Entry("e1", "feed", "The Gazette", datetime(2025, 10, 14, 9, tzinfo=UTC), title, summary, "u", content)


def test_an_unrelated_entry_is_spotted_as_such(reader: EntryReader) -> None:
    assert reader.spot(entry("Weekend box office: a quiet frame", "Nothing new under the sun.")) == ()
    assert reader.read(entry("Weekend box office"), {}).claims == ()


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("The Lantern Keepers 2 dated", id="plain"),
        pytest.param("The Lantern&nbsp;Keepers 2 dated", id="entity"),
        pytest.param("The Lantern&amp;nbsp;Keepers 2 dated", id="escaped twice"),
    ],
)
def test_a_name_is_spotted_through_entities(reader: EntryReader, title: str) -> None:
    assert "lantern-keepers-2" in reader.spot(entry(title))


def test_evidence_is_the_sentence_and_its_place(claims: Claims) -> None:
    summary = "It rains. Marta Oyelaran will direct the sequel. It rains again."
    claim = next(one for one in claims("The Lantern Keepers 2 news", summary) if one.property is Property.DIRECTOR)
    assert claim.evidence.text == "Marta Oyelaran will direct the sequel."
    assert claim.evidence.span.field is TextField.SUMMARY
    assert summary[claim.evidence.span.start : claim.evidence.span.end] == claim.evidence.text


def test_each_title_gets_its_own_facts(reader: EntryReader) -> None:
    said = reader.read(
        entry("Marta Oyelaran to Direct ‘The Lantern Keepers 2’; Netflix Orders ‘Harbour Row’ Revival"),
        {"lantern-keepers-2": Knowledge()},
    )
    facts = {(claim.title_id, claim.property, claim.value) for claim in said.claims}
    assert ("lantern-keepers-2", Property.DIRECTOR, "Marta Oyelaran") in facts
    assert ("harbour-row", Property.PLATFORM, "Netflix") in facts
    assert ("lantern-keepers-2", Property.PLATFORM, "Netflix") not in facts
    assert set(said.title_ids) == {"lantern-keepers-2", "harbour-row"}


def test_names_that_came_later_are_known(reader: EntryReader) -> None:
    news = entry("‘Low Water’ Opens July 17, 2026", "Corvane’s sequel has a date.")
    assert reader.spot(news) == ()
    wiser = reader.with_names({"lantern-keepers-2": ["Low Water"], "nobody": ["Fog"]})
    assert wiser.spot(news) == ("lantern-keepers-2",)
    assert {claim.value for claim in wiser.read(news, {}).claims if claim.property is Property.RELEASE_DATE} == {
        "2026-07-17"
    }
    assert reader.spot(news) == ()
    assert wiser.with_names({"harbour-row": ["Fog Street"]}).spot(news) == ("lantern-keepers-2",)


def test_a_known_title_is_no_new_one(reader: EntryReader) -> None:
    said = reader.read(entry("It’s official: the sequel is called ‘The Lantern Keepers 2’"), {})
    assert not [claim for claim in said.claims if claim.property is Property.TITLE]


def test_the_facts_of_the_original_are_marked(claims: Claims) -> None:
    said = claims("The Lantern Keepers 2 news", "The first film, directed by Ottilie Brandvik, opened on June 3, 2011.")
    assert {claim.modality for claim in said} <= {Modality.ORIGINAL, Modality.HISTORICAL}
    assert Modality.ORIGINAL in {claim.modality for claim in said if claim.property is Property.DIRECTOR}


def test_who_made_the_original_directs_the_sequel_only_where_it_says_so(claims: Claims) -> None:
    def directors(summary: str) -> set[Modality]:
        found = claims("The Lantern Keepers 2 news", summary)
        return {claim.modality for claim in found if claim.property is Property.DIRECTOR}

    assert directors("Ottilie Brandvik directed.") == {Modality.ORIGINAL}
    assert directors("Ottilie Brandvik is back to direct the sequel.") == {Modality.ASSERTED}


def test_a_role_is_kept(claims: Claims) -> None:
    said = claims("The Lantern Keepers 2 news", "Naomi Castellan will star as the harbormaster.")
    assert [claim.role for claim in said if claim.value == "Naomi Castellan"] == ["harbormaster"]


def test_a_moved_date_says_from_what(claims: Claims) -> None:
    said = claims("‘The Lantern Keepers 2’ Moves From May 22 to July 17, 2026")
    moved = next(claim for claim in said if claim.property is Property.RELEASE_DATE)
    assert (moved.value, moved.previous, moved.change) == ("2026-07-17", "2026-05-22", Change.CHANGED)


def test_a_date_of_one_country_says_so(claims: Claims) -> None:
    said = claims("The Lantern Keepers 2 news", "In Australia it opens on July 2, 2026.")
    assert [claim.country for claim in said if claim.property is Property.RELEASE_DATE] == ["AU"]


def test_of_two_dates_that_fit_the_precise_one_counts(claims: Claims) -> None:
    said = claims("‘The Lantern Keepers 2’ Moves to July 2026", "The sequel now opens on July 17, 2026.")
    assert [claim.value for claim in said if claim.property is Property.RELEASE_DATE] == ["2026-07-17"]


def test_a_date_without_a_year_means_the_one_that_stands(claims: Claims) -> None:
    said = claims("The Lantern Keepers 2 opens in May")
    assert {claim.value for claim in said if claim.property is Property.RELEASE_DATE} == {"2026-05"}


def test_what_several_sentences_say_is_one_claim_as_sure_as_the_least_sure(claims: Claims) -> None:
    said = claims(
        "Marta Oyelaran to Direct ‘The Lantern Keepers 2’", "Marta Oyelaran is in talks to direct; no deal is closed."
    )
    found = [claim for claim in said if claim.value == "Marta Oyelaran" and claim.property is Property.DIRECTOR]
    assert [(claim.certainty.value, claim.modality) for claim in found] == [("in talks", Modality.ASSERTED)]


def test_nothing_is_meant_on_the_first_of_april(claims: Claims) -> None:
    said = claims("Marta Oyelaran to Direct ‘The Lantern Keepers 2’", "Happy first of April, everybody!")
    assert said
    assert not [claim for claim in said if claim.modality is Modality.ASSERTED]


def test_a_stage_that_lies_ahead_has_not_come(claims: Claims) -> None:
    said = claims("The Lantern Keepers 2 news", "The sequel begins filming on November 3.")
    assert {claim.modality for claim in said if claim.property is Property.STATUS} <= {Modality.CONDITIONAL}
    opens = claims("‘The Lantern Keepers 2’ Opens in Theaters")
    assert {claim.modality for claim in opens if claim.property is Property.STATUS} <= {Modality.CONDITIONAL}


def test_without_knowledge_it_reads_all_the_same(lanterns: TrackedTitle) -> None:
    said = EntryReader([lanterns]).read(entry("Marta Oyelaran to Direct ‘The Lantern Keepers 2’"), {})
    assert [claim.value for claim in said.claims if claim.property is Property.DIRECTOR] == ["Marta Oyelaran"]


def test_a_hostile_entry_is_read_in_parts(reader: EntryReader, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Sequence[Focus]] = []

    def counting(texts: Sequence[Passage], focused: Sequence[Focus], background: Background) -> tuple[Heard, ...]:
        heard.append(focused)
        return hear(texts, focused, background)

    monkeypatch.setattr("bot.extraction.reader.hear", counting)
    flood = "The Lantern Keepers 2 opens May 3, 2027. " * 5_000
    endless = "The Lantern Keepers 2 opens " + "May 3, 2027, and " * 10_000
    for text in (flood, endless):
        reader.read(entry("The Lantern Keepers 2", text), {})
    for focused in heard:
        assert len(focused) <= 400
        assert all(one.sentence.end - one.sentence.start <= 2_000 for one in focused)
        assert all(one.sentence.end <= 60_000 for one in focused)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_are_read(reader: EntryReader, words: list[str]) -> None:
    said = reader.read(entry("The Lantern Keepers 2", " ".join(words)), {})
    assert said.entry_id == "e1"
    for claim in said.claims:
        assert claim.title_id == "lantern-keepers-2"
        assert claim.evidence.text
