"""One poll, told as one page: fetch, parse, admit, read, judge, store, route. It calls the steps and decides nothing.

Everything that one batch brings (entries, claims with what became of them, developments, alerts, outbox rows and
the feed's poll state) is committed in one transaction: a process that dies leaves all of it or nothing.
"""

from bot.pipeline.ingest import Pipeline
from bot.pipeline.poller import Poller
from bot.pipeline.records import Batch, Ingested, Polled

__all__ = ["Batch", "Ingested", "Pipeline", "Polled", "Poller"]
