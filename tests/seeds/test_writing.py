from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.edtf import EdtfDate
from bot.model.properties import MEDIA_VALUES, Certainty, Property, Status, ValueKind
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle, Work
from bot.seeds import load_seed, load_seeds
from bot.seeds.writing import seed_text

SHIPPED = Path(__file__).parents[2] / "seeds"
FERRY = TrackedTitle(
    id="night-ferry-2",
    title='Night Ferry 2: "Landfall"',
    type=TitleType.FILM,
    known_as_of=date(2026, 2, 3),
    follows=Work("Night Ferry", 2003),
    also_known_as=("Night Ferry sequel",),
    known={
        Property.STATUS: (KnownValue("filming"),),
        Property.RUNTIME: (KnownValue("112"),),
        Property.CAST: (
            KnownValue("Ada Quill"),
            KnownValue("Theo Marchek", Certainty.IN_TALKS, "Ledger", "https://l.example/1", date(2026, 1, 2)),
        ),
    },
    original={Property.DIRECTOR: (KnownValue("Wanda Osei"),)},
)
WRITTEN = """\
# Added by Mara
title = "Night Ferry 2: \\"Landfall\\""
type = "film"
follows = {title = "Night Ferry", year = 2003}
also_known_as = ["Night Ferry sequel"]
known_as_of = 2026-02-03

[known]
status = "filming"
runtime = 112
cast = [
    "Ada Quill",
    {value = "Theo Marchek", certainty = "in talks", source = "Ledger", url = "https://l.example/1", date = 2026-01-02},
]

[original]
director = ["Wanda Osei"]
"""


def back(title: TrackedTitle, text: str) -> TrackedTitle:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{title.id}.toml"
        path.write_text(text, encoding="utf-8")
        return load_seed(path)


def test_a_seed_reads_as_people_write_one() -> None:
    assert seed_text(FERRY, ["Added\n by Mara"]) == WRITTEN
    assert back(FERRY, WRITTEN) == FERRY


@pytest.mark.parametrize("title", load_seeds(SHIPPED), ids=lambda title: title.id)
def test_the_seeds_that_ship_come_back_the_same(title: TrackedTitle) -> None:
    assert back(title, seed_text(title)) == title


def words() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
        lambda text: bool(text.strip()) and text == text.strip()
    )


def values(prop: Property) -> st.SearchStrategy[str]:
    if prop.kind is ValueKind.STATUS:
        return st.sampled_from([str(status) for status in Status])
    if prop.kind is ValueKind.DATE:
        return st.builds(EdtfDate, st.integers(1870, 2199), st.none() | st.integers(1, 12)).map(str)
    if prop.kind is ValueKind.MEDIA:
        return st.sampled_from(MEDIA_VALUES[prop])
    return st.integers(1, 9999).map(str) if prop.kind is ValueKind.MINUTES else words()


def known(prop: Property) -> st.SearchStrategy[tuple[KnownValue, ...]]:
    one = st.builds(
        KnownValue,
        values(prop),
        st.sampled_from(Certainty),
        st.none() | words(),
        st.none() | words(),
        st.none() | st.dates(date(1900, 1, 1)),
    )
    return st.lists(one, min_size=1, max_size=5 if prop.holds_many else 1).map(tuple)


def facts() -> st.SearchStrategy[Facts]:
    return st.fixed_dictionaries({}, optional={prop: known(prop) for prop in Property})


@given(
    st.builds(
        TrackedTitle,
        id=st.just("night-ferry-2"),
        title=words(),
        type=st.sampled_from(TitleType),
        known_as_of=st.dates(date(1900, 1, 1)),
        follows=st.none() | st.builds(Work, words(), st.none() | st.integers(1870, 2199)),
        also_known_as=st.lists(words(), max_size=6).map(tuple),
        known=facts(),
        original=facts(),
    )
)
def test_every_title_comes_back_from_its_seed(title: TrackedTitle) -> None:
    assert back(title, seed_text(title)) == title


@given(words())
def test_a_comment_stays_a_comment(comment: str) -> None:
    assert back(FERRY, seed_text(FERRY, [comment])) == FERRY
