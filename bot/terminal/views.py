"""What is known, how it came about, and what is followed, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.model.properties import Property
from bot.terminal.parts import COLOURS, QUIET, address, stated
from bot.wording import Fact, Happening, Source, Standing, Timeline, TitleFacts, Trouble, day_words, property_name

_INDENT = "  "
_LABEL_WIDTH = max(len(property_name(prop)) for prop in Property)


def draw_overview(titles: Sequence[TitleFacts]) -> RenderableType:
    """Draw all tracked titles, a line each: where they stand, when they come, when something was last new."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("Title", "Status", "Release date", "Last news"):
        table.add_column(heading, overflow="fold")
    for title in titles:
        news = [fact.source.published for fact in title.facts if not fact.in_baseline]
        table.add_row(
            Text(title.name, style="bold"),
            _answer(title.answer(Property.STATUS)),
            _answer(title.answer(Property.RELEASE_DATE)),
            Text(day_words(max(news)) if news else "none yet", style="" if news else QUIET),
        )
    return table if titles else Text("No title is tracked yet: put a seed into the seeds folder.")


def draw_troubles(troubles: Sequence[Trouble]) -> RenderableType:
    """Draw what the bot's owner should look at, a line a case."""
    parts: list[RenderableType] = []
    for trouble in troubles:
        parts += ["", Text(trouble.text, style="yellow"), *(_indented(Text(case)) for case in trouble.cases)]
    return Group(*parts)


def draw_status(title: TitleFacts) -> RenderableType:
    """Draw what is known of one title, with its certainty, since when and from whom, and what is not known yet."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=_LABEL_WIDTH)
    table.add_column(overflow="fold", ratio=1)
    for prop, facts in groupby(title.facts, key=lambda fact: fact.property):
        label = Text(property_name(prop), style="bold")
        for fact in facts:
            table.add_row(label, Group(stated(_worded(fact), fact.standing), _since(fact)))
            label = Text("")
    parts: list[RenderableType] = [_heading(title), "", table if title.facts else Text("Nothing is known yet.")]
    if title.unknown:
        names = ", ".join(property_name(prop).lower() for prop in title.unknown)
        parts += ["", Text(f"Not known yet: {names}.", style=QUIET)]
    return Group(*parts)


def draw_timeline(timeline: Timeline) -> RenderableType:
    """Draw a title's history: what was known at the start, then what was new, oldest first, with its links."""
    baseline = Text(f"{day_words(timeline.known_as_of)} · known at the start", style=QUIET)
    known = Text("\n".join(timeline.baseline) or "Nothing.")
    parts: list[RenderableType] = [Text(timeline.name, style="bold"), "", baseline, _indented(known)]
    for day, on_that_day in groupby(timeline.happenings, key=lambda one: one.when.date()):
        parts += ["", Text(day_words(day), style=QUIET)]
        for source, happenings in groupby(on_that_day, key=lambda one: one.source):
            parts += _told_by(source, tuple(happenings))
    if not timeline.happenings:
        parts += ["", Text("Nothing new since then.", style=QUIET)]
    return Group(*parts)


def _heading(title: TitleFacts) -> Text:
    heading = Text(title.name, style="bold")
    follows = f", follows {title.follows}" if title.follows else ""
    return heading.append(f"  {title.type}{follows}", style=f"not bold {QUIET}")


def _worded(fact: Fact) -> str:
    """Say the certainty in words; `stated` adds it to what is confirmed."""
    return fact.words if fact.standing is Standing.CONFIRMED else f"{fact.words} ({fact.standing})"


def _answer(fact: Fact | None) -> Text:
    return Text("not known", style=QUIET) if fact is None else Text(_worded(fact), style=COLOURS[fact.standing])


def _since(fact: Fact) -> Text:
    source = fact.source
    says = source.outlet or ("known at the start" if fact.in_baseline else "")
    line = Text(f"since {day_words(source.published)}", style=QUIET)
    if says:
        line.append(" · ").append(says, style=Style(link=source.url or None))
    if source.host:
        line.append(f" · {source.host}")
    return line


def _told_by(source: Source, happenings: Sequence[Happening]) -> list[RenderableType]:
    """Draw what one entry brought, then whose it is, who said it too, and its link in one piece."""
    parts = [_indented(stated(one.text, one.standing)) for one in happenings]
    parts.append(_indented(Text(" · ".join(part for part in (source.outlet, source.host) if part), style=QUIET)))
    also = dict.fromkeys(outlet for one in happenings for outlet in one.also)
    if also:
        parts.append(_indented(Text(f"also reported by {', '.join(also)}", style=QUIET)))
    if source.url:
        parts.append(address(f"{_INDENT}{source.url}"))
    return parts


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, len(_INDENT)), expand=False)
