"""Fetches feeds: polite, bounded in time and size, and never anywhere but on the public internet."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import h11
from yarl import URL

from bot.feeds.body import FetchLimits, digest, read_beginning, read_body
from bot.feeds.client import Answer, Client, Headers, make_client
from bot.feeds.dial import NoConnectionError
from bot.feeds.faults import fault_in_words, status_in_words
from bot.feeds.guard import ForbiddenAddressError, web_address
from bot.feeds.hints import fresh_for, retry_after
from bot.feeds.hosts import HostRestsError
from bot.feeds.outcomes import Fetched, FetchError, Outcome
from bot.feeds.unpack import BodyError
from bot.model.feeds import Feed, PollState

__all__ = ["FetchError", "FetchLimits", "Fetched", "Outcome", "fetch", "make_client"]

FAULTS = (
    OSError, ForbiddenAddressError, NoConnectionError, HostRestsError, BodyError, h11.ProtocolError,
)  # fmt: skip
"""What a request can end in that is the server's fault, or its address's."""

_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_ACCEPT = (b"Accept", _TYPES.encode())
MOST_REDIRECTS = 5
PERMANENT, TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})
_OK, _NOT_MODIFIED = 200, 304
_LONGEST_VALIDATOR = 1_000
"""In bytes. Servers refuse requests whose headers are too long, so a longer one would be the last."""


async def fetch(client: Client, feed: Feed, state: PollState, limits: FetchLimits) -> Fetched:
    """Ask for a feed, conditionally where `state` has validators (RFC 9110, 13.1); FetchError says what went wrong."""
    try:
        async with asyncio.timeout(limits.deadline.total_seconds()):
            return await _ask(client, feed, state, limits)
    except TimeoutError:
        seconds = limits.deadline.total_seconds()
        raise FetchError(feed.id, f"it took longer than {seconds:g} seconds to answer") from None
    except FAULTS as why:
        raise FetchError(feed.id, fault_in_words(why)) from why


async def _ask(client: Client, feed: Feed, state: PollState, limits: FetchLimits) -> Fetched:
    """Send the request and follow redirects; each address is checked before it is asked."""
    url, moved_to, permanent = web_address(state.asked_url or feed.url), None, True
    for _ in range(MOST_REDIRECTS + 1):
        conditions = validators(state, str(url))
        async with client.ask(url, (_ACCEPT, *conditions)) as answer:
            target = redirect(answer)
            if target is None:
                return await _outcome(answer, feed, state, limits, moved_to, conditional=bool(conditions))
        permanent = permanent and answer.status in PERMANENT
        url, moved_to = target, str(target) if permanent else moved_to
    raise FetchError(feed.id, f"it redirects more than {MOST_REDIRECTS} times; check its address")


def redirect(answer: Answer) -> URL | None:
    """Give where an answer redirects to, checked; None where it does not. ForbiddenAddressError for a bad address."""
    location = answer.raw(b"location")
    if location is None or answer.status not in PERMANENT | TEMPORARY:
        return None
    try:
        there = answer.url.join(URL(location.decode("utf-8", "replace").strip()))
    except ValueError:
        raise ForbiddenAddressError("it redirects to what is no address of the web") from None
    return web_address(str(there))


async def _outcome(
    answer: Answer,
    feed: Feed,
    state: PollState,
    limits: FetchLimits,
    moved_to: str | None,
    *,
    conditional: bool,
) -> Fetched:
    """Turn the last answer into what it comes to."""
    now = datetime.now(UTC)
    wait = retry_after(answer, now)
    unchanged = answer.status == _NOT_MODIFIED and conditional
    if not unchanged and answer.status != _OK:
        said = await read_beginning(answer)
        raise FetchError(
            feed.id, status_in_words(answer.status, wait), status=answer.status, retry_after=wait, said=said
        )
    etag, last_modified = _kept(answer, b"etag"), _kept(answer, b"last-modified")
    fresh = fresh_for(answer, now)
    if unchanged:  # what it does not say anew stands as it was stored (RFC 9111, 4.3.4)
        return Fetched(
            Outcome.NOT_MODIFIED,
            str(answer.url),
            etag=etag or state.etag,
            last_modified=last_modified or state.last_modified,
            moved_to=moved_to,
            retry_after=wait,
            fresh_for=state.fresh_for if fresh is None else fresh,
            body_hash=state.body_hash,
        )
    body = await read_body(answer, limits)
    body_hash = digest(body)
    same = body_hash == state.body_hash
    return Fetched(
        Outcome.SAME if same else Outcome.DOCUMENT,
        str(answer.url),
        body=b"" if same else body,
        etag=etag,
        last_modified=last_modified,
        content_type=answer.header("content-type") or None,
        moved_to=moved_to,
        retry_after=wait,
        fresh_for=fresh,
        body_hash=body_hash,
    )


def validators(state: PollState, url: str) -> Headers:
    """Return the conditions of a request: what the server sent, and nothing that it did not send.

    Both go together, and only to the address that they came from (RFC 9110, 8.8).
    """
    if state.validated_url not in {None, url}:
        return ()
    pairs = ((b"If-None-Match", state.etag), (b"If-Modified-Since", state.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value]


def _kept(answer: Answer, name: bytes) -> str | None:
    """Return a validator byte for byte, as ISO 8859-1; None where there is none that could be sent back."""
    value = answer.raw(name) or b""
    return value.decode("latin-1") if 0 < len(value) <= _LONGEST_VALIDATOR else None
