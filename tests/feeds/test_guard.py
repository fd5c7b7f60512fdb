from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.feeds import guard
from bot.feeds.client import make_client
from bot.feeds.dial import Dialler, NoConnectionError
from bot.feeds.fetch import FetchError, FetchLimits, fetch
from bot.feeds.guard import ForbiddenAddressError, Guard, check_url, web_address

FORBIDDEN = [
    # This machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
    *("127.0.0.1", "127.0.0.2", "127.0.1.1", "127.8.8.8", "127.255.255.254", "127.255.255.255", "::1"),
    # No address, and "this network" (RFC 6890), which Linux takes for this machine.
    *("0.0.0.0", "0.0.0.1", "0.1.2.3", "0.255.255.255", "::"),  # noqa: S104 - the point is that they are refused
    # Private (RFC 1918, RFC 4193).
    *("10.0.0.0", "10.0.0.1", "10.1.2.3", "10.255.255.255", "172.16.0.0", "172.16.0.1", "172.20.10.1"),
    *("172.31.255.255", "192.168.0.0", "192.168.0.1", "192.168.1.254", "192.168.255.255"),
    *("fc00::", "fc00::1", "fd00::1", "fd12:3456:789a:1::1", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    # Link-local (RFC 3927, RFC 4291), and the clouds' metadata in it.
    *("169.254.0.1", "169.254.1.1", "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.255.255"),
    *("fe80::", "fe80::1", "fe80::a9fe:a9fe", "febf:ffff::1", "fe80::1%lo", "fd00:ec2::254", "fd20:ce::254"),
    # Site-local, deprecated (RFC 3879) and still routed.
    *("fec0::", "fec0::1", "feff::1"),
    # Metadata and services of clouds outside of it.
    *("100.100.100.200", "168.63.129.16", "192.0.0.192"),
    # Carrier-grade NAT (RFC 6598).
    *("100.64.0.0", "100.64.0.1", "100.96.0.1", "100.127.255.255"),
    # Protocol assignments (RFC 6890), documentation (RFC 5737, 3849, 9637), benchmarking (RFC 2544, RFC 5180).
    *("192.0.0.0", "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.0.255", "192.0.2.0", "192.0.2.7"),
    *("198.51.100.1", "203.0.113.99", "198.18.0.0", "198.18.0.1", "198.19.255.255"),
    *("2001:db8::", "2001:db8::1", "2001:db8:ffff::1", "3fff::1", "3fff:fff::1", "2001:2::1", "2001:10::1"),
    *("2001:20::1", "2001:1::1", "2001:1::2", "2001:3::1", "2001:4:112::1"),
    # Anycast that whoever is nearest answers: AS112 (RFC 7534, 7535), AMT (RFC 7450), relays of 6to4 (RFC 7526).
    *("192.31.196.1", "192.52.193.1", "192.88.99.0", "192.88.99.1", "192.175.48.1", "2620:4f:8000::1"),
    # Multicast (RFC 5771, RFC 4291).
    *("224.0.0.0", "224.0.0.1", "224.0.0.251", "232.1.1.1", "239.255.255.250", "239.255.255.255"),
    *("ff00::", "ff01::1", "ff02::1", "ff02::fb", "ff05::2", "ff0e::1", "ff3e::1"),
    # Reserved (RFC 1112), broadcast (RFC 919).
    *("240.0.0.0", "240.0.0.1", "250.1.2.3", "255.255.255.254", "255.255.255.255"),
    # Mapped (RFC 4291, 2.5.5.2): of this machine, of private networks, of metadata, and of a public one too.
    *("::ffff:127.0.0.1", "::ffff:0.0.0.0", "::ffff:10.0.0.1", "::ffff:172.16.0.1", "::ffff:192.168.0.1"),
    *("::ffff:169.254.169.254", "::ffff:100.64.0.1", "::ffff:224.0.0.1", "::ffff:7f00:1", "::ffff:93.184.215.14"),
    # Compatible, deprecated (RFC 4291, 2.5.5.1), and translated without a mapping (RFC 2765).
    *("::127.0.0.1", "::10.0.0.1", "::192.168.0.1", "::93.184.215.14", "::ffff:0:127.0.0.1", "::ffff:0:7f00:1"),
    # NAT64 (RFC 6052, RFC 8215).
    *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::c0a8:1", "64:ff9b::a9fe:a9fe", "64:ff9b::5db8:d70e"),
    *("64:ff9b:1::7f00:1", "64:ff9b:1::1", "64:ff9b:1:ffff::a9fe:a9fe"),
    # 6to4 (RFC 3056).
    *("2002::", "2002:7f00:1::", "2002:7f00:1::1", "2002:a00:1::1", "2002:c0a8:1::1", "2002:a9fe:a9fe::1"),
    *("2002:5db8:d70e::1",),
    # Teredo (RFC 4380).
    *("2001::", "2001::1", "2001:0:7f00:1::", "2001:0:5db8:d70e::1", "2001:0:c0a8:1:8000:63bf:3fff:fdd2"),
    # The discard prefix (RFC 6666), segment routing (RFC 9602), and what nobody has given out.
    *("100::", "100::1", "100:0:0:1::1", "5f00::1", "1::1", "200::1", "400::1", "4000::1", "6000::1", "e000::1"),
]  # fmt: skip

SPELLINGS = [
    *("2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1"),
    *("0", "0x0", "00.00.00.00", "0x7F.0x0.0x0.0x1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376"),
    *("169.16689662", "3232235521", "192.168.257", "10.1", "127。0。0。1", "127.0.0.1.", "①②⑦.0.0.1"),
    *("１２７.0.0.1", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1%25lo]"),
    *("localhost", "LOCALHOST", "localhost.", "ip6-localhost"),
]  # fmt: skip
"""Other ways to write such addresses, which a resolver or a URL parser may understand."""


REDIRECTING = "127.0.0.53"
"""The one address that the redirecting server's owner has named."""


class FakeDns:
    """Answers each look-up with the next of its lists of addresses; the last one is given again and again."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    async def __call__(self, _host: str, _port: int) -> list[str]:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


class Ear:
    """Hears of every connection that this process attempts, from the interpreter itself (PEP 578)."""

    def __init__(self) -> None:
        self.heard: list[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.heard is not None and event in {"socket.connect", "socket.sendto"}:
            self.heard.append(str(arguments[1][0]))


EAR = Ear()  # an audit hook cannot be taken out again


@pytest.fixture
def connections() -> Iterator[list[str]]:
    EAR.heard = []
    yield EAR.heard
    EAR.heard = None


@pytest.fixture(scope="module")
def redirects() -> Iterator[Callable[[str], str]]:
    """A server that redirects to wherever it is told."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    where = [""]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", where[0])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer((REDIRECTING, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def to(location: str) -> str:
        where[0] = location
        return f"http://{REDIRECTING}:{server.server_port}/"

    yield to
    server.shutdown()
    thread.join()
    server.server_close()


def literal(address: str) -> str:
    return f"[{address.replace('%', '%25')}]" if ":" in address and not address.startswith("[") else address


def test_the_table_is_long_enough() -> None:
    assert len(set(FORBIDDEN) | set(SPELLINGS)) >= 150
    assert len(set(FORBIDDEN)) == len(FORBIDDEN)


@pytest.mark.parametrize("port", [80, 443])
@pytest.mark.parametrize("address", FORBIDDEN)
def test_what_is_not_public_unicast_is_refused(address: str, port: int) -> None:
    assert not Guard(own=lambda _: False).permits(address, port)


@pytest.mark.parametrize("host", [*map(literal, FORBIDDEN), *SPELLINGS])
async def test_no_forbidden_address_is_connected_to_directly(
    host: str, make_feed: Any, make_state: Any, connections: list[str]
) -> None:
    async with make_client() as client:
        with pytest.raises(FetchError):
            await fetch(client, make_feed(f"http://{host}/feed"), make_state(), FetchLimits())
    assert connections == []


@pytest.mark.parametrize("host", [*map(literal, FORBIDDEN), *SPELLINGS])
async def test_no_forbidden_address_is_connected_to_after_a_redirect(
    host: str, make_feed: Any, make_state: Any, connections: list[str], redirects: Callable[[str], str]
) -> None:
    url = redirects(f"http://{host}/feed".encode().decode("latin-1"))
    async with make_client(allow_private_networks=[f"{REDIRECTING}/32"]) as client:
        with pytest.raises(FetchError):
            await fetch(client, make_feed(url), make_state(), FetchLimits())
    assert connections == [REDIRECTING]


@pytest.mark.parametrize("address", FORBIDDEN)
async def test_no_forbidden_address_is_connected_to_by_a_name_that_leads_elsewhere_the_second_time(
    address: str, make_feed: Any, make_state: Any, connections: list[str]
) -> None:
    dns = FakeDns(["93.184.215.14"], [address])
    assert await dns("rebind.example", 80) == ["93.184.215.14"]  # what a check before the connection would see
    async with make_client(resolve=dns) as client:
        with pytest.raises(FetchError, match=r"rebind\.example leads to"):
            await fetch(client, make_feed("http://rebind.example/feed"), make_state(), FetchLimits())
    assert connections == []


@pytest.mark.parametrize(
    ("address", "permitted"),
    [
        pytest.param("93.184.215.14", True, id="a public IPv4 address"),
        pytest.param("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, id="a public IPv6 address"),
        pytest.param("172.32.0.1", True, id="just behind private class B"),
        pytest.param("100.128.0.1", True, id="just behind carrier-grade NAT"),
        pytest.param("2003::1", True, id="just behind 6to4"),
        pytest.param("2130706433", False, id="no numeric form: the resolver turns it into one"),
        pytest.param("localhost", False, id="a name is no address"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_only_public_hosts_may_be_connected_to(address: str, permitted: bool) -> None:
    assert Guard().permits(address) is permitted


@pytest.mark.parametrize(
    ("allowed", "address", "permitted"),
    [
        pytest.param("127.0.0.0/8", "127.0.0.1", True, id="in the network that is named"),
        pytest.param("127.0.0.0/8", "::ffff:127.0.0.1", True, id="the same, mapped"),
        pytest.param("127.0.0.0/8", "192.168.0.1", False, id="another private network"),
        pytest.param("127.0.0.0/8", "::1", False, id="this machine under another name"),
        pytest.param("127.0.0.0/8", "93.184.215.14", True, id="the public internet, as ever"),
        pytest.param("64:ff9b::/96", "64:ff9b::5db8:d70e", True, id="NAT64 that is named, to a public address"),
        pytest.param("64:ff9b::/96", "64:ff9b::7f00:1", False, id="NAT64 that is named, to this machine"),
        pytest.param("::/0", "::ffff:10.0.0.1", False, id="all of IPv6 is not all of IPv4"),
        pytest.param("fd00::/8", "fd12::1", True, id="a private network of IPv6"),
    ],
)
def test_a_private_network_that_is_named_may_be_connected_to(allowed: str, address: str, permitted: bool) -> None:
    assert Guard([allowed]).permits(address) is permitted


@pytest.mark.parametrize(
    ("address", "port", "permitted"),
    [
        pytest.param("93.184.215.14", 80, True, id="HTTP"),
        pytest.param("93.184.215.14", 443, True, id="HTTPS"),
        pytest.param("93.184.215.14", 8080, True, id="a port that is configured"),
        pytest.param("93.184.215.14", 22, False, id="SSH"),
        pytest.param("93.184.215.14", 25, False, id="mail"),
        pytest.param("93.184.215.14", 6379, False, id="a database"),
        pytest.param("10.0.0.1", 6379, True, id="any port in a network that is named"),
    ],
)
def test_ports_are_the_webs_and_those_that_are_configured(address: str, port: int, permitted: bool) -> None:
    assert Guard(["10.0.0.0/8"], {80, 443, 8080}).permits(address, port) is permitted


def test_this_machines_own_public_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda _: True)  # a machine in a test has no public address of its own
    assert "this machine's own" in str(Guard().objection("127.0.0.1", 443))
    assert Guard().permits("93.184.215.14")


def test_a_network_that_is_none_is_an_error_when_the_client_is_made() -> None:
    with pytest.raises(ValueError, match="localhost"):
        make_client(allow_private_networks=["localhost"])


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        pytest.param("file:///etc/passwd", "'file'", id="a file of this machine"),
        pytest.param("ftp://klaxon.example/feed", "'ftp'", id="another protocol"),
        pytest.param("gopher://127.0.0.1:6379/_flush", "'gopher'", id="a protocol to smuggle others with"),
        pytest.param("data:text/xml,<rss/>", "'data'", id="no place at all"),
        pytest.param("//klaxon.example/feed", "''", id="no protocol at all"),
        pytest.param("https://reader:secret@klaxon.example/feed", "leave it out", id="a user name and a password"),
        pytest.param("https://klaxon.example@evil.example/", "leave it out", id="a host name that is a user name"),
        pytest.param("https://@evil.example/", None, id="an empty user name is none"),
        pytest.param("http:///feed", "names no host", id="no host"),
        pytest.param("http://klaxon.example:0/", "no port", id="no port"),
        pytest.param("http://klaxon.example:99999/", "not one of the web", id="a port that cannot be"),
        pytest.param("http://kla xon.example/", "names no host", id="a space in the host"),
        pytest.param("http://kla%2Fxon.example/", "names no host", id="a slash in disguise in the host"),
        pytest.param("http://[::1", "not one of the web", id="half an address"),
    ],
)
def test_an_address_must_be_a_plain_one_of_the_web(url: str, problem: str | None) -> None:
    if problem is None:
        check_url(web_address(url))
        return
    with pytest.raises(ForbiddenAddressError, match=problem) as caught:
        web_address(url)
    assert "secret" not in str(caught.value)


async def test_of_several_addresses_only_the_permitted_are_tried_until_one_answers(
    server: Any, connections: list[str]
) -> None:
    dialler = Dialler(Guard(["127.0.0.0/8"]), FakeDns(["10.0.0.1", "127.0.0.2", "127.0.0.1"]))
    line = await dialler.dial(web_address(f"http://klaxon.example:{server.base.rpartition(':')[2]}/"))
    line.hang_up()
    assert connections == ["127.0.0.2", "127.0.0.1"]  # nobody listens on the first


async def test_a_label_that_no_host_name_can_have_is_a_failed_look_up() -> None:
    dialler = Dialler(Guard())
    with pytest.raises(NoConnectionError) as caught:
        await dialler.dial(web_address(f"http://{'a' * 64}.example/"))
    assert isinstance(caught.value.__cause__, socket.gaierror)


async def test_proxies_of_the_environment_do_not_get_around_the_guard(
    monkeypatch: pytest.MonkeyPatch, server: Any, make_feed: Any, make_state: Any
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.base)
    monkeypatch.setenv("ALL_PROXY", server.base)
    async with make_client(resolve=FakeDns(["10.0.0.1"])) as client:
        with pytest.raises(FetchError, match="not on the public internet"):
            await fetch(client, make_feed("http://klaxon.example/"), make_state(), FetchLimits())
    assert server.requests == []
