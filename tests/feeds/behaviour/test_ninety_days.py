"""Ninety days with publishers of all habits, scored rule by rule; each rule says where it is from.

One bot lives through them, with restarts and kills, on a clock of the test's. Every test below looks at what the
publishers have seen.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.model.errors import FeedError
from tests.feeds.behaviour.habits import HABITS
from tests.feeds.behaviour.world import BURST, CEILING, DAY, DAYS, FLOOR, HOUR, PAUSE, START, Seen, World, live

Rule = Callable[[World], list[object]]
RULES: list[tuple[str, str, Rule]] = []
SLACK = timedelta(seconds=1)
"""Of servers' times, which are whole seconds."""


def rule(source: str) -> Callable[[Rule], Rule]:
    def register(check: Rule) -> Rule:
        RULES.append((check.__name__, source, check))
        return check

    return register


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    lived = World(HABITS, seed=7)
    path: Path = tmp_path_factory.mktemp("ninety-days") / "bot.db"
    asyncio.run(live(lived, f"sqlite:///{path}"))
    return lived


def of(world: World, feed: str) -> list[Seen]:
    return [one for one in world.seen if one.feed == feed]


def steps(world: World, *feeds: str) -> Iterator[tuple[Seen, Seen]]:
    """Each request with the one before it to the same address."""
    for name in feeds or sorted({one.feed for one in world.seen}):
        for url in sorted({one.url for one in of(world, name)}):
            yield from pairwise(one for one in of(world, name) if one.url == url)


def polls(world: World, feed: str) -> list[Seen]:
    """The requests with which polls of a feed began."""
    return [one for one in of(world, feed) if one.url.endswith(f"/{feed}")]


def kept(world: World, feed: str, header: str) -> Iterator[tuple[Seen, bytes | None, Seen]]:
    """Each request, the validator that was known then, and the answer that it came with; refusals change nothing."""
    for url in sorted({one.url for one in of(world, feed)}):
        known, given = None, None
        for one in of(world, feed):
            if one.url != url:
                continue
            if given is not None:
                yield one, known, given
            if one.status == 200 and b"html" not in one.answered.get("etag", b""):
                known, given = one.answered.get(header), one
            elif one.status == 304:
                known, given = one.answered.get(header, known), one


CONDITIONAL = ("both", "etag_only", "modified_only", "neither", "forgetful", "turning", "sibling1", "busy", "flaky")


@rule("RFC 9110, 13.1.2: If-None-Match is the entity tag that was received")
def an_etag_comes_back_byte_for_byte(world: World) -> list[object]:
    return [
        (one, known)
        for feed in ("both", "etag_only", "turning", "busy", "flaky", "fresh", "sibling1")
        for one, known, _ in kept(world, feed, "etag")
        if one.headers.get("if-none-match") != known
    ]


@rule("RFC 9110, 13.1.3: If-Modified-Since is the Last-Modified that was received, as it was written")
def a_date_comes_back_byte_for_byte(world: World) -> list[object]:
    return [
        (one, known)
        for feed in ("both", "modified_only")
        for one, known, _ in kept(world, feed, "last-modified")
        if one.headers.get("if-modified-since") != known
    ]


@rule("Feed Reader Behavior: who was given both sends both")
def both_validators_go_together(world: World) -> list[object]:
    return [one for one in of(world, "both")[1:] if not {"if-none-match", "if-modified-since"} <= set(one.headers)]


@rule("RFC 9110, 13.1: validators of one request belong to one answer")
def both_validators_are_of_one_answer(world: World) -> list[object]:
    pairs = {(one.answered["etag"], one.answered["last-modified"]) for one in of(world, "both")}
    asked = [one for one in of(world, "both") if "if-none-match" in one.headers]
    return [one for one in asked if (one.headers["if-none-match"], one.headers["if-modified-since"]) not in pairs]


