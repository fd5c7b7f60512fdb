import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.escape import escape, shorten

HOSTILE = [
    pytest.param("@everyone look", id="a mention of everybody"),
    pytest.param("<@&123456> and <@42> and <#7>", id="raw mentions of a role, a user and a channel"),
    pytest.param("[free film](https://evil.example)", id="a masked link"),
    pytest.param("x](https://evil.example) [y", id="a masked link that closes ours first"),
    pytest.param("**bold** __line__ ~~gone~~ ||spoiler|| `code`", id="inline Markdown"),
    pytest.param("# A headline", id="a headline"),
    pytest.param("> a quotation", id="a quotation"),
    pytest.param("- an item", id="a list item"),
    pytest.param("1. a numbered item", id="a numbered list"),
    pytest.param("-# small print", id="subtext"),
    pytest.param("back\\slash \\* star", id="an escape of its own"),
    pytest.param("```\nfenced\n```", id="a code block"),
    pytest.param("<t:0:F> <:emoji:1> </command:1>", id="timestamps, emoji and command mentions"),
]
BARE = re.compile(r"(?<!\\)[*_~|\[\]()<>#`@]")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markdown_of_a_feed_is_left_bare(text: str) -> None:
    escaped = escape(text, 500).replace("\\\\", "")
    assert not BARE.search(escaped)
    assert not re.match(r"(>|-|\d+[.)]) ", escaped)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("see https://evil.example/x", id="a bare web address"),
        pytest.param("join discord.gg/abc", id="an invitation"),
    ],
)
def test_a_bare_address_does_not_become_a_link(text: str) -> None:
    assert not re.search(r"https?://|discord\.gg", escape(text, 500).replace("\\", ""))


def test_ordinary_text_reads_as_before() -> None:
    assert escape("Romy & Michele’s sequel", 80) == "Romy & Michele’s sequel"


def test_accents_do_not_grow_over_other_lines() -> None:
    assert escape("Z" + "\u0301" * 50 + "oe\u0308", 80) == "Z" + "\u0301" * 3 + "oe\u0308"


@given(st.text(max_size=300), st.integers(5, 60))
def test_cutting_never_leaves_half_an_escape(text: str, limit: int) -> None:
    escaped = escape(text, limit)
    assert not re.search(r"(?<!\\)(\\\\)*\\$", escaped)
    assert len(escaped) <= 2 * limit + limit  # every character escaped, and the invisible breaks


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        pytest.param("A sequel", 20, "A sequel", id="what fits is left alone"),
        pytest.param("A sequel is coming soon", 14, "A sequel is…", id="cut at a word's end"),
        pytest.param("Abracadabra", 6, "Abrac…", id="a word that is too long is cut"),
        pytest.param("Cast: Abracadabra", 12, "Cast: Abrac…", id="not at a word's end that leaves hardly anything"),
        pytest.param("Wait, what then", 8, "Wait…", id="no comma is left before the ellipsis"),
    ],
)
def test_shortening(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
