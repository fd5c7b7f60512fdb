"""`sequelwatch extract`: what entries claim, before novelty is judged."""

from __future__ import annotations

import sys

from bot.cli.options import Paths, SeedsGiven
from bot.cli.output import write_json

NAME = "extract"
SHORT = "What saved news claims, before it is judged."
EXAMPLES = """\
  sequelwatch extract entries.jsonl --seeds seeds
  sequelwatch extract saved-feed.xml --seeds seeds | jq 'select(.property == "release_date")'
"""


def command(paths: Paths, seeds: SeedsGiven) -> None:
    """Write what saved entries claim about the tracked titles, as JSON lines, before it is judged."""
    from bot.cli.records import claim_record, silent_record
    from bot.extraction import EntryReader
    from bot.feeds.saved import read_saved
    from bot.novelty import Ledger
    from bot.seeds import load_seeds

    titles = load_seeds(seeds)
    ledgers = {title.id: Ledger.of(title) for title in titles}
    reader = EntryReader(titles)
    for entry in read_saved(paths):
        spotted = reader.spot(entry)
        if not spotted:
            continue
        reading = reader.read(entry, {id_: ledgers[id_].knowledge for id_ in spotted})
        for claim in reading.claims:
            write_json(claim_record(entry.id, claim), sys.stdout)
        claimed = {claim.title_id for claim in reading.claims}
        for title_id in reading.title_ids:
            if title_id not in claimed:
                write_json(silent_record(entry.id, title_id), sys.stdout)