@rule("RFC 9110, 8.8.3: an entity tag that was not sent is not made up")
def no_etag_is_invented(world: World) -> list[object]:
    return [one for feed in ("modified_only", "neither") for one in of(world, feed) if "if-none-match" in one.headers]


@rule("RFC 9110, 13.1.3: a date that was not sent is not made up, of the Date header or of our clock")
def no_date_is_invented(world: World) -> list[object]:
    feeds = ("etag_only", "neither", "turning", "expiring", "busy")
    return [one for feed in feeds for one in of(world, feed) if "if-modified-since" in one.headers]


@rule("RFC 9111, 3.2: a stored answer takes the header fields of the 304 that confirms it")
def a_304_renews_the_validator(world: World) -> list[object]:
    renewed = [one for one, known, given in kept(world, "turning", "etag") if given.status == 304]
    wrong = [one for one, known, _ in kept(world, "turning", "etag") if one.headers.get("if-none-match") != known]
    return [*wrong, *([] if len(renewed) > 50 else ["there was hardly a 304 to learn from"])]


@rule("RFC 9111, 3.2: an answer without validators leaves none")
def validators_that_are_no_longer_sent_are_forgotten(world: World) -> list[object]:
    return [one for one, known, _ in kept(world, "forgetful", "etag") if one.headers.get("if-none-match") != known]


@rule("RFC 9110, 8.8: validators belong to the address that they came from")
def validators_are_not_sent_elsewhere(world: World) -> list[object]:
    return [one for feed in ("passing",) for one in polls(world, feed) if "if-none-match" in one.headers]


@rule("RFC 9110, 13.2: what is not modified is not fetched again")
def an_unchanged_document_is_a_304(world: World) -> list[object]:
    counted = Counter(one.status for one in of(world, "ttl"))
    return [] if counted == {200: 1, 304: len(of(world, "ttl")) - 1} else [counted]


def _within(world: World, feed: str, least: timedelta, of_status: tuple[int, ...] = (200, 304)) -> list[object]:
    return [
        (one.at - before.at, one)
        for before, one in pairwise(polls(world, feed))
        if before.status in of_status and one.at - before.at < least - SLACK
    ]


@rule("RFC 9111, 4.2.1: an answer is fresh for its max-age")
def max_age_is_waited_for(world: World) -> list[object]:
    return _within(world, "fresh", 5 * HOUR)


@rule("RFC 9111, 4.3.4: a 304 freshens the stored answer")
def a_304_renews_the_freshness(world: World) -> list[object]:
    later = [one for one in of(world, "fresh") if one.at - START > 40 * DAY]
    return [(one.at - before.at, one) for before, one in pairwise(later) if one.at - before.at < 15 * HOUR - SLACK]


@rule("RFC 9111, 3.2: what a 304 does not say stands as it was stored")
def freshness_that_was_said_once_stands(world: World) -> list[object]:
    return _within(world, "fresh_once", 14 * HOUR)


@rule("RFC 9111, 5.3: Expires counts from the server's own Date")
def expires_is_waited_for(world: World) -> list[object]:
    return _within(world, "expiring", 14 * HOUR)


@rule("RFC 9111, 5.2.2.4: no-cache makes nothing fresh, whatever max-age says")
def no_cache_is_not_fresh(world: World) -> list[object]:
    waits = [one.at - before.at for before, one in pairwise(of(world, "uncached"))]
    return [wait for wait in waits if wait > CEILING * 1.1 + 6 * HOUR]


@rule("RSS 2.0, ttl: how many minutes a channel can be cached")
def ttl_is_waited_for(world: World) -> list[object]:
    return _within(world, "ttl", timedelta(minutes=840))


@rule("RSS 1.0 syndication module, sy:updatePeriod and sy:updateFrequency")
def the_update_period_is_waited_for(world: World) -> list[object]:
    return _within(world, "syndicated", DAY)


