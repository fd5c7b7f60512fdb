from __future__ import annotations

import re

import pytest

from bot.chat.buttons import TEMPLATE, Verb, button_id


@pytest.mark.parametrize("verb", list(Verb))
def test_what_is_written_can_be_read_back(verb: Verb) -> None:
    made = button_id(verb, "lantern-street-2", page=3)
    assert made is not None
    found = re.fullmatch(TEMPLATE, made)
    assert found is not None
    assert found.groupdict() == {"verb": verb.value, "subject": "lantern-street-2", "page": "3"}


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("", id="a digest has no title"),
        pytest.param("a:b", id="the sign that divides an id"),
        pytest.param("x" * 95, id="longer than Discord takes"),
    ],
)
def test_what_cannot_be_an_id_is_no_button(subject: str) -> None:
    assert button_id(Verb.STATUS, subject) is None
