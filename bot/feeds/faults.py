"""What went wrong with a request, in words for the owner of the bot. Nothing of what a server wrote is repeated."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import TypeVar

import h11

from bot.feeds.dial import NoConnectionError
from bot.feeds.guard import ForbiddenAddressError
from bot.feeds.hosts import HostRestsError
from bot.feeds.unpack import BodyError

Cause = TypeVar("Cause", bound=BaseException)

_STATUS = {
    401: "it asks for a password",
    402: "it wants to be paid",
    403: "it refuses us; some sites block all bots",
    404: "there is nothing at its address; look up where the feed has moved",
    407: "a proxy asks for a password",
    410: "it is gone for good; take it out of the configuration, or give its new address",
    429: "it says that we ask too often",
    451: "it is closed to us for legal reasons",
}
_TRANSPORT = (
    (h11.LocalProtocolError, "the request for it cannot be written in HTTP; check its address"),
    (h11.RemoteProtocolError, "what it answers is not proper HTTP, or breaks off in the middle"),
    (OSError, "it broke the connection in the middle of its answer"),
)


def status_in_words(status: int, retry_after: timedelta | None = None) -> str:
    """Say what an answer means that is no document."""
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "unknown"
    words = _STATUS.get(status) or ("its server has a problem" if status >= 500 else "it sends no feed")
    wait = f"; it asks to be left alone for {_span(retry_after)}" if retry_after else ""
    return f"{words} (HTTP {status} {phrase}){wait}"


def fault_in_words(error: BaseException) -> str:
    """Say what a failed request means; the cause that is nearest to the network says most."""
    if isinstance(error, ForbiddenAddressError | BodyError | HostRestsError):
        return str(error)
    if nearest := _of_tls(error) or _of_dns(error):
        return nearest
    if _cause(error, ConnectionRefusedError):
        return "it refuses the connection"
    if isinstance(error, NoConnectionError):
        return str(error)
    return next((words for kind, words in _TRANSPORT if isinstance(error, kind)), "the request to it failed")


def _of_tls(error: BaseException) -> str | None:
    if certificate := _cause(error, ssl.SSLCertVerificationError):
        return f"its TLS certificate is not valid: {certificate.verify_message}"
    return "no secure connection (TLS) to it can be made" if _cause(error, ssl.SSLError) else None


def _of_dns(error: BaseException) -> str | None:
    name = _cause(error, socket.gaierror)
    if name is None:
        return None
    if name.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
        return "its host name is not known (DNS); check the address"
    return "its host name cannot be looked up: DNS does not answer"


def _span(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    amount, unit = next(
        (
            (seconds // size, unit)
            for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"))
            if seconds >= size
        ),
        (seconds, "second"),
    )
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def _cause(error: BaseException, kind: type[Cause]) -> Cause | None:
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    behind: BaseException | None = error
    while behind is not None:
        yield behind
        behind = behind.__cause__ or behind.__context__
