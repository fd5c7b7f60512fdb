"""From entries to outbox rows: admit, read, judge, store, route."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.extraction import EntryReader
from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.claims import Reading
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Outlets, Verdict, judge, route
from bot.pipeline.desk import Desk
from bot.pipeline.records import Batch, Ingested
from bot.store import Fate, Store, Transaction


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
            desk = Desk(tx, self._titles)
            for entry in fresh:
                self._read_and_judge(entry, desk)
            desk.save(now)
            alerts = self._tell(desk.developments, batch, now, tx)
            if batch.state is not None:
                tx.finish_poll(batch.state)
        return Ingested(len(admissions) - len(fresh), len(fresh), tuple(desk.readings), tuple(desk.judgements), alerts)

    def _read_and_judge(self, entry: Entry, desk: Desk) -> None:
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
