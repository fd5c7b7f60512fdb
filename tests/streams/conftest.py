"""The story streams as tests read them, and how well a list of developments fits a stream's gold."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.model.developments import Development
from bot.model.properties import Change

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "bot" / "demo"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as its files have it; `seeds` by title id."""

    path: Path
    entries: list[Row]
    gold: list[Row]
    seeds: dict[str, Row]


@dataclass(frozen=True, slots=True)
class Score:
    """How well developments fit the gold: the share that is right, and the share of the key ones that was found.

    `overstated` were posted as confirmed though they were only rumored or in talks; `wrong` and `missed` name the rest.
    """

    precision: float
    key_recall: float
    overstated: tuple[str, ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(HERE / "gravel-saints" / "entries.jsonl", id="a film"),
        pytest.param(HERE / "kitchen-cabinet" / "entries.jsonl", id="a series"),
        pytest.param(HERE / "ironvale" / "entries.jsonl", id="two films of one franchise, British and Indian papers"),
        pytest.param(HERE / "blackwater-bay" / "entries.jsonl", id="a trade paper and its echoes"),
        pytest.param(HERE / "small-hours" / "entries.jsonl", id="three titles in whimsical prose"),
        pytest.param(DEMO / "story.jsonl", id="the demo's story"),
    ],
)
def stream(request: pytest.FixtureRequest) -> Stream:
    entries: Path = request.param
    seeds = (entries.parent / "seeds").glob("*.toml")
    return Stream(
        path=entries,
        entries=_rows(entries),
        gold=_rows(entries.parent / "developments.jsonl"),
        seeds={path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in seeds},
    )


@pytest.fixture(scope="session")
def score() -> Callable[[Stream, Iterable[Development]], Score]:
    """Hold developments against a stream's gold, in their order.

    One is a hit where it says what a gold development says that nothing has covered yet, not before the first entry
    that reports it; a second wording of it in the same entry does not count; anything else is wrong.
    """
    return _score


def _score(stream: Stream, developments: Iterable[Development]) -> Score:
    place = {entry["id"]: number for number, entry in enumerate(stream.entries)}
    covered: dict[str, Development] = {}
    wrong, overstated = [], []
    for told in developments:
        fits = [g for g in stream.gold if place[g["entries"][0]] <= place[told.entry_id] and _says(told, g)]
        open_ = [g for g in fits if g["id"] not in covered]
        if open_:
            best = min(open_, key=lambda g: (told.entry_id not in g["entries"], g["value"] != told.value))
            covered[best["id"]] = told
            if told.certainty == "confirmed" and best["certainty"] in {"rumored", "in talks"}:
                overstated.append(_named(told))
        elif not any(covered[g["id"]].entry_id == told.entry_id for g in fits):
            wrong.append(_named(told))
    keys = [g for g in stream.gold if g["importance"] == "key"]
    missed = tuple(g["id"] for g in keys if g["id"] not in covered)
    return Score(
        precision=len(covered) / max(len(covered) + len(wrong), 1),
        key_recall=1 - len(missed) / len(keys),
        overstated=tuple(overstated),
        wrong=tuple(wrong),
        missed=missed,
    )


def _says(told: Development, gold: Row) -> bool:
    forward = {Change.ADDED, Change.CHANGED, Change.CONFIRMED}
    same_way = told.change == gold["change"] or {told.change, Change(gold["change"])} <= forward
    values = {_plain(value) for value in (gold["value"], *gold["accept"])}
    same_value = gold["property"] in {"trailer", "first_look"} or _plain(told.value) in values
    return (told.title_id, told.property) == (gold["title_id"], gold["property"]) and same_way and same_value


def _plain(value: str) -> str:
    return " ".join(value.casefold().replace("’", "'").replace(",", " ").split())


def _named(told: Development) -> str:
    return f"{told.entry_id} {told.property} {told.change} {told.value}"


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
