"""Relations that hold whatever a sentence says: change it in one way, and its claims change in one way, or not at all.

After Chen et al., metamorphic testing (1998): no oracle says what a sentence means, but what a change must do is known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction import EntryReader
from bot.model.claims import Claim
from bot.model.entries import Entry
from bot.model.properties import Certainty, Change, Modality, Property
from bot.model.titles import Knowledge

Claims = Callable[..., tuple[Claim, ...]]

NEWS = "‘The Lantern Keepers 2’ news"
FILM = "‘The Lantern Keepers 2’"


@dataclass(frozen=True, slots=True)
class Base:
    """A plain sentence, the one value that it states of a property, the same denied, and the same of `{}` long ago."""

    property: Property
    value: str
    text: str
    negated: str
    past: str


BASES = [
    Base(
        Property.STATUS,
        "pre-production",
        f"{FILM} is in pre-production.",
        f"{FILM} is not in pre-production.",
        "{} was in pre-production.",
    ),
    Base(
        Property.TITLE,
        "Keepers of the Low Water",
        "The Lantern Keepers sequel is titled ‘Keepers of the Low Water’.",
        "The Lantern Keepers sequel is not titled ‘Keepers of the Low Water’.",
        "{} was titled ‘Keepers of the Low Water’.",
    ),
    Base(
        Property.RELEASE_DATE,
        "2026-07-17",
        f"{FILM} will open in theaters on July 17, 2026.",
        f"{FILM} will not open in theaters on July 17, 2026.",
        "{} opened in theaters on July 17, 2011.",
    ),
    Base(
        Property.STUDIO,
        "Brightwater Pictures",
        f"Brightwater Pictures is making {FILM}.",
        f"Brightwater Pictures is not making {FILM}.",
        "Brightwater Pictures made {}.",
    ),
    Base(
        Property.PLATFORM,
        "Netflix",
        f"{FILM} will stream on Netflix.",
        f"{FILM} will not stream on Netflix.",
        "{} streamed on Netflix.",
    ),
    Base(
        Property.DIRECTOR,
        "Marta Oyelaran",
        f"Marta Oyelaran will direct {FILM}.",
        f"Marta Oyelaran will not direct {FILM}.",
        "Marta Oyelaran directed {}.",
    ),
    Base(
        Property.WRITER,
        "Marta Oyelaran",
        f"Marta Oyelaran is writing {FILM}.",
        f"Marta Oyelaran is not writing {FILM}.",
        "Marta Oyelaran wrote {}.",
    ),
    Base(
        Property.PRODUCER,
        "Marta Oyelaran",
        f"Marta Oyelaran will produce {FILM}.",
        f"Marta Oyelaran will not produce {FILM}.",
        "Marta Oyelaran produced {}.",
    ),
    Base(
        Property.COMPOSER,
        "Marta Oyelaran",
        f"Marta Oyelaran will compose the score for {FILM}.",
        f"Marta Oyelaran will not compose the score for {FILM}.",
        "Marta Oyelaran composed the score for {}.",
    ),
    Base(
        Property.CAST,
        "Naomi Castellan",
        f"Naomi Castellan will star in {FILM}.",
        f"Naomi Castellan will not star in {FILM}.",
        "Naomi Castellan starred in {}.",
    ),
    Base(
        Property.FILMING_START,
        "2026-06",
        f"{FILM} will start filming in June 2026.",
        f"{FILM} will not start filming in June 2026.",
        "{} started filming in June 2010.",
    ),
    Base(
        Property.FILMING_END,
        "2026-08",
        f"Filming on {FILM} will wrap in August 2026.",
        f"Filming on {FILM} will not wrap in August 2026.",
        "Filming on {} wrapped in August 2010.",
    ),
    Base(
        Property.FILMING_LOCATION,
        "Prague",
        f"{FILM} will shoot in Prague.",
        f"{FILM} will not shoot in Prague.",
        "{} was shot in Prague.",
    ),
    Base(
        Property.TRAILER,
        "trailer",
        f"The trailer for {FILM} has been released.",
        f"The trailer for {FILM} has not been released.",
        "The trailer for {} was released in 2010.",
    ),
    Base(
        Property.FIRST_LOOK,
        "poster",
        f"The poster for {FILM} has been released.",
        f"The poster for {FILM} has not been released.",
        "The poster for {} was released in 2010.",
    ),
    Base(
        Property.RUNTIME, "111", f"{FILM} runs 111 minutes.", f"{FILM} does not run 111 minutes.", "{} ran 111 minutes."
    ),
    Base(Property.RATING, "PG-13", f"{FILM} is rated PG-13.", f"{FILM} is not rated PG-13.", "{} was rated PG-13."),
]
EVERY_BASE = pytest.mark.parametrize("base", [pytest.param(base, id=base.property.value) for base in BASES])


@pytest.fixture
def stating(claims: Claims) -> Callable[..., list[Claim]]:
    """The asserted claims of an entry that state a base's value, or drop it."""

    def found(base: Base, summary: str, headline: str = NEWS) -> list[Claim]:
        return [
            one
            for one in claims(headline, summary)
            if (one.property, one.value) == (base.property, base.value) and one.modality is Modality.ASSERTED
        ]

    return found


