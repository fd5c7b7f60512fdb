"""The publishers: each has one habit that a polite reader has to respect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.feeds.behaviour.world import DAY, HOUR, START, Habit, Page, document, edition, http_date

Headers = Mapping[str, bytes]


def _conditional(
    now: datetime,
    headers: Headers,
    etag: bytes | None,
    modified: bytes | None,
    body: bytes,
    **more: bytes,
) -> Page:
    """Answer as RFC 9110 (13.2.2) has it: If-None-Match before If-Modified-Since."""
    said = {name.replace("_", "-"): value for name, value in more.items()} | {"date": http_date(now)}
    said |= {"etag": etag} if etag else {}
    said |= {"last-modified": modified} if modified else {}
    asked, since = headers.get("if-none-match"), headers.get("if-modified-since")
    same = asked == etag if asked is not None else since == modified if since is not None else False
    return Page(304, said) if same and (etag or modified) else Page(200, said, body)


def both(now: datetime, headers: Headers, _: str) -> Page:
    number = edition(now, 30 * HOUR)
    changed = http_date(START + number * 30 * HOUR)
    return _conditional(now, headers, b'W/"e%d"' % number, changed, document(number))


def etag_only(now: datetime, headers: Headers, _: str) -> Page:
    number = edition(now, 20 * HOUR)
    return _conditional(now, headers, b'"\xe9\xff-%d"' % number, None, document(number))


def modified_only(now: datetime, headers: Headers, _: str) -> Page:
    number = edition(now, 20 * HOUR)
    odd = f"{START + number * 20 * HOUR:%a,  %d %b %Y %H:%M:%S +0000}".encode()  # as RFC 9110 does not write dates
    return _conditional(now, headers, None, odd, document(number))


def neither(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, None, None, document(edition(now, 40 * HOUR)))


def forgetful(now: datetime, headers: Headers, _: str) -> Page:
    """Sends validators in some weeks and none in others."""
    number = edition(now, 10 * HOUR)
    with_etag = (now - START) // (7 * DAY) % 2 == 0
    return _conditional(now, headers, b'"f%d"' % number if with_etag else None, None, document(number))


def turning(now: datetime, headers: Headers, _: str) -> Page:
    """Gives its unchanged document a new ETag each day, and says so in its 304s."""
    name = b'"t%d"' % edition(now, DAY)
    known = headers.get("if-none-match", b"").startswith(b'"t')
    return Page(304 if known else 200, {"etag": name}, document(1))


def fresh(now: datetime, headers: Headers, _: str) -> Page:
    """Says max-age: five hours; from the fortieth day on fifteen, at first in a 304."""
    age = 15 if now - START > 40 * DAY else 5
    return _conditional(now, headers, b'"m"', None, document(1), cache_control=b"public, max-age=%d" % (age * 3600))


def fresh_once(now: datetime, headers: Headers, _: str) -> Page:
    """Says max-age with documents alone, not with its 304s."""
    number = edition(now, 20 * DAY)
    page = _conditional(now, headers, b'"o%d"' % number, None, document(number))
    return (
        Page(page.status, {**page.headers, "cache-control": b"max-age=50400"}, page.body)
        if page.status == 200
        else page
    )


def expiring(now: datetime, headers: Headers, _: str) -> Page:
    """Says Expires, by a clock that is a day behind."""
    clock = now - DAY
    said = {"date": http_date(clock), "expires": http_date(clock + 14 * HOUR), "etag": b'"x"'}
    return Page(304 if headers.get("if-none-match") == b'"x"' else 200, said, document(1))


def uncached(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, b'"n"', None, document(1), cache_control=b"no-cache, max-age=864000")


def ttl(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, b'"l"', None, document(1, "<ttl>840</ttl>"))


def syndicated(now: datetime, headers: Headers, _: str) -> Page:
    said = (
        '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod>'
        '<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">1</sy:updateFrequency>'
    )
    return _conditional(now, headers, None, None, document(edition(now, HOUR), said))


def sleeping(now: datetime, headers: Headers, _: str) -> Page:
    hours = "".join(f"<hour>{hour}</hour>" for hour in (0, 1, 2, 3, 4, 5, 22, 23))
    return _conditional(now, headers, b'"s"', None, document(1, f"<skipHours>{hours}</skipHours>"))


def resting(now: datetime, headers: Headers, _: str) -> Page:
    said = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    return _conditional(now, headers, b'"r"', None, document(1, said))


def limiting(now: datetime, headers: Headers, _: str) -> Page:
    """Has had enough every ninth day, and says for how long: 31 hours."""
    if (now - START).days % 9 == 8:
        return Page(429, {"retry-after": b"111600"}, b"Too many requests")
    return _conditional(now, headers, b'"q"', None, document(1))


def closing(now: datetime, headers: Headers, _: str) -> Page:
    """Is closed every tenth day, and says until when, by a clock that is two hours ahead: for five days."""
    if (now - START).days % 10 == 9:
        clock = now + 2 * HOUR
        return Page(503, {"date": http_date(clock), "retry-after": http_date(clock + 5 * DAY)}, b"<h1>Closed</h1>")
    return _conditional(now, headers, b'"c"', None, document(1))


def sibling(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, b'"b"', None, document(edition(now, 15 * HOUR)))


def moved(now: datetime, headers: Headers, path: str) -> Page:
    """Moves for good on the tenth day."""
    if now - START > 10 * DAY and path == "/moved":
        return Page(301, {"location": b"/moved/new"})
    return _conditional(now, headers, b'"v%s"' % path.encode(), None, document(edition(now, 20 * HOUR)))


def passing(now: datetime, headers: Headers, path: str) -> Page:
    if path == "/passing":
        return Page(302, {"location": b"/passing/today"})
    return _conditional(now, headers, b'"p"', None, document(edition(now, 20 * HOUR)))


def wavering(now: datetime, headers: Headers, path: str) -> Page:
    """Says one day that it has moved for good, and the next that it has not."""
    if path == "/wavering" and (now - START).days % 2:
        return Page(308, {"location": b"/wavering/new"})
    return _conditional(now, headers, b'"w%s"' % path.encode(), None, document(edition(now, 20 * HOUR)))


def gone(now: datetime, headers: Headers, _: str) -> Page:
    if now - START > 30 * DAY:
        return Page(410, {}, b"Gone")
    return _conditional(now, headers, b'"g"', None, document(1))


def dead(now: datetime, headers: Headers, _: str) -> Page:
    """Is broken from the twentieth to the fiftieth day."""
    if 20 * DAY < now - START < 50 * DAY:
        return Page(500, {}, b"<html><head><title>Database is on fire</title></head></html>")
    return _conditional(now, headers, b'"d"', None, document(edition(now, 20 * HOUR)))


def page(now: datetime, headers: Headers, _: str) -> Page:
    """Serves its front page instead of the feed, for four days."""
    if 60 * DAY < now - START < 64 * DAY:
        return Page(200, {"etag": b'"html"'}, b"<!DOCTYPE html><html><title>Welcome</title></html>")
    return _conditional(now, headers, b'"h"', None, document(edition(now, 20 * HOUR)))


def flaky(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, b'"y"', None, document(edition(now, 10 * HOUR)))


def busy(now: datetime, headers: Headers, _: str) -> Page:
    number = edition(now, timedelta(minutes=40))
    return _conditional(now, headers, b'"u%d"' % number, None, document(number))


def still(now: datetime, headers: Headers, _: str) -> Page:
    """Never changes, though it is written anew at each request."""
    return _conditional(now, headers, None, None, document(1, f"<lastBuildDate>{now}</lastBuildDate>"))


def cookies(now: datetime, headers: Headers, _: str) -> Page:
    return _conditional(now, headers, b'"k"', None, document(1), set_cookie=b"who=you; Path=/; Max-Age=99999999")


ALONE = (
    both, etag_only, modified_only, neither, forgetful, turning, fresh, fresh_once, expiring, uncached, ttl, syndicated,
    sleeping, resting, closing, moved, passing, wavering, gone, dead, page, flaky, busy, still, cookies,
)  # fmt: skip
HABITS = [
    *(Habit(one.__name__, one) for one in ALONE),
    Habit("limiting", limiting, host="shared.example"),
    *(Habit(f"sibling{number}", sibling, host="shared.example") for number in (1, 2, 3)),
]
