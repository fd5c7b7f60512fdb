"""What an attempt to fetch a feed can come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.model.errors import FeedError


class Outcome(StrEnum):
    """Whether the server sent the document, or said that it is the one that we have."""

    DOCUMENT = "document"
    NOT_MODIFIED = "not modified"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed's answer.

    `etag` and `last_modified` are the validators to keep, byte for byte (as ISO 8859-1) as the server sent them.
    `content_type` is its header as sent. `final_url` is where the answer came from; `moved_to` is where the feed
    says that it has moved for good, None where it has not. `retry_after` and `max_age` are how long the server asks
    to be left alone, and how long its answer stays fresh.
    """

    outcome: Outcome
    final_url: str
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    moved_to: str | None = None
    retry_after: timedelta | None = None
    max_age: timedelta | None = None


class FetchError(FeedError):
    """A feed could not be fetched.

    `status` is the HTTP status, None where there was no answer. `retry_after` is how long the server asks to be
    left alone.
    """

    def __init__(
        self,
        feed: str,
        problem: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        self.status, self.retry_after = status, retry_after
        super().__init__(feed, problem)
