"""Text to mentions to claims. Pure: no clock, no file (but the lexicon, which is read once), no network."""
