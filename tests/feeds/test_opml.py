from __future__ import annotations

import tracemalloc

import pytest

from bot.feeds.opml import LARGEST, NotOpmlError, Outline, read_opml, write_opml

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Film"><outline text="One" title="The One" xmlUrl="https://one.example/feed" type="rss"/>
<outline text="Deeper"><outline TEXT="Two" xmlurl="https://two.example/feed"/></outline></outline>
<outline text="Again" xmlUrl="https://one.example/feed"/><outline text="no address"/>
<outline text="Mine" xmlUrl="file:///etc/passwd"/><outline text="x" xmlUrl="https://me:pw@three.example/"/>
</body></opml>"""


def test_folders_are_opened_and_each_address_comes_once() -> None:
    assert read_opml(LIST) == (
        Outline("https://one.example/feed", "The One"),
        Outline("https://two.example/feed", "Two"),
    )


@pytest.mark.parametrize("name", ["Plain", 'A "quoted" & <b>bold</b> name', "Ünïcode \N{EM DASH} 映画"])
def test_what_is_written_is_read_back(name: str) -> None:
    feeds = (Outline("https://one.example/?a=1&b=2", name),)
    assert read_opml(write_opml(feeds, "Mine & yours").encode()) == feeds


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b']><opml><body><outline text="&j;" xmlUrl="https://one.example/"/></body></opml>'  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "not well-formed", id="nothing"),
        pytest.param(b"\x00\x01\x02", "DTD or is not in UTF-8", id="bits"),
        pytest.param(b"<opml><body></body></opml>", "names no feed", id="no feed"),
        pytest.param(b"<opml><body><outline", "not well-formed", id="breaks off"),
        pytest.param(b"<html><body><p>Log in</p></body></html>", "names no feed", id="a page"),
        pytest.param(BOMB, "holds a DTD", id="a bomb of entities"),
        pytest.param(b'<!DOCTYPE o SYSTEM "http://evil.example/x.dtd"><opml/>', "holds a DTD", id="an external DTD"),
        pytest.param(
            b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml/>', "holds a DTD", id="an external entity"
        ),
        pytest.param(b"<opml>" + b"<outline>" * 200_000, "not well-formed", id="nested without end"),
        pytest.param(b" " * (LARGEST + 1), "larger than", id="too large"),
    ],
)
def test_what_is_no_list_is_told_in_words(content: bytes, words: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(NotOpmlError, match=words):
            read_opml(content)
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()
