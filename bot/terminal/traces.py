"""How a text was read, as the terminal shows it: a block for each sentence, then the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.terminal.fates import draw_fates
from bot.terminal.parts import COLOURS, QUIET, quotation
from bot.wording import EntryFate
from bot.wording.traces import ClaimTold, RuleTold, SentenceTold, TraceTold, WhyTold

_LABEL = 11
"""As wide as the longest label, "certainty", with what parts it from its text."""
_LONGEST = 160
"""A pattern is cut there, in characters; its file and line lead to the rest."""
_MARKS = {"P": "magenta", "C": "yellow", "D": "cyan", "L": "blue", "T": "bold green", "O": "green", "W": "red"}
_ASSERTED = "asserted"

Row = tuple[str, RenderableType]


def draw_trace(told: TraceTold, fate: EntryFate, hint: str = "") -> RenderableType:
    """Draw how a text was read, and what became of its claims. `hint` is what to try where no title is spoken of."""
    several = len({claim.title for one in told.sentences for rule in one.rules for claim in rule.claims}) > 1
    parts: list[RenderableType] = [_names(told)]
    if told.tone.words:
        parts += [Text("All of it", style="bold"), _rows([("tone", _why(told.tone))]), ""]
    for number, sentence in enumerate(told.sentences, start=1):
        parts += [*_sentence(sentence, number, several=several), ""]
    parts += [Text("What became of it", style="bold"), "", draw_fates([fate])]
    if hint:
        parts += ["", Text(hint, style="yellow")]
    return Group(*parts)


def _names(told: TraceTold) -> RenderableType:
    found = [Text.assemble(("+ ", "green"), one) for one in told.mentions]
    found += [Text.assemble(("- ", "red"), one) for one in told.passed_over]
    none = [Text("- no tracked title is named", style="red")]
    return Group(Text("Names", style="bold"), *(found or none), "")


def _sentence(one: SentenceTold, number: int, *, several: bool) -> Iterable[RenderableType]:
    yield Text.assemble((f"{number}  ", "bold"), quotation(one.text), (f"  {one.field}", QUIET))
    rows: list[Row] = [("about", Text(about)) for about in one.about] or [("about", Text("no tracked title"))]
    if not one.outline:
        yield _rows([*rows, ("", Text("so it is not read any further", style=QUIET))])
        return
    rows.append(("outline", _outline(one.outline)))
    rows += [("", Text.assemble((letter, _MARKS[letter]), f"  {words}")) for letter, words in one.marks]
    yield _rows(rows)
    for rule in one.rules:
        yield from _rule(rule, several=several)
    if one.missed:
        yield Text("  - heard, and nothing found", style=QUIET)
        yield _rows([("", _missed(missed)) for missed in one.missed])


def _outline(text: str) -> Text:
    """Draw an outline: what stands in capitals is a mark, as all words of it are in lower case."""
    drawn = Text()
    for sign in text:
        drawn.append(sign, style=_MARKS.get(sign, ""))
    return drawn


def _rule(rule: RuleTold, *, several: bool) -> Iterable[RenderableType]:
    if rule.nothing:
        yield Text.assemble(("  - ", "red"), f"{rule.finds}: no claim, {rule.nothing}")
    for claim in rule.claims:
        shown = f"  {claim.title}" if several else ""
        sign, style = ("+", "green") if claim.scope == _ASSERTED else ("-", "red")
        yield Text.assemble((f"  {sign} ", style), (claim.text, COLOURS[claim.standing]), (shown, QUIET))
    rows: list[Row] = [("words", _outline(rule.rule.words))] if rule.rule.words else []
    rows += [("rule", text) for text in (_place(rule.rule), Text(rule.rule.remark)) if text]
    for claim in rule.claims:
        rows += _claim(claim)
    yield _rows(rows)


def _claim(claim: ClaimTold) -> Sequence[Row]:
    scope = Text(claim.scope, style="" if claim.scope == _ASSERTED else "red")
    rows: list[Row] = [("scope", _with(scope, claim.scope_why))]
    rows.append(("certainty", _with(Text(claim.certainty, style=COLOURS[claim.standing]), claim.certainty_why)))
    return [*rows, ("", Text(claim.note, style="yellow"))] if claim.note else rows


def _with(text: Text, why: WhyTold) -> Text:
    told = _why(why)
    return Text.assemble(text, ": ", told) if told else text


def _why(why: WhyTold) -> Text:
    """Draw what decided: the words and where the lexicon has them, or a remark."""
    if why.remark:
        return Text(why.remark)
    return Text.assemble(f"“{why.words}” ", _place(why)) if why.words else Text()


def _missed(missed: WhyTold) -> Text:
    return Text.assemble(f"“{missed.words}” ", f"{missed.remark}  ", (missed.where, QUIET))


def _place(why: WhyTold) -> Text:
    cut = why.pattern if len(why.pattern) <= _LONGEST else f"{why.pattern[:_LONGEST]} …"
    return Text.assemble((why.where, "blue"), (f"  {cut}", QUIET)) if why.where else Text()


def _rows(rows: Iterable[Row]) -> RenderableType:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=4)
    table.add_column(width=_LABEL - 1, style=QUIET)
    table.add_column(overflow="fold", ratio=1)
    for label, text in rows:
        table.add_row("", label, text)
    return table
