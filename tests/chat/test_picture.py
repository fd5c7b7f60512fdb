"""A message as an image: our own Markdown is read back as Discord shows it, and drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.chat.panels import Panel, PanelButton, Picture
from bot.chat.picture import Look, picture_of
from bot.chat.picture.reading import Block, Reader, Run, read_blocks
from bot.wording import ENGLISH, Speech

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
READER = Reader(lambda moment, style: f"{moment:%Y-%m-%d}/{style}", "@role", "#channel")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("words", [Block("text", (Run("words"),))], id="words"),
        pytest.param(
            "## Head\n-# small", [Block("heading", (Run("Head"),)), Block("small", (Run("small"),))], id="lines"
        ),
        pytest.param("> said", [Block("quote", (Run("said"),))], id="a quotation"),
        pytest.param("- one", [Block("item", (Run("one"),))], id="an item"),
        pytest.param("\\- 1\\. \\*x\\*", [Block("text", (Run("- 1. *x*"),))], id="escapes are words"),
        pytest.param("a **b** c", [Block("text", (Run("a "), Run("b", bold=True), Run(" c")))], id="bold"),
        pytest.param("~~a~~", [Block("text", (Run("a", struck=True),))], id="struck out"),
        pytest.param("[article](<https://a.example>)", [Block("text", (Run("article", look="link"),))], id="a link"),
        pytest.param("<t:1772366400:R>", [Block("text", (Run("2026-03-01/R"),))], id="a moment"),
        pytest.param("<@&1>", [Block("text", (Run("@role", look="mention"),))], id="a role"),
        pytest.param("<#1>", [Block("text", (Run("#channel", look="mention"),))], id="a channel"),
        pytest.param("</status:1>", [Block("text", (Run("/status", look="mention"),))], id="a command"),
        pytest.param("`/status`", [Block("text", (Run("/status", look="code"),))], id="code"),
        pytest.param("@\u200beveryone", [Block("text", (Run("@everyone"),))], id="invisible breaks are not seen"),
    ],
)
def test_markdown_is_read_as_discord_shows_it(text: str, blocks: list[Block]) -> None:
    assert read_blocks(text, READER) == blocks


def size_of(*panels: Panel, look: Look | None = None, files: dict[str, bytes] | None = None) -> tuple[int, int]:
    with Image.open(BytesIO(picture_of(panels, look or Look(ENGLISH, NOW), files))) as image:
        image.load()
        return image.size


def test_longer_text_makes_a_longer_picture_of_the_same_width() -> None:
    (wide, short), (also_wide, long) = size_of(Panel(("word",))), size_of(Panel(("word " * 200,)))
    assert wide == also_wide
    assert long > short


def test_colour_and_buttons_are_drawn() -> None:
    panel = Panel(("## Head", "🟢 text"), "-# foot", 0x2E8B57, buttons=(PanelButton("Status", custom_id="x"),))
    with Image.open(BytesIO(picture_of([panel], Look(ENGLISH, NOW)))) as image:
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or []}
    assert (0x2E, 0x8B, 0x57) in colours


def test_an_attached_picture_is_shown() -> None:
    photo = BytesIO()
    Image.new("RGB", (200, 400), "red").save(photo, "PNG")
    panel = Panel(("text",), picture=Picture("a.png", "a"))
    assert size_of(panel, files={"a.png": photo.getvalue()})[1] > size_of(panel)[1] + 800


def test_embeds_have_their_buttons_below() -> None:
    panel = Panel(("text",), buttons=(PanelButton("Status", custom_id="x"),))
    assert size_of(panel, look=Look(ENGLISH, NOW, embeds=True))[1] > 0


@pytest.mark.parametrize(
    ("ago", "language", "says"),
    [
        pytest.param(timedelta(minutes=5), "en", "5 minutes ago", id="minutes"),
        pytest.param(timedelta(hours=1, minutes=10), "de", "vor 1 Stunde", id="an hour, in German"),
        pytest.param(timedelta(days=-12), "en", "in 12 days", id="days to come"),
    ],
)
def test_moments_are_told_as_discord_does(
    ago: timedelta, language: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr("bot.chat.picture.paper.Paper._piece", lambda *given: written.append(given[3]))
    picture_of([Panel((f"<t:{int((NOW - ago).timestamp())}:R>",))], Look(Speech(language), NOW))
    assert says in "".join(written)
