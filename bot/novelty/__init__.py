"""What is new: the ledger of a title, the judge who holds claims against it, and who is told. Pure."""

from bot.novelty.corrections import corrected, entry_by_hand, taken_back_with
from bot.novelty.corroboration import Pending
from bot.novelty.identity import development_id
from bot.novelty.judge import Verdict, judge
from bot.novelty.ledger import Ledger
from bot.novelty.outlets import Outlets
from bot.novelty.routing import route
from bot.novelty.statements import End, Rank, Statement

__all__ = [
    "End",
    "Ledger",
    "Outlets",
    "Pending",
    "Rank",
    "Statement",
    "Verdict",
    "corrected",
    "development_id",
    "entry_by_hand",
    "judge",
    "route",
    "taken_back_with",
]