Stating = Callable[..., list[Claim]]
_WILL = re.compile(r"^(.*?) (?:will|is|has been) (.*)\.$")


@EVERY_BASE
def test_a_base_states_its_value(stating: Stating, base: Base) -> None:
    (claim,) = stating(base, base.text)
    assert (claim.change, claim.certainty) == (Change.ADDED, Certainty.CONFIRMED)


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"Reportedly, {text}", id="reportedly, in front"),
        pytest.param(lambda text: f"{text[:-1]}, reportedly.", id="reportedly, behind"),
        pytest.param(lambda text: f"Sources say that {text}", id="sources"),
        pytest.param(lambda text: f"{text[:-1]}, according to people familiar with the matter.", id="people familiar"),
    ],
)
def test_a_hedge_makes_it_a_report(stating: Stating, base: Base, change: Callable[[str], str]) -> None:
    assert [one.certainty for one in stating(base, change(base.text))] == [Certainty.REPORTED]


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"Rumor has it that {text}", id="rumor has it"),
        pytest.param(lambda text: f"An anonymous account claims that {text}", id="an anonymous account"),
        pytest.param(lambda text: f"{text} That comes from an unverified post.", id="an unverified post behind it"),
        pytest.param(lambda text: f"Word on Reddit is that {text}", id="reddit"),
    ],
)
def test_who_spreads_it_makes_it_a_rumour(stating: Stating, base: Base, change: Callable[[str], str]) -> None:
    assert [one.certainty for one in stating(base, change(base.text))] == [Certainty.RUMORED]


@EVERY_BASE
def test_a_negation_never_states_it(stating: Stating, base: Base) -> None:
    assert all(one.change in {Change.DENIED, Change.REMOVED} for one in stating(base, base.negated))


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"{text[:-1]}?", id="a question mark"),
        pytest.param(lambda text: f"Is it true that {text[:-1]}?", id="is it true"),
        pytest.param(lambda text: _WILL.sub(r"Will \1 \2?", text).replace(".", "?"), id="will it"),
        pytest.param(lambda text: f"Could it be that {text[:-1]}?", id="could it be"),
        pytest.param(lambda text: f"Fans hope that {text}", id="hope"),
        pytest.param(lambda text: f"Perhaps {text}", id="perhaps"),
        pytest.param(lambda text: f"We asked whether {text}", id="whether"),
    ],
)
def test_what_is_asked_or_hoped_is_not_stated(stating: Stating, base: Base, change: Callable[[str], str]) -> None:
    assert stating(base, change(base.text)) == []


