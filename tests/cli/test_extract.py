from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_every_claim_is_a_line_before_it_is_judged(run: Run, entries: Path, seeds: Path) -> None:
    result = run("extract", entries, "--seeds", seeds)
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    directors = [one for one in claims if one["property"] == "director"]
    assert result.exit_code == 0
    assert {one["entry_id"] for one in directors} >= {"e-1", "e-2"}  # the second one is no news, but it is a claim
    assert directors[0]["value"] == "Ada Quill"
    assert set(directors[0]) >= {"entry_id", "title_id", "property", "value", "change", "certainty", "evidence"}


def test_a_question_is_marked_as_one(run: Run, entries: Path, seeds: Path) -> None:
    claims = [json.loads(line) for line in run("extract", entries, "--seeds", seeds).stdout.splitlines()]
    asked = [one for one in claims if one["entry_id"] == "e-7" and one["property"] == "director"]
    assert [one["modality"] for one in asked] == ["asked"]


def test_an_entry_that_states_nothing_of_its_title_has_one_line_that_says_so(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    path = tmp_path / "quiet.jsonl"
    row = {"id": "q-1", "feed": "f", "outlet": "Post", "published": "2026-02-02T00:00:00Z", "link": ""}
    path.write_text(json.dumps(row | {"title": "We love Lantern Street 2", "summary": ""}) + "\n", encoding="utf-8")
    result = run("extract", path, "--seeds", seeds)
    (line,) = result.stdout.splitlines()
    said = json.loads(line)
    assert (said.pop("entry_id"), said.pop("title_id")) == ("q-1", "lantern-street-2")
    assert said == dict.fromkeys(["property", "value", "change", "certainty", "modality", "voice", "evidence"])


def test_entries_of_other_matters_are_passed_over(run: Run, entries: Path, seeds: Path) -> None:
    claims = [json.loads(line) for line in run("extract", entries, "--seeds", seeds).stdout.splitlines()]
    assert "e-4" not in {one["entry_id"] for one in claims}
