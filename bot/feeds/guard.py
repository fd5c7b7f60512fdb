"""What may be connected to. All that keeps a feed from reaching into its reader's own network stands here.

- Only http and https, and no user name or password in an address.
- Only ports 80 and 443, and those that are configured.
- Every address that a host name resolves to is judged when the connection is made, and the connection goes to the
  very address that was judged. So neither a redirect nor a name that leads elsewhere a moment later (DNS rebinding)
  gets around it.
- Networks that the bot's owner names are exceptions, whatever the port: feeds of one's own are seldom on port 80.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from yarl import URL

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443})
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
"""NAT64 (RFC 6052, RFC 8215): the last 32 bits are the IPv4 address that is reached."""
_COMPATIBLE = IPv6Network("::/96")
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # protocol assignments (RFC 6890)
            "192.31.196.0/24",  # AS112 (RFC 7535), answered by whoever is nearest
            "192.52.193.0/24",  # multicast relays (RFC 7450)
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "192.175.48.0/24",  # AS112 (RFC 7534)
            "168.63.129.16/32",  # Azure's own services, reached from every machine there
            "2001::/23",  # protocol assignments, Teredo among them (RFC 4380): it tunnels to anywhere
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4 (RFC 3056): a tunnel to the IPv4 address inside
            "2620:4f:8000::/48",  # AS112 (RFC 7534)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    ),
)
"""What `is_global` of some Python versions takes for public, from IANA's special-purpose registries and clouds."""
_HOST = re.compile(r"[A-Za-z0-9_.:-]{1,253}")


class ForbiddenAddressError(Exception):
    """An address must not be connected to; the text says which and why, in plain words."""


@lru_cache(4_096)
def web_address(text: str) -> URL:
    """Read an address and check it; ForbiddenAddressError for what is no plain address of the web."""
    try:
        url = URL(text.strip()).with_fragment(None)
    except ValueError as why:
        raise ForbiddenAddressError(f"its address is not one of the web ({why})") from None
    check_url(url)
    return url


@lru_cache(4_096)
def check_url(url: URL) -> None:
    """Raise ForbiddenAddressError for what is no plain address of the web."""
    if url.scheme not in {"http", "https"}:
        raise ForbiddenAddressError(f"its address begins with {url.scheme[:20]!r}; only http and https are followed")
    if url.raw_user is not None or url.raw_password is not None:
        raise ForbiddenAddressError(f"the address at {_shown(url)} holds a user name or password; leave it out")
    if not url.raw_host or not _HOST.fullmatch(url.raw_host) or not url.port:
        raise ForbiddenAddressError("its address names no host, or no port that there is")


def is_public(address: Address) -> bool:
    """Tell whether an address is one host's on the public internet, in its plain form.

    An IPv4 address wrapped into an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo) is not, whatever is inside:
    no public name leads there, and what is reached depends on the network.
    """
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or any(address in network for network in _SPECIAL)
    return address.is_global and not special


@lru_cache(4_096)
def numeric(address: str) -> Address | None:
    """Read a numeric address; None for what is none."""
    try:
        return ip_address(address)
    except ValueError:
        return None


def is_own(address: str) -> bool:
    """Tell whether an address is this machine's, public ones included: only to such can a socket be bound."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True


class Guard:
    """Decides: which addresses and ports may be connected to.

    `allow` names networks that may be, though not public; ValueError for what is none. `own` tells whether an address
    is this machine's own.
    """

    def __init__(
        self,
        allow: Iterable[str | Network] = (),
        ports: Iterable[int] = WEB_PORTS,
        own: Callable[[str], bool] = is_own,
    ) -> None:
        self._allowed = tuple(ip_network(network) for network in allow)
        self._ports = frozenset(ports)
        self._own = own
        self._is_exception = lru_cache(4_096)(self._may_be_though_not_public)

    def permits(self, address: str, port: int = 443) -> bool:
        """Tell whether a numeric address may be connected to at a port; what is none may not."""
        return self.objection(address, port) is None

    def objection(self, address: str, port: int) -> str | None:
        """Say why a numeric address must not be connected to at a port; None where it may."""
        judged = numeric(address)
        if judged is None:
            return "is no address of the internet"
        if self._is_exception(judged):
            return None
        if not is_public(judged):
            return "is not on the public internet; where that is meant, name it in allow_private_networks"
        if port not in self._ports:
            return f"is asked at port {port}, where the web is not; where that is meant, name it in allow_ports"
        if self._own(address):
            return "is this machine's own; where that is meant, name it in allow_private_networks"
        return None

    def _may_be_though_not_public(self, address: Address) -> bool:
        """Tell whether the owner has named an address's network; what is wrapped in it must be in order as well."""
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        if mapped is not None:  # the same connection in another spelling
            return self._named(mapped)
        inner = _inner(address)
        return self._named(address) and (inner is None or is_public(inner))

    def _named(self, address: Address) -> bool:
        return any(address in network for network in self._allowed)


def _inner(address: Address) -> IPv4Address | None:
    """Unwrap an IPv4 address: 6to4 (RFC 3056), NAT64 (RFC 6052), Teredo (RFC 4380), compatible (RFC 4291)."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in (*_TRANSLATED, _COMPATIBLE)) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.sixtofour or (teredo[1] if teredo else None)


def _shown(url: URL) -> str:
    return (url.raw_host or "")[:100]
