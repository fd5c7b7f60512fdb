"""Fetches feeds: polite, bounded in time and size, and never anywhere but on the public internet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from bot import __version__
from bot.feeds.body import ACCEPT_ENCODING, BodyError, FetchLimits, read_body
from bot.feeds.faults import fault_in_words, status_in_words
from bot.feeds.guard import (
    ForbiddenAddressError,
    Guard,
    GuardedBackend,
    GuardedTransport,
    Network,
    Resolve,
    check_url,
    resolve,
)
from bot.feeds.hints import max_age, retry_after
from bot.feeds.outcomes import Fetched, FetchError, Outcome
from bot.model.feeds import Feed, PollState

__all__ = ["FetchError", "FetchLimits", "Fetched", "Outcome", "fetch", "make_client"]

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_MOST_REDIRECTS = 5
_PERMANENT = frozenset({301, 308})
_LONGEST_VALIDATOR = 1_000
"""In bytes. Servers refuse requests whose headers are too long, so a longer one would be the last."""


def make_client(
    contact: str = "",
    allow_private_networks: Iterable[str | Network] = (),
    max_connections: int = 50,
    resolve: Resolve = resolve,
) -> httpx.AsyncClient:
    """Build the client for all feeds; close it when done.

    `contact` (an address or a page of the bot's owner) goes into the User-Agent. `allow_private_networks` names
    networks such as "127.0.0.0/8" that may be connected to though they are not public; ValueError for what is none.
    Proxies and cookies are not used.
    """
    limits = httpx.Limits(max_connections=max_connections, max_keepalive_connections=10, keepalive_expiry=5)
    owner = "".join(sign for sign in contact if sign.isascii() and sign.isprintable()).strip()
    return httpx.AsyncClient(
        transport=GuardedTransport(GuardedBackend(Guard(allow_private_networks), resolve), limits),
        headers={
            "User-Agent": f"Sequelwatch/{__version__} (feed reader{'; ' if owner else ''}{owner})",
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
        },
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=httpx.Timeout(30, connect=10, pool=None),
        trust_env=False,
    )


async def fetch(client: httpx.AsyncClient, feed: Feed, state: PollState, limits: FetchLimits) -> Fetched:
    """Ask for a feed, conditionally where `state` has validators (RFC 9110, 13.1); FetchError says what went wrong."""
    try:
        async with asyncio.timeout(limits.deadline.total_seconds()):
            return await _ask(client, feed, state, limits)
    except TimeoutError:
        seconds = limits.deadline.total_seconds()
        raise FetchError(feed.id, f"it took longer than {seconds:g} seconds to answer") from None
    except (httpx.HTTPError, httpx.InvalidURL, ForbiddenAddressError, BodyError) as why:
        raise FetchError(feed.id, fault_in_words(why)) from why


async def _ask(client: httpx.AsyncClient, feed: Feed, state: PollState, limits: FetchLimits) -> Fetched:
    """Send the request and follow redirects; each address is checked before it is asked."""
    validators = _validators(state)
    request = client.build_request("GET", feed.url, headers=validators)
    moved_to, permanent = None, True
    for _ in range(_MOST_REDIRECTS + 1):
        check_url(request.url)
        response = await client.send(request, stream=True)
        try:
            if response.next_request is None:
                return await _answer(response, feed, state, limits, moved_to)
            request = response.next_request
            permanent = permanent and response.status_code in _PERMANENT
            moved_to = str(request.url) if permanent else moved_to
        finally:
            await response.aclose()
    raise FetchError(feed.id, f"it redirects more than {_MOST_REDIRECTS} times; check its address")


async def _answer(
    response: httpx.Response,
    feed: Feed,
    state: PollState,
    limits: FetchLimits,
    moved_to: str | None,
) -> Fetched:
    """Turn the last response into what it comes to."""
    now = datetime.now(UTC)
    wait = retry_after(response.headers, now)
    status = response.status_code
    unchanged = status == httpx.codes.NOT_MODIFIED and _validators(state)
    if not unchanged and status != httpx.codes.OK:
        raise FetchError(feed.id, status_in_words(status, wait), status=status, retry_after=wait)
    etag, last_modified = _raw(response, b"etag"), _raw(response, b"last-modified")
    return Fetched(
        outcome=Outcome.NOT_MODIFIED if unchanged else Outcome.DOCUMENT,
        final_url=str(response.url),
        body=b"" if unchanged else await read_body(response, limits),
        etag=etag or (state.etag if unchanged else None),
        last_modified=last_modified or (state.last_modified if unchanged else None),
        content_type=response.headers.get("content-type"),
        moved_to=moved_to,
        retry_after=wait,
        max_age=max_age(response.headers, now),
    )


def _validators(state: PollState) -> list[tuple[bytes, bytes]]:
    """Return the conditions of a request: what the server sent, and nothing that it did not send."""
    pairs = ((b"If-None-Match", state.etag), (b"If-Modified-Since", state.last_modified))
    return [(name, value.encode("latin-1")) for name, value in pairs if value]


def _raw(response: httpx.Response, name: bytes) -> str | None:
    """Return a header byte for byte, as ISO 8859-1; httpx would guess an encoding."""
    value = next((value for key, value in response.headers.raw if key.lower() == name), b"")
    return value.decode("latin-1") if 0 < len(value) <= _LONGEST_VALIDATOR else None
