"""`sequelwatch export`: all that the bot knows, as JSON Lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from bot.cli.options import Database, Seeds
from bot.cli.output import write_json

if TYPE_CHECKING:
    from bot.cli.records import Record
    from bot.model.alerts import Subscription

NAME = "export"
SHORT = "Write all that is known as JSON Lines."
EXAMPLES = """\
  sequelwatch export > sequelwatch.jsonl
  sequelwatch export | jq 'select(.kind == "development" and .property == "release_date")'
"""


def command(ctx: typer.Context, database: Database = None, seeds: Seeds = None) -> None:
    """Write titles with what is known of them, developments and subscriptions, a JSON line each; `kind` says which."""
    from bot.cli.library import open_library
    from bot.cli.output import iso
    from bot.cli.records import development_record, facts_record

    with open_library(ctx, database, seeds) as library:
        for title in library.all_facts():
            write_json({"kind": "title", **facts_record(title)}, sys.stdout)
        for item in library.items():
            also = [
                {"outlet": one.outlet, "url": one.url or None, "entry_id": one.entry_id}
                for one in item.also_reported_by
            ]
            record = development_record(item.development)
            decided = {"id": item.development.id, "decided_at": iso(item.decided_at), "also_reported_by": also}
            write_json({"kind": "development", **decided, **record}, sys.stdout)
        for subscription in library.subscriptions():
            write_json({"kind": "subscription", **_subscription(subscription)}, sys.stdout)


def _subscription(one: Subscription) -> Record:
    from bot.wording import one_line

    return {
        "id": one.id,
        "name": one_line(one.name),
        "sink": one.sink,
        "target": one.target,
        "guild": one.guild,
        "titles": sorted(one.titles),
        "properties": sorted(prop.value for prop in one.properties),
        "least_certainty": one.least_certainty.value,
        "roles": [{"property": prop and prop.value, "role": role} for prop, role in one.roles],
        "pace": one.schedule.pace.value,
        "locale": one.locale,
        "paused": one.paused and one_line(one.paused),
        "created_by": one_line(one.created_by),
    }
