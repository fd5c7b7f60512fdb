"""`sequelwatch feeds`: the feeds that are followed, one command for each thing to be done with them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Database, settings_of

group = typer.Typer(
    name="feeds",
    help="List, add, remove and check the feeds.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="\b\nExamples:\n  sequelwatch feeds list\n  sequelwatch feeds check https://deadline.com/v/film/feed/",
)

Url = Annotated[str, typer.Argument(metavar="URL", help="The feed's address.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The feed's id, as `feeds list` shows it.")]


@group.command("list", epilog="\b\nExamples:\n  sequelwatch feeds list")
def list_feeds(ctx: typer.Context, database: Database = None) -> None:
    """List the feeds, and how each fares."""
    from bot.cli.feed_lines import health_line
    from bot.model.errors import NoDatabaseError
    from bot.settings import load_feeds
    from bot.store import Store

    settings = settings_of(ctx)
    feeds = load_feeds(settings.paths.feeds, settings.polling.least_interval)
    health = {}
    try:
        store = Store.open(database or settings.database.url, create=False)
    except NoDatabaseError:
        print("(not polled yet)")
    else:
        with store.snapshot() as snapshot:
            health = {one.state.feed_id: one.state for one in snapshot.feed_health()}
        store.close()
    for feed in feeds:
        print(health_line(feed, health.get(feed.id)))


@group.command(
    "add", epilog="\b\nExamples:\n  sequelwatch feeds add https://deadline.com/v/film/feed/ --outlet Deadline"
)
def add(  # noqa: PLR0917 - typer calls it by name
    ctx: typer.Context,
    url: Url,
    outlet: Annotated[str, typer.Option("--outlet", help="The name under which it is quoted; else its host's.")] = "",
    trust: Annotated[str, typer.Option("--trust", help="official, trade, press, fan or aggregator.")] = "",
    interval: Annotated[str, typer.Option("--interval", help='The least time between two polls, such as "30m".')] = "",
    unseen: Annotated[bool, typer.Option("--unseen", help="Add it without a look at it.")] = False,
) -> None:
    """Add a feed to your feeds file, after a look at it. A bot that runs takes it up on SIGHUP or /reload.

    In Discord, /sources add does both.
    """
    import asyncio

    from bot.cli.feed_lines import checkup_lines, looked_at
    from bot.feeds.articles import site_of
    from bot.feeds.guard import ForbiddenAddressError, web_address
    from bot.model.entries import Trust
    from bot.model.errors import FeedError
    from bot.settings.feedsfile import NewFeed, add_feeds

    settings = settings_of(ctx)
    try:
        address = str(web_address(url))
    except ForbiddenAddressError as why:
        raise FeedError(url, str(why)) from None
    if trust and trust not in set(Trust):
        raise typer.BadParameter(f"use one of: {', '.join(Trust)}", ctx, param_hint="--trust")
    if not unseen:
        seen = asyncio.run(looked_at(settings, address))
        if seen.document is None:
            raise FeedError(url, f"{seen.why} (--unseen adds it all the same)")
        print("\n".join(checkup_lines(seen)))
    new = NewFeed(address, outlet or site_of(address), trust=Trust(trust) if trust else None, interval=interval)
    added = add_feeds(settings.paths.feeds, [new])
    print(f"Added to {settings.paths.feeds} as {added[0]}." if added else "It is there already.")


@group.command("remove", epilog="\b\nExamples:\n  sequelwatch feeds remove deadline-film")
def remove(ctx: typer.Context, id_: Id) -> None:
    """Take a feed out of your feeds file. What it has brought stays."""
    from bot.settings.feedsfile import remove_feed

    path = settings_of(ctx).paths.feeds
    remove_feed(path, id_)
    print(f"{id_} is out of {path}.")


@group.command("resume", epilog="\b\nExamples:\n  sequelwatch feeds resume deadline-film")
def resume(ctx: typer.Context, id_: Id, database: Database = None) -> None:
    """Ask a feed again that was given up because it said that it is gone, or that fails."""
    from contextlib import closing
    from datetime import UTC, datetime

    from bot.model.errors import FeedError
    from bot.store import Store

    url = database or settings_of(ctx).database.url
    with closing(Store.open(url, create=False)) as store, store.transaction() as tx:
        known = tx.resume_feed(id_, datetime.now(UTC))
    if not known:
        raise FeedError(id_, "no such feed has been polled; `sequelwatch feeds list` shows them")
    print(f"{id_} is asked again.")


@group.command("check", epilog="\b\nExamples:\n  sequelwatch feeds check https://deadline.com/v/film/feed/")
def check(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL|ID", help="A feed's address, or the id of one of yours.")],
) -> None:
    """Say what a reader sees of a feed: answer, headers, format, items, interval, and what is wrong with it."""
    import asyncio

    from bot.cli.feed_lines import checkup_lines, looked_at
    from bot.settings import load_feeds

    settings = settings_of(ctx)
    if "://" not in url:
        known = {feed.id: feed.url for feed in load_feeds(settings.paths.feeds)}
        url = known.get(url, url)
    seen = asyncio.run(looked_at(settings, url))
    print("\n".join(checkup_lines(seen)))
    if seen.document is None:
        raise typer.Exit(1)


@group.command("import", epilog="\b\nExamples:\n  sequelwatch feeds import subscriptions.opml")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as other readers export it.")],
) -> None:
    """Add the feeds of an OPML file to your feeds file. Those that are there are passed over."""
    from bot.feeds.articles import site_of
    from bot.feeds.opml import NotOpmlError, read_opml
    from bot.model.errors import InputError
    from bot.settings.feedsfile import NewFeed, add_feeds

    path = settings_of(ctx).paths.feeds
    try:
        outlines = read_opml(file.read_bytes())
    except NotOpmlError as why:
        raise InputError(file, str(why)) from None
    except OSError as why:
        raise InputError(file, f"this cannot be read: {why.strerror or why}") from None
    added = add_feeds(path, [NewFeed(one.url, one.name or site_of(one.url)) for one in outlines])
    print(f"{len(added)} of {len(outlines)} feeds added to {path}; the others were there.")


@group.command("export", epilog="\b\nExamples:\n  sequelwatch feeds export > feeds.opml")
def export(ctx: typer.Context) -> None:
    """Write your feeds as OPML, for other readers."""
    from bot.feeds.opml import Outline, write_opml
    from bot.settings import load_feeds

    feeds = load_feeds(settings_of(ctx).paths.feeds)
    sys.stdout.write(write_opml((Outline(feed.url, feed.outlet.name) for feed in feeds), "Sequelwatch"))
