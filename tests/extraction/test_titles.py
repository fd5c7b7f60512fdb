"""Which texts are looked for, and what a title's names say about it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.titles import Form, number_of, patterns_of, significant, traits_of
from bot.model.titles import TitleType, TrackedTitle, Work


def _title(name: str, *others: str, follows: str | None = None, series: bool = False) -> TrackedTitle:
    kind = TitleType.SERIES if series else TitleType.FILM
    work = Work(follows, 1999) if follows else None
    return TrackedTitle("it", name, kind, date(2024, 1, 1), work, others)


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        pytest.param(_title("Copperwing 2", follows="Copperwing"), {"copperwing": "original"}, id="a number"),
        pytest.param(
            _title("The Glass Choir II", "Glass Choir sequel", follows="The Glass Choir"),
            {"glass choir": "original"},
            id="an article, a roman number, 'sequel'",
        ),
        pytest.param(
            _title("The Warden Part Two", follows="The Warden"),
            {"the warden": "original", "warden": "part"},
            id="an article before a single word stays",
        ),
        pytest.param(
            _title(
                "untitled Copperwing film", "the Copperwing follow-up", "third Copperwing film", follows="Copperwing"
            ),
            {"copperwing": "original"},
            id="names before there is one",
        ),
        pytest.param(
            _title("Bea & Otto 2", follows="Bea & Otto's Long Weekend"),
            {
                "bea & otto's long weekend": "original",
                "bea and otto's long weekend": "original",
                "bea & ottos long weekend": "original",
                "bea and ottos long weekend": "original",
                "bea & otto": "franchise",
                "bea and otto": "franchise",
            },
            id="'and' or '&', and what people shorten it to",
        ),
        pytest.param(
            _title("Choir 2", follows="The Glass Choir"),
            {"glass choir": "original", "choir": "part"},
            id="a piece of the original's name",
        ),
        pytest.param(
            _title("Starhold 4", follows="Starhold: The Last Harbor"),
            {
                "starhold: the last harbor": "original",
                "starhold: last harbor": "original",
                "starhold the last harbor": "original",
                "starhold last harbor": "original",
                "last harbor": "original",
                "starhold": "franchise",
            },
            id="a subtitle",
        ),
        pytest.param(
            _title("Glider 5", follows="Glider 4"),
            {"glider 4": "original", "glider": "franchise"},
            id="a row of numbers",
        ),
        pytest.param(
            _title("Apollo 13 sequel", follows="Apollo 13"),
            {"apollo 13": "original"},
            id="a number that counts no films",
        ),
        pytest.param(
            _title("Freer Frances", follows="Free Frances"),
            {"free frances": "original", "freer frances": "own"},
            id="a new name",
        ),
        pytest.param(
            _title("Vigil: Dawn of Salt", follows="Vigil"),
            {
                "vigil": "original",
                "vigil: dawn of salt": "own",
                "vigil dawn of salt": "own",
                "dawn of salt": "subtitle",
            },
            id="a new subtitle",
        ),
        pytest.param(
            _title("Harrow prequel", follows="Cold Iron"), {"cold iron": "original", "harrow": "part"}, id="a prequel"
        ),
        pytest.param(
            _title("The Class Reunion sequel", follows="The Class Reunion"),
            {"class reunion": "original"},
            id="a word of relation inside a name",
        ),
        pytest.param(
            _title("Another Pale Horse"), {"another pale horse": "own"}, id="'another' inside a name, nothing followed"
        ),
    ],
)
def test_what_is_looked_for(title: TrackedTitle, forms: dict[str, str]) -> None:
    assert {text: form.value for text, form in patterns_of(title).items()} == forms


def test_names_learned_later_are_looked_for_too() -> None:
    patterns = patterns_of(_title("Vigil 2", follows="Vigil"), ["Vigil: Dawn of Salt"])
    assert patterns["vigil: dawn of salt"] is Form.OWN
    assert patterns["dawn of salt"] is Form.SUBTITLE


@pytest.mark.parametrize(
    ("title", "numbers", "original_number"),
    [
        pytest.param(_title("Copperwing 2", follows="Copperwing"), {2}, 1, id="the second"),
        pytest.param(_title("Copperwing sequel", follows="Copperwing"), {2}, 1, id="not numbered yet"),
        pytest.param(_title("Glider 5", follows="Glider 4"), {5}, 4, id="the fifth"),
        pytest.param(_title("Glider sequel", follows="Glider 4"), {5}, 4, id="the fifth, not numbered yet"),
        pytest.param(_title("third Vigil film", "Vigil III", follows="Vigil: Ash"), {3}, 1, id="an ordinal"),
        pytest.param(_title("Vigil: Part One", follows="Cold Iron"), {1}, 1, id="a part"),
        pytest.param(_title("Harrow prequel", follows="Cold Iron"), set(), 1, id="a prequel has none"),
    ],
)
def test_numbers(title: TrackedTitle, numbers: set[int], original_number: int) -> None:
    traits = traits_of(title)
    assert (set(traits.numbers), traits.original_number) == (numbers, original_number)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        pytest.param(
            _title("Copperwing 2", follows="Copperwing"), False, id="a film is not called by the original's name"
        ),
        pytest.param(_title("Copperwing revival", follows="Copperwing", series=True), True, id="a series is"),
        pytest.param(_title("Starhold 4", follows="Starhold: Ash of Suns"), True, id="a shared shorter name"),
        pytest.param(_title("Starhold: The Hunt", follows="Starhold: Ash of Suns"), False, id="a name of its own"),
    ],
)
def test_whether_the_bare_name_is_used_too(title: TrackedTitle, bare: bool) -> None:
    assert traits_of(title).bare is bare


def test_only_a_prequel_is_called_one() -> None:
    assert "prequel" in traits_of(_title("Harrow prequel", follows="Cold Iron")).relations
    assert "prequel" not in traits_of(_title("Harrow sequel", follows="Cold Iron")).relations


def test_words_that_count_parts() -> None:
    assert traits_of(_title("Harbor Lights season 3", follows="Harbor Lights", series=True)).parts == {"season"}
    assert traits_of(_title("Copperwing No. 2", follows="Copperwing")).parts == frozenset()


def test_other_traits() -> None:
    traits = traits_of(_title("Vigil: Part Two", "Vigil 2", follows="Vigil: Part One"))
    assert traits.parts == {"part"}
    assert (traits.subtitled, traits.shortened, traits.is_series, traits.year) == (False, True, False, 1999)
    assert traits_of(_title("Vigil: Dawn of Salt", follows="Vigil")).subtitled


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("2", 2),
        ("ii", 2),
        ("two", 2),
        ("second", 2),
        ("0", None),
        ("1999", None),
        ("99", None),
        ("heat", None),
        ("²", None),
    ],
)
def test_numbers_of_words(word: str, number: int | None) -> None:
    assert number_of(word) == number


def test_small_words_bear_no_capital() -> None:
    assert significant("the keepers of the & lamp") == ["keepers", "lamp"]
