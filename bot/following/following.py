"""Does: keeps what is followed, and hands every change of it to the pipeline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.feeds.search import PREFIX as SEARCH_PREFIX
from bot.feeds.search import search_feeds
from bot.following.sources import Files, Reading, Reloaded, Sources
from bot.following.titles import joined, must_be_another
from bot.model.alerts import AlertKind, DeliveryState, Subscription
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.errors import FollowingError, UnknownTitleError
from bot.model.feeds import Feed
from bot.model.titles import TrackedTitle
from bot.novelty import Outlets, route
from bot.pipeline import Pipeline
from bot.store import Snapshot, Store

if TYPE_CHECKING:
    from bot.settings.feedsfile import NewFeed

_FOLLOWED = "titles followed"
"""What is remembered: the ids of all titles that have been followed before."""


class Following:
    """Does: joins the seeds with the titles and subscriptions of the database, and has the pipeline follow them.

    `fixed` are the subscriptions that the settings name, or the preview; one of the same id in the database wins.
    Whatever changes something is called in the thread of the store. What is followed may be asked from any thread.
    A title that is followed newly catches up on the headlines of the last weeks.
    """

    def __init__(
        self,
        store: Store,
        sources: Sources,
        fixed: Sequence[Subscription],
        catch_up_wait: timedelta,
        on_bug: Callable[[Entry, Exception], None],
    ) -> None:
        self._store = store
        self._sources = sources
        self._fixed = tuple(fixed)
        with store.snapshot() as snapshot:
            self._files = Reading.whole(sources, seeds_needed=not snapshot.tracked())
            self._titles, self._subscriptions = self._joined(self._files, snapshot)
        self._feeds = self._all_feeds()
        outlets = Outlets(feed.outlet for feed in self.feeds)
        titles = self._titles.values()
        self.pipeline = Pipeline(store, titles, outlets, self._subscriptions, catch_up_wait, on_bug=on_bug)
        self.pipeline.learn_names()

    @property
    def titles(self) -> tuple[TrackedTitle, ...]:
        """The titles that are followed now."""
        return tuple(self._titles.values())

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Who is told, those that are paused included."""
        return self._subscriptions

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that are followed now: those of the file, and a search for each title where that is wanted.

        As long as none has changed, they are the same object.
        """
        return self._feeds

    def title(self, id_: str) -> TrackedTitle | None:
        """Give a title that is followed; None for any other."""
        return self._titles.get(id_)

    def is_seed(self, id_: str) -> bool:
        """Whether a title comes from a file, which is where it can be changed."""
        return any(seed.id == id_ for seed in self._files.seeds)

    def catch_up(self, now: datetime) -> tuple[str, ...]:
        """Have titles catch up that have been added to the seeds since the last start; their ids. Called at a start."""
        with self._store.snapshot() as snapshot:
            known = snapshot.remembered(_FOLLOWED)
        newly = tuple(sorted(set(self._titles) - set(json.loads(known)))) if known is not None else ()
        self._begin(newly, now)
        return newly

    def reload(self, now: datetime) -> Reloaded:
        """Read files and database anew. What is broken stays as it was, and is told; nothing is raised for it."""
        reading = Reading(self._sources)
        with self._store.snapshot() as snapshot:
            needed = not snapshot.tracked()
        files = reading.anew(self._files, seeds_needed=needed)
        return self._follow(files, now, reading.problems)

    def refresh(self, now: datetime) -> Reloaded:
        """Read the database anew: what has been set up by somebody else, or by another process."""
        return self._follow(self._files, now)

    def track(self, title: TrackedTitle, guild: str, by: str, now: datetime) -> None:
        """Follow a title, or follow it as it is now. FollowingError where a seed or another title is in the way."""
        self._must_not_be_a_seed(title.id)
        must_be_another(title, self._titles)
        with self._store.transaction() as tx:
            tx.save_tracked(title, guild, by, now)
        self.refresh(now)

    def untrack(self, id_: str, by: str, now: datetime) -> None:
        """Follow a title no more; its history stays. FollowingError for a seed, UnknownTitleError for none."""
        self._must_not_be_a_seed(id_)
        with self._store.transaction() as tx:
            if not tx.remove_tracked(id_, by, now):
                raise UnknownTitleError(f"no title {id_} is followed")
        self.refresh(now)

    def watch(self, subscription: Subscription, now: datetime) -> None:
        """Tell a destination from now on, or tell it what it wants now."""
        with self._store.transaction() as tx:
            tx.save_subscription(subscription, now)
        self.refresh(now)

    def unwatch(self, id_: str, now: datetime) -> None:
        """Tell a destination no more; what waits is told by whoever else wants it there.

        FollowingError where there is none, or where the settings name it.
        """
        with self._store.transaction() as tx:
            waiting = _waiting_for(tx.subscription(id_), tx)
            if not tx.remove_subscription(id_):
                raise FollowingError(self._no_subscription(id_))
            others = [one for one in self._subscriptions if one.id != id_]
            tx.add_alerts(route(waiting, others, AlertKind.NEWS), now, now)
        self.refresh(now)

    def pause(self, id_: str, why: str, now: datetime) -> None:
        """Tell a destination nothing until it is resumed; `why` is a line for people. FollowingError as above."""
        with self._store.transaction() as tx:
            paused = tx.pause_subscription(id_, why)
        if not paused:
            raise FollowingError(self._no_subscription(id_))
        self.refresh(now)

    def resume(self, id_: str, now: datetime) -> int:
        """Tell a destination again, first what it missed, a card a title; how many. FollowingError as above."""
        with self._store.snapshot() as snapshot:
            subscription = snapshot.subscription(id_)
        if subscription is None:
            raise FollowingError(self._no_subscription(id_))
        alerts = self.pipeline.tell_missed(subscription, now)
        self.refresh(now)
        return len(alerts)

    def add_feed(self, feed: NewFeed, now: datetime) -> str:
        """Write a feed into the file of feeds and follow it; the id it got.

        FollowingError where it is there already, ConfigError where the file cannot be changed; it is as it was then.
        """
        from bot.settings.feedsfile import add_feeds  # noqa: PLC0415 - its library is seldom needed

        added = add_feeds(self._sources.feeds, [feed])
        if not added:
            raise FollowingError(f"{feed.url} is among the feeds already")
        self._read_feeds(now)
        return added[0]

    def remove_feed(self, id_: str, now: datetime) -> None:
        """Take a feed out of the file and follow it no more; what it has brought stays. Errors as above."""
        from bot.settings.feedsfile import remove_feed  # noqa: PLC0415 - as above

        if id_.startswith(SEARCH_PREFIX):
            raise FollowingError(f"{id_} is the search for a title that is followed, and goes with it")
        remove_feed(self._sources.feeds, id_)
        self._read_feeds(now)

    def resume_feed(self, id_: str, now: datetime) -> None:
        """Ask a feed again that was given up, or that fails. FollowingError where none of that id has been polled."""
        with self._store.transaction() as tx:
            if not tx.resume_feed(id_, now):
                raise FollowingError(f"no feed {id_} has been polled")

    def _read_feeds(self, now: datetime) -> None:
        self._follow(Files(self._files.seeds, self._sources.load_feeds()), now)

    def _follow(self, files: Files, now: datetime, problems: Iterable[str] = ()) -> Reloaded:
        before = self._titles
        with self._store.snapshot() as snapshot:
            titles, subscriptions = self._joined(files, snapshot)
        if (titles, subscriptions, files) != (before, self._subscriptions, self._files):
            self._titles, self._subscriptions, self._files = titles, subscriptions, files
            if (feeds := self._all_feeds()) != self._feeds:
                self._feeds = feeds
            self.pipeline.follow(titles.values(), subscriptions, Outlets(feed.outlet for feed in self.feeds))
        newly = tuple(id_ for id_ in titles if id_ not in before)
        if newly:
            self._begin(newly, now)
        return Reloaded(
            added=newly,
            changed=tuple(id_ for id_, title in titles.items() if id_ in before and before[id_] != title),
            removed=tuple(id_ for id_ in before if id_ not in titles),
            feeds=len(self.feeds),
            subscriptions=len(subscriptions),
            problems=tuple(problems),
        )

    def _begin(self, newly: Sequence[str], now: datetime) -> None:
        """Have titles catch up, once: a title that was followed before has its history."""
        with self._store.snapshot() as snapshot:
            kept = snapshot.remembered(_FOLLOWED)
        known = set(json.loads(kept)) if kept is not None else set()
        if not known >= self._titles.keys():
            ids = json.dumps(sorted(known | self._titles.keys()))
            self.pipeline.read_back([id_ for id_ in newly if id_ not in known], now, {_FOLLOWED: ids})

    def _all_feeds(self) -> tuple[Feed, ...]:
        return (*self._files.feeds, *(search_feeds(self._titles.values()) if self._sources.search else ()))

    def _joined(self, files: Files, snapshot: Snapshot) -> tuple[dict[str, TrackedTitle], tuple[Subscription, ...]]:
        titles = joined(files.seeds, (one.title for one in snapshot.tracked()))
        kept = snapshot.subscriptions()
        own: Mapping[str, Subscription] = {one.id: one for one in kept}
        return titles, (*(one for one in self._fixed if one.id not in own), *kept)

    def _must_not_be_a_seed(self, id_: str) -> None:
        if self.is_seed(id_):
            file = self._sources.seeds / f"{id_}.toml"
            raise FollowingError(f"{id_} comes from the file {file}: its owner can change it there")

    def _no_subscription(self, id_: str) -> str:
        if any(one.id == id_ for one in self._fixed):
            return f"{id_} is set in the bot's settings (discord.channel_id): the bot's owner can change it there"
        return f"there is no subscription {id_}"


def _waiting_for(one: Subscription | None, snapshot: Snapshot) -> list[Development]:
    """Give what waits to be told to a subscription."""
    if one is None:
        return []
    rows = snapshot.deliveries_in(one.sink, DeliveryState.PENDING)
    return [told for row in rows if row.alert.subscription.id == one.id for told in row.alert.developments]
