from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction import EntryReader, lexicon
from bot.extraction.rows import Row, row, row_of
from bot.extraction.trace import Because, SentenceTrace, Trace, trace
from bot.feeds.saved import read_saved
from bot.model.entries import Entry
from bot.model.titles import Knowledge
from bot.novelty import Ledger
from bot.seeds import load_seeds

STREAMS = Path(__file__).parents[1] / "streams"
DEMO = Path(__file__).parents[2] / "bot" / "demo"
Traced = Callable[..., Trace]
PIECES = [
    "‘The Lantern Keepers 2’", "the sequel", "the original", "‘Night Glass’", "Marta Oyelaran", "Netflix",
    "will direct", "stars in", "has left", "not", "could", "opens on", "tickets", "May 3, 2026", "next week",
    "before 2027",
    "trailer", "no release date", "in talks to", "reportedly", "?", ".", ",", ": ", "(", ")", "\ue010", "<b>", "&amp;",
]  # fmt: skip


@pytest.fixture(scope="session")
def traced(reader: EntryReader, lantern_knowledge: Knowledge) -> Traced:
    """The trace of a headline and a summary, published on Tuesday, 14 October 2025."""

    def read(headline: str, summary: str = "") -> Trace:
        published = datetime(2025, 10, 14, 9, tzinfo=UTC)
        entry = Entry("e1", "feed", "The Gazette", published, headline, summary, "https://gazette.example/1")
        return trace(reader, entry, {"lantern-keepers-2": lantern_knowledge})

    return read


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(STREAMS / "gravel-saints" / "entries.jsonl", id="a film"),
        pytest.param(STREAMS / "kitchen-cabinet" / "entries.jsonl", id="a series"),
        pytest.param(DEMO / "story.jsonl", id="the demo's story"),
    ],
)
def test_the_trace_claims_what_the_reader_claims(path: Path) -> None:
    titles = load_seeds(path.parent / "seeds")
    reader = EntryReader(titles)
    knowledge = {title.id: Ledger.of(title).knowledge for title in titles}
    claims = 0
    for entry in read_saved([path]):
        reading, traced = reader.read(entry, knowledge), trace(reader, entry, knowledge)
        assert (traced.mentions, traced.claims) == (reading.mentions, reading.claims), entry.id
        assert all(_is_in_the_lexicon(one.row) for one in _grounds(traced) if one.row), entry.id
        claims += len(traced.claims)
    assert claims > 20


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_the_trace_claims_what_the_reader_claims(
    reader: EntryReader, lantern_knowledge: Knowledge, headline: list[str], summary: list[str]
) -> None:
    published = datetime(2025, 10, 14, 9, tzinfo=UTC)
    entry = Entry("e1", "feed", "The Gazette", published, " ".join(headline), " ".join(summary), "")
    knowledge = {"lantern-keepers-2": lantern_knowledge}
    reading, traced = reader.read(entry, knowledge), trace(reader, entry, knowledge)
    assert (traced.mentions, traced.claims) == (reading.mentions, reading.claims)


def test_an_outline_has_a_letter_for_each_name(traced: Traced) -> None:
    (sentence,) = traced("Marta Oyelaran to direct ‘The Lantern Keepers 2’ for Netflix in June 2026").sentences

    assert sentence.outline == "P to direct T for C in D"
    assert [(mark.letter, mark.words) for mark in sentence.marks] == [
        ("P", "Marta Oyelaran"),
        ("T", "‘The Lantern Keepers 2’"),
        ("C", "Netflix"),
        ("D", "June 2026"),
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "file", "table"),
    [
        pytest.param(
            "Ada Holm will direct ‘The Lantern Keepers 2’",
            "P will direct",
            "frames_people",
            "frame.director",
            id="a frame",
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ opens on May 3, 2027", "opens", "timing", "cues.release", id="a cue of a date"
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ has no director", "no director", "unknowns", "words", id="what is not known"
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ is delayed indefinitely",
            "delayed indefinitely",
            "timing",
            "removed.release",
            id="a date taken away",
        ),
    ],
)
def test_a_rule_is_told_with_its_place(traced: Traced, sentence: str, words: str, file: str, table: str) -> None:
    rules = [step.rule for step in traced(sentence).sentences[0].steps]

    (rule,) = (one for one in rules if one.words == words and one.row and one.row.table == table)
    assert rule.row is not None
    assert rule.row.file == f"{file}.toml"


@pytest.mark.parametrize(
    ("sentence", "modality", "why"),
    [
        pytest.param("Ada Holm will direct ‘The Lantern Keepers 2’", "asserted", None, id="plain"),
        pytest.param("Ada Holm could direct ‘The Lantern Keepers 2’", "conditional", "could", id="perhaps"),
        pytest.param("Will Ada Holm direct ‘The Lantern Keepers 2’?", "asked", "a question mark ends it", id="asked"),
        pytest.param(
            "The 2011 ‘The Lantern Keepers’ opened on May 6, 2011",
            "original",
            "it is said of the earlier work",
            id="the original",
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ opens in theaters; it was released on May 6, 2025",
            "historical",
            "that day had long passed when this was published",
            id="long passed",
        ),
    ],
)
def test_what_decides_how_words_are_meant(traced: Traced, sentence: str, modality: str, why: str | None) -> None:
    stated = [one for step in traced(sentence).sentences[0].steps for one in step.stated]
    ruled = {(one.claim.modality.value, one.scope and (one.scope.words or one.scope.remark)) for one in stated}

    assert (modality, why) in ruled