@rule("RSS 2.0, skipHours: hours in which not to read the channel, in GMT")
def hours_to_skip_are_skipped(world: World) -> list[object]:
    return [one for one in of(world, "sleeping")[1:] if one.at.hour in {0, 1, 2, 3, 4, 5, 22, 23}]


@rule("RSS 2.0, skipDays: days on which not to read the channel")
def days_to_skip_are_skipped(world: World) -> list[object]:
    return [one for one in of(world, "resting")[1:] if one.at.weekday() >= 5]


@rule("RFC 6585, 4 and RFC 9110, 10.2.3: Retry-After in seconds, with 429")
def too_many_requests_is_heeded(world: World) -> list[object]:
    return _within(world, "limiting", 31 * HOUR, (429,))


@rule("RFC 6585, 4: limits hold for who asks, so for the host's other feeds as well")
def too_many_requests_holds_for_the_host(world: World) -> list[object]:
    refused = [one.at for one in of(world, "limiting") if one.status == 429]
    others = [one for number in (1, 2, 3) for one in of(world, f"sibling{number}")]
    assert refused
    return [one for one in others for at in refused if timedelta() < one.at - at < 31 * HOUR - SLACK]


@rule("RFC 9110, 15.6.4 and 10.2.3: Retry-After as a date by the server's clock, with 503, however long")
def unavailable_until_is_heeded(world: World) -> list[object]:
    return _within(world, "closing", 5 * DAY, (503,))


@rule("Feed Reader Behavior: the owner's interval is a floor, across restarts too")
def no_feed_is_asked_sooner_than_its_interval(world: World) -> list[object]:
    # A kill may come between an answer and its being kept; the poll is repeated then, with what was known before.
    killed = set(world.restarts)
    return [
        (before.at, one)
        for feed in {one.feed for one in world.seen}
        for before, one in pairwise(polls(world, feed))
        if one.at - before.at < FLOOR and not any(before.at < at <= one.at for at in killed)
    ]


@rule("RFC 9110, 13.1: a restart forgets no validator")
def no_restart_brings_an_unconditional_request(world: World) -> list[object]:
    feeds = ("both", "etag_only", "modified_only", "ttl", "busy", "fresh", "expiring")
    return [
        one
        for feed in feeds
        for one in of(world, feed)[1:]
        if not {"if-none-match", "if-modified-since"} & set(one.headers)
    ]


@rule("Feed Reader Behavior: a restart is no reason to ask everybody at once")
def no_restart_brings_a_mass_of_requests(world: World) -> list[object]:
    assert len(world.restarts) > 20
    second = timedelta(seconds=1)
    return [
        (at, count)
        for at in set(world.restarts)
        if (count := sum(at <= one.at < at + second for one in world.seen))
        > (BURST + 2) * sum(at - second < other < at + second for other in world.restarts)
    ]


@rule("good manners: polls of different feeds do not fall together for ever")
def intervals_vary_by_chance(world: World) -> list[object]:
    waits = [(one.at - before.at) / FLOOR for before, one in pairwise(polls(world, "busy"))]
    plain = [wait for wait in waits if 1 <= wait <= 1.15]
    return [] if len({round(wait, 2) for wait in plain}) >= 8 and len(plain) > len(waits) / 2 else [sorted(waits)]


@rule("RFC 4287 and common practice: a feed that changes often is asked as often as its owner allows")
def a_busy_feed_is_asked_at_the_floor(world: World) -> list[object]:
    asked = len(polls(world, "busy"))
    return [] if asked > 0.75 * DAYS * DAY / FLOOR else [asked]


