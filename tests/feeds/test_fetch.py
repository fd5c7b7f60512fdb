from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
import zstandard

from bot.feeds.body import digest
from bot.feeds.client import Client
from bot.feeds.dial import NoConnectionError
from bot.feeds.faults import fault_in_words
from bot.feeds.fetch import Fetched, FetchError, FetchLimits, Outcome, fetch, make_client
from bot.model.feeds import Feed, PollState

LIMITS = FetchLimits(deadline=timedelta(seconds=10), wire_bytes=100_000, body_bytes=1_000_000)
RSS = b"<rss version='2.0'><channel><title>Klaxon</title></channel></rss>"

Fetch = Callable[..., Any]


@pytest.fixture
def get(
    client: Client,
    make_feed: Callable[..., Feed],
    make_state: Callable[..., PollState],
) -> Fetch:
    async def fetch_from(url: str, limits: FetchLimits = LIMITS, **state: Any) -> Fetched:
        return await fetch(client, make_feed(url), make_state(**state), limits)

    return fetch_from


async def problem(attempt: Any) -> str:
    with pytest.raises(FetchError) as caught:
        await attempt
    return caught.value.problem


async def test_a_document_comes_with_all_that_the_next_request_needs(server: Any, get: Fetch, reply: Any) -> None:
    url = server.on(
        "/feed", reply(RSS, etag='W/"1"', last_modified="Mon, 01 Jun 2026 10:00:00 GMT", content_type="a/b")
    )
    assert await get(url) == Fetched(
        outcome=Outcome.DOCUMENT,
        final_url=url,
        body=RSS,
        etag='W/"1"',
        last_modified="Mon, 01 Jun 2026 10:00:00 GMT",
        content_type="a/b",
        body_hash=digest(RSS),
    )


