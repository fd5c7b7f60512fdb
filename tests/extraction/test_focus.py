"""What each sentence speaks of: by name, by reference, or from the sentence before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.extraction.focus import Focus, Link, OtherName, Topic, focus
from bot.extraction.matching import TitleIndex
from bot.extraction.mentions import resolve
from bot.extraction.sentences import sentences
from bot.extraction.text import passages
from bot.model.claims import Subject
from bot.model.entries import Entry
from bot.model.titles import TitleType, TrackedTitle, Work


def _film(title_id: str, name: str, follows: str) -> TrackedTitle:
    return TrackedTitle(title_id, name, TitleType.FILM, date(2024, 1, 1), Work(follows, 2004))


INDEX = TitleIndex(
    [_film("copper", "Copperwing 2", "Copperwing"), _film("choir", "The Glass Choir 2", "The Glass Choir")]
)


def _focus(title: str, summary: str = "", content: str = "") -> list[Focus]:
    published = datetime(2024, 5, 1, tzinfo=UTC)
    texts = passages(Entry("e", "feed", "Outlet", published, title, summary, "https://a.example", content))
    cut = [sentence for passage in texts for sentence in sentences(passage)]
    return list(focus(cut, resolve(texts, INDEX)))


def _topics(item: Focus) -> list[tuple[str, str, str]]:
    return [(topic.title_id, topic.subject.value, topic.link.value) for topic in item.topics]


def _about(item: Focus, words: str) -> str:
    """What the sentence says by these words is about: a title and its subject, another work, or nothing."""
    about = item.at(item.sentence.start + item.sentence.text.index(words))
    if isinstance(about, Topic):
        return f"{about.title_id} {about.subject.value}"
    return about.words if isinstance(about, OtherName) else "nothing"


@pytest.mark.parametrize(
    ("sentence", "subject", "link"),
    [
        pytest.param("‘Copperwing 2’ opens in May.", Subject.SEQUEL, Link.NAMED, id="by name"),
        pytest.param("The sequel opens in May.", Subject.SEQUEL, Link.REFERRED, id="the sequel"),
        pytest.param("The heist sequel opens in May.", Subject.SEQUEL, Link.REFERRED, id="a sequel of a kind"),
        pytest.param("Netflix’s follow-up opens in May.", Subject.SEQUEL, Link.REFERRED, id="somebody's follow-up"),
        pytest.param("The second film opens in May.", Subject.SEQUEL, Link.REFERRED, id="the second film"),
        pytest.param("The film opens in May.", Subject.SEQUEL, Link.REFERRED, id="the film"),
        pytest.param("It opens in May.", Subject.SEQUEL, Link.REFERRED, id="it"),
        pytest.param("Odile Marchetti directs.", Subject.SEQUEL, Link.CARRIED, id="nothing says so"),
        pytest.param("The first film opened in March.", Subject.ORIGINAL, Link.REFERRED, id="the first film"),
        pytest.param("The original opened in March.", Subject.ORIGINAL, Link.REFERRED, id="the original"),
        pytest.param("The 2004 comedy opened in March.", Subject.ORIGINAL, Link.REFERRED, id="the film of a year"),
        pytest.param(
            "Ivo Hale returns from the original.", Subject.SEQUEL, Link.CARRIED, id="an aside on the original"
        ),
        pytest.param(
            "Bea Orr, who wrote the original, is back.", Subject.SEQUEL, Link.CARRIED, id="a credit on the original"
        ),
    ],
)
def test_a_sentence_after_the_headline(sentence: str, subject: Subject, link: Link) -> None:
    first = _focus("‘Copperwing 2’ Gets a Date", sentence)[1].topics[0]
    assert (first.title_id, first.subject, first.link) == ("copper", subject, link)


def test_the_headline_may_come_before_the_name() -> None:
    head, summary = _focus("Dessert is served early", "‘Copperwing 2’ moves up to May.")
    assert _topics(head) == [("copper", "sequel", "ahead")]
    assert _topics(summary) == [("copper", "sequel", "named")]


def test_the_original_is_left_with_its_paragraph() -> None:
    content = "<p>The first film was made in Lisbon. Odile Marchetti directed.</p><p>Cameras roll in Ghent.</p>"
    items = _focus("‘Copperwing 2’ Starts", "It shoots.", content)[2:]
    assert [item.topics[0].subject.value for item in items] == ["original", "original", "sequel"]


def test_the_original_is_left_where_work_comes_up() -> None:
    items = _focus("‘Copperwing 2’ Starts", "The first film was small. Bea Orr will direct this time.")
    assert [item.topics[0].subject.value for item in items] == ["sequel", "original", "sequel"]


def test_a_retrospective_stays_with_the_original() -> None:
    items = _focus(
        "Copperwing at 20: an oral history of the film", "Odile Marchetti will sign books. A sequel is in the works."
    )
    assert [item.topics[0].subject.value for item in items] == ["original", "original", "sequel"]


def test_nothing_leaks_from_one_item_of_a_roundup_to_the_next() -> None:
    items = _focus(
        "Morning news: dates and debuts",
        "<ul><li>Copperwing 2 opens in May. Bea Orr directs.</li><li>Salt Fair 3 opens in June. It runs long.</li>"
        "<li>The Glass Choir 2 is off.</li><li>A studio is for sale.</li></ul>",
    )
    assert [_topics(item) for item in items] == [
        [],
        [("copper", "sequel", "named")],
        [("copper", "sequel", "carried")],
        [],
        [],
        [("choir", "sequel", "named")],
        [],
    ]


def test_a_sentence_may_leave_what_was_spoken_of() -> None:
    *_, last = _focus("Spring ratings", "Copperwing 2 (April 10): PG-13, 108 minutes. Others: 132 minutes and 97.")
    assert _topics(last) == []


def test_an_entry_on_another_work_carries_nothing() -> None:
    head, first, second = _focus("‘Salt Fair’ Casts Bea Orr", "She will lead it. Orr was last in ‘Copperwing 2.’")
    assert (_topics(head), _topics(first)) == ([], [])
    assert _topics(second) == [("copper", "sequel", "named")]


def test_an_entry_on_another_work_stays_with_it() -> None:
    summary = "The date had been meant for the first cut of Copperwing 2, which moves to May. The film stars Ivo Hale."
    assert [_topics(item) for item in _focus("‘Day Sailor’ Gets a Date", summary)][-1] == []


def test_a_quoted_word_in_the_headline_is_no_other_work() -> None:
    items = _focus("‘Action’ on the pier: ‘Copperwing 2’ shoot begins", "Bea Orr directs.")
    assert _topics(items[1]) == [("copper", "sequel", "carried")]


def test_a_musical_is_no_home() -> None:
    head, summary = _focus("A musical of ‘Copperwing’ opens", "The show has a new director. It runs until May.")[:2]
    assert _topics(head) == [("copper", "other", "named")]
    assert _topics(summary) == []


@pytest.mark.parametrize(
    ("text", "words", "about"),
    [
        pytest.param("‘Copperwing 2’ opens in May.", "May", "copper sequel", id="the name before"),
        pytest.param("In May comes ‘Copperwing 2’.", "May", "copper sequel", id="the name behind"),
        pytest.param(
            "‘Copperwing 2’ leaves May to ‘Salt Fair’ of June.", "June", "Salt Fair", id="another work between"
        ),
        pytest.param("‘Salt Fair’ opens in May, ‘Copperwing 2’ in June.", "May", "Salt Fair", id="another work first"),
        pytest.param(
            "‘Copperwing 2’: Bea Orr (“Salt Fair”) directs.", "directs", "copper sequel", id="a credit in brackets"
        ),
        pytest.param("The ‘Salt Fair’ director joins ‘Copperwing 2’.", "director", "copper sequel", id="a credit"),
        pytest.param("Night Ferry docks in May after Copperwing 2 sails.", "May", "nothing", id="a comparison"),
        pytest.param("Copperwing 2 (May 1), Glass Choir 2 (June 5).", "June", "choir sequel", id="two tracked titles"),
        pytest.param("Copperwing 2 (May 1), Salt Fair 3 (June 5).", "June", "Salt Fair 3", id="a numbered work"),
        pytest.param("Copperwing 2 (May 1), The Salt Fair (June 5).", "June", "The Salt Fair", id="a dated work"),
        pytest.param("COPPERWING 2 is on, SALT FAIR is off.", "off", "SALT FAIR", id="a work in capitals"),
        pytest.param("Copperwing 2 is on. No. 5 is off.", "is on", "copper sequel", id="a number that is no work"),
        pytest.param("‘Copperwing 2’ opens May 22 in Week 3.", "Week", "copper sequel", id="days and weeks"),
    ],
)
def test_what_the_words_at_a_place_are_about(text: str, words: str, about: str) -> None:
    assert _about(_focus("", text)[0], words) == about


@pytest.mark.parametrize(
    ("text", "others"),
    [
        pytest.param("The ‘Salt Fair’ helmer directs.", [("Salt Fair", True)], id="before a role"),
        pytest.param("Bea Orr, who made ‘Salt Fair’, directs.", [("Salt Fair", True)], id="in a relative clause"),
        pytest.param("The director of ‘Salt Fair’ is on.", [("Salt Fair", True)], id="behind a role"),
        pytest.param("‘Salt Fair’ moves.", [("Salt Fair", False)], id="the subject"),
        pytest.param("“We are in,” she said.", [], id="speech"),
        pytest.param("The sequel is ‘Close’ to a start.", [], id="a word in scare quotes"),
        pytest.param("She told <em>Cinema Weekly</em> so.", [], id="an outlet in italics"),
        pytest.param("She loved <em>Salt Fair</em> most.", [("Salt Fair", False)], id="italics"),
        pytest.param("The 12 best days of June 5.", [], id="numbers that count no works"),
        pytest.param("It is called ‘Copper Rising’ now.", [], id="its own new name"),
    ],
)
def test_other_works(text: str, others: list[tuple[str, bool]]) -> None:
    found = _focus("‘Copperwing 2’ Gets a Date", text)[1].others
    assert [(other.words, other.is_credit) for other in found] == others


def test_a_reference_belongs_to_the_work_before_it() -> None:
    item = _focus("‘Copperwing 2’ Gets a Date", "‘Salt Fair’ moves, and the sequel goes with it.")[1]
    assert _topics(item) == []


@pytest.mark.parametrize(
    "piece",
    [
        "Copperwing 2. ",
        "copperwing 2 ",
        "‘Copperwing’ ",
        "<em>Copperwing 2</em> ",
        "it ",
        "sequel to ",
        "‘",
        "Aa Bb 3 ",
    ],
)
def test_floods_come_to_an_end(piece: str) -> None:
    """What grows faster than the text would run into the test's time-out here."""
    focused = _focus("‘Copperwing 2’ Gets a Date", "", piece * (100_000 // len(piece)))
    assert len(focused) > 0


def test_no_sentences_no_focus() -> None:
    assert focus((), ()) == ()
