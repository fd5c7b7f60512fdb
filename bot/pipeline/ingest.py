"""From entries to outbox rows: admit, read, judge, store, route. And what moderators say, the same way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from types import MappingProxyType

from bot.extraction import EntryReader
from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.claims import Reading
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.feedback import Correction
from bot.model.feeds import PollState
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Outlets, Verdict, judge, route
from bot.pipeline import by_hand
from bot.pipeline.desk import Desk
from bot.pipeline.questions import leaves_open
from bot.pipeline.records import Arrival, Batch, Ingested, Reader
from bot.store import Fate, Store, Transaction

READ_BACK = timedelta(days=30)
"""How far the headlines of kept entries are read again for a title that is followed newly."""


def _raise(_entry: Entry, bug: Exception) -> None:
    raise bug


class Pipeline:
    """Does: takes entries through all the rooms. Whoever else calls it meanwhile waits for its turn.

    `catch_up_wait` is how long the news of a first poll waits for the first polls of other feeds. `on_bug` is called
    where reading an entry fails for a fault of ours; unless it raises, the entry counts as read and the others go on.
    `reader` reads in place of an EntryReader of its own; it knows the same titles.
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
        reader: Reader | None = None,
    ) -> None:
        self._store = store
        self._titles = {title.id: title for title in titles}
        self._outlets = outlets
        self._subscriptions = tuple(subscriptions)
        self._catch_up_wait = catch_up_wait
        self._on_bug = on_bug
        self._seeded_reader: Reader = reader or EntryReader(self._titles.values())
        self._reader = self._seeded_reader
        self._learned: Mapping[str, tuple[str, ...]] = {}
        self._turn = Lock()

    def follow(
        self, titles: Iterable[TrackedTitle], subscriptions: Sequence[Subscription], outlets: Outlets | None = None
    ) -> None:
        """Follow these titles for these subscriptions from the next batch on; one that is under way ends first."""
        followed = {title.id: title for title in titles}
        reader = self._seeded_reader if followed == self._titles else EntryReader(followed.values())
        with self._turn:
            self._titles, self._subscriptions = followed, tuple(subscriptions)
            self._outlets = outlets or self._outlets
            self._seeded_reader = reader
            self._reader = reader.with_names(self._ours(self._learned))

    def name_of(self, title_id: str) -> str:
        """Tell what a title is called today: its official name once that is known, else its seed's."""
        title, learned = self._titles.get(title_id), self._learned.get(title_id)
        return learned[-1] if learned else title.title if title else title_id

    def learn_names(self) -> None:
        """Find titles by the official names that earlier runs have learned; `ingest` does so by itself."""
        with self._turn, self._store.snapshot() as snapshot:
            self._know_names(snapshot.learned_names())

    def ingest(self, batch: Batch, now: datetime) -> Ingested:
        """Take a batch from entries to outbox rows, in one transaction; `now` is when it arrived."""
        return self.ingest_all([Arrival(batch, now)])[0]

    def ingest_all(self, arrivals: Sequence[Arrival]) -> tuple[Ingested, ...]:
        """Take batches from entries to outbox rows, one after the other, in one transaction: all of them or none."""
        with self._turn, self._store.transaction() as tx:
            self._know_names(tx.learned_names())
            return tuple(self._take(arrival.batch, arrival.at, tx) for arrival in arrivals)

    def unanswered(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Give the new entries whose text leaves a question open that the article behind them may answer."""
        spoken = [entry for entry in entries if self._reader.spot(entry)]
        if not spoken:
            return ()
        with self._turn, self._store.transaction() as tx:
            fresh = [one for one, at in zip(spoken, tx.admit(spoken), strict=True) if at.fate is not Fate.SEEN]
            desk = Desk(tx, self._titles)
            asking = [entry for entry in fresh if self._leaves_open(entry, desk)]
            unread = tx.articles_not_read([entry.link for entry in asking])
        return tuple(entry for entry in asking if entry.link in unread)

    def finish_all(self, states: Sequence[PollState]) -> tuple[None, ...]:
        """Keep where polling stands after polls that brought nothing."""
        self.finish(states, {})
        return (None,) * len(states)

    def finish(self, states: Sequence[PollState], rests: Mapping[str, datetime]) -> None:
        """Keep where polling stands after polls that brought nothing; hosts rest until the times in `rests`."""
        with self._turn, self._store.transaction() as tx:
            tx.finish_polls(states, rests)

    def read_back(
        self, title_ids: Collection[str], now: datetime, remembered: Mapping[str, str] = MappingProxyType({})
    ) -> Ingested:
        """Read the headlines of the last weeks for titles that are followed newly; a catch-up a title tells of them.

        What is to be `remembered` is so in the same transaction: after a crash it has happened whole or not at all.
        """
        with self._turn, self._store.transaction() as tx:
            newly = {id_: self._titles[id_] for id_ in title_ids if id_ in self._titles}
            desk = Desk(tx, newly)
            reader = EntryReader(newly.values())
            kept = tx.headlines(now - READ_BACK) if newly else ()
            for entry in kept:
                self._read_and_judge(entry, reader, desk)
            desk.save(now, again=True)
            alerts = self._tell(desk.developments, now, tx, first=True)
            for key, value in remembered.items():
                tx.remember(key, value)
        return desk.ingested(len(kept), 0, alerts)

    def correct(self, said: Correction, now: datetime) -> Ingested:
        """Set or clear a value by hand; what that changes is told as news.

        UnknownTitleError where nobody follows the title; CorrectionError where the value cannot be, or is so already.
        """
        with self._turn, self._store.transaction() as tx:
            desk = Desk(tx, self._titles)
            by_hand.correct(said, desk, now)
            alerts = self._tell(desk.developments, now, tx)
            self._know_names(tx.learned_names())
        return desk.ingested(0, 1, alerts)

    def mark_wrong(self, development_id: str, by: str, now: datetime) -> tuple[Development, ...]:
        """Take a development back, with what only repeated it; those that had not been taken back before.

        What stood before it stands again. UnknownDevelopmentError where there is none of that id.
        """
        with self._turn, self._store.transaction() as tx:
            fallen = by_hand.mark_wrong(development_id, by, tx, self._titles, now)
            self._know_names(tx.learned_names())
        return fallen

    def mark_not_news(self, development_id: str, by: str, now: datetime) -> Development:
        """Remember that a development is true but need not have been told. UnknownDevelopmentError as above."""
        with self._turn, self._store.transaction() as tx:
            return by_hand.mark_not_news(development_id, by, tx, now)

    def tell_missed(self, subscription: Subscription, now: datetime) -> tuple[Alert, ...]:
        """Resume a subscription: it catches up on what it missed while it was paused."""
        resumed = replace(subscription, paused=None)
        with self._turn, self._store.transaction() as tx:
            missed = tx.missed_by(subscription.id)
            tx.pause_subscription(subscription.id, None)
            alerts = route(missed, (resumed,), AlertKind.CATCH_UP)
            tx.add_alerts(alerts, now, now)
        return alerts

    def _take(self, batch: Batch, now: datetime, tx: Transaction) -> Ingested:
        admissions = tx.admit(batch.entries)
        fresh = [
            batch.to_read(admission.entry, came.id)
            for admission, came in zip(admissions, batch.entries, strict=True)
            if admission.fate is not Fate.SEEN
        ]
        tx.save_entries(admissions, now)
        tx.save_articles(batch.articles.values(), now)
        desk = Desk(tx, self._titles)
        for entry in fresh:
            self._read_and_judge(entry, self._reader, desk)
        desk.save(now)
        alerts = self._tell(desk.developments, now, tx, first=batch.first)
        if batch.state is not None:
            tx.finish_poll(batch.state)
        return desk.ingested(len(admissions) - len(fresh), len(fresh), alerts)

    def _leaves_open(self, entry: Entry, desk: Desk) -> bool:
        ledgers = {title_id: desk.ledger(title_id) for title_id in self._reader.spot(entry)}
        try:
            reading = self._reader.read(entry, {id_: ledger.knowledge for id_, ledger in ledgers.items()})
        except Exception:  # noqa: BLE001 - it shows again, and is told, when the entry is read for good
            return False
        return leaves_open(entry, reading)

    def _read_and_judge(self, entry: Entry, reader: Reader, desk: Desk) -> None:
        title_ids = reader.spot(entry)
        if not title_ids:
            return
        ledgers = {title_id: desk.ledger(title_id) for title_id in title_ids}
        try:
            reading, verdicts = self._decide(entry, reader, ledgers)
        except Exception as bug:  # noqa: BLE001 - whether one entry may stop all the others is the caller's to say
            self._on_bug(entry, bug)
            return
        desk.keep(reading, verdicts)
        for verdict in verdicts:
            self._learn(verdict.developments)

    def _decide(self, entry: Entry, reader: Reader, ledgers: Mapping[str, Ledger]) -> tuple[Reading, list[Verdict]]:
        reading = reader.read(entry, {id_: ledger.knowledge for id_, ledger in ledgers.items()})
        outlet = self._outlets.named(entry.outlet)
        return reading, [judge(reading, entry, outlet, ledgers[title_id]) for title_id in reading.title_ids]

    def _tell(
        self, news: Sequence[Development], now: datetime, tx: Transaction, *, first: bool = False
    ) -> tuple[Alert, ...]:
        alerts = route(news, self._subscriptions, AlertKind.CATCH_UP if first else AlertKind.NEWS)
        tx.add_alerts(alerts, now, now + self._catch_up_wait if first else now)
        return alerts

    def _learn(self, developments: Sequence[Development]) -> None:
        """From the next entry on, a title is found by the official name that it has just been given."""
        named = {one.title_id: one.value for one in developments if one.property is Property.TITLE}
        if named:
            more = {id_: (*self._learned.get(id_, ()), name) for id_, name in named.items()}
            self._know_names({**self._learned, **more})

    def _know_names(self, names: Mapping[str, tuple[str, ...]]) -> None:
        if dict(names) != self._learned:
            self._learned = dict(names)
            self._reader = self._seeded_reader.with_names(self._ours(names))

    def _ours(self, names: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        return {id_: values for id_, values in names.items() if id_ in self._titles}
