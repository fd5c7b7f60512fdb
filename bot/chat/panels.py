"""What a message shows, before it becomes Discord's: panels of text, a picture, buttons. Knows no library.

Cards and answers are panels; `layout` makes Components V2 of them, `embeds` classic embeds, `picture` an image. Texts
are Discord's Markdown: whatever comes from elsewhere has been through `escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

MOST_TEXT = 3_900
"""Of a message's text, in UTF-16 code units; Discord takes 4,000 characters in all."""
MOST_TEXTS = 24
"""Of a message's texts: with container, picture, rules and two full rows of buttons it stays below 40 components."""
LONGEST_LABEL = 80
LONGEST_CUSTOM_ID = 100
LONGEST_BUTTON_LINK = 512
IN_A_ROW = 5


class ButtonStyle(StrEnum):
    """How a button looks."""

    LINK = "link"
    QUIET = "quiet"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class PanelButton:
    """A button: either a link with its `url`, or one of ours with its `custom_id`. The label is plain text."""

    label: str
    url: str = ""
    custom_id: str = ""
    style: ButtonStyle = ButtonStyle.QUIET
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An attached image, by its file name; `alt` is what those are told who cannot see it. Plain text."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A box with a colour at its side. `texts` stand one below the other, `foot` at the end."""

    texts: tuple[str, ...]
    foot: str = ""
    colour: int | None = None
    picture: Picture | None = None
    buttons: tuple[PanelButton, ...] = ()

    @property
    def all_texts(self) -> tuple[str, ...]:
        """Give all its texts in order; none is empty."""
        return tuple(text for text in (*self.texts, self.foot) if text)

    def with_buttons(self, *more: PanelButton) -> Panel:
        """Return it with more buttons behind its own."""
        return replace(self, buttons=(*self.buttons, *more))


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a long panel repeats: its head, its foot, its colour and its buttons."""

    head: str
    foot: str = ""
    colour: int | None = None
    buttons: tuple[PanelButton, ...] = field(default=())

    def panel(self, paragraphs: Sequence[str], foot: str | None = None) -> Panel:
        """Put paragraphs into the frame."""
        texts = tuple(text for text in (self.head, *paragraphs) if text)
        return Panel(texts, self.foot if foot is None else foot, self.colour, buttons=self.buttons)


def length(text: str) -> int:
    """Count UTF-16 code units: no way of counting that Discord may use finds more."""
    return len(text) + sum(character > "\uffff" for character in text)


def pages_of(frame: Frame, paragraphs: Iterable[str], most: int = MOST_TEXTS - 2) -> tuple[Panel, ...]:
    """Spread paragraphs over as many panels as they need; each is within Discord's limits. At least one."""
    room = MOST_TEXT - length(frame.head) - length(frame.foot)
    pages: list[list[str]] = [[]]
    used = 0
    for text in (piece for paragraph in paragraphs for piece in _pieces(paragraph, room)):
        size = length(text)
        if pages[-1] and (used + size > room or len(pages[-1]) >= most):
            pages.append([])
            used = 0
        pages[-1].append(text)
        used += size
    return tuple(frame.panel(page) for page in pages)


def _pieces(paragraph: str, room: int) -> Iterator[str]:
    """Break a paragraph that no page can hold between its lines. No line is cut, so that no escape is either."""
    if length(paragraph) <= room:
        yield paragraph
        return
    piece = ""
    for line in paragraph.split("\n"):
        joined = f"{piece}\n{line}" if piece else line
        if length(joined) > room and piece:
            yield piece
            joined = line
        piece = joined if length(joined) <= room else ""
    if piece:
        yield piece


def fitting(paragraphs: Sequence[str], room: int, most: int) -> int:
    """Tell how many of the paragraphs fit, from the first on, into `room` code units and `most` texts."""
    used = 0
    for number, text in enumerate(paragraphs[:most]):
        used += length(text)
        if used > room:
            return number
    return min(len(paragraphs), most)
