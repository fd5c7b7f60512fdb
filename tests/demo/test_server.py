from __future__ import annotations

import http.client
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.demo.channels import Channel, Format
from bot.demo.server import FeedServer
from bot.model.entries import Entry

Ask = Callable[..., Any]


@pytest.fixture
def server(make_article: Callable[..., Entry], make_channel: Callable[..., Channel]) -> Iterator[FeedServer]:
    channels = [make_channel(), make_channel(Format.ATOM, id_="foghorn")]
    articles = [make_article(number, feed) for number in range(3) for feed in ("klaxon", "foghorn")]
    with FeedServer(channels, articles) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        pytest.param("/klaxon", "application/rss+xml", id="an RSS channel says that it is RSS"),
        pytest.param("/foghorn", "application/atom+xml", id="an Atom channel says that it is Atom"),
    ],
)
def test_each_channel_is_served_in_its_format(path: str, content_type: str, server: FeedServer, ask: Ask) -> None:
    answer = ask(server.url, path)

    assert answer.status == 200
    assert answer.headers["content-type"].startswith(content_type)
    assert b"Bulletin 2" in answer.body


def test_moving_the_time_publishes_what_has_come_out_since(server: FeedServer, ask: Ask, noon: datetime) -> None:
    server.at(noon)
    before = ask(server.url, "/klaxon").body
    server.at(noon + timedelta(hours=1))
    after = ask(server.url, "/klaxon").body

    assert b"Bulletin 1" not in before
    assert b"Bulletin 1" in after


def test_who_has_the_document_gets_304_until_it_changes(server: FeedServer, ask: Ask, noon: datetime) -> None:
    server.at(noon)
    etag = ask(server.url, "/klaxon").headers["etag"]
    unchanged = ask(server.url, "/klaxon", If_None_Match=etag)
    server.at(noon + timedelta(hours=1))
    changed = ask(server.url, "/klaxon", If_None_Match=etag)

    assert (unchanged.status, unchanged.body) == (304, b"")
    assert changed.status == 200
    assert changed.headers["etag"] != etag


def test_a_channel_nobody_knows_is_not_found(server: FeedServer, ask: Ask) -> None:
    assert ask(server.url, "/trombone").status == 404


def test_one_connection_answers_several_requests(server: FeedServer) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    sockets = []
    for path in ("/klaxon", "/trombone", "/foghorn"):
        connection.request("GET", path)
        connection.getresponse().read()
        sockets.append(connection.sock)
    connection.close()

    assert sockets[0] is not None
    assert sockets.count(sockets[0]) == 3


def test_the_port_is_given_back(make_channel: Callable[..., Channel]) -> None:
    with FeedServer([make_channel()], []) as server:
        address = urlsplit(server.url)
    with pytest.raises(ConnectionError), socket.create_connection((address.hostname, address.port), timeout=5):
        pass


def test_outside_its_with_statement_it_has_no_address(make_channel: Callable[..., Channel]) -> None:
    with pytest.raises(RuntimeError, match="with statement"):
        _ = FeedServer([make_channel()], []).url
