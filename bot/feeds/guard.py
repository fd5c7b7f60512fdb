"""What may be connected to. All that keeps a feed from reaching into its reader's own network stands here.

- Only http and https, and no user name or password in an address.
- Every address that a host name resolves to is judged when the connection is made, and the connection goes to the
  very address that was judged. So neither a redirect nor a name that leads elsewhere a moment later (DNS rebinding)
  gets around it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore
import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[list[str]]]

_MOST_ATTEMPTS = 4
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached."""
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # protocol assignments (RFC 6890)
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "2001::/23",  # protocol assignments, Teredo among them (RFC 4380): it tunnels to anywhere
            "2001:db8::/32",  # documentation (RFC 3849)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    ),
)
"""What `is_global` of some Python versions takes for public, from IANA's special-purpose registries."""


class ForbiddenAddressError(Exception):
    """An address must not be connected to; the text says which and why, in plain words."""


def check_url(url: httpx.URL) -> None:
    """Raise ForbiddenAddressError for what is no plain address of the web."""
    if url.scheme not in {"http", "https"}:
        raise ForbiddenAddressError(f"its address begins with {url.scheme[:20]!r}; only http and https are followed")
    if not url.host or (url.port is not None and not 0 < url.port < 65_536):
        raise ForbiddenAddressError("its address names no host, or no port that there is")
    if url.userinfo:
        raise ForbiddenAddressError(f"the address at {url.host[:100]} holds a user name or password; leave it out")


def is_public(address: Address) -> bool:
    """Tell whether an address is one host's on the public internet, whatever form it is written in."""
    reached = _reached(address)
    if isinstance(reached, IPv6Address) and reached not in _GLOBAL_UNICAST:
        return False
    special = reached.is_multicast or reached.is_reserved or any(reached in network for network in _SPECIAL)
    return reached.is_global and not special


def _reached(address: Address) -> Address:
    """Follow an IPv6 address that only wraps an IPv4 one: mapped (RFC 4291), 6to4 (RFC 3056), NAT64 (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


class Guard:
    """Decides: which addresses may be connected to. `allow` names networks that may be, though not public."""

    def __init__(self, allow: Iterable[str | Network] = ()) -> None:
        self._allowed = tuple(ip_network(network) for network in allow)

    def permits(self, address: str) -> bool:
        """Tell whether a numeric address may be connected to; what is none may not."""
        try:
            judged = ip_address(address)
        except ValueError:
            return False
        return is_public(judged) or any(_reached(judged) in network for network in self._allowed)


async def resolve(host: str, port: int) -> list[str]:
    """Return all addresses of a host, in the order in which the system wants them tried."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as why:  # a label of a host name that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from why
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Does: resolves a host, asks the guard about every address, connects to the first permitted one that answers."""

    def __init__(self, guard: Guard, resolve: Resolve = resolve) -> None:
        self._guard = guard
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; ForbiddenAddressError where no address is permitted. `timeout` is in seconds, for all attempts."""
        addresses = await self._permitted(host, port)
        share = timeout / len(addresses) if timeout is not None else None
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, share, local_address, socket_options)

    async def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Refuse: no feed lives in a socket of this machine."""
        raise ForbiddenAddressError(f"{path} is a socket of this machine, no feed's address")

    async def _permitted(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolve(host, port)
        except OSError as why:
            raise httpcore.ConnectError(str(why)) from why
        permitted = [address for address in addresses if self._guard.permits(address)]
        if not permitted:
            leads = "" if addresses == [host] else f" leads to {', '.join(addresses[:3])}, which"
            raise ForbiddenAddressError(
                f"{host[:100]}{leads} is not on the public internet; "
                "where that is meant, name it in allow_private_networks",
            )
        return permitted[:_MOST_ATTEMPTS]


class GuardedTransport(httpx.AsyncHTTPTransport):
    """Does: httpx's own transport, with connections made by `backend`. It knows no proxies."""

    def __init__(self, backend: GuardedBackend, limits: httpx.Limits) -> None:
        tls = httpx.create_ssl_context()
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=backend,
        )