async def test_the_first_request_has_no_conditions_and_says_who_asks(server: Any, get: Fetch, reply: Any) -> None:
    await get(server.on("/feed", reply(RSS)))
    headers = server.requests[0].headers
    assert b"if-none-match" not in headers
    assert b"if-modified-since" not in headers
    assert headers[b"user-agent"].startswith(b"Sequelwatch/")
    assert b"owner@bot.example" in headers[b"user-agent"]
    assert headers[b"accept"].startswith(b"application/rss+xml, application/atom+xml")
    assert headers[b"accept-encoding"] == b"gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    "etag",
    [
        pytest.param(b'"33a64df5"', id="strong"),
        pytest.param(b'W/"0815"', id="weak"),
        pytest.param(b'"a\xe9\xfc-\xff"', id="bytes above ASCII"),
        pytest.param("\N{EN DASH}".encode(), id="UTF-8, which is no encoding of headers"),
        pytest.param(b"no quotes at all", id="against the grammar"),
        pytest.param(b'"a, b", "c"', id="what looks like a list"),
    ],
)
async def test_validators_are_sent_back_byte_for_byte(etag: bytes, server: Any, get: Fetch) -> None:
    modified = b"Mon,  1 Jun 2026 10:00:00 +0000"  # not how RFC 9110 writes dates, so not to be written anew
    first = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: %s\r\nLast-Modified: %s\r\n\r\nx" % (etag, modified)
    url = server.on("/feed", first, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    fetched = await get(url)
    await get(url, etag=fetched.etag, last_modified=fetched.last_modified)
    assert server.requests[1].headers[b"if-none-match"] == etag
    assert server.requests[1].headers[b"if-modified-since"] == modified


async def test_a_validator_that_was_not_sent_is_not_made_up(server: Any, get: Fetch, reply: Any) -> None:
    url = server.on("/feed", reply(RSS, etag='"1"', date="Mon, 01 Jun 2026 10:00:00 GMT"))
    fetched = await get(url)
    await get(url, etag=fetched.etag, last_modified=fetched.last_modified)
    assert server.requests[1].headers[b"if-none-match"] == b'"1"'
    assert b"if-modified-since" not in server.requests[1].headers


async def test_not_modified_keeps_the_validators_and_takes_newer_ones(server: Any, get: Fetch, reply: Any) -> None:
    url = server.on("/feed", reply(status=304), reply(status=304, etag='"2"'))
    same = await get(url, etag='"1"', last_modified="yesterday")
    assert (same.outcome, same.body, same.etag, same.last_modified) == (Outcome.NOT_MODIFIED, b"", '"1"', "yesterday")
    assert (await get(url, etag='"1"')).etag == '"2"'


async def test_not_modified_without_a_condition_is_a_fault(server: Any, get: Fetch, reply: Any) -> None:
    assert "HTTP 304" in await problem(get(server.on("/feed", reply(status=304))))


async def test_a_validator_too_long_to_be_sent_back_is_not_kept(server: Any, get: Fetch, reply: Any) -> None:
    fetched = await get(server.on("/feed", reply(RSS, etag=f'"{"x" * 5_000}"')))
    assert fetched.etag is None


@pytest.mark.parametrize(
    ("status", "retry_after", "words", "wait"),
    [
        pytest.param(404, None, "there is nothing at its address", None, id="not found"),
        pytest.param(410, None, "gone for good", None, id="gone"),
        pytest.param(403, None, "it refuses us", None, id="forbidden"),
        pytest.param(401, None, "a password", None, id="a password"),
        pytest.param(429, "120", "too often (HTTP 429 Too Many Requests); it asks to be left alone for 2 minutes",
                     timedelta(minutes=2), id="too many requests, with a wait in seconds"),
        pytest.param(503, "Mon, 01 Jun 2026 14:00:00 GMT", "left alone for 2 hours", timedelta(hours=2),
                     id="unavailable, with a wait until a time by the server's clock"),
        pytest.param(503, "Mon, 01 Jun 2026 08:00:00 GMT", "has a problem", timedelta(), id="a wait that is over"),
        pytest.param(503, "99999999999999999999", "365 days", timedelta(days=365), id="a wait without end"),
        pytest.param(503, "soon", "has a problem", None, id="a wait that cannot be read"),
        pytest.param(500, None, "its server has a problem (HTTP 500 Internal Server Error)", None, id="broken"),
        pytest.param(418, None, "it sends no feed", None, id="no status for feeds"),
        pytest.param(799, None, "has a problem (HTTP 799 unknown)", None, id="no status at all"),
        pytest.param(204, None, "it sends no feed (HTTP 204 No Content)", None, id="no content"),
        pytest.param(300, None, "it sends no feed", None, id="a choice that nobody makes"),
    ],
)  # fmt: skip
async def test_a_refusal_is_told_in_words_with_what_the_schedule_needs(
    status: int, retry_after: str | None, words: str, wait: timedelta | None, *, server: Any, get: Fetch, reply: Any
) -> None:
    headers = {"retry_after": retry_after} if retry_after else {}
    url = server.on("/feed", reply(b"<html>", status, date="Mon, 01 Jun 2026 12:00:00 GMT", **headers))
    with pytest.raises(FetchError) as caught:
        await get(url)
    assert words in str(caught.value)
    assert str(caught.value).startswith("feed klaxon: ")
    assert (caught.value.status, caught.value.retry_after) == (status, wait)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        pytest.param({"cache_control": "public, max-age=600"}, timedelta(minutes=10), id="max-age"),
        pytest.param({"cache_control": "MAX-AGE=600", "age": "60"}, timedelta(minutes=9), id="less the time in caches"),
        pytest.param({"cache_control": "max-age=600", "age": "6000"}, timedelta(), id="stale already"),
        pytest.param({"cache_control": "s-maxage=600"}, None, id="for shared caches, which we are not"),
        pytest.param({"cache_control": "no-cache, max-age=600"}, timedelta(), id="never fresh"),
        pytest.param({"cache_control": "max-age=999999999999"}, timedelta(days=365), id="fresh for ever"),
        pytest.param({"expires": "Mon, 01 Jun 2026 12:30:00 GMT"}, timedelta(minutes=30), id="Expires"),
        pytest.param({"expires": "0"}, timedelta(), id="Expires that is no date"),
        pytest.param({}, None, id="nothing said"),
    ],
)
async def test_how_long_an_answer_stays_fresh(
    headers: dict[str, str], fresh: timedelta | None, server: Any, get: Fetch, reply: Any
) -> None:
    url = server.on("/feed", reply(RSS, date="Mon, 01 Jun 2026 12:00:00 GMT", **headers))
    assert (await get(url)).fresh_for == fresh


