"""Charts: what is chosen to be drawn, and that a drawing comes from a process of its own or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.chat import charts
from bot.chat.charts import MOST_HAPPENINGS, Artist, Chart, chart_of
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle
from bot.novelty import Ledger
from bot.wording import ENGLISH, Speech, timeline_of

START = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 6, 1)
HOSTILE = "$\\frac{a$ <b>&amp;{x} \u6f22\u5b57 \U0001f525 \x00\x1b\u202e\ud800 "
TITLE = TrackedTitle(
    "lantern",
    "Lantern Street 2",
    TitleType.FILM,
    START.date(),
    known={Property.RELEASE_DATE: (KnownValue("2027", Certainty.REPORTED),)},
)
MOVED = Development(
    id="d0",
    title_id="lantern",
    property=Property.RELEASE_DATE,
    value="2027-02-12",
    previous="2027",
    change=Change.CHANGED,
    certainty=Certainty.CONFIRMED,
    entry_id="e0",
    outlet="The Ledger",
    url="https://ledger.example/1",
    published=START + timedelta(days=30),
    evidence="It opens on February 12.",
)


def cast(number: int) -> Development:
    return replace(
        MOVED,
        id=f"c{number}",
        property=Property.CAST,
        value=f"Ada Quill the {number}th",
        previous=None,
        change=Change.ADDED,
        published=START + timedelta(days=40 + number),
    )


def chart(developments: Sequence[Development], title: TrackedTitle = TITLE, speech: Speech = ENGLISH) -> Chart | None:
    timeline = timeline_of(title, title.title, developments, {}, speech)
    return chart_of(timeline, Ledger.of(title, developments).history(Property.RELEASE_DATE), TODAY, speech)


def size_of(picture: bytes | None) -> tuple[int, int]:
    assert picture is not None
    with Image.open(BytesIO(picture)) as image:
        image.load()
        return image.size


def test_a_chart_tells_what_happened_and_how_the_date_moved_with_its_precision() -> None:
    made = chart([MOVED])
    assert made is not None
    assert [(one.since, one.until, one.first, one.last, one.text, one.standing) for one in made.bands] == [
        ("2026-01-01", "2026-01-31", "2027-01-01", "2027-12-31", "2027", "REPORTED"),
        ("2026-01-31", "2026-06-01", "2027-02-12", "2027-02-12", "12 February 2027", "CONFIRMED"),
    ]
    assert [(one.day, one.standing) for one in made.dots] == [("2026-01-31", "CONFIRMED")]


def test_a_date_that_is_somebodys_slip_is_not_drawn() -> None:
    made = chart([replace(MOVED, value="9999-12-31")])
    assert made is not None
    assert [one.text for one in made.bands] == ["2027"]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(replace(MOVED, retracted_at=START + timedelta(days=31), retracted_by="Mara"), id="taken back"),
        pytest.param(replace(MOVED, change=Change.DENIED), id="denied before it was said"),
    ],
)
def test_a_date_that_never_stood_is_not_drawn(wrong: Development) -> None:
    made = chart([wrong])
    assert made is not None
    assert [(one.text, one.until) for one in made.bands] == [("2027", TODAY.isoformat())]


def test_a_chart_speaks_german() -> None:
    made = chart([MOVED], speech=Speech("de"))
    assert made is not None
    assert (made.bands[1].text, made.months[2], made.notes["developments"]) == (
        "12. Februar 2027",
        "März",
        "Was geschah",
    )


def test_the_newest_are_drawn_and_the_others_counted() -> None:
    made = chart([cast(number) for number in range(MOST_HAPPENINGS + 5)])
    assert made is not None
    assert (len(made.dots), made.notes["more"]) == (MOST_HAPPENINGS, "5 earlier ones are not drawn")
    assert made.dots[-1].text.startswith("Cast: Ada Quill the 24th")


@pytest.mark.parametrize(
    ("title", "developments"),
    [
        pytest.param(replace(TITLE, known={}), [], id="nothing is known"),
        pytest.param(TITLE, [], id="nothing has happened since the start"),
    ],
)
def test_where_nothing_happened_there_is_no_chart(title: TrackedTitle, developments: list[Development]) -> None:
    assert chart(developments, title) is None


@pytest.mark.parametrize(
    "developments",
    [
        pytest.param([MOVED], id="one development"),
        pytest.param([MOVED, *map(cast, range(19))], id="twenty developments"),
        pytest.param([replace(cast(1), value=HOSTILE * 20, published=START)], id="hostile text"),
        pytest.param([replace(MOVED, published=datetime(2300, 1, 1, tzinfo=UTC))], id="a date far away"),
    ],
)
async def test_a_picture_is_drawn(developments: list[Development]) -> None:
    width, height = size_of(await Artist().draw(chart(developments)))
    assert width == 1000
    assert 300 < height < 1600


async def test_the_same_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    artist, made = Artist(), chart([MOVED])
    first = await artist.draw(made)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert await artist.draw(made) == first
    assert await artist.draw(chart([cast(1)])) is None


async def test_an_answer_has_no_picture_where_drawing_takes_too_long() -> None:
    assert await Artist(time_limit=0.01).draw(chart([MOVED])) is None


async def test_an_answer_has_no_picture_where_drawing_fails() -> None:
    made = chart([MOVED])
    assert made is not None
    assert await Artist().draw(replace(made, today="never")) is None


async def test_nothing_is_drawn_of_nothing() -> None:
    assert await Artist().draw(None) is None


def test_the_bot_itself_never_loads_the_plotting_library() -> None:
    code = "import sys, bot.chat.charts; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", f"import json; {code}"], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert not {"pygal", "resvg_py", "lxml", "PIL"} & loaded
    assert charts.__name__ in loaded
