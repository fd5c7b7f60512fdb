"""The composition root: opens resources, wires the rooms, drains and closes. The only place that knows everybody."""

import sys

# Where rich is installed, structlog brings its tracebacks and a highlighter for them along: two megabytes that a bot at
# work has no use for, because ours are plain. A module that is None cannot be imported, and structlog does without.
if "rich.traceback" not in sys.modules:
    sys.modules["rich.traceback"] = None  # type: ignore[assignment]
    import structlog  # noqa: F401 - nobody has imported it before

    del sys.modules["rich.traceback"]
