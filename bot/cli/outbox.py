"""`sequelwatch outbox`: the alerts that were put aside, and what their owner makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Database, settings_of

if TYPE_CHECKING:
    from bot.model.alerts import Delivery
    from bot.store import Store

SHORT_ID = 8
EXAMPLES = """\
  sequelwatch outbox list
  sequelwatch outbox retry 3f9c01aa
  sequelwatch outbox drop --all
"""

group = typer.Typer(
    name="outbox",
    help="List, tell or drop what was put aside.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=f"\b\nExamples:\n{EXAMPLES}",
)

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Alerts, by their ids or how those begin.", show_default=False),
]
All = Annotated[bool, typer.Option("--all", help="All of them.")]


@group.command("list", epilog="\b\nExamples:\n  sequelwatch outbox list")
def list_alerts(ctx: typer.Context, database: Database = None) -> None:
    """List the alerts that were put aside: nobody knows whether they were told, or they could not be.

    Look into the channel first; then have each told (retry) or give it up (drop).
    """
    from bot.cli.library import open_library

    with _opened(ctx, database) as store, store.snapshot() as snapshot:
        aside = snapshot.deliveries_aside()
    with open_library(ctx, database, None) as library:
        for delivery in aside:
            print(_line(delivery, library.name))
    if not aside:
        print("No alert was put aside.")


@group.command("retry", epilog="\b\nExamples:\n  sequelwatch outbox retry 3f9c01aa")
def retry(ctx: typer.Context, ids: Ids = None, every: All = False, database: Database = None) -> None:
    """Have alerts told that were put aside. One that was told after all is told twice then."""
    from datetime import UTC, datetime

    with _opened(ctx, database) as store:
        chosen = _chosen(ctx, store, ids or [], every=every)
        with store.transaction() as tx:
            number = tx.try_again(chosen, datetime.now(UTC))
    print(f"{_alerts(number)} will be told once the bot runs.")


@group.command("drop", epilog="\b\nExamples:\n  sequelwatch outbox drop --all")
def drop(ctx: typer.Context, ids: Ids = None, every: All = False, database: Database = None) -> None:
    """Give alerts up that were put aside. What they say stays known."""
    with _opened(ctx, database) as store:
        chosen = _chosen(ctx, store, ids or [], every=every)
        with store.transaction() as tx:
            number = tx.drop(chosen)
    print(f"{_alerts(number)} dropped.")


@contextmanager
def _opened(ctx: typer.Context, database: str | None) -> Iterator[Store]:
    from bot.store import Store

    store = Store.open(database or settings_of(ctx).database.url, create=False)
    try:
        yield store
    finally:
        store.close()


def _chosen(ctx: typer.Context, store: Store, wanted: Sequence[str], *, every: bool) -> list[str]:
    """Find the alerts that somebody means."""
    if every == bool(wanted):
        raise typer.BadParameter("name alerts as `outbox list` shows them, or use --all", ctx)
    with store.snapshot() as snapshot:
        aside = [delivery.alert.id for delivery in snapshot.deliveries_aside()]
    if every:
        return aside
    found = {one: [id_ for id_ in aside if id_.startswith(one)] for one in wanted}
    for one, ids in found.items():
        if len(ids) != 1:
            problem = "several alerts begin so" if ids else "no alert that was put aside has this id"
            raise typer.BadParameter(f"{one}: {problem}; `sequelwatch outbox list` shows them", ctx)
    return [ids[0] for ids in found.values()]


def _line(delivery: Delivery, name_of: Callable[[str], str]) -> str:
    from bot.cli.output import iso
    from bot.wording import card_for, one_line

    card = card_for(delivery.alert, name_of, lambda _: ())
    to = delivery.alert.subscription
    where = f"{to.sink} {to.target}".rstrip()
    return (
        f"{delivery.alert.id[:SHORT_ID]}  {iso(delivery.created_at)}  {where}: {card.title}: {card.headline} "
        f"({one_line(delivery.note or 'no reason was noted')})"
    )


def _alerts(number: int) -> str:
    return f"{number} alert{'' if number == 1 else 's'}"
