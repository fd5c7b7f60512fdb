"""`explain --text`: how a text of one's own is read, and what would become of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
Explain = Callable[..., Result]


@pytest.fixture
def explain(run: Run, seeds: Path) -> Explain:
    """Explain a text on a day of 2026, against the seed alone."""

    def ask(text: str, *more: str) -> Result:
        return run("explain", "--text", text, "--published", "2026-01-05", "--seeds", seeds, *more)

    return ask


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("Ada Quill to direct ‘Lantern Street 2’", "News: confirmed.", id="news"),
        pytest.param("Robin Shaw will write ‘Lantern Street 2’", "This was already known.", id="in the baseline"),
        pytest.param("Ada Quill could direct ‘Lantern Street 2’", "conditional: “could” scope.toml:", id="scope"),
        pytest.param(
            "Ada Quill will reportedly direct ‘Lantern Street 2’",
            "reported, sources: “reportedly” certainty.toml:",
            id="certainty",
        ),
        pytest.param("Will Ada Quill direct ‘Lantern Street 2’?", "asked: a question mark ends it", id="a question"),
        pytest.param("Nobody will direct ‘Lantern Street 2’", "needs a person, and none was found", id="nobody"),
        pytest.param("‘Lantern Street 2’ opens on May 3, 2027", "D May 3, 2027 = 2027-05-03 (day)", id="a date"),
        pytest.param("Ferry fares go up", "no tracked title is named", id="another matter"),
    ],
)
def test_it_is_obvious_why(explain: Explain, text: str, says: str) -> None:
    result = explain(text, "--title", "lantern")
    assert result.exit_code == 0, result.stderr
    assert says in " ".join(result.stdout.split())


def test_a_headline_can_name_the_title(explain: Explain) -> None:
    alone = explain("Ada Quill will direct the sequel.", "--title", "lantern")
    below = explain("Ada Quill will direct the sequel.", "--title", "lantern", "--headline", "‘Lantern Street 2’ news")
    assert "The text must name the title (Lantern Street 2)" in alone.stdout
    assert "News: confirmed." in below.stdout


def test_the_outlet_and_the_day_are_shown(explain: Explain) -> None:
    moved = "‘Lantern Street 2’ writer is Cy Maar"
    assert "an unknown outlet" in explain(moved).stdout
    assert "Variety · 5 January 2026" in explain(moved, "--outlet", "Variety").stdout


def test_the_ledger_counts_where_there_is_a_database(run: Run, seeds: Path, database: str, explain: Explain) -> None:
    text = "Ada Quill to direct ‘Lantern Street 2’"
    later = run("explain", "--text", text, "--published", "2026-04-01", "--seeds", seeds, "--database", database)
    assert "News: confirmed." in explain(text).stdout
    assert "This was already known." in later.stdout


def test_nothing_of_it_is_kept(run: Run, seeds: Path, database: str) -> None:
    asked = ("explain", "--text", "Bo Lark to star in ‘Lantern Street 2’", "--published", "2026-04-01")
    answers = [run(*asked, "--seeds", seeds, "--database", database).stdout for _ in range(2)]
    assert answers[0] == answers[1]
    assert "News: confirmed." in answers[1]


def test_it_is_there_for_scripts(explain: Explain) -> None:
    told = json.loads(explain("Ada Quill could direct ‘Lantern Street 2’", "--json").stdout)
    (sentence,) = told["sentences"]
    (rule,) = [one for one in sentence["rules"] if one["finds"] == "director"]
    assert sentence["outline"] == "P could direct T"
    assert rule["rule"]["where"].startswith("frames_people.toml:")
    assert rule["claims"][0]["scope_why"]["words"] == "could"
    assert [claim["news"] for claim in told["claims"]] == [False]


def test_only_the_wanted_title_is_judged(run: Run, seeds: Path) -> None:
    (seeds / "night-glass-2.toml").write_text(
        'title = "Night Glass 2"\ntype = "film"\nknown_as_of = 2025-12-01\n', encoding="utf-8"
    )
    text = ("explain", "--text", "Ada Quill to direct ‘Lantern Street 2’; Bo Lark to direct ‘Night Glass 2’", "--json")
    titles = [json.loads(run(*text, "--seeds", seeds, *more).stdout)["titles"] for more in ([], ["--title", "glass"])]
    assert titles == [["Lantern Street 2", "Night Glass 2"], ["Night Glass 2"]]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="neither an entry nor a text"),
        pytest.param(["e-1", "--text", "Lantern Street 2"], id="both"),
        pytest.param(["--text", "Lantern Street 2", "--published", "yesterday"], id="no date"),
    ],
)
def test_a_wrong_question_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    assert run("explain", *arguments).exit_code == 2


def test_an_unknown_title_is_one_clear_line(explain: Explain) -> None:
    result = explain("Lantern Street 2", "--title", "Jaws")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "no tracked title goes by “Jaws”" in result.stderr
