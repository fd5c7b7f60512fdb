"""Whatever a feed writes: it pings nobody, leads nowhere else, breaks no card, and the alert is told all the same.

A card with a hostile text must have the very structure that it has with harmless words in the same place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.buttons import Verb
from bot.chat.cards import classic_view_of, panel_of, view_of
from bot.chat.layout import layout_of
from bot.chat.markup import safe_link
from bot.chat.panels import Panel
from bot.chat.views import (
    News,
    channel_forbidden,
    feeds_panel,
    latest_pages,
    sources_pages,
    status_pages,
    timeline_pages,
    why_pages,
)
from bot.chat.views.checkups import checkup_panel
from bot.chat.views.corrections import corrected_panel, marked_panel, which_panel
from bot.chat.views.titles import proposal_panel, titles_pages
from bot.chat.views.watches import watches_pages
from bot.feeds.checkup import Checkup, Flaw
from bot.feeds.document import Document
from bot.feeds.notices import Matter, Notice
from bot.feeds.outcomes import Fetched, Outcome
from bot.model.alerts import Aftermath, Alert, AlertKind, Subscription
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.feeds import PollState
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty import Ledger
from bot.novelty.baseline import Proposal
from bot.store import FeedHealth, Tracked
from bot.wording import ENGLISH, card_for, facts_of, fate_of, timeline_of
from tests.chat.discord_markdown import Token, found_in_raw, read

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HARMLESS = "harmless words"
LONG = 10_000
EVERYWHERE = ("value", "role", "evidence", "outlet")
"""The places of a development that a feed fills; at once, so that a sign in one may not find its other in the next."""

HOSTILE = {
    "everybody": "@everyone",
    "all who are here": "look @here now",
    "a user": "<@42>",
    "a user, the old way": "<@!42>",
    "a role": "<@&123456789012345678>",
    "a channel": "<#7>",
    "the server guide": "<id:guide>",
    "a mention within a mention": "<@<@&1>&2>",
    "a mention split by an escape": "<\\@everyone>@\\everyone",
    "a mention split by an invisible space": "@\u200beveryone <@\u200b&1>",
    "a mention in full width": "\uff20everyone",
    "an email address": "<mail@evil.example>",
    "a telephone number": "<+4912345>",
    "a masked link": "[free film](https://evil.example)",
    "a masked link that closes ours": "x](https://evil.example) [y",
    "a masked link with a title": '[a](https://evil.example "b")',
    "a masked link that hides": "[https://good.example](https://evil.example)",
    "a masked link in angle brackets": "[a](<https://evil.example>)",
    "a masked link over lines": "[a]\n(https://evil.example)",
    "a masked link with an escape": "\\[a](https://evil.example)",
    "a link of two escapes": "\\\\[a](https://evil.example)",
    "a nested link": "[[a](https://evil.example)](https://evil.example)",
    "a bare address": "see https://evil.example/x?y=z",
    "a bare address in brackets": "(<https://evil.example>)",
    "an address without a scheme": "evil.example/path www.evil.example",
    "another scheme": "steam://run/1 discord://-/channels/1 javascript:alert(1)",
    "an invitation": "join discord.gg/abc",
    "an invitation in capitals": "DISCORD.GG/abc DiscordApp.com/invite/abc",
    "an invitation's address": "https://discord.com/invite/abc",
    "a gift": "discord.gift/abc",
    "bold": "**bold**",
    "bold that is open": "**bold",
    "italics": "*a* _b_ ***c***",
    "underlined": "__line__",
    "struck out": "~~gone~~",
    "a spoiler": "||spoiler||",
    "a spoiler that is open": "||",
    "code": "`code`",
    "code of two ticks": "``a`b``",
    "a code fence": "```js\nalert(1)\n```",
    "a code fence that is open": "```",
    "a heading": "# Headline",
    "three headings": "### one\n## two\n# three",
    "small print": "-# small",
    "a quotation": "> quoted",
    "a long quotation": ">>> quoted\nfor ever",
    "a list": "- one\n- two",
    "a list of stars": "* one",
    "a numbered list": "1. one\n2) two",
    "a list in a quotation": "> - > # nested",
    "a timestamp": "<t:0:F> <t:1700000000>",
    "a command": "</status:123456789012345678>",
    "an emoji of a server": "<:evil:1> <a:evil:2>",
    "an emoji by name": ":skull: :fire:",
    "an escape at the end": "back\\",
    "escapes before every sign": "\\* \\_ \\` \\[ \\] \\< \\@everyone",
    "right to left": "abc\u202egnp.exe\u202c",
    "isolates": "\u2066\u2067abc\u2069",
    "zero width": "z\u200be\u200cr\u200do\ufeff",
    "tags": "\U000e0041\U000e0042",
    "controls": "a\x00b\x07c\x1b[31md\x9be",
    "line and paragraph separators": "a\u2028# b\u2029# c\x85# d\r# e",
    "a lone surrogate": "half \ud83d pair",
    "accents piled up": "z" + "\u0301" * 500,
    "nothing to see": "\u3164\u2800\u115f",
    "nothing at all": "\u200b\u202e\x00",
    "a long word": "x" * LONG,
    "a long text": "word " * (LONG // 5),
    "many signs": "*_~`|<>[]()#@:" * (LONG // 14),
    "many escapes": "\\" * LONG,
    "many flames": "\U0001f525" * LONG,
    "a template": "{value} {0} {0.__class__} %s $x",
    "HTML": "<b>bold</b><script>alert(1)</script>&lt;@everyone&gt;",
    "everything together": "@everyone ||**[a](https://evil.example)**|| <@&1> # `x` discord.gg/abc",
}
TEXTS = [pytest.param(text, id=name) for name, text in HOSTILE.items()]
URLS = [
    pytest.param("javascript:alert(1)", id="a script"),
    pytest.param("data:text/html,<script>alert(1)</script>", id="data"),
    pytest.param("file:///etc/passwd", id="a file"),
    pytest.param("https://good.example@evil.example/", id="a user part"),
    pytest.param("https://good.example:pw@evil.example/", id="a user part with a password"),
    pytest.param("https://evil.example\\@good.example/", id="a backslash before the at sign"),
    pytest.param("https://evil.example\\.good.example/", id="a backslash in the host"),
    pytest.param("https://evil.example/) [x](https://evil.example/y", id="a link that closes ours"),
    pytest.param("https://evil.example/a>b) @everyone <@&1>", id="an address with a mention"),
    pytest.param("https://evil.example/\n# Headline", id="an address over two lines"),
    pytest.param("https://g\u043eod.example/", id="a letter that only looks like another"),
    pytest.param("https://evil.example:99999/", id="an impossible port"),
    pytest.param("https://[::1]/", id="an address of this machine"),
    pytest.param("https://[bad", id="half an address"),
    pytest.param("https://" + "a" * 300 + ".example/", id="a host that is too long"),
    pytest.param("https://evil.example/" + "x" * LONG, id="a long address"),
    pytest.param("https://evil.example/" + "(" * 200, id="signs that grow when they are encoded"),
    pytest.param("//evil.example/", id="no scheme"),
    pytest.param("HTTPS://EVIL.EXAMPLE/A B", id="capitals and a space"),
    pytest.param("https://discord.gg/abc", id="an invitation"),
    pytest.param("https://localhost/", id="a name without a dot"),
    pytest.param("https://\u202eelpmaxe.live/", id="right to left"),
    pytest.param("", id="none"),
]


def development(text: str, slot: str, number: int = 0) -> Development:
    """A development with the text in one place of it."""
    return replace(
        Development(
            id=f"d{number}",
            title_id="lantern",
            property=Property.CAST,
            value=f"{HARMLESS} {number}",
            previous=None,
            change=Change.ADDED,
            certainty=Certainty.CONFIRMED,
            entry_id="e",
            outlet=HARMLESS,
            url="https://good.example/a",
            published=NOW,
            evidence=HARMLESS,
            role=HARMLESS,
        ),
        **(dict.fromkeys(EVERYWHERE, text) if slot == "everywhere" else {slot: text}),  # type: ignore[arg-type]  # fields
    )


def alert_of(kind: AlertKind, *developments: Development) -> Alert:
    return Alert("a" * 30, kind, Subscription("s", "discord"), "lantern", developments)


def messages(text: str, slot: str) -> Iterator[tuple[str, Sequence[Panel]]]:
    """Every kind of message that shows feed text, with this text in one place of it."""
    name = text if slot == "everywhere" else HARMLESS
    ones = [development(text, slot, number) for number in range(3)]
    since = Aftermath((f"B {text}",), (replace(ones[0], id="later", change=Change.DENIED),))
    for kind in AlertKind:
        for told in (ones[:1], ones):
            card = card_for(alert_of(kind, *told), lambda _: name, lambda _: (), since)
            yield f"{kind} of {len(told)}", [panel_of(card)]
    title = TrackedTitle(
        "lantern", name, TitleType.FILM, NOW.date(), Work(name), known={Property.WRITER: (KnownValue(text),)}
    )
    yield "status", status_pages(facts_of(Ledger.of(title, ones), name), ENGLISH)
    line = timeline_of(title, name, ones, {"d0": [f"B {text}"]})
    yield "timeline", timeline_pages(line, ENGLISH)
    yield "latest", latest_pages([News(name, one) for one in line.happenings], 7, ENGLISH)
    claim = Claim(
        "lantern", Property.CAST, text, Change.ADDED, Certainty.REPORTED, Evidence(text, Span(TextField.TITLE, 0, 1))
    )
    entry = Entry("e", "f", text, NOW, text, "", "https://good.example/a")
    yield "why", why_pages([fate_of(entry, ["lantern"], [Judgement(claim, ones[0])], lambda _: name)], ENGLISH)
    yield from moderating(text, title)
    state = PollState("f", NOW, failures=3, last_error=text)
    yield "sources", sources_pages([FeedHealth("https://good.example/f", text, True, state)], ENGLISH)


def moderating(text: str, title: TrackedTitle) -> Iterator[tuple[str, Sequence[Panel]]]:
    """What moderators see, where names are as strange as the articles that they come from."""
    named = replace(title, also_known_as=(f"B {text}",), follows=Work(f"B {text}", 1997))
    watch = Subscription("s", "discord", "1", name=f"B {text}", paused=text, created_by=text, titles=frozenset({"x"}))
    yield "watch", watches_pages([watch], lambda _: text, ENGLISH)
    yield "titles", titles_pages([named], [Tracked(named, "1", text, NOW, text, NOW)], ENGLISH)
    proposal = Proposal(Property.CAST, KnownValue(text), text)
    yield "proposal", [proposal_panel(named, [proposal], "token", ENGLISH)]
    yield "corrected", [corrected_panel(f"B {text}", "lantern", [f"B {text}"], text, ENGLISH)]
    yield "marked", [marked_panel(Verb.WRONG, f"B {text}", [f"B {text}"], ENGLISH)]
    yield "which", [which_panel(Verb.WRONG, [("d1", f"B {text}")], ENGLISH)]
    yield "notice", [channel_forbidden("#news", text, ["Send Messages"], ENGLISH)]
    failing = Notice(Matter.FAILING, "f", NOW.isoformat(), text, f"B {text}", NOW)
    entry = Entry("e", "f", text, NOW, f"B {text}", text, "")
    document = Document((entry,))
    fetched = Fetched(Outcome.DOCUMENT, "https://good.example/f", etag=text, last_modified=text, content_type=text)
    flaws = ((Flaw.MOVED, text), (Flaw.ARCHIVE, text))
    seen = Checkup("https://good.example/f", fetched, document, wait=timedelta(hours=1), said=f"B {text}", flaws=flaws)
    yield "check", [checkup_panel("good", seen, ENGLISH)]
    yield "no feed", [checkup_panel("good", Checkup("https://good.example/f", why=text, said=text), ENGLISH)]
    yield "feeds", [feeds_panel([failing, Notice(Matter.BACK, "g", "")], {"f": text, "g": text}, ENGLISH)]


@cache
def expected(slot: str) -> dict[str, list[Token]]:
    """The structure of every kind of message, with harmless words in that place."""
    return {kind: structure(panels) for kind, panels in messages(HARMLESS, slot)}


def structure(panels: Sequence[Panel]) -> list[Token]:
    """What does something in the texts. How many lines quote something may differ where there is nothing to quote."""
    return [token for panel in panels for text in panel.all_texts for token in read(text).tokens]


def raw(panels: Sequence[Panel]) -> list[Token]:
    return [token for panel in panels for text in panel.all_texts for token in found_in_raw(text)]


def assert_sendable(panels: Sequence[Panel]) -> None:
    """Each is a message that Discord takes, in either form."""
    for panel in panels:
        view = layout_of([panel])
        assert view.content_length() <= 4_000
        assert view.total_children_count <= 40
        json.dumps(view.to_components()).encode("utf-8")  # type: ignore[no-untyped-call]  # discord.py has no type for it
        for item in view.walk_children():
            if isinstance(item, discord.ui.TextDisplay):
                assert item.content.strip()
            if isinstance(item, discord.ui.Button):
                assert 1 <= len(item.label or "") <= 80
                assert len(item.url or "") <= 512
                assert len(item.custom_id or "") <= 100


def is_empty(text: str) -> bool:
    return text in {HOSTILE["nothing at all"], HOSTILE["nothing to see"], HOSTILE["tags"]}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("slot", ["everywhere", "value", "evidence"])
def test_a_hostile_text_is_only_words(text: str, slot: str) -> None:
    harmless = expected(slot)
    for kind, panels in messages(text, slot):
        assert raw(panels) == [], kind
        allowed = harmless[kind]
        found = structure(panels)
        # Long or empty texts change how many lines and pages there are, never what sort of thing is in them.
        assert {(one.kind, one.target) for one in found} <= {(one.kind, one.target) for one in allowed}, kind
        if len(text) < 200 and not is_empty(text):
            assert found == allowed, kind
        assert_sendable(panels)


@pytest.mark.parametrize("text", TEXTS)
def test_an_alert_is_told_whatever_its_text(text: str) -> None:
    everywhere = replace(development(text, "value"), evidence=text, outlet=text, role=text)
    card = card_for(alert_of(AlertKind.NEWS, everywhere), lambda _: text, lambda _: ())
    view = view_of(card, roles=["5", text])
    shown = "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert "Cast:" in read(shown).words
    assert [one for one in found_in_raw(shown) if one.target != "<@&5>"] == []
    classic = classic_view_of(card, roles=["5"])
    assert classic.content == "<@&5>"
    assert len(classic.embeds[0]) <= 6_000
    assert len(classic.embeds[0].description or "") <= 4_096


@pytest.mark.parametrize("url", URLS)
def test_a_link_leads_to_the_host_that_is_shown_or_is_none(url: str) -> None:
    for kind in AlertKind:
        one = development(url, "url")
        card = card_for(alert_of(kind, one, replace(one, id="d9", value="Bo")), lambda _: HARMLESS, lambda _: ())
        panel = panel_of(card)
        targets = [token.target for token in structure([panel]) if token.kind == "link"]
        targets += [made.url for made in panel.buttons if made.url]
        for target in targets:
            parts = urlsplit(target)
            assert parts.scheme in {"http", "https"}
            assert "@" not in parts.netloc
            assert target.isascii()
            words = read("\n".join(panel.all_texts)).words.replace("\u200b", "")
            assert (parts.hostname or "").removeprefix("www.") in words
        assert_sendable([panel])


@pytest.mark.parametrize(
    ("url", "link"),
    [
        pytest.param("https://good.example/a?b=c#d", None, id="an ordinary one stays"),
        pytest.param("https://good.example:8443/", None, id="a port stays"),
        pytest.param("https://good.example/caf\u00e9%20x", "https://good.example/caf%C3%A9%20x", id="so are letters"),
        pytest.param("https://good.example/100%/%41%4", "https://good.example/100%25/%41%254", id="a lone percent"),
        pytest.param("https://good.example/#a#b", "https://good.example/#a%23b", id="a second number sign"),
        pytest.param("https://10.0.0.12/", "", id="an address in figures is no name"),
        pytest.param("https://good.example/a_(b)", "https://good.example/a_%28b%29", id="Markdown is encoded"),
        pytest.param("https://b\u00fccher.example/", "https://xn--bcher-kva.example/", id="an international name"),
    ],
)  # fmt: skip
def test_what_is_honest_is_linked(url: str, link: str | None) -> None:
    assert safe_link(url) == (url if link is None else link)


@given(st.text(max_size=200))
def test_no_text_at_all_is_more_than_words(text: str) -> None:
    card = card_for(alert_of(AlertKind.NEWS, development(text, "evidence")), lambda _: text, lambda _: ())
    panels = [panel_of(card)]
    kinds = {token.kind for token in structure(panels)}
    assert raw(panels) == []
    assert kinds <= {"style", "heading", "quote", "subtext", "timestamp"}
    assert [token.target for token in structure(panels) if token.kind == "style"] == ["**", "**"]
    assert_sendable(panels)