async def test_redirects_are_followed_and_a_lasting_one_is_told(server: Any, get: Fetch, reply: Any) -> None:
    server.on("/a", reply(status=301, location="/b"))
    server.on("/b", reply(status=308, location=f"{server.base}/c"))
    server.on("/c", reply(status=302, location="d"))
    server.on("/d", reply(status=301, location="/e?now"))
    server.on("/e?now", reply(RSS))
    fetched = await get(f"{server.base}/a", etag='"1"')
    assert fetched.body == RSS
    assert fetched.final_url == f"{server.base}/e?now"
    assert fetched.moved_to == f"{server.base}/c", "what follows a passing redirect may pass with it"
    assert {request.headers[b"if-none-match"] for request in server.requests} == {b'"1"'}


async def test_a_passing_redirect_is_no_move(server: Any, get: Fetch, reply: Any) -> None:
    server.on("/b", reply(RSS))
    assert (await get(server.on("/a", reply(status=307, location="/b")))).moved_to is None


async def test_more_than_five_redirects_are_too_many(server: Any, get: Fetch, reply: Any) -> None:
    for hop in range(6):
        server.on(f"/{hop}", reply(status=302, location=f"/{hop + 1}"))
    server.on("/6", reply(RSS))
    assert (await get(f"{server.base}/1")).body == RSS
    assert "redirects more than 5 times" in await problem(get(f"{server.base}/0"))


async def test_a_redirect_in_a_circle_ends(server: Any, get: Fetch, reply: Any) -> None:
    assert "redirects more than 5 times" in await problem(get(server.on("/a", reply(status=301, location="/a"))))
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "words"),
    [
        pytest.param("http://169.254.169.254/latest/meta-data/", "not on the public internet", id="a cloud's metadata"),
        pytest.param("http://[::1]/", "not on the public internet", id="this machine"),
        pytest.param("file:///etc/passwd", "only http and https", id="a file"),
        pytest.param("http://me:secret@127.0.0.1/", "leave it out", id="with a password"),
        pytest.param("http://300.1.2.3/", "no address of the web", id="no address"),
    ],
)
async def test_a_redirect_leads_nowhere_that_a_feed_may_not_be(
    location: str, words: str, server: Any, get: Fetch, reply: Any
) -> None:
    said = await problem(get(server.on("/feed", reply(status=302, location=location))))
    assert words in said
    assert "secret" not in said
    assert len(server.requests) == 1


async def test_cookies_are_not_kept(server: Any, get: Fetch, reply: Any) -> None:
    url = server.on("/feed", reply(RSS, set_cookie="who=you; Path=/"))
    await get(url)
    await get(url)
    assert b"cookie" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        pytest.param(gzip.compress(RSS), "gzip", id="gzip"),
        pytest.param(gzip.compress(RSS), "X-GZIP", id="gzip by its old name"),
        pytest.param(zlib.compress(RSS), "deflate", id="deflate"),
        pytest.param(zlib.compress(RSS)[2:-4], "deflate", id="deflate without its frame, as some servers send it"),
        pytest.param(brotli.compress(RSS), "br", id="Brotli"),
        pytest.param(zstandard.compress(RSS), "zstd", id="Zstandard"),
        pytest.param(RSS, "identity", id="not packed"),
        pytest.param(RSS, "", id="no name"),
    ],
)
async def test_packed_answers_are_unpacked(packed: bytes, encoding: str, server: Any, get: Fetch, reply: Any) -> None:
    assert (await get(server.on("/feed", reply(packed, content_encoding=encoding)))).body == RSS


