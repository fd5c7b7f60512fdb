"""What a development says in words, the same in every sink. Pure: it decides on words and draws nothing.

A rumour never reads like a fact, a date never says more than is known, and nothing that a feed put into its
text (control characters, bidirectional overrides, line breaks) reaches a sink.
"""

from bot.wording.aftermath import Mark
from bot.wording.cards import Card, Line, Source, card_for, card_of, digest_of, returning_cast, source_of
from bot.wording.clean import host_of, one_line, web_address
from bot.wording.dates import as_date, date_words, day_words, edtf_words, when_words
from bot.wording.facts import Fact, Happening, Timeline, TitleFacts, facts_of, timeline_of
from bot.wording.fates import ClaimFate, EntryFate, claim_words, fate_of
from bot.wording.headlines import headline_of
from bot.wording.sentences import sentence
from bot.wording.speech import ENGLISH, Speech, speech_for
from bot.wording.troubles import Trouble, troubles_of
from bot.wording.words import (
    Standing,
    outcome_words,
    property_name,
    property_noun,
    standing_name,
    standing_of,
    value_words,
)

__all__ = [
    "ENGLISH",
    "Card",
    "ClaimFate",
    "EntryFate",
    "Fact",
    "Happening",
    "Line",
    "Mark",
    "Source",
    "Speech",
    "Standing",
    "Timeline",
    "TitleFacts",
    "Trouble",
    "as_date",
    "card_for",
    "card_of",
    "claim_words",
    "date_words",
    "day_words",
    "digest_of",
    "edtf_words",
    "facts_of",
    "fate_of",
    "headline_of",
    "host_of",
    "one_line",
    "outcome_words",
    "property_name",
    "property_noun",
    "returning_cast",
    "sentence",
    "source_of",
    "speech_for",
    "standing_name",
    "standing_of",
    "timeline_of",
    "troubles_of",
    "value_words",
    "web_address",
    "when_words",
]
