from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.choosing import choose_title, suggest
from bot.model.errors import UnknownTitleError
from bot.wording import Speech

NAMES = {
    "romy-and-michele": ("The Reunion Sequel", "Romy & Michele 2", "Romy and Michele sequel"),
    "lantern-street-2": ("Lantern Street 2",),
    "lantern-lane-3": ("Lantern Lane 3", "L’Été à Lantern Lane"),
    "saltmarsh-revival": ("Saltmarsh: Revival",),
}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("lantern-street-2", "lantern-street-2", id="an id"),
        pytest.param("ROMY-AND-MICHELE", "romy-and-michele", id="an id in capitals"),
        pytest.param("Romy and Michele 2", "romy-and-michele", id="another name, its ampersand spelt out"),
        pytest.param("saltmarsh revival", "saltmarsh-revival", id="a name without its colon"),
        pytest.param("l'ete a lantern lane", "lantern-lane-3", id="a name without accents"),
        pytest.param("street", "lantern-street-2", id="a part of a name"),
        pytest.param("michele", "romy-and-michele", id="a part that several names of one title have"),
        pytest.param("Lantren Stret 2", "lantern-street-2", id="typing errors"),
        pytest.param("lantern sane 3", "lantern-lane-3", id="a typing error that is clearly nearer to one"),
        pytest.param("saltmrsh", "saltmarsh-revival", id="one word of the name, with a typing error"),
        pytest.param("revival saltmarsh", "saltmarsh-revival", id="words in another order"),
    ],
)
def test_a_title_is_found_as_people_write_it(wanted: str, found: str) -> None:
    assert choose_title(wanted, NAMES) == found


def test_what_fits_several_titles_lists_them() -> None:
    with pytest.raises(UnknownTitleError) as caught:
        choose_title("lantern", NAMES)
    assert str(caught.value).endswith("lantern-street-2 (Lantern Street 2), lantern-lane-3 (Lantern Lane 3)")


def test_a_typing_error_that_fits_two_titles_lists_both() -> None:
    with pytest.raises(UnknownTitleError, match=r"could be several titles.*dusk-4.*dusk-5"):
        choose_title("lantren street 6", {"dusk-4": ("Lantern Street 4",), "dusk-5": ("Lantern Street 5",)})


def test_an_unknown_title_says_which_there_are() -> None:
    with pytest.raises(UnknownTitleError, match=r"no tracked title goes by “Jaws”; tracked are: .*Saltmarsh: Revival"):
        choose_title("Jaws", NAMES)


def test_a_long_list_is_cut_and_counted() -> None:
    many = {f"part-{number}": (f"Part {number}",) for number in range(20)}
    with pytest.raises(UnknownTitleError, match="and 12 more"):
        choose_title("part", many)


def test_without_seeds_it_says_what_to_do() -> None:
    with pytest.raises(UnknownTitleError, match="no title is tracked: add a seed"):
        choose_title("Jaws", {})


def test_what_is_not_found_is_told_in_the_readers_language() -> None:
    with pytest.raises(UnknownTitleError, match="Kein Titel, der verfolgt wird, heißt „Jaws“; verfolgt werden: "):
        choose_title("Jaws", NAMES, Speech("de"))


@given(st.text())
def test_whatever_people_type_is_a_title_or_an_error_for_people(wanted: str) -> None:
    try:
        found = choose_title(wanted, NAMES)
    except UnknownTitleError:
        return
    assert found in NAMES


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        pytest.param(
            "", ["lantern-lane-3", "lantern-street-2", "saltmarsh-revival", "romy-and-michele"], id="all by name"
        ),
        pytest.param("lan", ["lantern-lane-3", "lantern-street-2"], id="the beginning of a name"),
        pytest.param("Mich", ["romy-and-michele"], id="the beginning of a word of another name"),
        pytest.param("ete", ["lantern-lane-3"], id="a part of a name, without its accents"),
        pytest.param("lantren", ["lantern-lane-3", "lantern-street-2"], id="a typing error in half a name"),
        pytest.param("saltmrash", ["saltmarsh-revival"], id="a typing error in a whole word"),
        pytest.param("zzzz", [], id="nothing like it"),
    ],
)
def test_titles_are_suggested_while_people_type(typed: str, suggested: list[str]) -> None:
    assert suggest(typed, NAMES, 25) == suggested


def test_no_more_are_suggested_than_can_be_shown() -> None:
    many = {f"part-{number}": (f"Part {number}",) for number in range(40)}
    assert len(suggest("part", many, 25)) == 25


@given(st.text(max_size=40))
def test_whatever_is_typed_a_suggestion_is_a_title(typed: str) -> None:
    assert set(suggest(typed, NAMES, 25)) <= set(NAMES)
