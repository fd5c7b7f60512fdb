from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import RenderableType

from bot.terminal.screen import Screen
from bot.terminal.traces import draw_trace
from bot.wording import ClaimFate, EntryFate, Source, Standing
from bot.wording.traces import ClaimTold, RuleTold, SentenceTold, TraceTold, WhyTold

Golden = Callable[[RenderableType, str], None]

HEDGE = WhyTold("reportedly", "certainty.toml:29 [sentence.reported]", r"\breportedly\b")
DIRECTS = WhyTold(
    "P could reportedly direct", "frames_people.toml:45 [frame.director]", r"{P}{chain} (?:direct|helm)\b"
)
MAYBE = WhyTold("could", "scope.toml:26 [conditional.before]", r"\b(?:could|may|might)\b" + "|perhaps" * 30)
CLAIM = ClaimTold(
    title="Lantern Street 2",
    text="Director: Ada Quill (reported, conditional)",
    standing=Standing.REPORTED,
    scope="conditional",
    scope_why=MAYBE,
    certainty="reported, sources",
    certainty_why=HEDGE,
    note="",
)
DATED = replace(
    CLAIM,
    text="Release date: May 2027",
    standing=Standing.CONFIRMED,
    scope="asserted",
    scope_why=WhyTold(),
    certainty="confirmed, outlet",
    certainty_why=WhyTold(),
    note="left out: the entry gives a more precise date",
)
READ = SentenceTold(
    text="Ada Quill could reportedly direct ‘Lantern Street 2’, out in May 2027; tickets on June 4.",
    field="headline",
    about=("Lantern Street 2, the sequel (named)",),
    outline="P could reportedly direct T, out in D; tickets on D.",
    marks=(
        ("P", "Ada Quill"),
        ("T", "‘Lantern Street 2’ = the sequel"),
        ("D", "May 2027 = 2027-05 (month)"),
        ("D", "June 4 = 2027-06-04 (day)"),
    ),
    rules=(
        RuleTold("director", DIRECTS, (CLAIM,), ""),
        RuleTold("release date", WhyTold("out", "timing.toml:7 [cues.release]", "out"), (DATED,), ""),
        RuleTold(
            "cast", WhyTold("P", "frames_people.toml:125 [frame.cast]", "{P}"), (), "about “Heat 2”, another work"
        ),
    ),
    missed=(WhyTold("June 4", "timing.toml:14 [cues.other]", "", "it is of something else: “tickets”"),),
)
ELSEWHERE = SentenceTold("It rained in the north.", "summary", (), "", (), (), ())
TOLD = TraceTold(
    mentions=("“Lantern Street 2”: Lantern Street 2, the sequel",),
    passed_over=("“lantern street”: not Lantern Street 2, in lower case: ordinary words",),
    tone=WhyTold("sources say", "certainty.toml:14 [entry.reported]", "sources (?:say|tell)"),
    sentences=(READ, ELSEWHERE),
)
FATE = EntryFate(
    entry_id="text",
    headline="Ada Quill could reportedly direct",
    source=Source("an unknown outlet", "", "", datetime(2026, 1, 5, tzinfo=UTC)),
    titles=("Lantern Street 2",),
    claims=(
        ClaimFate(
            "Lantern Street 2",
            "Director: Ada Quill (reported, conditional)",
            Standing.REPORTED,
            READ.text,
            "The text asks, hopes or supposes; it does not state.",
            is_news=False,
        ),
    ),
    verdict="No news: nothing that it states was new.",
)
NOTHING = TraceTold((), (), WhyTold(), ())


@pytest.mark.parametrize(
    ("name", "told", "hint"),
    [
        pytest.param("trace", TOLD, "", id="a text that is read"),
        pytest.param("trace-of-nothing", NOTHING, "The text must name the title (Jaws).", id="no tracked title"),
    ],
)
def test_how_a_text_was_read(golden: Golden, name: str, told: TraceTold, hint: str) -> None:
    fate = FATE if told.sentences else replace(FATE, titles=(), claims=(), verdict="No news.")
    golden(draw_trace(told, fate, hint), name)


def test_titles_are_named_where_there_are_several() -> None:
    other = replace(CLAIM, title="Night Glass 2")
    both = replace(READ, rules=(RuleTold("director", DIRECTS, (CLAIM, other), ""),))
    shown = Screen(100).draw(draw_trace(replace(TOLD, sentences=(both,)), FATE))
    assert "(reported, conditional)  Night Glass 2" in shown


def test_it_is_coloured_on_a_terminal_alone() -> None:
    drawing = draw_trace(TOLD, FATE)
    assert "\x1b[" in Screen(80, "standard").draw(drawing)
    assert "\x1b[" not in Screen(80).draw(drawing)
