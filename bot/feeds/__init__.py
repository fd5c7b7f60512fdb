"""Feeds: fetched, parsed, read from disk, and when they are polled next. Everything that comes from one is hostile."""