@EVERY_BASE
@pytest.mark.parametrize(
    "work",
    [
        pytest.param("the original", id="the original"),
        pytest.param("the original film", id="the original film"),
        pytest.param("the first film", id="the first film"),
        pytest.param("the 2011 film", id="the film of that year"),
        pytest.param("the 2011 ‘The Lantern Keepers’", id="the name of that year"),
        pytest.param("the original ‘The Lantern Keepers’", id="the original by name"),
    ],
)
def test_what_was_true_of_the_original_is_not_said_of_the_sequel(stating: Stating, base: Base, work: str) -> None:
    said = base.past.format(work)
    assert stating(base, said[0].upper() + said[1:]) == []


@EVERY_BASE
@pytest.mark.parametrize(
    "work",
    [
        pytest.param("the original", id="the original"),
        pytest.param("the original film", id="the original film"),
        pytest.param("the 2011 ‘The Lantern Keepers’", id="the name of that year"),
        pytest.param("‘Night Glass’", id="another film"),
        pytest.param("‘Night Glass 2’", id="another sequel"),
    ],
)
def test_what_is_said_of_another_work_is_not_said_of_the_sequel(stating: Stating, base: Base, work: str) -> None:
    said = base.text.replace(FILM, work).replace("The Lantern Keepers sequel", work)
    assert stating(base, said[0].upper() + said[1:]) == []


@pytest.mark.parametrize(
    ("prop", "value", "summary"),
    [
        pytest.param("cast", "Rosalba Quint", "Rosalba Quint returns from the original.", id="back from the original"),
        pytest.param(
            "trailer",
            "trailer",
            "The trailer for the sequel is out, the original is a classic.",
            id="the original beside it",
        ),
        pytest.param("trailer", "trailer", f"The trailer for {FILM} has just been released.", id="just released"),
        pytest.param("first_look", "poster", f"The poster for {FILM} has not only been released.", id="not only"),
        pytest.param(
            "director", "Marta Oyelaran", f"Marta Oyelaran, of ‘Night Glass’, will direct {FILM}.", id="a credit before"
        ),
        pytest.param(
            "director",
            "Marta Oyelaran",
            f"{FILM} will be directed by Marta Oyelaran (‘Night Glass’).",
            id="a credit in brackets",
        ),
    ],
)
def test_what_only_looks_like_another_work_is_said_of_the_sequel(
    claims: Claims, prop: str, value: str, summary: str
) -> None:
    said = {(one.property.value, one.value) for one in claims(NEWS, summary) if one.modality is Modality.ASSERTED}
    assert (prop, value) in said


