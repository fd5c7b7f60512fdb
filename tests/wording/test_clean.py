from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.clean import host_of, one_line, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("two\nlines\tand  spaces", "two lines and spaces", id="white space folds"),
        pytest.param("red\x1b[1;31m alert\x9b2J\x07", "red alert", id="an escape sequence goes as a whole"),
        pytest.param("half\x1b sequence", "half sequence", id="a lone escape goes"),
        pytest.param("user\u202egnp.exe", "usergnp.exe", id="a right-to-left override goes"),
        pytest.param("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth", id="invisible characters go"),
        pytest.param("\u3164Lantern\u2800 Street\uffa0", "Lantern Street", id="letters that nobody sees are spaces"),
        pytest.param("half \ud83d surrogate", "half surrogate", id="a lone surrogate goes"),
        pytest.param("Zoë Kravitz, “L’Été”", "Zoë Kravitz, “L’Été”", id="real letters and quotes stay"),
        pytest.param("[bold]not markup[/bold]", "[bold]not markup[/bold]", id="brackets are only text"),
    ],
)
def test_text_from_a_feed_becomes_one_harmless_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text())
def test_nothing_that_steers_a_terminal_survives(text: str) -> None:
    line = one_line(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in line)
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("url", "address", "host"),
    [
        pytest.param("https://www.marquee.example/a?b=c", None, "marquee.example", id="a web address"),
        pytest.param("http://marquee.example:8080/", None, "marquee.example", id="a port is no host"),
        pytest.param("https://marquee.example@evil.example/", "", "evil.example", id="a user part fools nobody"),
        pytest.param(
            "https://evil.example\\@marquee.example/", "", "marquee.example", id="a user part that ends early"
        ),
        pytest.param("https://evil.example\\.marquee.example/", "", "", id="a backslash in a host"),
        pytest.param(f"https://a.example/{'x' * 2040}", "", "a.example", id="an address that is too long"),
        pytest.param("javascript:alert(1)", "", "", id="a script is no address"),
        pytest.param("file:///etc/passwd", "", "", id="a file is no address"),
        pytest.param("https://[bad", "", "", id="a broken address"),
        pytest.param("https://g\u043eod.example/", None, "xn--god-sed.example", id="a letter that looks like another"),
        pytest.param(f"https://{'a' * 80}.example/", "", "", id="a name that no host can have"),
        pytest.param("https://a.example/x y", "", "a.example", id="an address with a space is not linked"),
        pytest.param("", "", "", id="no address"),
    ],
)
def test_only_web_addresses_are_linked_and_the_host_is_the_real_one(url: str, address: str | None, host: str) -> None:
    assert (web_address(url), host_of(url)) == (url if address is None else address, host)
