"""Where everything is kept: one database, SQLite by default, PostgreSQL by its address. The only SQL.

store = Store.open("sqlite:///data/sequelwatch.db")
with store.transaction() as tx:     # holds the write lock; commits whole or not at all
    admissions = tx.admit(entries)
    tx.save_entries(admissions, now)
with store.snapshot() as snapshot:  # reads beside a writer
    told = snapshot.timeline("title-id")
"""

from bot.store.admission import Admission, Fate
from bot.store.backup import back_up, restore
from bot.store.claims import JudgedReading
from bot.store.records import Counts, Explanation, FeedHealth, Report, TimelineItem, Tracked, Version
from bot.store.snapshot import Snapshot
from bot.store.store import Store
from bot.store.transaction import Transaction

__all__ = [
    "Admission",
    "Counts",
    "Explanation",
    "Fate",
    "FeedHealth",
    "JudgedReading",
    "Report",
    "Snapshot",
    "Store",
    "TimelineItem",
    "Tracked",
    "Transaction",
    "Version",
    "back_up",
    "restore",
]