def _per_word(text: str, change: Callable[[str], str]) -> str:
    return " ".join(map(change, text.split()))


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("‘", "'").replace("’", "'"), id="straight single quotes"),
        pytest.param(lambda text: text.replace("‘", "“").replace("’", "”"), id="double quotes"),
        pytest.param(lambda text: text.replace("‘", '"').replace("’", '"'), id="straight double quotes"),
        pytest.param(lambda text: text.replace("‘", "&lsquo;").replace("’", "&rsquo;"), id="entities"),
        pytest.param(lambda text: text.replace("‘", "&amp;#8216;").replace("’", "&amp;#8217;"), id="escaped twice"),
        pytest.param(lambda text: text.replace("‘", "<em>").replace("’", "</em>"), id="italics"),
        pytest.param(lambda text: text.replace("‘", "<i>‘").replace("’", "’</i>"), id="italics around quotes"),
        pytest.param(lambda text: f"<p>{text}</p>", id="a paragraph"),
        pytest.param(lambda text: html.escape(f"<p>{text}</p>"), id="an escaped paragraph"),
        pytest.param(lambda text: _per_word(text, "<b>{}</b>".format), id="every word in bold"),
        pytest.param(lambda text: f'<a href="https://x.example/?a=1&b=2">{text}</a>', id="a link"),
        pytest.param(lambda text: text.replace(" ", "  "), id="doubled spaces"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="hard spaces"),
        pytest.param(lambda text: text.replace(" ", "&nbsp;"), id="hard spaces as entities"),
        pytest.param(lambda text: text.replace(" ", "\n"), id="a word a line"),
        pytest.param(lambda text: f"\ufeff\u200b{text}\u200b", id="signs that cannot be seen"),
        pytest.param(lambda text: f"{text[:-1]} […]", id="cut off"),
        pytest.param(lambda text: f"LONDON — {text}", id="a dateline with a dash"),
        pytest.param(lambda text: f"It rained. {text} It rained again.", id="sentences around it"),
    ],
)
def test_how_it_is_written_changes_nothing(claims: Claims, base: Base, change: Callable[[str], str]) -> None:
    assert _said(claims(NEWS, change(base.text))) == _said(claims(NEWS, base.text))


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"Although fans could not wait, {text}", id="although, before it"),
        pytest.param(lambda text: f"While nobody would say why, {text}", id="while, before it"),
        pytest.param(lambda text: f"Nobody believed it, but {text}", id="but, before it"),
        pytest.param(lambda text: f"It might rain; {text}", id="a semicolon before it"),
        pytest.param(lambda text: f"{text[:-1]}, but it might rain.", id="but, behind it"),
        pytest.param(lambda text: f"{text[:-1]}, although nobody would say why.", id="although, behind it"),
        pytest.param(lambda text: f"{text[:-1]}; will it rain?", id="a question behind it"),
    ],
)
def test_what_another_clause_says_changes_nothing(stating: Stating, base: Base, change: Callable[[str], str]) -> None:
    assert [one.certainty for one in stating(base, change(base.text))] == [Certainty.CONFIRMED]


@EVERY_BASE
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(str, id="as it is"),
        pytest.param(lambda text: text.removesuffix("."), id="no full stop"),
        pytest.param(lambda text: text.removesuffix(".").upper(), id="in capitals"),
        pytest.param(lambda text: f"EXCLUSIVE: {text.removesuffix('.')}", id="a label before it"),
        pytest.param(lambda text: f"{text.removesuffix('.')} - The Gazette", id="the outlet behind it"),
        pytest.param(lambda text: f"{text.removesuffix('.')} – The Gazette", id="the outlet behind a dash"),
        pytest.param(lambda text: f"{text.removesuffix('.')} | The Gazette", id="the outlet behind a bar"),
    ],
)
def test_a_headline_says_it_as_well(claims: Claims, base: Base, change: Callable[[str], str]) -> None:
    said = {(prop, value.casefold()) for prop, value, *_ in _said(claims(change(base.text))) if value}
    assert (base.property.value, base.value.casefold()) in said


def _said(claims: tuple[Claim, ...]) -> set[tuple[str, ...]]:
    """What claims say, without where they stand."""
    return {
        (
            one.property.value,
            one.value or "",
            one.change.value,
            one.certainty.value,
            one.modality.value,
            one.voice.value,
        )
        for one in claims
    }


@given(
    st.permutations(BASES[2:]).map(lambda bases: bases[:3]),
    st.lists(st.sampled_from(["It rained.", "Ferry fares go up.", "Nobody was hurt."]), max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_sentences_side_by_side_say_what_each_says(
    reader: EntryReader, lantern_knowledge: Knowledge, bases: list[Base], noise: list[str]
) -> None:
    said = _read(reader, lantern_knowledge, " ".join([*(base.text for base in bases), *noise]))
    alone = [_read(reader, lantern_knowledge, base.text) for base in bases]
    assert said == set().union(*alone)


def _read(reader: EntryReader, knowledge: Knowledge, summary: str) -> set[tuple[str, ...]]:
    published = datetime(2025, 10, 14, 9, tzinfo=UTC)
    entry = Entry("e1", "feed", "The Gazette", published, NEWS, summary, "https://gazette.example/1")
    return _said(reader.read(entry, {"lantern-keepers-2": knowledge}).claims)
