"""What the owner of a bot or of a server is told when something needs a hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold, code, joined, lines, quoted, safe_link, stamp
from bot.chat.panels import MOST_TEXT, MOST_TEXTS, Panel, fitting, length
from bot.feeds.notices import Matter, Notice
from bot.wording import Speech, Standing

_MARKS = {Matter.STOPPED: "🔴", Matter.FAILING: "🟡", Matter.MOVED: "🔵", Matter.BACK: "🟢"}
_ROOM_FOR_MORE = 60


def channel_gone(channel: str, subscription: str, speech: Speech) -> Panel:
    """Say that a channel is no more, and that its subscription is paused. `channel` is Markdown: a mention of ours."""
    told = speech.say("notice.channel_gone_text", subscription=escape(subscription, 80))
    return notice(speech.say("notice.channel_gone", channel=channel), told)


def channel_forbidden(channel: str, subscription: str, missing: Sequence[str], speech: Speech) -> Panel:
    """Say which of Discord's permissions are missing where, and that the subscription is paused."""
    told = speech.say(
        "notice.channel_forbidden_text",
        permissions=bold(speech.enumeration(list(missing))),
        subscription=escape(subscription, 80),
    )
    return notice(speech.say("notice.channel_forbidden", channel=channel), told)


def feeds_panel(notices: Sequence[Notice], outlets: Mapping[str, str], speech: Speech) -> Panel:
    """Say what feeds need, one below the other; what does not fit is counted. `outlets` are by feed id."""
    well = all(one.matter is Matter.BACK for one in notices)
    heading = f"## {speech.count('notice.feeds_well' if well else 'notice.feeds', len(notices))}"
    told = [_feed(one, outlets.get(one.feed_id, ""), speech) for one in notices]
    shown = fitting(told, MOST_TEXT - length(heading) - _ROOM_FOR_MORE, MOST_TEXTS - 2)
    more = speech.count("notice.feeds_more", len(told) - shown) if shown < len(told) else ""
    texts = tuple(text for text in (heading, *told[:shown], more) if text)
    return Panel(texts, colour=COLOURS[Standing.CONFIRMED if well else Standing.IN_TALKS])


def _feed(one: Notice, outlet: str, speech: Speech) -> str:
    name = joined((bold(escape(outlet, 60)), code(one.feed_id, 80)))
    values = {
        "why": escape(one.why, 200) or speech.say("sources.no_reason"),
        "since": stamp(one.since) if one.since else "",
        "address": code(safe_link(one.mark), 300) if one.matter is Matter.MOVED else "",
    }
    told = speech.say(f"notice.feed.{one.matter}", **values)
    said = quoted(one.said, 200) if one.matter is not Matter.BACK else ""
    return lines(f"{_MARKS[one.matter]} {name}", told, said and lines(speech.say("notice.feed_said"), said))


def notice(heading: str, *texts: str) -> Panel:
    """Draw any notice; heading and texts are Markdown already."""
    return Panel((f"## {heading}", *texts), colour=COLOURS[Standing.DENIED])
