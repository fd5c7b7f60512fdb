"""One poll, told as one page: fetch, parse, admit, read, judge, store, route. It calls the steps and decides nothing.

Everything that one batch brings (entries, claims with what became of them, developments, alerts, outbox rows and
the feed's poll state) is committed in one transaction: a process that dies leaves all of it or nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from bot.extraction import EntryReader
from bot.feeds.fetch import Fetched, FetchLimits, Outcome, fetch
from bot.feeds.parse import parse_feed
from bot.feeds.schedule import next_state
from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.claims import Reading
from bot.model.developments import Development, Judgement, NoDevelopment
from bot.model.entries import Entry
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Outlets, Verdict, judge, route
from bot.store import Fate, JudgedReading, Store, Transaction


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that came together, and the poll that brought them.

    `first` says that the feed had never been polled, so that all this is old news. `state` is stored with it.
    """

    entries: Sequence[Entry]
    first: bool = False
    state: PollState | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one batch brought, in the order of its entries: `seen` counts the known, `fresh` the new and the changed."""

    seen: int = 0
    fresh: int = 0
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    alerts: tuple[Alert, ...] = ()

    @property
    def developments(self) -> tuple[Development, ...]:
        """The news in it."""
        return tuple(one.decision for one in self.judgements if isinstance(one.decision, Development))

    @property
    def held_back(self) -> tuple[NoDevelopment, ...]:
        """The claims that were none, with their reasons."""
        return tuple(one.decision for one in self.judgements if isinstance(one.decision, NoDevelopment))


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll came to: the server's answer or why there was none, what it brought, and what comes next."""

    outcome: Fetched | FeedError
    ingested: Ingested
    state: PollState


def _raise(_entry: Entry, bug: Exception) -> None:
    raise bug


class Pipeline:
    """Does: takes entries through all the rooms. One thread at a time may ingest.

    `catch_up_wait` is how long the news of a first poll waits for the first polls of other feeds. `on_bug` is called
    where reading an entry fails for a fault of ours; unless it raises, the entry counts as read and the others go on.
    """

    def __init__(
        self,
        store: Store,
        titles: Iterable[TrackedTitle],
        outlets: Outlets,
        subscriptions: Sequence[Subscription] = (),
        catch_up_wait: timedelta = timedelta(minutes=2),
        *,
        on_bug: Callable[[Entry, Exception], None] = _raise,
    ) -> None:
        self._store = store
        self._titles = {title.id: title for title in titles}
        self._outlets = outlets
        self._subscriptions = subscriptions
        self._catch_up_wait = catch_up_wait
        self._on_bug = on_bug
        self._seeded_reader = self._reader = EntryReader(self._titles.values())
        self._learned: Mapping[str, tuple[str, ...]] = {}

    def name_of(self, title_id: str) -> str:
        """Tell what a title is called today: its official name once that is known, else its seed's."""
        title, learned = self._titles.get(title_id), self._learned.get(title_id)
        return learned[-1] if learned else title.title if title else title_id

    def learn_names(self) -> None:
        """Find titles by the official names that earlier runs have learned; `ingest` does so by itself."""
        with self._store.snapshot() as snapshot:
            self._know_names(snapshot.learned_names())

    def ingest(self, batch: Batch, now: datetime) -> Ingested:
        """Take a batch from entries to outbox rows, in one transaction; `now` is when it arrived."""
        with self._store.transaction() as tx:
            self._know_names(tx.learned_names())
            admissions = tx.admit(batch.entries)
            fresh = [admission.entry for admission in admissions if admission.fate is not Fate.SEEN]
            tx.save_entries(admissions, now)
            desk = _Desk(tx, self._titles)
            for entry in fresh:
                self._read_and_judge(entry, desk)
            desk.save(now)
            alerts = self._tell(desk.developments, batch, now, tx)
            if batch.state is not None:
                tx.finish_poll(batch.state)
        return Ingested(len(admissions) - len(fresh), len(fresh), tuple(desk.readings), tuple(desk.judgements), alerts)

    def _read_and_judge(self, entry: Entry, desk: _Desk) -> None:
        title_ids = self._reader.spot(entry)
        if not title_ids:
            return
        ledgers = {title_id: desk.ledger(title_id) for title_id in title_ids}
        try:
            reading, verdicts = self._decide(entry, ledgers)
        except Exception as bug:  # noqa: BLE001 - whether one entry may stop all the others is the caller's to say
            self._on_bug(entry, bug)
            return
        desk.keep(reading, verdicts)
        for verdict in verdicts:
            self._learn(verdict.developments)

    def _decide(self, entry: Entry, ledgers: Mapping[str, Ledger]) -> tuple[Reading, list[Verdict]]:
        reading = self._reader.read(entry, {id_: ledger.knowledge() for id_, ledger in ledgers.items()})
        outlet = self._outlets.named(entry.outlet)
        return reading, [judge(reading, entry, outlet, ledgers[title_id]) for title_id in reading.title_ids]

    def _tell(self, news: Sequence[Development], batch: Batch, now: datetime, tx: Transaction) -> tuple[Alert, ...]:
        kind = AlertKind.CATCH_UP if batch.first else AlertKind.NEWS
        alerts = route(news, self._subscriptions, kind)
        tx.add_alerts(alerts, now, now + self._catch_up_wait if batch.first else now)
        return alerts

    def _learn(self, developments: Sequence[Development]) -> None:
        """From the next entry on, a title is found by the official name that it has just been given."""
        named = {one.title_id: one.value for one in developments if one.property is Property.TITLE}
        if named:
            more = {id_: (*self._learned.get(id_, ()), name) for id_, name in named.items()}
            self._know_names({**self._learned, **more})

    def _know_names(self, names: Mapping[str, tuple[str, ...]]) -> None:
        if dict(names) != self._learned:
            ours = {id_: values for id_, values in names.items() if id_ in self._titles}
            self._learned = dict(names)
            self._reader = self._seeded_reader.with_names(ours)


