"""A seed becomes a title, or says in one line for each fault where it is and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.model.errors import FaultsError, SeedError, SequelwatchError
from bot.model.properties import Certainty, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.seeds import load_seed, load_seeds

Write = Callable[..., Path]

WHOLE = """\
title = "Night Ferry sequel"
type = "film"
follows = { title = "Night Ferry", year = 2011 }
also_known_as = ["Night Ferry 2", " The Second Crossing "]
known_as_of = 2024-01-12

[known]
status = "in development"
writer = ["Ida Marlow"]
cast = [
    "Tom Hale",
    { value = "Una Reyes", certainty = "in talks", source = "Gazette", url = "https://a.example/1", date = 2024-01-02 },
]
composer = []
release_date = 2026-09-18
filming_start = "2025-22"
filming_end = 2025
runtime = 112
trailer = "teaser"

[original]
director = ["Hugo Bane"]
runtime = "98"
"""
LEAST = 'title = "Night Ferry 2"\ntype = "film"\nknown_as_of = "2024-01-12"\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a seed; the path of `night-ferry.toml` comes back."""

    def write(content: str | bytes, name: str = "night-ferry.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def faults(path: Path) -> list[str]:
    """The lines that people read, without the folder."""
    with pytest.raises(SequelwatchError) as raised:
        load_seed(path)
    return [line.removeprefix(f"{path.parent}/") for line in str(raised.value).split("\n")]


def test_a_whole_seed_is_read(write: Write) -> None:
    una = KnownValue("Una Reyes", Certainty.IN_TALKS, "Gazette", "https://a.example/1", date(2024, 1, 2))
    assert load_seed(write(WHOLE)) == TrackedTitle(
        id="night-ferry",
        title="Night Ferry sequel",
        type=TitleType.FILM,
        known_as_of=date(2024, 1, 12),
        follows=Work("Night Ferry", 2011),
        also_known_as=("Night Ferry 2", "The Second Crossing"),
        known={
            Property.STATUS: (KnownValue("in development"),),
            Property.WRITER: (KnownValue("Ida Marlow"),),
            Property.CAST: (KnownValue("Tom Hale"), una),
            Property.RELEASE_DATE: (KnownValue("2026-09-18"),),
            Property.FILMING_START: (KnownValue("2025-22"),),
            Property.FILMING_END: (KnownValue("2025"),),
            Property.RUNTIME: (KnownValue("112"),),
            Property.TRAILER: (KnownValue("teaser"),),
        },
        original={Property.DIRECTOR: (KnownValue("Hugo Bane"),), Property.RUNTIME: (KnownValue("98"),)},
    )


def test_three_lines_are_enough(write: Write) -> None:
    title = load_seed(write(LEAST))
    assert (title.title, title.follows, title.also_known_as, title.known, title.original) == (
        "Night Ferry 2", None, (), {}, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            LEAST + '[known]\nrelase_date = "2026"\n',
            'night-ferry.toml:5: unknown property "relase_date": did you mean "release_date"?',
            id="a misspelt property",
        ),
        pytest.param(
            LEAST + '[known]\nsoup = "tomato"\n',
            'night-ferry.toml:5: unknown property "soup": use one of: ' + ", ".join(Property),
            id="a property that there is not",
        ),
        pytest.param(
            LEAST + 'also_know_as = ["NF2"]\n',
            'night-ferry.toml:4: unknown key "also_know_as": did you mean "also_known_as"?',
            id="a misspelt key",
        ),
        pytest.param(
            LEAST + '[known]\nstatus = "shooting"\n',
            'night-ferry.toml:5: status: "shooting" is unknown: use one of: rumored, announced, in development, '
            "pre-production, filming, post-production, completed, released, on hold, canceled",
            id="an unknown status",
        ),
        pytest.param(
            LEAST + '[known]\nstatus = "cancelled"\n',
            'night-ferry.toml:5: status: "cancelled" is unknown: did you mean "canceled"?',
            id="a status in British spelling",
        ),
        pytest.param(
            LEAST + '[known]\ncast = [\n  "Tom Hale",\n  { value = "Una Reyes", certainty = "confrimed" },\n]\n',
            'night-ferry.toml:7: certainty "confrimed" is unknown: did you mean "confirmed"?',
            id="a wrong certainty, found within a long list",
        ),
        pytest.param(
            LEAST + '[known]\ncast = [{ value = "Una Reyes", sauce = "x" }]\n',
            'night-ferry.toml:5: unknown key "sauce": did you mean "source"?',
            id="an unknown key of a value",
        ),
        pytest.param(
            LEAST + '[known]\nrelease_date = "soon"\n',
            "night-ferry.toml:5: release_date: 'soon' is no date: write 2026-09-18, 2026-09, 2026-22 (summer) or 2026",
            id="a date that is none",
        ),
        pytest.param(
            LEAST + '[known]\nrelease_date = ["2026", "2027"]\n',
            "night-ferry.toml:5: release_date holds one value, but 2 are given: keep the one that stands",
            id="two values where one stands",
        ),
        pytest.param(
            LEAST + '[known]\nruntime = "two hours"\n',
            "night-ferry.toml:5: runtime: 'two hours' is no number of minutes: write it like runtime = 112",
            id="a runtime that is no number",
        ),
        pytest.param(
            LEAST + "[known]\nruntime = true\n",
            "night-ferry.toml:5: runtime: True is no number of minutes: write it like runtime = 112",
            id="a runtime that is true",
        ),
        pytest.param(
            LEAST + '[known]\ncast = ["Tom Hale", " "]\n',
            "night-ferry.toml:5: cast: ' ' is no name: write a text in quotes",
            id="an empty name",
        ),
        pytest.param(
            LEAST + '[known]\ncast = [{ certainty = "rumored" }]\n',
            "night-ferry.toml:5: cast: nothing is no name: write a text in quotes",
            id="a value left out",
        ),
        pytest.param(
            LEAST + '[known]\ntrailer = "clip"\n',
            'night-ferry.toml:5: trailer: "clip" is unknown: use one of: teaser, trailer, final trailer',
            id="a trailer of no known kind",
        ),
        pytest.param(
            LEAST + "[known]\nwriter = [3]\n",
            "night-ferry.toml:5: writer: 3 is no name: write a text in quotes",
            id="a number for a name",
        ),
        pytest.param(
            LEAST + 'known = "nothing"\n',
            "night-ferry.toml:4: known is a table: write [known] and its keys below",
            id="a text for a table",
        ),
        pytest.param(
            LEAST + 'follows = { title = "Night Ferry", year = "2011" }\n',
            "night-ferry.toml:4: year is 2011: write a year such as 1997, without quotes",
            id="a year in quotes",
        ),
        pytest.param(
            LEAST + "follows = { year = 2011 }\n",
            'night-ferry.toml:4: title is missing: write title = "Night Ferry"',
            id="an earlier work without its title",
        ),
        pytest.param(
            LEAST.replace("2024-01-12", "January"),
            'night-ferry.toml:3: known_as_of is "January", which is no day: write known_as_of = 2024-01-12',
            id="a day that is none",
        ),
        pytest.param(
            LEAST.replace('"film"', '"flim"'),
            'night-ferry.toml:2: type "flim" is unknown: did you mean "film"?',
            id="an unknown type",
        ),
        pytest.param(
            LEAST.replace('"Night Ferry 2"', '""'),
            'night-ferry.toml:1: title is empty: write a text in quotes, such as "Night Ferry sequel"',
            id="an empty title",
        ),
        pytest.param(
            LEAST + 'also_known_as = ["NF2", 7]\n',
            'night-ferry.toml:4: also_known_as is a number: write a text in quotes, such as "Night Ferry 2"',
            id="a name that is a number",
        ),
        pytest.param(
            'title = "Night Ferry\ntype = "film"\n',
            "night-ferry.toml:1: it is not valid TOML: Illegal character '\\n' (column 21)",
            id="a quote that does not end",
        ),
        pytest.param(
            b'title = "Night Ferry"\ntype = "s\xe9rie"\n',
            "night-ferry.toml:2: it is not UTF-8 text: save it with the encoding UTF-8",
            id="another encoding",
        ),
        pytest.param(
            f"a = {'[' * 5000}",
            "night-ferry.toml: it is not valid TOML: a number is too long, or tables nest too deeply",
            id="a bomb of brackets",
        ),
        pytest.param(
            f"a = {'9' * 9999}",
            "night-ferry.toml: it is not valid TOML: a number is too long, or tables nest too deeply",
            id="an endless number",
        ),
    ],
)
def test_a_fault_is_one_line_with_its_remedy(write: Write, content: str | bytes, expected: str) -> None:
    assert faults(write(content)) == [expected]