@pytest.mark.parametrize(
    ("headline", "summary", "certainty", "words", "table"),
    [
        pytest.param(
            "Ada Holm will reportedly direct ‘The Lantern Keepers 2’",
            "",
            "reported",
            "reportedly",
            "sentence.reported",
            id="a hedge",
        ),
        pytest.param(
            "Ada Holm in talks to direct ‘The Lantern Keepers 2’",
            "",
            "in talks",
            "in talks",
            "talks.patterns",
            id="talks",
        ),
        pytest.param(
            "Ada Holm will direct ‘The Lantern Keepers 2’",
            "It is all over Reddit.",
            "rumored",
            "reddit",
            "entry.rumored",
            id="the tone of the entry",
        ),
    ],
)
def test_what_decides_how_sure_it_is(
    traced: Traced, headline: str, summary: str, *, certainty: str, words: str, table: str
) -> None:
    (one,) = (one for step in traced(headline, summary).sentences[0].steps for one in step.stated)

    assert one.weight is not None
    assert one.weight.row is not None
    assert (one.claim.certainty.value, one.weight.words, one.weight.row.table) == (certainty, words, table)


@pytest.mark.parametrize(
    ("sentence", "words", "why"),
    [
        pytest.param(
            "Nobody will direct ‘The Lantern Keepers 2’", "direct", "needs a person, and none was found", id="no person"
        ),
        pytest.param(
            "Ada Holm saw ‘The Lantern Keepers 2’ in the director’s garden", "direct", "none of its", id="no pattern"
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ tickets go on sale on May 3, 2026",
            "May 3, 2026",
            "it is of something else: “on sale”",
            id="a date of something else",
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ opens before May 2026",
            "before May 2026",
            "it is a limit, not the day itself",
            id="a limit",
        ),
        pytest.param(
            "‘The Lantern Keepers 2’ moves from May 22, 2026 to July 17, 2026",
            "May 22, 2026",
            "it is the date that stood before",
            id="the old date",
        ),
    ],
)
def test_what_comes_to_nothing_says_why(traced: Traced, sentence: str, words: str, why: str) -> None:
    missed = traced(sentence).sentences[0].missed

    assert [one.why for one in missed if one.words in words or words in one.words if one.why.startswith(why)], missed


def test_a_rule_about_another_work_makes_no_claim(traced: Traced) -> None:
    (sentence,) = traced("After ‘The Lantern Keepers 2’, Ada Holm will direct ‘Night Glass’").sentences
    (step,) = (step for step in sentence.steps if step.finds == "director")

    assert step.stated == ()
    assert getattr(step.about, "words", "") == "Night Glass"


def test_a_vaguer_date_is_left_out_for_a_better_one(traced: Traced) -> None:
    told = traced("‘The Lantern Keepers 2’ opens in July 2026", "The sequel will be released on July 17, 2026.")
    first, second = (
        step.stated[0] for sentence in told.sentences for step in sentence.steps if step.finds == "release_date"
    )

    assert first.becomes is None
    assert second.becomes == told.claims[-1]


def test_a_text_about_nothing_tracked_has_no_sentences(traced: Traced) -> None:
    told = traced("Weekend box office: a quiet frame")

    assert (told.mentions, told.sentences, told.claims, told.tone) == ((), (), (), None)


def test_a_name_that_means_no_title_is_told(traced: Traced) -> None:
    told = traced("How the lantern keepers of old worked", "A walk along the coast, from light to light.")

    assert [words for _, words in told.passed_over] == ["lantern keepers"]


def test_a_sentence_about_another_work_is_not_read(traced: Traced) -> None:
    told = traced("‘The Lantern Keepers 2’ is dated", "Elsewhere, ‘Night Glass’ has a director.")

    assert [bool(sentence.outline) for sentence in told.sentences] == [True, False]


def test_a_table_that_works_as_one_is_told_by_its_line() -> None:
    (line,) = (n for n, text in enumerate(_lines("unknowns.toml"), start=1) if text == "[words]")

    assert row("unknowns", "words") == Row("unknowns.toml", line, "words")
    assert row_of("scope.negated.before", "it is not so", 0, 2).pattern == ""


def _grounds(traced: Trace) -> Iterator[Because]:
    for sentence in traced.sentences:
        yield from _of(sentence)
    if traced.tone:
        yield traced.tone


def _of(sentence: SentenceTrace) -> Iterator[Because]:
    for step in sentence.steps:
        yield step.rule
        for one in step.stated:
            yield from filter(None, (one.scope, one.weight))
    yield from (Because(row=missed.where) for missed in sentence.missed)


def _is_in_the_lexicon(place: Row) -> bool:
    """Whether the line that is told really holds the pattern, or opens the table."""
    line = _lines(place.file)[place.line - 1]
    return json.dumps(place.pattern, ensure_ascii=False) in line if place.pattern else line.startswith("[")


def _lines(file: str) -> list[str]:
    return files(lexicon).joinpath(file).read_text(encoding="utf-8").splitlines()
