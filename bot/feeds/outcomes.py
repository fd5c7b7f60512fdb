"""What an attempt to fetch a feed can come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.model.errors import FeedError


class Outcome(StrEnum):
    """Whether the server sent a document that we have not, sent the one that we have, or said that we have it."""

    DOCUMENT = "document"
    SAME = "the same document"
    NOT_MODIFIED = "not modified"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed's answer, with what is to be kept of it.

    `etag` and `last_modified` are the validators to keep, byte for byte (as ISO 8859-1) as the server sent them.
    `body_hash` digests the document that they belong to. `content_type` is its header as sent. `final_url` is where
    the answer came from; `moved_to` is where the feed says that it has moved for good, None where it has not.
    `retry_after` is how long the server asks to be left alone; `fresh_for` how long its answer stays fresh, None
    where that is not said.
    """

    outcome: Outcome
    final_url: str
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    moved_to: str | None = None
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    body_hash: str | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to read."""
        return self.outcome is not Outcome.DOCUMENT


class FetchError(FeedError):
    """A feed could not be fetched.

    `status` is the HTTP status, None where there was no answer. `retry_after` is how long the server asks to be
    left alone. `said` is the first line of what it answered, "" where it said nothing; hostile as all that is not ours.
    """

    def __init__(
        self,
        feed: str,
        problem: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
        said: str = "",
    ) -> None:
        self.status, self.retry_after, self.said = status, retry_after, said
        super().__init__(feed, problem)
