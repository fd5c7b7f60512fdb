"""Large inputs made from small ones, the same at every run: titles to track, and entries to read."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice, product
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_START = datetime(2024, 1, 1, tzinfo=UTC)


def write_seeds(folder: Path, count: int, beside: Iterable[Path] = ()) -> None:
    """Fill a new folder with `count` seeds of invented titles, and with copies of the seeds of `beside`."""
    folder.mkdir()
    dice = Random(f"seeds {count}")  # noqa: S311  # the same every time is the point
    for number, (name, original) in enumerate(islice(_invented_titles(), count)):
        folder.joinpath(f"invented-{number:05d}.toml").write_text(_seed(name, original, dice), encoding="utf-8")
    for seeds in beside:
        for seed in sorted(seeds.glob("*.toml")):
            shutil.copy(seed, folder)


def repeat(entries: Sequence[Row], count: int) -> Iterator[Row]:
    """Tell a story again and again until there are `count` entries, oldest first.

    Each telling is an hour behind the one before, as if more and more outlets came late. Ids and links are unique
    and each summary ends in a number of its own, so that nothing is a known version of anything.
    """
    tellings = -(-count // len(entries))
    rows = [_retold(row, telling) for telling in range(tellings) for row in entries]
    yield from sorted(rows[:count], key=lambda row: str(row["published"]))


def unrelated(count: int) -> Iterator[Row]:
    """Make `count` entries of film news that speaks of no title which `write_seeds` makes."""
    dice = Random(f"unrelated {count}")  # noqa: S311  # the same every time is the point
    for number in range(count):
        sentences = [_sentence(dice) for _ in range(3)]
        long = " ".join(_sentence(dice) for _ in range(20)) if number % 10 == 0 else ""
        yield {
            "id": f"un-{number:06d}",
            "feed": f"feed-{number % 40}",
            "outlet": f"Outlet {number % 40}",
            "published": (_START + timedelta(minutes=20 * number)).isoformat(),
            "title": sentences[0].split(". ")[0],
            "summary": f"<p>{' '.join(sentences[1:])}</p>",
            "link": f"https://feed-{number % 40}.example/{number}",
            "content": f"<p>{long}</p>" if long else "",
        }


def write_entries(path: Path, rows: Iterable[Row]) -> None:
    """Write entries as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_entries(path: Path) -> list[Row]:
    """Read entries from JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _invented_titles() -> Iterator[tuple[str, str]]:
    """Make pairs of a sequel's name and the name of what it follows, no two alike."""
    tails = cycle(_WORDS["tails"])
    for town, adjective, noun in product(_WORDS["towns"], _WORDS["adjectives"], _WORDS["nouns"]):
        original = f"The {adjective} {noun} of {town}"
        yield f"{original} {next(tails)}", original


def _seed(name: str, original: str, dice: Random) -> str:
    people = json.dumps([_person(dice) for _ in range(3)])
    return (
        f"title = {json.dumps(name)}\n"
        'type = "film"\n'
        f"follows = {{ title = {json.dumps(original)}, year = {dice.randint(1975, 2015)} }}\n"
        "known_as_of = 2024-01-01\n\n"
        "[known]\n"
        'status = "in development"\n'
        f"cast = {people}\n"
        f"studio = [{json.dumps(dice.choice(_WORDS['studios']))}]\n"
    )


def _retold(row: Row, telling: int) -> Row:
    published = datetime.fromisoformat(row["published"]) + timedelta(hours=telling)
    return {
        **row,
        "id": f"{row['id']}-{telling}",
        "link": f"{row['link']}?no={row['id']}-{telling}",
        "published": published.astimezone(UTC).isoformat(),
        "summary": f"{row['summary']} (No. {telling})",
    }


def _sentence(dice: Random) -> str:
    return dice.choice(_WORDS["news"]).format(
        person=_person(dice),
        work=f"“{_work(dice)}”",
        other=f"“{_work(dice)}”",
        studio=dice.choice(_WORDS["studios"]),
        town=dice.choice(_WORDS["towns"]),
        month=dice.choice(_WORDS["months"]),
        date=f"{dice.choice(_WORDS['months'])} {dice.randint(1, 28)}, {dice.randint(2024, 2027)}",
        number=dice.randint(60, 190),
    )


def _work(dice: Random) -> str:
    """Name a film whose words may be those of a tracked title, never in its order."""
    return f"{dice.choice(_WORDS['nouns'])} of the {dice.choice(_WORDS['adjectives'])} {dice.choice(_WORDS['nouns'])}"


def _person(dice: Random) -> str:
    return f"{dice.choice(_WORDS['first_names'])} {dice.choice(_WORDS['last_names'])}"
