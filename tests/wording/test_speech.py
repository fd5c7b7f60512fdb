"""The catalogue: every key in every language, with the same gaps to fill in, and locales that find theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

from bot.model.alerts import AlertKind, Subscription
from bot.model.developments import Development, Reason
from bot.model.properties import Certainty, Change, Modality, Property, Status
from bot.wording import card_of, date_words, headline_of, property_noun, sentence, standing_name, when_words
from bot.wording.catalogue import LANGUAGES, load
from bot.wording.speech import Speech
from bot.wording.words import Standing, property_name, value_words

OWN_PHRASES = "phrases."  # a language may tell a property by its kind's phrase where another needs one of its own
_CODE = Path(__file__).parents[2] / "bot"
_ASKED = re.compile(r'speech\.(?:say|count|row)\(\s*"([^"{]+)"')

Make = Callable[..., Development]
P, C, K = Property, Change, Certainty
GERMAN = Speech("de")


def gaps(text: str | tuple[str, ...]) -> set[str]:
    """The {braces} of a text; a row of words has none."""
    return {name for _, name, _, _ in Formatter().parse(text) if name} if isinstance(text, str) else set()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_keys(language: str) -> None:
    ours, theirs = ({key for key in load(code) if not key.startswith(OWN_PHRASES)} for code in (LANGUAGES[0], language))
    assert ours == theirs


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_text_fills_in_only_what_the_english_one_is_given(language: str) -> None:
    english = load(LANGUAGES[0])
    more = {key: gaps(text) - gaps(english[key]) for key, text in load(language).items() if key in english}
    assert {key: names for key, names in more.items() if names and not key.startswith(OWN_PHRASES)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_but_the_parts_that_may_be_missing(language: str) -> None:
    empty = {key for key, text in load(language).items() if not text}
    assert empty == {"line.part.plain", "line.to_play.plain"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_singular(language: str) -> None:
    keys = set(load(language))
    counted = {key.removesuffix(".one") for key in keys if key.endswith(".one")}
    assert {f"{key}.other" for key in counted} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_asks_for_no_key_that_is_missing(language: str) -> None:
    keys = set(load(language))
    asked = {key for path in _CODE.rglob("*.py") for key in _ASKED.findall(path.read_text(encoding="utf-8"))}
    assert asked
    assert {key for key in asked if key not in keys and f"{key}.other" not in keys} == set()


def test_no_text_stands_in_the_catalogue_that_nobody_asks_for() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in _CODE.rglob("*.py"))
    asked = set(re.findall(r"""["']([a-z_]+(?:\.[\w -]+)+)(?=["'.{])""", code))
    families = set(re.findall(r"""f["']([a-z_]+(?:\.[a-z_]+)*)\.(?=\{)""", code))
    unused = {
        key
        for key in load("en")
        if key not in asked
        and key.rpartition(".")[0] not in asked
        and not any(key.startswith(f"{family}.") for family in families)
    }
    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_known_can_be_said(language: str) -> None:
    speech = Speech(language)
    for prop in Property:
        assert property_name(prop, speech)
        assert property_noun(prop, speech)
    assert all(speech.say(f"reason.{reason}") for reason in Reason)
    assert all(speech.say(f"claim.modality.{modality}") for modality in Modality if modality is not Modality.ASSERTED)
    assert all(speech.say(f"line.before.{certainty}") for certainty in Certainty)
    assert all(standing_name(standing, speech) for standing in Standing)
    assert all(speech.say(f"value.status.{status}") for status in Status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_development_can_be_told(development: Make, language: str) -> None:
    for prop, change, certainty in product(Property, Change, Certainty):
        one = development(prop, "Ada", change=change, certainty=certainty, previous="Bo", was=K.RUMORED, moves=12)
        said = sentence(one, speech=Speech(language))
        assert "Ada" in said
        assert "{" not in said
        assert headline_of([one, one], Speech(language))


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        pytest.param("de", "de", id="German"),
        pytest.param("de-AT", "de", id="German as spoken in Austria"),
        pytest.param("en-US", "en", id="American English"),
        pytest.param("en-GB", "en", id="British English"),
        pytest.param("pt-BR", "en", id="a language that is not spoken"),
        pytest.param("", "en", id="nothing"),
        pytest.param("../../etc", "en", id="no locale at all"),
    ],
)
def test_a_locale_finds_its_language(locale: str, language: str) -> None:
    assert Speech(locale).language == language


def test_what_a_feed_writes_is_never_a_template(development: Make) -> None:
    hostile = development(P.CAST, "{who} {0} {value!r}", role="{part}")
    assert sentence(hostile, speech=GERMAN) == "Besetzung: {who} {0} {value!r} als {part}"