@pytest.mark.parametrize(
    ("packed", "encoding", "words"),
    [
        pytest.param(gzip.compress(RSS)[:-9], "gzip", "breaks off", id="cut off"),
        pytest.param(b"\x1f\x8b but not really", "gzip", "is broken", id="no gzip"),
        pytest.param(b"\x78\x9c but not really", "deflate", "is broken", id="no deflate"),
        pytest.param(RSS, "compress", "packed as 'compress'", id="not asked for"),
        pytest.param(RSS, "br", "is broken", id="no Brotli"),
        pytest.param(RSS, "zstd", "is broken", id="no Zstandard"),
        pytest.param(brotli.compress(RSS)[:-3], "br", "breaks off", id="Brotli, cut off"),
        pytest.param(zstandard.compress(RSS)[:-3], "zstd", "breaks off", id="Zstandard, cut off"),
        pytest.param(gzip.compress(gzip.compress(RSS)), "gzip, gzip", "packed as 'gzip, gzip'", id="packed twice"),
    ],
)
async def test_broken_packing_is_a_fault(
    packed: bytes, encoding: str, words: str, *, server: Any, get: Fetch, reply: Any
) -> None:
    assert words in await problem(get(server.on("/feed", reply(packed, content_encoding=encoding))))


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (b"gzip", gzip.compress(RSS)),
        (b"deflate", zlib.compress(RSS)),
        (b"br", brotli.compress(RSS)),
        (b"zstd", zstandard.compress(RSS)),
    ],
)
async def test_packed_answers_may_come_byte_by_byte(encoding: bytes, packed: bytes, server: Any, get: Fetch) -> None:

    async def chunks(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: %s\r\n\r\n" % encoding)
        for byte in packed:
            writer.write(b"1\r\n%c\r\n" % byte)
        writer.write(b"0\r\n\r\n")

    assert (await get(server.on("/feed", chunks))).body == RSS


async def test_an_empty_packed_answer_is_empty(server: Any, get: Fetch, reply: Any) -> None:
    assert (await get(server.on("/feed", reply(b"", content_encoding="gzip")))).body == b""


async def test_a_body_of_the_largest_size_is_read_and_one_byte_more_is_not(server: Any, get: Fetch, reply: Any) -> None:
    limits = replace(LIMITS, wire_bytes=1_000)
    assert len((await get(server.on("/feed", reply(b"x" * 1_000)), limits)).body) == 1_000
    assert "larger than 1,000 bytes" in await problem(get(server.on("/feed", reply(b"x" * 1_001)), limits))


async def test_a_body_without_a_length_is_counted_as_it_comes(server: Any, get: Fetch) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 10_000)
            await writer.drain()

    assert "larger than 100,000 bytes" in await problem(get(server.on("/feed", endless)))


def _quick_brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=2))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
async def test_a_bomb_is_put_down_before_it_fills_the_memory(
    encoding: str, server: Any, get: Fetch, reply: Any
) -> None:
    nothing = bytes(60_000_000)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": _quick_brotli,
        "zstd": zstandard.compress,
    }
    bomb = packers[encoding](nothing)
    del nothing
    assert len(bomb) < LIMITS.wire_bytes
    url = server.on("/feed", reply(bomb, content_encoding=encoding))
    tracemalloc.start()
    try:
        assert "larger than 1,000,000 bytes" in await problem(get(url))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


async def test_a_byte_now_and_then_does_not_hold_the_request(server: Any, get: Fetch) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    limits = replace(LIMITS, deadline=timedelta(seconds=0.2))
    assert "longer than 0.2 seconds" in await problem(get(server.on("/feed", drip), limits))


