from __future__ import annotations

import socket
from typing import Any

import httpx
import pytest

from bot.feeds.fetch import make_client
from bot.feeds.guard import ForbiddenAddressError, Guard, GuardedBackend, check_url


@pytest.mark.parametrize(
    ("address", "permitted"),
    [
        pytest.param("93.184.215.14", True, id="a public IPv4 address"),
        pytest.param("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, id="a public IPv6 address"),
        pytest.param("127.0.0.1", False, id="this machine"),
        pytest.param("127.8.8.8", False, id="all of 127/8 is this machine"),
        pytest.param("0.0.0.0", False, id="this network, which Linux takes for this machine"),  # noqa: S104
        pytest.param("10.1.2.3", False, id="private, class A"),
        pytest.param("172.31.255.255", False, id="private, class B"),
        pytest.param("172.32.0.1", True, id="just behind private class B"),
        pytest.param("192.168.0.1", False, id="a home router"),
        pytest.param("169.254.169.254", False, id="a cloud's metadata"),
        pytest.param("100.64.0.1", False, id="carrier-grade NAT"),
        pytest.param("100.128.0.1", True, id="just behind carrier-grade NAT"),
        pytest.param("192.0.0.8", False, id="protocol assignments"),
        pytest.param("192.0.2.7", False, id="documentation"),
        pytest.param("192.88.99.1", False, id="a relay of 6to4"),
        pytest.param("198.18.0.1", False, id="benchmarking"),
        pytest.param("224.0.0.251", False, id="multicast"),
        pytest.param("240.0.0.1", False, id="reserved"),
        pytest.param("255.255.255.255", False, id="broadcast"),
        pytest.param("::", False, id="unspecified, IPv6"),
        pytest.param("::1", False, id="this machine, IPv6"),
        pytest.param("fe80::1", False, id="link-local"),
        pytest.param("fe80::1%eth0", False, id="link-local with a zone"),
        pytest.param("fec0::1", False, id="site-local, deprecated and still routed"),
        pytest.param("fd00::1", False, id="unique local"),
        pytest.param("ff0e::1", False, id="multicast of global scope"),
        pytest.param("2001:db8::1", False, id="documentation, IPv6"),
        pytest.param("3fff::1", False, id="documentation, the newer block"),
        pytest.param("::ffff:127.0.0.1", False, id="this machine, mapped"),
        pytest.param("::ffff:10.0.0.1", False, id="a private address, mapped"),
        pytest.param("::ffff:93.184.215.14", True, id="a public address, mapped"),
        pytest.param("::127.0.0.1", False, id="this machine, in the deprecated compatible form"),
        pytest.param("64:ff9b::7f00:1", False, id="this machine behind NAT64"),
        pytest.param("64:ff9b::5db8:d70e", True, id="a public address behind NAT64"),
        pytest.param("64:ff9b:1::7f00:1", False, id="NAT64 of the local network"),
        pytest.param("2002:7f00:1::", False, id="this machine behind 6to4"),
        pytest.param("2002:c0a8:1::1", False, id="a home router behind 6to4"),
        pytest.param("2001:0:5db8:d70e::1", False, id="Teredo, which tunnels to anywhere"),
        pytest.param("100::1", False, id="the discard prefix"),
        pytest.param("2130706433", False, id="no numeric form: the resolver turns it into one"),
        pytest.param("localhost", False, id="a name is no address"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_only_public_hosts_may_be_connected_to(address: str, permitted: bool) -> None:
    assert Guard().permits(address) is permitted


@pytest.mark.parametrize(
    ("address", "permitted"),
    [
        pytest.param("127.0.0.1", True, id="in the network that is named"),
        pytest.param("::ffff:127.0.0.1", True, id="the same, mapped"),
        pytest.param("192.168.0.1", False, id="another private network"),
        pytest.param("::1", False, id="this machine under another name"),
        pytest.param("93.184.215.14", True, id="the public internet, as ever"),
    ],
)
def test_a_private_network_that_is_named_may_be_connected_to(address: str, permitted: bool) -> None:
    assert Guard(["127.0.0.0/8"]).permits(address) is permitted


def test_a_network_that_is_none_is_an_error_when_the_client_is_made() -> None:
    with pytest.raises(ValueError, match="localhost"):
        make_client(allow_private_networks=["localhost"])


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        pytest.param("file:///etc/passwd", "'file'", id="a file of this machine"),
        pytest.param("ftp://klaxon.example/feed", "'ftp'", id="another protocol"),
        pytest.param("gopher://127.0.0.1:6379/_flush", "'gopher'", id="a protocol to smuggle others with"),
        pytest.param("//klaxon.example/feed", "''", id="no protocol at all"),
        pytest.param("https://reader:secret@klaxon.example/feed", "leave it out", id="a user name and a password"),
        pytest.param("https://klaxon.example@evil.example/", "leave it out", id="a host name that is a user name"),
        pytest.param("http:///feed", "names no host", id="no host"),
    ],
)
def test_an_address_must_be_a_plain_one_of_the_web(url: str, problem: str) -> None:
    with pytest.raises(ForbiddenAddressError, match=problem) as caught:
        check_url(httpx.URL(url))
    assert "secret" not in str(caught.value)


class FakeDns:
    """Answers each look-up with the next of its lists of addresses; the last one is given again and again."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    async def __call__(self, _host: str, _port: int) -> list[str]:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://127.0.0.1:{port}/", id="plain"),
        pytest.param("http://2130706433:{port}/", id="as one number"),
        pytest.param("http://0x7f.1:{port}/", id="in hexadecimal, shortened"),
        pytest.param("http://0177.0.0.1:{port}/", id="in octal"),
        pytest.param("http://[::ffff:127.0.0.1]:{port}/", id="mapped into IPv6"),
        pytest.param("http://localhost:{port}/", id="by name"),
    ],
)
async def test_this_machine_is_not_reached_however_its_address_is_written(url: str, server: Any) -> None:
    async with make_client() as client:
        with pytest.raises((ForbiddenAddressError, httpx.InvalidURL, httpx.ConnectError)):
            await client.get(url.format(port=server.base.rpartition(":")[2]))
    assert server.requests == []


async def test_a_name_that_leads_elsewhere_at_the_second_look_up_gains_nothing(server: Any) -> None:
    dns = FakeDns(["93.184.215.14"], ["127.0.0.1"])
    assert await dns("rebind.example", 80) == ["93.184.215.14"]  # what a check before the connection would see
    async with make_client(resolve=dns) as client:
        with pytest.raises(ForbiddenAddressError, match=r"rebind.example leads to 127\.0\.0\.1"):
            await client.get(f"http://rebind.example:{server.base.rpartition(':')[2]}/")
    assert server.requests == []


async def test_of_several_addresses_only_the_permitted_are_tried_until_one_answers(server: Any) -> None:
    port = int(server.base.rpartition(":")[2])
    backend = GuardedBackend(Guard(["127.0.0.0/8"]), FakeDns(["10.0.0.1", "127.0.0.2", "127.0.0.1"]))
    stream = await backend.connect_tcp("klaxon.example", port, timeout=2)  # nobody listens on 127.0.0.2
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
    await stream.aclose()


async def test_a_look_up_that_fails_reads_as_one_to_httpx() -> None:
    async def no_dns(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with make_client(resolve=no_dns) as client:
        with pytest.raises(httpx.ConnectError, match="Name or service not known"):
            await client.get("http://nowhere.example/")


async def test_a_label_that_no_host_name_can_have_is_a_failed_look_up() -> None:
    async with make_client() as client:
        with pytest.raises(httpx.ConnectError, match="not a host name"):
            await client.get(f"http://{'a' * 64}.example/")


async def test_sockets_of_this_machine_are_refused() -> None:
    with pytest.raises(ForbiddenAddressError, match=r"docker\.sock"):
        await GuardedBackend(Guard(["0.0.0.0/0"])).connect_unix_socket("/var/run/docker.sock")


async def test_proxies_of_the_environment_do_not_get_around_the_guard(
    monkeypatch: pytest.MonkeyPatch,
    server: Any,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.base)
    monkeypatch.setenv("ALL_PROXY", server.base)
    async with make_client(resolve=FakeDns(["10.0.0.1"])) as client:
        with pytest.raises(ForbiddenAddressError):
            await client.get("http://klaxon.example/")
    assert server.requests == []
