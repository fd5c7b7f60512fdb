"""Keys are found again by their line, however the file is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.seeds.toml import Keys, TomlFile, did_you_mean

TEXT = """\
# a comment
title = "x"
"quoted key" = 1
polling.concurrency = 8

[paths]
seeds = "seeds"   # title = "not this one"
  indented = 2

[discord . extra]
token = "x"

[[feed]]
id = "one"

[[feed]]
id = "two"
names = [
  "a",
  "b",
]
"""


@pytest.mark.parametrize(
    ("keys", "value", "line"),
    [
        pytest.param(("title",), None, 2, id="at the top"),
        pytest.param(("quoted key",), None, 3, id="in quotes"),
        pytest.param(("polling", "concurrency"), None, 4, id="dotted"),
        pytest.param(("paths",), None, 6, id="a table"),
        pytest.param(("paths", "seeds"), None, 7, id="in a table"),
        pytest.param(("paths", "indented"), None, 8, id="indented"),
        pytest.param(("paths", "missing"), None, 6, id="missing: its table"),
        pytest.param(("discord", "extra", "token"), None, 11, id="in a table with spaces in its name"),
        pytest.param(("feed", 0, "id"), None, 14, id="in the first of several tables"),
        pytest.param(("feed", 1, "id"), None, 17, id="in the second"),
        pytest.param(("feed",), None, 13, id="several tables: the first"),
        pytest.param(("discord",), None, 10, id="a table that only has tables in it"),
        pytest.param(("feed", 1), None, 16, id="the second itself"),
        pytest.param(("feed", 1, "names"), "b", 20, id="a value within a list"),
        pytest.param(("feed", 1, "names"), "z", 18, id="a value that is not there: its key"),
        pytest.param(("nowhere",), None, None, id="nowhere"),
    ],
)
def test_a_key_is_found_by_its_line(keys: Keys, value: str | None, line: int | None) -> None:
    assert TomlFile(Path("x.toml"), TEXT, {}).line_of(keys, value) == line


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        pytest.param("relase_date", 'did you mean "release_date"?', id="a letter left out"),
        pytest.param("stauts", 'did you mean "status"?', id="two letters swapped"),
        pytest.param("catering", "use one of: status, release_date", id="nothing like it"),
    ],
)
def test_a_remedy_is_the_likeliest_word_or_all(word: str, remedy: str) -> None:
    assert did_you_mean(word, ["status", "release_date"]) == remedy


@given(st.text(), st.text(max_size=5))
def test_any_text_has_lines_for_any_key(text: str, key: str) -> None:
    line = TomlFile(Path("x.toml"), text, {}).line_of((key,), key)
    assert line is None or 1 <= line <= text.count("\n") + 1
