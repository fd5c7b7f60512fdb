"""The reader that the tests of escaping lean on finds what Discord would find."""

from __future__ import annotations

import pytest

from tests.chat.discord_markdown import Token, found_in_raw, read


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("nothing but words & signs", [], id="plain words"),
        pytest.param("**a** *b* __c__ ~~d~~ ||e|| `f`", ["style"] * 5 + ["code"], id="styles"),
        pytest.param("# a", ["heading"], id="a heading"),
        pytest.param("-# a", ["subtext"], id="small print"),
        pytest.param("> - a", ["quote", "list"], id="a list in a quotation"),
        pytest.param("1. a", ["list"], id="a numbered list"),
        pytest.param("<@1> <#2> <@&3>", ["mention"] * 3, id="mentions"),
        pytest.param("<t:4:R> </a:5> <:b:6> :fire:", ["timestamp", "command", "emoji", "emoji"], id="what is drawn"),
        pytest.param("[a](https://b.example)", ["link"], id="a masked link"),
        pytest.param("see https://b.example now", ["link"], id="a bare link"),
        pytest.param("<https://b.example>", ["link"], id="a link without a preview"),
        pytest.param("\\*a\\* \\[b\\]\\(c\\) \\<@1\\>", [], id="escapes make it words"),
        pytest.param("```a```", ["fence", "fence", "code"], id="a code fence"),
    ],
)
def test_a_client_finds(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in read(text).tokens] == kinds


def test_people_see_the_words() -> None:
    assert read("**a** \\*b\\* [c](https://d.example)").words == "a *b* c"


def test_a_link_leads_where_it_leads() -> None:
    assert read("[c](<https://d.example/x>)").tokens == (Token("link", "https://d.example/x"),)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("\\@everyone", "everyone", id="an escape does not stop a ping"),
        pytest.param("x<@&1>", "ping", id="a role"),
        pytest.param("join discord.gg/abc", "invite", id="an invitation without a scheme"),
        pytest.param("https://discord.com/invite/abc", "invite", id="an invitation's address"),
    ],
)
def test_the_servers_find_in_the_bare_text(text: str, kind: str) -> None:
    assert kind in {token.kind for token in found_in_raw(text)}
