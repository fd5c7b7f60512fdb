"""Which work a name means: by the words beside it, and by what else the entry says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.extraction.matching import TitleIndex
from bot.extraction.mentions import resolve
from bot.extraction.text import passages
from bot.model.claims import Mention, Span, Subject, TextField
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle, Work


def _title(title_id: str, name: str, follows: Work, *others: str, series: bool = False) -> TrackedTitle:
    kind = TitleType.SERIES if series else TitleType.FILM
    people: Facts = {Property.DIRECTOR: (KnownValue("Odile Marchetti"),)}
    return TrackedTitle(title_id, name, kind, date(2024, 1, 1), follows, others, original=people)


INDEX = TitleIndex(
    [
        _title("copper", "Copperwing 2", Work("Copperwing", 2004), "Copperwing sequel"),
        _title("choir", "The Glass Choir 2", Work("The Glass Choir", 1998), "Choir 2"),
        _title("starhold", "Starhold 4", Work("Starhold: Ash of Suns", 2019), "fourth Starhold film"),
        _title("fens", "Fenwater revival", Work("Fenwater", 1996), "new Fenwater", series=True),
        _title("mill", "The Mill remake", Work("Mill Road", 1980), "Mill Road", "Mill Road film"),
        _title("lights", "Harbor Lights season 3", Work("Harbor Lights", 2021), series=True),
        _title("reeve", "Reeve revival", Work("Reeve and the Wolf Hunters", 1997), series=True),
        _title("iron", "Harrow prequel", Work("Cold Iron", 1984)),
        _title("one", "The Vigil: Part One", Work("The Long Watch", 2003), "The Vigil"),
        _title("two", "The Vigil: Part Two", Work("The Vigil: Part One", 2027)),
    ],
)


def _resolved(title: str, summary: str = "", index: TitleIndex = INDEX) -> tuple[Mention, ...]:
    entry = Entry("e", "feed", "Outlet", datetime(2024, 5, 1, tzinfo=UTC), title, summary, "https://a.example")
    return resolve(passages(entry), index)


def _told(title: str, summary: str = "", index: TitleIndex = INDEX) -> list[tuple[str, str]]:
    return [(mention.words, mention.subject.value) for mention in _resolved(title, summary, index)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("‘Copperwing 2’ wraps", "Copperwing 2", id="a number"),
        pytest.param("Copperwing II wraps", "Copperwing II", id="a roman number"),
        pytest.param("‘Copperwing’ 2 wraps", "Copperwing’ 2", id="a number outside the quotes"),
        pytest.param("Copperwing Part Two wraps", "Copperwing Part Two", id="a part"),
        pytest.param("Copperwing: Chapter 2 wraps", "Copperwing: Chapter 2", id="a chapter"),
        pytest.param("Copperwing No. 2 wraps", "Copperwing No. 2", id="No. 2"),
        pytest.param("‘Copperwing’ Sequel Finds a Director", "Copperwing’ Sequel", id="a sequel"),
        pytest.param("The Copperwing follow-up has a writer", "Copperwing follow-up", id="a follow-up"),
        pytest.param(
            "Copperwing’s long-awaited sequel is here", "Copperwing’s long-awaited sequel", id="words between"
        ),
        pytest.param("A sequel to Copperwing is coming", "sequel to Copperwing", id="a sequel to"),
        pytest.param(
            "A sequel to the 2004 heist comedy “Copperwing” is coming",
            "sequel to the 2004 heist comedy “Copperwing",
            id="a sequel to the old comedy",
        ),
        pytest.param("There will be a second ‘Copperwing’", "Copperwing", id="a second"),
        pytest.param("She would do another Copperwing tomorrow", "Copperwing", id="another"),
        pytest.param("The studio plans a new Copperwing", "Copperwing", id="a new"),
        pytest.param("The title of Starhold the fourth", "Starhold the fourth", id="an ordinal behind"),
        pytest.param("Work on the fourth Starhold begins", "Starhold", id="its own ordinal"),
        pytest.param("the copperwing 2 crew is in town", "copperwing 2", id="lower case throughout"),
        pytest.param(
            "We hear the glass choir sequel is on, says Ivo", "glass choir sequel", id="lower case with a sure word"
        ),
        pytest.param("Choir 2 is on", "Choir 2", id="a piece of the name with a number"),
        pytest.param("‘Harrow’ Prequel Gets a Date", "Harrow’ Prequel", id="a prequel that is tracked"),
        pytest.param(
            "Ivo Hale makes a new version of “Mill Road” soon",
            "Mill Road",
            id="a version, where that is what is tracked",
        ),
        pytest.param("Ivo Hale makes a new Mill Road film soon", "Mill Road film", id="a name with 'film' behind"),
        pytest.param("The Fenwater Revival Adds Cast", "Fenwater Revival", id="a revival"),
    ],
)
def test_the_sequel_by_the_words_beside_the_name(text: str, words: str) -> None:
    assert _told(text) == [(words, "sequel")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The 2004 ‘Copperwing’ is on tonight", id="its year before it"),
        pytest.param("Copperwing (2004) is on tonight", id="its year behind it"),
        pytest.param("“Copperwing,” the 2004 comedy, is on tonight", id="its year in apposition"),
        pytest.param("The original Copperwing is on tonight", id="the original"),
        pytest.param("The first ‘Copperwing’ is on tonight", id="the first"),
        pytest.param("‘Copperwing’ Director Joins ‘Salt Fair’ Sequel", id="somebody's credit behind"),
        pytest.param("Salt Fair is from the director of Copperwing", id="somebody's credit before"),
        pytest.param("Copperwing’s Odile Marchetti makes a sequel", id="a person of it"),
        pytest.param("Twenty years ago today Copperwing opened", id="history"),
        pytest.param("Copperwing at 20: how the film was made", id="an anniversary"),
        pytest.param("Copperwing 2 years on: what the cast does now", id="a number of years"),
        pytest.param("Starhold 1 is the better film", id="an earlier number"),
        pytest.param("Copperwing 1 is the better film", id="its own number"),
        pytest.param("The ten best films: Copperwing, Ember", id="a bare name"),
    ],
)
def test_the_original(text: str) -> None:
    assert {subject for _, subject in _told(text)} == {"original"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("‘Copperwing’, the musical, tours in May", id="a musical"),
        pytest.param("‘Copperwing: The Musical’ tours in May", id="a musical in its name"),
        pytest.param("A stage version of Copperwing tours in May", id="a stage version"),
        pytest.param("The Copperwing video game is out in May", id="a game"),
        pytest.param("The Copperwing prequel is out in May", id="a prequel"),
        pytest.param("‘Copperwing’ spin-off series is out in May", id="a spin-off"),
        pytest.param("‘Copperwing’ series ordered for television", id="a series where a film is tracked"),
        pytest.param("Copperwing season 2 is out in May", id="a season where a film is tracked"),
        pytest.param("Copperwing 3 is out in May", id="another number"),
        pytest.param("The 1976 Copperwing is on tonight", id="an older version"),
    ],
)
def test_other_works_with_the_same_name(text: str) -> None:
    assert {subject for _, subject in _told(text)} == {"other"}


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        pytest.param("An old copperwing found in the barn", "The bird was fed.", id="a common word"),
        pytest.param(
            "Fenwater revival gets money from the county", "Reeds are planted in May.", id="a revival of something else"
        ),
        pytest.param(
            "Copperwing Candle Company opens a second shop", "A release party is on Friday.", id="a longer name"
        ),
        pytest.param("They sang in a glass choir", "It was loud.", id="two common words"),
        pytest.param("The Choir of St Ann sings", "It is loud.", id="a piece of a name alone"),
    ],
)
def test_what_is_no_mention(title: str, summary: str) -> None:
    assert [subject for _, subject in _told(title, summary) if subject == "sequel"] == []


@pytest.mark.parametrize(
    ("title", "summary", "subjects"),
    [
        pytest.param(
            "Copperwing to return after 20 years",
            "Disney has a sequel in development.",
            ["sequel"],
            id="work ahead, and the entry speaks of a sequel",
        ),
        pytest.param("Copperwing is back", "Cameras roll in May.", ["sequel"], id="what is back is new"),
        pytest.param(
            "Watch the first Copperwing trailer", "It opens in May.", ["sequel"], id="what has a trailer is new"
        ),
        pytest.param("Starhold loses its director", "Filming is off.", ["sequel"], id="a shared name, and work"),
        pytest.param("Fenwater finds a new home", "Ten episodes are ordered.", ["sequel"], id="a series that returns"),
        pytest.param(
            "Starhold: Deckhands gets season 2", "The cartoon returns.", ["original"], id="a series beside a film"
        ),
        pytest.param(
            "Ivo Hale fired from Starhold", "He is out of the fourth film.", ["sequel"], id="a film counted up to it"
        ),
        pytest.param("Harbor Lights renewed for season 3", "", ["sequel", "sequel"], id="a season apart from its name"),
        pytest.param(
            "Starhold: where we left it",
            "The third film opened in 2019.",
            ["original"],
            id="a shared name, and history",
        ),
        pytest.param(
            "It is ‘Starhold: Dead Reckoning’",
            "The fourth film has a name.",
            ["sequel"],
            id="a new subtitle for the sequel",
        ),
        pytest.param(
            "‘Starhold: Deckhands’ renewed",
            "The animated series is no sequel.",
            ["sequel"],
            id="a subtitle nobody explains",
        ),
    ],
)
def test_a_bare_name_by_what_the_entry_says(title: str, summary: str, subjects: list[str]) -> None:
    assert [subject for _, subject in _told(title, summary)] == subjects


def test_once_a_subtitle_is_known_another_one_is_another_work() -> None:
    learned = INDEX.with_names({"starhold": ["Starhold: Dead Reckoning"]})
    told = _told(
        "‘Starhold: Deckhands’ renewed", "Unlike Starhold: Dead Reckoning, it is a sequel to nothing.", learned
    )
    assert told == [("Starhold: Deckhands", "other"), ("Starhold: Dead Reckoning", "sequel")]


def test_the_subtitle_alone_is_a_name_too() -> None:
    learned = INDEX.with_names({"copper": ["Copperwing: Night Shift"]})
    assert _told("‘Night Shift’ gets a trailer", index=learned) == [("Night Shift", "sequel")]
    assert _told("She works the night shift", index=learned) == []


def test_a_single_word_at_the_start_needs_support() -> None:
    assert _told("Copperwing sighted again", "The bird was seen near the pond.") == []
    assert _told("Copperwing sighted again", "The film plays at the Odeon cinema.") == [("Copperwing", "original")]
    assert _told("Copperwing remembered", "Odile Marchetti tells all.") == [("Copperwing", "original")]


def test_two_parts_of_a_work() -> None:
    mentions = _resolved(
        "Studio moves ‘The Vigil’; ‘Part Two’ now in 2029", "Part One opens in May, a second part later."
    )
    assert [(mention.title_id, mention.words) for mention in mentions] == [
        ("one", "The Vigil"),
        ("two", "Part Two"),
        ("one", "Part One"),
        ("two", "second part"),
    ]
    assert {mention.subject for mention in mentions} == {Subject.SEQUEL}


def test_a_mention_says_where_it_stands() -> None:
    (mention,) = _resolved("News", "<p>Ivo says that <em>The Glass Choir</em> 2 is on.</p>")
    assert mention == Mention("choir", Subject.SEQUEL, Span(TextField.SUMMARY, 14, 31), "The Glass Choir 2")


def test_a_tagline_belongs_to_the_name_before_it() -> None:
    learned = INDEX.with_names({"starhold": ["Dead Reckoning"]})
    assert _told("Dead Reckoning: Ash of Suns opens in May", index=learned) == [("Dead Reckoning", "sequel")]


def test_no_words_no_mentions() -> None:
    assert _resolved("") == ()