def test_what_is_missing_is_told_with_an_example(write: Write) -> None:
    assert faults(write("")) == [
        'night-ferry.toml: title is missing: write title = "Night Ferry sequel"',
        'night-ferry.toml: type is missing: write type = "film"',
        "night-ferry.toml: known_as_of is missing: write known_as_of = 2024-01-12",
    ]


def test_all_faults_of_all_seeds_are_told_at_once(write: Write, tmp_path: Path) -> None:
    write(LEAST, "good.toml")
    write(LEAST + '[known]\nstatus = "x"\nactor = "Tom Hale"\n', "one.toml")
    write("title = ", "two.toml")
    with pytest.raises(FaultsError) as raised:
        load_seeds(tmp_path)
    assert [str(fault).split(": ")[0].removeprefix(f"{tmp_path}/") for fault in raised.value.faults] == [
        "one.toml:5", "one.toml:6", "two.toml:1",
    ]  # fmt: skip


def test_a_byte_order_mark_and_windows_lines_do_not_matter(write: Write) -> None:
    path = write(b"\xef\xbb\xbf" + (LEAST + "kind = 1\n").replace("\n", "\r\n").encode())
    (fault,) = faults(path)
    assert fault.startswith('night-ferry.toml:4: unknown key "kind": use one of: title, type, ')