async def test_a_server_that_says_nothing_does_not_hold_the_request(server: Any, get: Fetch) -> None:
    async def silence(_writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    limits = replace(LIMITS, deadline=timedelta(seconds=0.1))
    assert "longer than 0.1 seconds" in await problem(get(server.on("/feed", silence), limits))


async def test_the_deadline_covers_all_redirects_together(server: Any, get: Fetch, reply: Any) -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.08)
        writer.write(reply(status=302, location="/feed"))

    limits = replace(LIMITS, deadline=timedelta(seconds=0.2))
    assert "longer than 0.2 seconds" in await problem(get(server.on("/feed", late), limits))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "breaks off", id="closes in mid-body"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf", "breaks off",
                     id="in mid-chunk"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Le", "breaks off", id="closes in mid-header"),
        pytest.param(b"", "breaks off", id="closes at once"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", "not proper HTTP", id="speaks another protocol"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "not proper HTTP", id="a length below zero"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "not proper HTTP",
                     id="two lengths"),
    ],
)  # fmt: skip
async def test_an_answer_that_is_not_whole_is_a_fault(answer: bytes, words: str, server: Any, get: Fetch) -> None:
    assert words in await problem(get(server.on("/feed", answer)))


async def test_headers_without_end_are_a_fault(server: Any, get: Fetch) -> None:
    async def headers(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: and more\r\n" * 1_000)
            await writer.drain()

    assert "not proper HTTP" in await problem(get(server.on("/feed", headers)))


async def test_more_than_was_announced_is_left_on_the_wire(server: Any, get: Fetch) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf and another half"
    assert (await get(server.on("/feed", answer))).body == b"half"


async def test_nobody_listening_is_told_as_such(get: Fetch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        said = await problem(get(f"http://127.0.0.1:{taken.getsockname()[1]}/"))
    assert said == "it refuses the connection"


async def test_a_server_without_tls_is_told_as_such(server: Any, get: Fetch, reply: Any) -> None:
    url = server.on("/feed", reply(RSS)).replace("http:", "https:")
    assert await problem(get(url)) == "no secure connection (TLS) to it can be made"


async def test_an_unknown_host_is_told_as_such(make_feed: Any, make_state: Any) -> None:
    async def no_dns(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with make_client(resolve=no_dns) as client:
        assert "host name is not known" in await problem(fetch(client, make_feed(), make_state(), LIMITS))


async def test_no_dns_at_all_is_told_apart_from_an_unknown_host(make_feed: Any, make_state: Any) -> None:
    async def no_dns(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    async with make_client(resolve=no_dns) as client:
        assert "DNS does not answer" in await problem(fetch(client, make_feed(), make_state(), LIMITS))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("ftp://klaxon.example/feed", "only http and https", id="another protocol"),
        pytest.param("klaxon.example/feed", "only http and https", id="no protocol"),
        pytest.param("https://reader:secret@klaxon.example/", "leave it out", id="a password"),
        pytest.param("http://300.1.2.3/", "no address of the web", id="no address"),
        pytest.param("http://klaxon.example:99999/", "Port out of range", id="no port"),
    ],
)
async def test_an_address_that_cannot_be_fetched_is_told_in_words(url: str, words: str, get: Fetch) -> None:
    said = await problem(get(url))
    assert words in said
    assert "secret" not in said


def test_a_bad_certificate_is_told_in_openssl_s_own_words() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "certificate has expired"
    error = NoConnectionError("no connection can be made")
    error.__cause__ = cause
    assert fault_in_words(error) == "its TLS certificate is not valid: certificate has expired"


async def test_a_contact_cannot_smuggle_headers_in(server: Any, reply: Any, make_feed: Any, make_state: Any) -> None:
    url = server.on("/feed", reply(RSS))
    async with make_client("me\r\nX-Evil: 1\N{EN DASH}", ["127.0.0.0/8"]) as client:
        await fetch(client, make_feed(url), make_state(), LIMITS)
    headers = server.requests[0].headers
    assert b"x-evil" not in headers
    assert headers[b"user-agent"].endswith(b"/sequelwatch; meX-Evil: 1)")
