"""`/watch`: what a server is told, where and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold, capitalised, joined, lines, small
from bot.chat.panels import Frame, Panel, pages_of
from bot.model.alerts import Subscription
from bot.model.properties import Certainty, Property
from bot.model.times import Pace, QuietHours, Schedule
from bot.wording import Speech, Standing, property_name, standing_name

NAME_LENGTH = 80
MOST_NAMED = 15


def watches_pages(
    subscriptions: Sequence[Subscription], name_of: Callable[[str], str], speech: Speech
) -> tuple[Panel, ...]:
    """Draw the subscriptions of a server. `name_of` says what a title is called."""
    frame = Frame(f"## {speech.say('watch.heading')}", colour=COLOURS[Standing.REPORTED])
    rows = [watch_text(one, name_of, speech) for one in subscriptions]
    return pages_of(frame, rows or [speech.say("watch.nothing")])


def watch_panel(heading: str, one: Subscription, name_of: Callable[[str], str], speech: Speech, *notes: str) -> Panel:
    """Draw one subscription below what has just become of it; `notes` are Markdown."""
    colour = COLOURS[Standing.CONFIRMED if one.paused is None else Standing.IN_TALKS]
    return Panel((f"## {heading}", watch_text(one, name_of, speech), *notes), colour=colour)


def watch_text(one: Subscription, name_of: Callable[[str], str], speech: Speech) -> str:
    """Write what a subscription wants: where, of what, how sure, when, and who is mentioned."""
    where = f"<#{one.target}>" if one.target.isdigit() else escape(one.target, NAME_LENGTH)
    titles = [escape(name_of(id_), NAME_LENGTH) for id_ in sorted(one.titles)]
    properties = [property_name(prop, speech) for prop in Property if prop in one.properties]
    sure = standing_name(Standing.of(one.least_certainty), speech)
    paused = speech.say("watch.is_paused", why=escape(one.paused, 200)) if one.paused is not None else ""
    return lines(
        joined((where, bold(escape(one.name, NAME_LENGTH)))),
        f"⏸ {paused}" if paused else "",
        speech.say("watch.titles", titles=_named(titles, speech) or speech.say("watch.all_titles")),
        speech.say("watch.properties", properties=_named(properties, speech) or speech.say("watch.all_properties")),
        speech.say("watch.certainty", certainty=sure) if one.least_certainty is not Certainty.RUMORED else "",
        capitalised(joined((_when(one.schedule, speech), _quiet(one.quiet, speech)))),
        *_roles(one, speech),
        small(speech.say("watch.made_by", who=escape(one.created_by, 60))) if one.created_by else "",
    )


def _named(names: Sequence[str], speech: Speech) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} {speech.count('card.more', more)}" if more > 0 else shown


def _when(schedule: Schedule, speech: Speech) -> str:
    if schedule.pace is Pace.AT_ONCE:
        return speech.say("watch.at_once")
    hour, day = f"{schedule.hour:02d}:00", speech.row("watch.weekdays")[schedule.weekday]
    return speech.say(f"watch.{schedule.pace}", hour=hour, day=day, zone=escape(schedule.zone, 60))


def _quiet(quiet: QuietHours | None, speech: Speech) -> str:
    if quiet is None:
        return ""
    start, end = f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}"
    return speech.say("watch.quiet", start=start, end=end, zone=escape(quiet.zone, 60))


def _roles(one: Subscription, speech: Speech) -> Iterator[str]:
    for prop, role in one.roles:
        key = "watch.role" if prop is None else "watch.role_for"
        named = property_name(prop, speech) if prop is not None else ""
        yield speech.say(key, role=f"<@&{role}>", property=named)
