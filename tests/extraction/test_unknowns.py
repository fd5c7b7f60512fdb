import pytest

from bot.extraction.unknowns import unknowns

Texts = pytest.mark.parametrize


@Texts(
    ("text", "properties"),
    [
        pytest.param("no release date has been set", {"release_date"}, id="the plain form"),
        pytest.param("there is no director, cast or date", {"director", "cast", "release_date"}, id="a list with or"),
        pytest.param("no release date and no studio yet", {"release_date", "studio"}, id="no, and no"),
        pytest.param("it still has no firm release date", {"release_date"}, id="a word before the noun"),
        pytest.param("the film has neither a director nor a title", {"director", "title"}, id="neither, nor"),
        pytest.param("it is without a distributor", {"studio"}, id="without"),
        pytest.param("the studio has yet to name a director", {"director"}, id="yet to name"),
        pytest.param("a showrunner has not been named", {"writer"}, id="has not been named"),
        pytest.param("casting hasn't been announced", {"cast"}, id="contracted"),
        pytest.param("the start date is yet to be announced", {"filming_start"}, id="yet to be announced"),
    ],
)
def test_what_is_said_to_be_unknown(text: str, properties: set[str]) -> None:
    assert {one.property.value for one in unknowns(text)} == properties


@Texts(
    "text",
    [
        pytest.param("the release date has been set", id="it is known"),
        pytest.param("this is no date movie", id="another kind of date"),
        pytest.param("no doubt the director will return", id="a negation of something else"),
        pytest.param("the director has not seen it", id="the noun does something else"),
        pytest.param("not a word was changed", id="no such noun"),
        pytest.param("no title song yet", id="a title that is none of the film's"),
    ],
)
def test_what_is_not(text: str) -> None:
    assert list(unknowns(text)) == []


def test_a_property_comes_once() -> None:
    assert len(list(unknowns("no date, no release date, and a date has not been set"))) == 1