@pytest.mark.parametrize(
    ("value", "words", "when"),
    [
        pytest.param("2026-09-18", "18. September 2026", "am 18. September 2026", id="a day"),
        pytest.param("2026-03", "März 2026", "im März 2026", id="a month"),
        pytest.param("2026-22", "Sommer 2026", "im Sommer 2026", id="a season"),
        pytest.param("2026-21", "Frühjahr 2026", "im Frühjahr 2026", id="spring, as the trade calls it"),
        pytest.param("2026", "2026", "2026", id="a year takes no preposition in German"),
    ],
)
def test_german_dates(value: str, words: str, when: str) -> None:
    assert (date_words(value, GERMAN), when_words(value, GERMAN)) == (words, when)


@pytest.mark.parametrize(
    ("prop", "value", "rest", "expected"),
    [
        pytest.param(P.RELEASE_DATE, "2026-09-18", {}, "Starttermin steht: 18. September 2026", id="a first date"),
        pytest.param(
            P.RELEASE_DATE,
            "2027-02-12",
            {"change": C.CHANGED, "previous": "2026-09-18", "moves": 3},
            "Starttermin verschoben: 18. September 2026 → 12. Februar 2027 (zum dritten Mal verschoben)",
            id="a third move",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2027",
            {"certainty": K.RUMORED, "change": C.CHANGED, "previous": "2026-22"},
            "Gerücht: Start 2027 (statt Sommer 2026)",
            id="a rumoured year",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.CHANGED, "previous": "Ada Quill"},
            "Regie neu besetzt: Tim Federle (bisher: Ada Quill)",
            id="another director",
        ),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"role": "Toby Walters", "certainty": K.IN_TALKS},
            "Besetzung: Camryn Manheim ist im Gespräch für die Rolle Toby Walters",
            id="in talks for a role",
        ),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"change": C.DENIED},
            "Dementiert: Camryn Manheim spielt mit",
            id="a denied casting",
        ),
        pytest.param(
            P.STATUS,
            "canceled",
            {"change": C.CHANGED, "previous": "on hold"},
            "Stand: eingestellt (bisher: auf Eis gelegt)",
            id="cancelled",
        ),
        pytest.param(P.FILMING_START, "2026-07", {}, "Drehstart: Juli 2026", id="filming that is to come"),
        pytest.param(P.FILMING_END, "2026-01-20", {}, "Abgedreht: 20. Januar 2026", id="filming is over"),
        pytest.param(P.FIRST_LOOK, "image", {}, "Erstes Bild veröffentlicht", id="a first image"),
        pytest.param(P.RUNTIME, "102", {"certainty": K.REPORTED}, "Laufzeit: 102 Minuten (gemeldet)", id="a length"),
    ],
)
def test_german_reads_as_a_german_would_write_it(
    development: Make, prop: Property, value: str, rest: dict[str, object], expected: str
) -> None:
    assert sentence(development(prop, value, **rest), speech=GERMAN) == expected


def test_who_was_in_the_earlier_work_returns_in_german(development: Make) -> None:
    one = development(P.CAST, "Ada Quill", role="Mara")
    assert sentence(one, returning=True, speech=GERMAN) == "Besetzung: Ada Quill kehrt als Mara zurück"


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        pytest.param(
            [(P.CAST, "A", {}), (P.CAST, "B", {}), (P.RELEASE_DATE, "2027", {})],
            "Starttermin steht und 2 Rollen",
            id="a date and a cast",
        ),
        pytest.param(
            [(P.DIRECTOR, "A", {"certainty": K.RUMORED}), (P.CAST, "B", {"change": C.DENIED})],
            "Ein Gerücht zur Regie und ein Dementi zur Besetzung",
            id="hearsay",
        ),
        pytest.param(
            [(P.STATUS, "filming", {"change": C.CHANGED}), (P.STUDIO, "A", {"change": C.CHANGED})],
            "Jetzt: wird gedreht und neues Studio",
            id="a stage and another studio",
        ),
    ],
)
def test_german_headlines(
    development: Make, said: list[tuple[Property, str, dict[str, object]]], headline: str
) -> None:
    assert headline_of([development(prop, value, **rest) for prop, value, rest in said], GERMAN) == headline


def test_figures_are_grouped_as_each_language_does() -> None:
    assert (Speech().figure(1234567), GERMAN.figure(1234567), GERMAN.figure(999)) == ("1,234,567", "1.234.567", "999")


def test_names_stay_as_they_are_in_every_language() -> None:
    assert value_words(P.DIRECTOR, "Céline Sciamma", GERMAN) == "Céline Sciamma"


def test_a_card_speaks_the_language_of_its_subscription(development: Make) -> None:
    from bot.model.alerts import Alert

    alert = Alert("a", AlertKind.NEWS, Subscription("s", "discord", locale="de"), "x", (development(),))
    assert card_of(alert, "X", speech=GERMAN).headline == "Starttermin steht: 18. September 2026"


def test_a_row_of_words_is_no_text() -> None:
    with pytest.raises(KeyError):
        GERMAN.say("date.months")
    assert GERMAN.row("number.thousands") == (".",)
