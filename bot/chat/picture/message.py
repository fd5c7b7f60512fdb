"""A message in Discord's dark theme: who writes, its panels with their colours, texts, pictures and buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from bot.chat.layout import mention_line, rows_of
from bot.chat.panels import ButtonStyle, Panel, PanelButton
from bot.chat.picture.paper import FAINT, SCALE, Paper, Type
from bot.chat.picture.reading import Reader, Run, read_blocks
from bot.wording import Speech, day_words

WIDTH = 600
GROUND, BOX, EDGE, BAR, BUTTON, DANGER = "#313338", "#2b2d31", "#3f4147", "#4e5058", "#4e5058", "#da373c"
_TEXT_LEFT, _RIGHT = 72, 16
_PADDING = 14
_TYPES = {
    "text": Type(15, 21),
    "heading": Type(19, 26, "#f2f3f5", bold=True),
    "small": Type(12, 17, FAINT),
    "quote": Type(15, 21),
    "item": Type(15, 21),
}
_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))
_BUTTON = Type(13, 18, "#ffffff")


@dataclass(frozen=True, slots=True)
class Look:
    """How a message is to be drawn: in which language, at which moment, as embeds, the names of roles by their ids."""

    speech: Speech
    now: datetime
    embeds: bool = False
    roles: Sequence[str] = ()
    role_name: str = "@News"


def picture_of(panels: Sequence[Panel], look: Look, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Draw a message (PNG). `pictures` are the files that its panels show, by name."""
    files = {name: Image.open(BytesIO(data)).convert("RGB") for name, data in (pictures or {}).items()}
    # Drawn twice: what lies beside a paper is lost, but its height is known.
    height = _Message(Image.new("RGB", (1, 1)), look, files).draw(panels)
    image = Image.new("RGB", (WIDTH * SCALE, round(height * SCALE)), GROUND)
    _Message(image, look, files).draw(panels)
    out = BytesIO()
    image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Message:
    """Does: draws one message from top to bottom; `_y` is where the next thing goes."""

    def __init__(self, image: Image.Image, look: Look, files: Mapping[str, Image.Image]) -> None:
        self._image = image
        self._paper = Paper(image)
        self._look = look
        self._files = files
        self._y = 16.0

    def draw(self, panels: Sequence[Panel]) -> float:
        """Draw it all; gives the height."""
        self._author()
        if mentions := mention_line(self._look.roles):
            self._texts(mentions, _TEXT_LEFT, WIDTH - _TEXT_LEFT - _RIGHT)
            self._y += 6
        for panel in panels:
            self._panel(panel)
        return self._y + 8

    def _author(self) -> None:
        self._paper.box((16, self._y, 56, self._y + 40), "#5865f2", 20)
        self._paper.word((29, self._y + 20), "S", Type(20, 24, "#ffffff", bold=True))
        wide = self._paper.word((_TEXT_LEFT, self._y + 10), "Sequelwatch", Type(15, 21, "#f2f3f5", bold=True))
        tag = _TEXT_LEFT + wide + 6
        self._paper.box((tag, self._y + 3, tag + 32, self._y + 18), "#5865f2", 3)
        self._paper.word((tag + 5, self._y + 10.5), "APP", Type(10, 14, "#ffffff", bold=True))
        self._paper.word((tag + 42, self._y + 11), f"{self._look.now:%H:%M}", Type(11, 15, FAINT))
        self._y += 26

    def _panel(self, panel: Panel) -> None:
        """Draw the box twice: its ground is known once all that stands in it is."""
        top, embeds = self._y, self._look.embeds
        bottom = _Message(Image.new("RGB", (1, 1)), self._look, self._files).inside(panel, top, buttons=not embeds)
        left, right = _TEXT_LEFT, WIDTH - _RIGHT
        bar = f"#{panel.colour:06x}" if panel.colour is not None else BAR
        self._paper.box((left, top, right, bottom), bar, 8)
        self._paper.box((left + 4, top, right, bottom), BOX, 4 if embeds else 6, EDGE)
        self._y = self.inside(panel, top, buttons=not embeds) + 8
        if embeds and panel.buttons:
            self._buttons(panel.buttons, left)

    def inside(self, panel: Panel, top: float, *, buttons: bool) -> float:
        """Draw what stands in a panel that begins at `top`; gives its end."""
        self._y = top + _PADDING
        left, width = _TEXT_LEFT + 4 + _PADDING, WIDTH - _TEXT_LEFT - _RIGHT - 4 - 2 * _PADDING
        for text in panel.texts:
            self._texts(text, left, width)
            self._y += 8
        if panel.picture is not None and panel.picture.name in self._files:
            self._photo(self._files[panel.picture.name], left, width)
        if panel.foot:
            self._texts(panel.foot, left, width)
            self._y += 8
        if buttons and panel.buttons:
            self._buttons(panel.buttons, left)
        return self._y + _PADDING - 8

    def _texts(self, text: str, left: float, width: float) -> None:
        for block in read_blocks(text, Reader(self._moment, self._look.role_name, "#news")):
            style, indent = _TYPES[block.kind], {"quote": 14, "item": 16}.get(block.kind, 0)
            height = self._paper.flow((left + indent, self._y), width - indent, block.runs, style)
            if block.kind == "quote":
                self._paper.box((left, self._y + 1, left + 4, self._y + height - 1), BAR, 2)
            if block.kind == "item":
                self._paper.word((left + 4, self._y + style.line / 2), "•", style)
            self._y += height

    def _photo(self, picture: Image.Image, left: float, width: float) -> None:
        size = (round(width * SCALE), round(width * SCALE * picture.height / picture.width))
        self._image.paste(picture.resize(size, Image.Resampling.LANCZOS), (round(left * SCALE), round(self._y * SCALE)))
        self._y += size[1] / SCALE + 8

    def _buttons(self, buttons: Sequence[PanelButton], left: float) -> None:
        for row in rows_of(buttons):
            x = left
            for made in row:
                label = f"{made.label}{' ↗' if made.style is ButtonStyle.LINK else ''}"
                wide = self._paper.width(label, Run(label), _BUTTON) + 28
                if x + wide > WIDTH - _RIGHT - 4 and x > left:  # as Discord does, where a row is too long
                    x, self._y = left, self._y + 40
                self._button(made, label, x, wide)
                x += wide + 8
            self._y += 40

    def _button(self, made: PanelButton, label: str, x: float, wide: float) -> None:
        colour = DANGER if made.style is ButtonStyle.DANGER else BUTTON
        self._paper.box((x, self._y, x + wide, self._y + 32), colour, 8)
        self._paper.word((x + 14, self._y + 16), label, _BUTTON)

    def _moment(self, moment: datetime, style: str) -> str:
        """Write a time as Discord would, in UTC."""
        speech, known = self._look.speech, moment.astimezone(UTC)
        if style == "R":
            return self._distance(known)
        day = day_words(known.date(), speech)
        return f"{day} {known:%H:%M}" if style == "f" else day

    def _distance(self, moment: datetime) -> str:
        seconds = (self._look.now - moment).total_seconds()
        unit, size = next((one for one in _UNITS if abs(seconds) >= one[1]), _UNITS[-1])
        when = "ago" if seconds >= 0 else "ahead"
        return self._look.speech.count(f"preview.{when}.{unit}", round(abs(seconds) / size))