@rule("common practice: a feed that never changes is asked more seldom")
def a_still_feed_is_asked_at_the_ceiling(world: World) -> list[object]:
    late = [one for one in polls(world, "still") if one.at - START > 10 * DAY]
    waits = sorted(one.at - before.at for before, one in pairwise(late))
    return [] if waits[len(waits) // 2] >= CEILING else [waits]


@rule("common practice: and yet not so seldom that it is as good as forgotten")
def no_feed_is_asked_more_seldom_than_the_ceiling(world: World) -> list[object]:
    away = max((b - a for a, b in pairwise(world.restarts)), default=HOUR) and 5 * HOUR
    waits = [one.at - before.at for before, one in pairwise(polls(world, "still"))]
    return [wait for wait in waits if wait > CEILING * 1.1 + away + HOUR]


@rule("Feed Reader Behavior; RFC 9112, 9.4: one request at a time to a host")
def a_host_is_asked_one_thing_at_a_time(world: World) -> list[object]:
    return [(host, most) for host, most in world.most_open.items() if most > 1]


@rule("good manners: a pause between two requests to a host")
def requests_to_a_host_are_spaced(world: World) -> list[object]:
    # A restart takes longer than the pause in life; here it may take no time at all.
    gaps = [gap for gap in world.gaps["shared.example"] if gap]
    assert len(gaps) > 100
    return [gap for gap in gaps if gap < PAUSE - timedelta(milliseconds=1)]


@rule("RFC 9110, 15.4.2: a feed that has moved for good is asked where it has moved to")
def a_move_for_good_is_kept(world: World) -> list[object]:
    return [one for one in polls(world, "moved") if one.at - START > 13 * DAY]


@rule("good manners: a move has to prove itself, since a hacked server says so as well")
def a_move_for_good_is_proved_first(world: World) -> list[object]:
    said = [one for one in polls(world, "moved") if one.status == 301]
    return [] if len(said) >= 3 and said[-1].at - said[0].at >= DAY else [len(said)]


@rule("RFC 9110, 15.4.3: a temporary redirect is never kept")
def a_passing_redirect_is_not_kept(world: World) -> list[object]:
    first, second = polls(world, "passing"), [one for one in of(world, "passing") if one.url.endswith("/today")]
    return [] if len(first) == len(second) > 100 else [(len(first), len(second))]


@rule("RFC 9110, 15.4.9: a permanent redirect that is taken back was none")
def a_wavering_move_is_not_kept(world: World) -> list[object]:
    late = [one for one in polls(world, "wavering") if one.at - START > 80 * DAY]
    return [] if late else ["it is asked at its new address alone"]


@rule("RFC 9110, 15.5.11: what is gone for good is not asked again")
def gone_is_gone(world: World) -> list[object]:
    refused = [one for one in of(world, "gone") if one.status == 410]
    return [] if len(refused) == 1 and of(world, "gone")[-1] is refused[0] else [refused]


@rule("good manners: the owner is told that a feed is gone, once")
def gone_is_told(world: World) -> list[object]:
    told = [note for _, note in world.notes if note.startswith("feed gone is asked no more")]
    return [] if len(told) == 1 and "410" in told[0] else [told]


@rule("RFC 9110, 15.6: back-off after failures, twice as long each time up to a day")
def failures_are_backed_off_from(world: World) -> list[object]:
    failed = [one for one in polls(world, "dead") if one.status == 500]
    waits = [one.at - before.at for before, one in pairwise(failed)]
    growing = all(later >= 1.5 * wait or later >= DAY for wait, later in pairwise(waits[:4]))
    return [] if growing and min(waits) >= 2 * FLOOR and sorted(waits)[len(waits) // 2] >= DAY else [waits]


@rule("miniflux 1893, MonitoRSS 276: a feed is never silently dropped")
def a_dead_feed_is_asked_on(world: World) -> list[object]:
    asked = polls(world, "dead")
    return [one for before, one in pairwise(asked) if one.at - before.at > 1.1 * DAY + 6 * HOUR]


@rule("good manners: a feed that works again is asked as before")
def a_feed_recovers(world: World) -> list[object]:
    late = [one for one in of(world, "dead") if one.at - START > 52 * DAY]
    return [] if len(late) > 50 and all(one.status in {200, 304} for one in late) else [len(late)]


@rule("good manners: the owner is told once, after a day of failures")
def a_day_of_failures_is_told_once(world: World) -> list[object]:
    told = [(at, note) for at, note in world.notes if note.startswith("feed dead has not been read")]
    return [] if len(told) == 1 and 21 * DAY <= told[0][0] - START <= 23 * DAY else [*told] or ["nothing"]


@rule("good manners: in plain words, and with what the server itself says")
def the_note_quotes_the_first_line(world: World) -> list[object]:
    told = [note for _, note in world.notes if "feed dead has not been read" in note]
    return [note for note in told if "has a problem (HTTP 500" not in note or "Database is on fire" not in note]


@rule("good manners: and once more when it is over")
def the_end_of_the_failures_is_told(world: World) -> list[object]:
    told = [note for _, note in world.notes if note == "feed dead is read again"]
    return [] if len(told) == 1 else [told]


@rule("good manners: short troubles are nobody's business")
def a_flaky_feed_is_not_told_of(world: World) -> list[object]:
    failed = [polled for _, feed, polled in world.polls if feed == "flaky" and isinstance(polled.outcome, FeedError)]
    assert len(failed) > 20
    return [note for _, note in world.notes if "flaky" in note]


@rule("RFC 9111, 4.3: what could not be read confirms nothing; its validators are not kept")
def a_page_instead_of_a_feed_leaves_no_validator(world: World) -> list[object]:
    return [one for one in of(world, "page") if one.headers.get("if-none-match") == b'"html"']


@rule("our own bar: a document with the same bytes is not parsed again")
def the_same_bytes_are_parsed_once(world: World) -> list[object]:
    feeds = ("neither", "syndicated", "both", "forgetful")
    counted = Counter((feed, body) for feed, body in world.parsed if feed in feeds)
    return [(feed, count) for (feed, _), count in counted.items() if count > 1]


@rule("RFC 9110, 10.1.5: who asks says who it is, and where to complain")
def the_user_agent_names_project_and_contact(world: World) -> list[object]:
    wanted = (b"Sequelwatch/", b"+https://", b"owner@bot.example")
    return [one for one in world.seen if not all(part in one.headers.get("user-agent", b"") for part in wanted)]


@rule("RFC 9110, 12.5.3: packed answers are asked for")
def packed_answers_are_welcome(world: World) -> list[object]:
    return [one for one in world.seen if b"gzip" not in one.headers.get("accept-encoding", b"")]


@rule("RFC 9110, 12.5.1: feeds' own types are asked for first")
def feeds_are_asked_for(world: World) -> list[object]:
    return [one for one in world.seen if not one.headers.get("accept", b"").startswith(b"application/rss+xml")]


@rule("RFC 6265: a reader needs no cookies, and sends none back")
def no_cookie_comes_back(world: World) -> list[object]:
    return [one for one in world.seen if "cookie" in one.headers]


@rule("RFC 9110, 9.3.1: feeds are only asked for")
def nothing_but_get_is_sent(world: World) -> list[object]:
    return [one for one in world.seen if one.method != "GET" or "content-length" in one.headers]


@rule("Feed Reader Behavior: no caches are bypassed")
def no_cache_is_bypassed(world: World) -> list[object]:
    return [one for one in world.seen if {"cache-control", "pragma"} & set(one.headers) or "?" in one.url]


@pytest.mark.parametrize(("name", "source", "check"), RULES, ids=[name for name, _, _ in RULES])
def test_ninety_days_without_a_violation(name: str, source: str, check: Rule, world: World) -> None:
    violations = check(world)
    assert not violations, f"{name.replace('_', ' ')} ({source}): {violations[:3]}"


def test_there_was_something_to_score(world: World) -> None:
    assert len(RULES) >= 40
    assert len(world.seen) > 5_000
    assert all(len(of(world, habit.name)) > 20 for habit in HABITS)