def test_seeds_come_by_name_and_other_files_do_not_matter(write: Write, tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", ".hidden.toml", "notes.txt"):
        write(LEAST, name)
    (tmp_path / "folder.toml").mkdir()
    assert [title.id for title in load_seeds(tmp_path)] == ["a", "b"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"seeds: there is no such folder: make it, or set paths\.seeds"):
        load_seeds(tmp_path / "seeds")


def test_a_file_for_a_folder(write: Write) -> None:
    with pytest.raises(SeedError, match="this is a file"):
        load_seeds(write(LEAST))


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to("seeds")
    with pytest.raises(SeedError, match="the folder cannot be read"):
        load_seeds(tmp_path / "seeds")


def test_a_folder_without_seeds(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"there are no seeds in it: add a file such as night-ferry\.toml"):
        load_seeds(tmp_path)


def test_a_seed_that_is_not_there(tmp_path: Path) -> None:
    assert faults(tmp_path / "night-ferry.toml") == ["night-ferry.toml: there is no such file"]


def test_a_seed_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    assert faults(tmp_path / "loop.toml") == [
        "loop.toml: it cannot be read (Too many levels of symbolic links): check its permissions"
    ]
    with pytest.raises(FaultsError, match="cannot be read"):
        load_seeds(tmp_path)


def test_equal_values_are_one_object(write: Write) -> None:
    one, two = (load_seed(write(WHOLE, name)) for name in ("one.toml", "two.toml"))
    assert one.known[Property.WRITER][0] is two.known[Property.WRITER][0]


def test_the_seeds_that_ship_are_sound() -> None:
    titles = {title.id: title for title in load_seeds(Path(__file__).parents[2] / "seeds")}
    romy = titles["romy-and-michele"]
    assert len(titles) >= 4
    assert romy.follows == Work("Romy and Michele's High School Reunion", 1997)
    assert Property.RELEASE_DATE not in romy.known
    assert Property.STUDIO not in romy.known
    assert {value.certainty for value in romy.known[Property.PRODUCER]} == {Certainty.IN_TALKS}
    assert [value.value for value in romy.original[Property.RELEASE_DATE]] == ["1997-04-25"]
