"""An entry's fields become plain and folded text, whatever markup they carry, in linear time."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.text import fold, passages, plain
from bot.model.claims import TextField
from bot.model.entries import Entry


def _entry(title: str = "A title", summary: str = "", content: str = "") -> Entry:
    return Entry("e1", "feed", "Outlet", datetime(2024, 5, 1, tzinfo=UTC), title, summary, "https://a.example", content)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("Ember 2 opens in May", "Ember 2 opens in May", id="plain text stays"),
        pytest.param("  two   spaces\tand a tab ", "two spaces and a tab", id="white space is folded"),
        pytest.param("Bea &amp; Otto&#8217;s trip", "Bea & Otto’s trip", id="entities"),
        pytest.param("Bea &amp;amp; Otto&amp;#8217;s trip", "Bea & Otto’s trip", id="entities escaped twice"),
        pytest.param("&lt;em&gt;Ember 2&lt;/em&gt; wraps", "Ember 2 wraps", id="tags escaped once more"),
        pytest.param("&amp;lt;b&amp;gt;Ember&amp;lt;/b&amp;gt;", "Ember", id="tags escaped twice more"),
        pytest.param("now on &lt;Quiet Squid&gt;", "now on <Quiet Squid>", id="angle brackets that are no tag of HTML"),
        pytest.param("I &lt;3 this, 2 < 3", "I <3 this, 2 < 3", id="a lone less-than sign"),
        pytest.param("<b>E</b>mber", "Ember", id="inline tags join"),
        pytest.param("<p>One</p><p>Two</p>", "One\nTwo", id="paragraphs are lines"),
        pytest.param("One<br/>Two<BR>Three", "One\nTwo\nThree", id="line breaks"),
        pytest.param("<ul><li>One</li><li>Two</li></ul>", "One\nTwo", id="list items"),
        pytest.param("One\n\nTwo\nstill two", "One\nTwo still two", id="blank lines of plain text"),
        pytest.param("News:\n- first\n- second", "News:\n- first\n- second", id="a list in plain text"),
        pytest.param('a<img alt="x > y" src="q">b', "ab", id="a greater-than sign inside an attribute"),
        pytest.param("<script>if (a < b) alert('x')</script>kept", "kept", id="scripts"),
        pytest.param("<style>p { color: red }</style>kept", "kept", id="styles"),
        pytest.param("a<!-- <p>not this</p> -->b", "ab", id="comments"),
        pytest.param("<![CDATA[kept]]>", "kept", id="a CDATA section that stayed"),
        pytest.param('kept <a href="https://a.exam', "kept", id="a tag that was cut off"),
        pytest.param("Zoe\u0308", "Zoë", id="composed"),
        pytest.param("Em\u200bber\u00ad 2", "Ember 2", id="signs that are not seen"),
        pytest.param("&nbsp;Ember&nbsp;2", "Ember 2", id="no-break spaces"),
        pytest.param(
            "The headline&nbsp;&nbsp;<font>The Bugle</font>", "The headline\nThe Bugle", id="a wide gap parts"
        ),
        pytest.param("Ember \ud800 2", "Ember \ufffd 2", id="half a surrogate pair"),
        pytest.param("&#99999999999999;x", "\ufffdx", id="a number that is no character"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Ember", "ember", id="lower case"),
        pytest.param("Penélope Zoë Ångström", "penelope zoe angstrom", id="accents"),
        pytest.param("‘Ember’ “2” it’s", "'ember' \"2\" it's", id="quotes"),
        pytest.param("Spider‑Man – 2 — x", "spider-man - 2 - x", id="dashes"),
        pytest.param("Łódź Øre İzmir", "lodz ore izmir", id="letters with strokes and dots"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("ab <>&;#x19\"'/pe!-=\n\xa0émb\u0301"), max_size=60))
def test_plain_text_is_clean(markup: str) -> None:
    text = plain(markup)
    assert unicodedata.is_normalized("NFC", text)
    assert all(line == line.strip() and line for line in text.split("\n") if text)
    assert "  " not in text


@given(st.text(max_size=80))
def test_nothing_breaks_it(markup: str) -> None:
    for passage in passages(_entry(markup, markup, markup + " more")):
        assert len(passage.text) == len(passage.folded)
        assert all(0 <= start < end <= len(passage.text) for start, end in passage.italics)


def test_italics_are_remembered() -> None:
    (_, summary) = passages(_entry(summary="<p>She loved <em>Ember 2</em>, and <i>The Vigil</i>.</p>"))
    assert [summary.text[start:end] for start, end in summary.italics] == ["Ember 2", "The Vigil"]
    assert summary.italic_from(0) == summary.italics[0]
    assert summary.italic_from(summary.italics[0][1]) == summary.italics[1]
    assert summary.italic_from(len(summary.text)) is None


@pytest.mark.parametrize(
    ("summary", "content", "kept"),
    [
        pytest.param("One.", "", [("summary", "One.")], id="no content"),
        pytest.param("", "Two.", [("content", "Two.")], id="no summary"),
        pytest.param("One.", "Two.", [("summary", "One."), ("content", "Two.")], id="different texts"),
        pytest.param("One.", "<p>One.</p>", [("summary", "One.")], id="the same twice"),
        pytest.param(
            "One tw […]", "One two three.", [("content", "One two three.")], id="a summary cut off from the content"
        ),
        pytest.param("One two three.", "One two", [("summary", "One two three.")], id="content that is shorter"),
        pytest.param("It waits&#8230;", "", [("summary", "It waits")], id="the mark of a cut is dropped"),
        pytest.param("It waits [...]", "", [("summary", "It waits")], id="another mark of a cut"),
    ],
)
def test_fields_of_an_entry(summary: str, content: str, kept: list[tuple[str, str]]) -> None:
    found = passages(_entry("", summary, content))
    assert [(passage.field.value, passage.text) for passage in found] == kept


def test_the_title_comes_first() -> None:
    first, second = passages(_entry("<b>Ember</b> 2", "It wraps."))
    assert (first.field, first.text) == (TextField.TITLE, "Ember 2")
    assert second.field is TextField.SUMMARY


_FLOODS = {
    "less-than signs": "<" * 200_000,
    "unclosed tags": "<a " * 66_000,
    "unclosed quotes": '<a "' * 50_000,
    "quoted greater-than signs": '<a ">" ' * 28_000,
    "entities": "&amp;" * 40_000,
    "ampersands": "&" * 200_000,
    "a number without end": "&#" + "9" * 200_000,
    "comments": "<!--" * 50_000,
    "scripts": "<script>" * 25_000,
    "paragraphs": "<p>" * 66_000,
    "italics": "<em>x" * 40_000,
    "combining marks": "a" + "\u0301\u0316" * 100_000,
    "blank lines": "\n " * 100_000,
    "no-break spaces": "\xa0" * 200_000,
}


@pytest.mark.parametrize("markup", [pytest.param(markup, id=name) for name, markup in _FLOODS.items()])
def test_floods_come_to_an_end(markup: str) -> None:
    """What grows faster than the text would run into the test's time-out here."""
    text = plain(markup)
    assert len(fold(text)) == len(text)
