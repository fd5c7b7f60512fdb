"""Asking a running bot how it is, as `sequelwatch health` does. Light, because a container runs it every minute."""

from __future__ import annotations

import http.client

from bot.model.errors import SequelwatchError

PATIENCE = 5.0
"""Seconds to wait for an answer."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - translated, not bound to
"""Who listens on every address is asked on loopback."""


class NotHealthyError(SequelwatchError):
    """The bot is not running, or not at work; its text says why, a line for each thing."""


def ask(host: str, port: int) -> str:
    """Ask whether the bot is ready; its one line. NotHealthyError with a line for each thing that is wrong."""
    if port == 0:
        raise NotHealthyError("the pages are off ([web] port = 0), so nobody can tell; set a port")
    where = _EVERYWHERE.get(host, host)
    connection = http.client.HTTPConnection(where, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        said = answer.read(10_000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as problem:
        why = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
        raise NotHealthyError(f"nothing answers at {where}:{port} ({why}); is sequelwatch run at work?") from None
    finally:
        connection.close()
    if answer.status == http.client.OK and said == "ready":
        return said
    if answer.status == http.client.SERVICE_UNAVAILABLE:
        raise NotHealthyError(said)
    raise NotHealthyError(f"who answers at {where}:{port} is not Sequelwatch; set [web] port to a free one")
