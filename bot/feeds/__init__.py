"""Feeds: fetched, parsed, read from disk, and when they are polled next. Everything that comes from one is hostile."""

import sys

# Where click happens to be installed, httpx brings its own command line along: five megabytes that a bot at work has no
# use for. A module that is None cannot be imported, and httpx does without.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
