"""Text to mentions to claims. Pure: no clock, no file (but the lexicon, which is read once), no network."""

from bot.extraction.reader import EntryReader

__all__ = ["EntryReader"]
