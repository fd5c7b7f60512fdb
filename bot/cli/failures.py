"""How a command ends: 0 done, 1 something is wrong that people can mend, 2 usage, 3 our own bug, 130 Ctrl-C.

Everything that turns an exception into an exit code lives in this file.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.options import Globals
from bot.model.errors import SequelwatchError

MENDABLE, BUG = 1, 3

_SURROUNDINGS = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "the disk quota is used up; make room",
    errno.EROFS: "the disk can only be read",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
}
"""What no code can mend, wherever it shows."""


class Commands(TyperGroup):
    """Does: runs a command and ends it in one way for all of them."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer.Context is what its own group is given
        """Run the command; an error for people becomes its lines on stderr, a bug one line and a file."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            raise typer.Exit from None
        except SequelwatchError as problem:
            _complain(str(problem))
            raise typer.Exit(MENDABLE) from None
        except (typer.Exit, typer.Abort, KeyboardInterrupt, EOFError):
            raise
        except Exception as bug:
            if _is_usage(bug):
                raise
            if isinstance(bug, OSError) and bug.errno in _SURROUNDINGS:
                _complain(f"{bug.filename or 'standard output'}: {_SURROUNDINGS[bug.errno]}")
                _let_go_of_stdout()
                raise typer.Exit(MENDABLE) from None
            _report(bug, verbose=isinstance(ctx.obj, Globals) and ctx.obj.verbose)
            raise typer.Exit(BUG) from None
        return result


def _is_usage(problem: Exception) -> bool:
    """Tell whether typer has its own way of showing this: a wrong option, a missing argument."""
    return hasattr(problem, "exit_code") and hasattr(problem, "show")


def _complain(text: str) -> None:
    """Write an error's lines, without anything in them that a feed or a file put there to steer the terminal."""
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip(" ")))
        print(indent + _harmless(line.lstrip(" ")), file=sys.stderr)


def _harmless(line: str) -> str:
    if line.isprintable():  # as nearly always; the words of all rooms would take a second to load on a small machine
        return line
    from bot.wording import one_line

    return one_line(line)


def _report(bug: Exception, *, verbose: bool) -> None:
    trace = "".join(traceback.format_exception(bug))
    path = _kept(trace)
    if verbose or path is None:
        _complain(trace)
    kind, where = type(bug).__name__, path or "the lines above"
    _complain(f"This is a bug in Sequelwatch ({kind}: {bug!s:.200}). Please report it with {where}".replace("\n", " "))


def _kept(trace: str) -> str | None:
    """Write a traceback to a file for its owner to find; None where no disk takes it."""
    try:
        handle, path = tempfile.mkstemp(prefix="sequelwatch-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(trace)
    except OSError:
        return None
    return path


def _let_go_of_stdout() -> None:
    """Point stdout nowhere, so that the interpreter's last flush does not fail again (docs: library/signal)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
