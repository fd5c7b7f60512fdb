from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.following import new_id


@pytest.mark.parametrize(
    ("name", "taken", "id_"),
    [
        pytest.param("Night Ferry 2: Landfall", (), "night-ferry-2-landfall", id="words"),
        pytest.param("  Été à l'Ombre!  ", (), "ete-a-lombre", id="accents"),
        pytest.param("Night Ferry 2", ("night-ferry-2",), "night-ferry-2-2", id="taken"),
        pytest.param("Night Ferry 2", ("night-ferry-2", "night-ferry-2-2"), "night-ferry-2-3", id="taken twice"),
        pytest.param("../../etc/passwd", (), "etc-passwd", id="a path"),
        pytest.param("x" * 300, (), "x" * 60, id="long"),
    ],
)
def test_a_new_id_is_made_of_the_name(name: str, taken: tuple[str, ...], id_: str) -> None:
    assert new_id(name, taken) == id_


def test_a_name_without_a_letter_of_ours_has_an_id_too() -> None:
    assert re.fullmatch(r"title-[0-9a-f]{8}", new_id("夜のフェリー"))
    assert new_id("夜のフェリー") != new_id("夜のフェリー２")


@given(st.text())
def test_every_id_is_the_name_of_a_file(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", new_id(name))