@dataclass
class _Desk:
    """Does: holds what one transaction has at hand: the ledgers it needed so far, and what it will save."""

    tx: Transaction
    titles: Mapping[str, TrackedTitle]
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    judged: list[JudgedReading] = field(default_factory=list)
    _opened: dict[str, Ledger] = field(default_factory=dict)

    @property
    def judgements(self) -> list[Judgement]:
        return [judgement for one in self.judged for judgement in one.judgements]

    @property
    def developments(self) -> list[Development]:
        return [one.decision for one in self.judgements if isinstance(one.decision, Development)]

    def ledger(self, title_id: str) -> Ledger:
        if title_id not in self.ledgers:
            title, tx = self.titles[title_id], self.tx
            opened = Ledger.of(title, tx.developments_of(title_id), tx.pending_of(title_id))
            self.ledgers[title_id] = self._opened[title_id] = opened
        return self.ledgers[title_id]

    def keep(self, reading: Reading, verdicts: Sequence[Verdict]) -> None:
        if reading.mentions:
            self.ledgers.update({verdict.ledger.title.id: verdict.ledger for verdict in verdicts})
            judgements = [judgement for verdict in verdicts for judgement in verdict.judgements]
            self.readings.append(reading)
            self.judged.append(JudgedReading(reading.entry_id, reading.mentions, judgements))

    def save(self, now: datetime) -> None:
        self.tx.save_readings(self.judged, now)
        for title_id, ledger in self.ledgers.items():
            if ledger.pending != self._opened[title_id].pending:
                self.tx.save_pending(title_id, ledger.pending)


class Poller:
    """Does: one poll from the feed's server to the outbox. The pipeline only runs in `executor`, of one thread."""

    def __init__(
        self,
        pipeline: Pipeline,
        client: httpx.AsyncClient,
        limits: FetchLimits,
        clock: Callable[[], datetime],
        executor: Executor,
    ) -> None:
        self._pipeline = pipeline
        self._client = client
        self._limits = limits
        self._clock = clock
        self._executor = executor

    async def poll(self, feed: Feed, state: PollState) -> Polled:
        """Fetch a feed and ingest what it brings; a feed's fault is an outcome, not an exception."""
        outcome: Fetched | FeedError
        entries: tuple[Entry, ...] = ()
        try:
            outcome = await fetch(self._client, feed, state, self._limits)
            if outcome.outcome is Outcome.DOCUMENT:
                now, kind = self._clock(), outcome.content_type
                entries = await asyncio.to_thread(parse_feed, outcome.body, feed, now, kind)
        except FeedError as problem:
            outcome = problem
        now = self._clock()
        after = next_state(state, outcome, feed, now)
        batch = Batch(entries, first=state.is_first, state=after)
        loop = asyncio.get_running_loop()
        ingested = await loop.run_in_executor(self._executor, self._pipeline.ingest, batch, now)
        return Polled(outcome, ingested, after)
