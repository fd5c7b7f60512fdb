from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.extraction import EntryReader
from bot.model.entries import Entry
from bot.model.titles import TitleType, TrackedTitle, Work

READER = EntryReader(
    [TrackedTitle("ls2", "Lantern Street 2", TitleType.FILM, date(2025, 1, 1), Work("Lantern Street", 2001))]
)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        pytest.param("Alan Cole returns as Corey Flint in ‘Lantern Street 2’.", "Corey Flint", id="a name as written"),
        pytest.param("Ada Quill will play Nora’s sister in Lantern Street 2.", "Nora’s sister", id="a description"),
        pytest.param("Ada Quill joins Lantern Street 2.", None, id="no role is given"),
        pytest.param(
            "Ada Quill joins Lantern Street 2 as somebody nobody on the whole street has ever liked.",
            None,
            id="a sentence is no role",
        ),
    ],
)
def test_a_role_is_told_as_the_text_writes_it(sentence: str, role: str | None) -> None:
    entry = Entry("1", "ledger", "The Ledger", datetime(2026, 1, 5, tzinfo=UTC), "Casting news", sentence, "")
    (claim,) = READER.read(entry, {}).claims
    assert claim.role == role
