"""What a look at a feed shows: how it answers, what it is, what is wrong with it; a page's feeds are proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.feeds.checkup import Checkup, Flaw, check_up, format_of
from bot.feeds.discover import proposal, proposed_in
from bot.feeds.fetch import FetchLimits
from bot.model.entries import Outlet
from bot.model.feeds import Feed
from bot.pipeline.poller import parse_aside
from bot.wording import speech_for
from bot.wording.checkups import checkup_facts, checkup_problems
from tests.feeds.fake_web import Asked, FakeWeb, Reply

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://ledger.example/feed"
ITEM = (
    "<item><guid>a</guid><title>Night Ferry 2 sails</title><link>https://ledger.example/a</link>"
    "<pubDate>Sun, 31 May 2026 09:00:00 GMT</pubDate></item>"
)
PAGE = (
    '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss">'
    '<link rel="alternate" type="application/atom+xml" href="/atom?a=1&amp;b=2"></head></html>'
)


def rss(*items: str, more: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>x</title>{more}{''.join(items)}</channel></rss>".encode()


def plainly(body: bytes, **headers: str) -> Callable[[Asked], Reply]:
    """Answer as servers do that know their own ETag."""

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == headers.get("ETag", "none"):
            return Reply(b"", 304, headers)
        return Reply(body, 200, headers)

    return answer


async def look(answer: Callable[[Asked], Reply]) -> Checkup:
    async with FakeWeb(answer) as client:
        feed = Feed("check", URL, Outlet("", ""), timedelta(minutes=30))
        return await check_up(client, parse_aside, feed, FetchLimits(), NOW)


async def test_a_feed_that_is_well_has_no_flaws() -> None:
    seen = await look(plainly(rss(ITEM, more="<ttl>60</ttl>"), ETag='"1"', **{"Content-Type": "text/xml"}))
    assert (seen.format, seen.answers_304, seen.flaws, seen.why) == ("RSS 2.0", True, (), "")
    facts = {one.name: (one.value, one.when) for one in checkup_facts(seen)}
    assert facts["answer"][0].startswith("200, ")
    assert facts["entries"] == ("1", None)
    assert facts["newest"] == ("Night Ferry 2 sails", datetime(2026, 5, 31, 9, tzinfo=UTC))
    assert facts["asks for"] == ("a poll every 60 min", None)
    assert facts["next poll"][0].startswith("after 6")
    assert checkup_problems(seen) == ()


@pytest.mark.parametrize(
    ("body", "headers", "flaw"),
    [
        pytest.param(rss(), {"ETag": '"1"'}, Flaw.EMPTY, id="no entries"),
        pytest.param(rss(ITEM.replace("2026", "2025")), {"ETag": '"1"'}, Flaw.STALE, id="a year old"),
        pytest.param(
            rss(ITEM.replace("<link>https://ledger.example/a</link>", "")),
            {"ETag": '"1"'},
            Flaw.NO_LINKS,
            id="no links",
        ),
        pytest.param(rss(ITEM.replace("<guid>a</guid>", "")), {"ETag": '"1"'}, Flaw.NO_IDS, id="no ids"),
        pytest.param(rss(ITEM), {}, Flaw.NO_VALIDATORS, id="neither ETag nor Last-Modified"),
        pytest.param(
            rss(ITEM),
            {"Last-Modified": "Sun, 31 May 2026 09:00:00 GMT"},
            Flaw.VALIDATORS_FORGOTTEN,
            id="not known again",
        ),
        pytest.param(
            rss(*(ITEM.replace("a<", f"a{n}<") for n in range(501))), {"ETag": '"1"'}, Flaw.TOO_MANY, id="501 entries"
        ),
        pytest.param(rss(ITEM, more="<ttl>10080</ttl>"), {"ETag": '"1"'}, Flaw.SHY, id="a week of peace"),
    ],
)
async def test_what_is_wrong_with_a_feed_is_said_in_both_languages(
    body: bytes, headers: dict[str, str], flaw: Flaw
) -> None:
    seen = await look(plainly(body, **headers))
    assert [kind for kind, _ in seen.flaws] == [flaw]
    said = {checkup_problems(seen, speech_for(language)) for language in ("en", "de")}
    assert len(said) == 2
    assert all(len(problems) == 1 and "{" not in problems[0] for problems in said)


def test_every_flaw_and_fact_can_be_said_in_both_languages() -> None:
    seen = Checkup(URL, flaws=tuple((flaw, None) for flaw in Flaw), said="Busy")
    for language in ("en", "de"):
        assert len(set(checkup_problems(seen, speech_for(language)))) == len(Flaw)
        assert [one.value for one in checkup_facts(seen, speech_for(language))][::2] == [URL, "Busy"]


async def test_a_page_is_no_feed_and_its_feeds_are_proposed() -> None:
    seen = await look(plainly(PAGE.encode()))
    assert seen.document is None
    assert seen.proposed == ("https://ledger.example/rss", "https://ledger.example/atom?a=1&b=2")
    assert "HTML page" in checkup_problems(seen)[0]


@pytest.mark.parametrize("named", [(), ("https://a.example/",), ("https://a.example/", "https://b.example/and%20c")])
def test_what_was_proposed_can_be_read_back(named: tuple[str, ...]) -> None:
    assert proposed_in(proposal(named)) == named
    assert proposed_in("this is JSON that is broken or breaks off") == ()


async def test_a_server_that_refuses_is_quoted() -> None:
    seen = await look(lambda _: Reply(b"<h1>Closed for repairs</h1>", 503, {}))
    assert seen.fetched is None
    assert "503" in seen.why
    assert seen.said == "Closed for repairs"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        pytest.param(b"<rss version='2.0'>", "RSS 2.0", id="rss"),
        pytest.param(b'<feed xmlns="http://www.w3.org/2005/Atom">', "Atom", id="atom"),
        pytest.param(b"<rdf:RDF>", "RSS 1.0", id="rdf"),
        pytest.param(b'\xef\xbb\xbf {"version": "https://jsonfeed.org/version/1.1"}', "JSON Feed", id="json"),
        pytest.param(b"<html>", "", id="a page"),
    ],
)
def test_formats_are_named(body: bytes, name: str) -> None:
    assert format_of(body) == name


def test_control_signs_of_a_server_stay_out_of_the_words() -> None:
    seen = replace(Checkup(URL), said="a\x1b[2Jb\nc", why="x\u202ey")
    assert [one.value for one in checkup_facts(seen)][-1] == "ab c"
    assert checkup_problems(seen) == ("xy",)
