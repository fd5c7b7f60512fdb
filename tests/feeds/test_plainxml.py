"""What expat reads is what feedparser reads, or it is left to feedparser."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.decode import decode
from bot.feeds.items import NotAFeedError
from bot.feeds.mend import mended
from bot.feeds.xmlfeed import forgiven_items, plain_items

BASE = "https://klaxon.example/feed/"
RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/'
    'elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    '<title>Klaxon</title><link>https://klaxon.example/</link><atom:link href="https://klaxon.example/feed/" rel="self"'
    ' type="application/rss+xml"/><description>News</description><image><url>https://klaxon.example/i.png</url>'
    "<title>Klaxon</title><link>https://klaxon.example/</link></image>{}</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">Klaxon</title><id>tag:klaxon</id>'
    "<updated>2026-05-01T00:00:00Z</updated><author><name>Ada</name></author>{}</feed>"
)
ITEM = "<item><title>Ember 2</title>{}</item>"
ENTRY = '<entry><title type="html">Ember 2</title><id>tag:1</id>{}</entry>'

PLAIN = [
    pytest.param(RSS.format(""), id="no items"),
    pytest.param(RSS.format(ITEM.format("<link>https://klaxon.example/?a=1&amp;b=2&amp;amp;c;=3</link>")), id="link"),
    pytest.param(RSS.format(ITEM.format("<link> /ember?x&amp;copy;=1 </link>")), id="a relative link"),
    pytest.param(RSS.format(ITEM.format("<guid isPermaLink='true'>https://klaxon.example/1</guid>")), id="guid"),
    pytest.param(RSS.format(ITEM.format("<pubDate>Mon, 01 Jun 2026 10:00:00 -0500</pubDate>")), id="RFC 822 date"),
    pytest.param(RSS.format(ITEM.format("<pubDate>soon</pubDate><dc:date>2026-06-01</dc:date>")), id="two dates"),
    pytest.param(RSS.format(ITEM.format("<description><![CDATA[<p>It was & is]]></description>")), id="CDATA"),
    pytest.param(RSS.format(ITEM.format("<content:encoded>long</content:encoded>")), id="content alone"),
    pytest.param(
        RSS.format(ITEM.format("<content:encoded>long</content:encoded><description>short</description>")),
        id="content before the summary",
    ),
    pytest.param(RSS.format(ITEM.format("<description/><content:encoded>long</content:encoded>")), id="empty summary"),
    pytest.param(RSS.format(ITEM.format("<source url='https://post.example'>Post</source>")), id="source"),
    pytest.param(
        RSS.format(
            ITEM.format(
                "<media:group><media:title>x</media:title><media:description>y</media:description></media:group>"
            )
        ),
        id="caption",
    ),
    pytest.param(
        RSS.format(ITEM.format("<category domain='x'>Film</category><dc:creator>Ada</dc:creator>")), id="more"
    ),
    pytest.param(RSS.format("<item><title>Ren\u00c3\u00a9e \u0093said\u0094</title></item>"), id="mojibake"),
    pytest.param(ATOM.format(ENTRY.format('<link href="https://klaxon.example/1"/>')), id="Atom"),
    pytest.param(
        ATOM.format(ENTRY.format('<link rel="self" href="/s"/><link rel="Alternate" type="text/HTML" href="/1"/>')),
        id="Atom's several links",
    ),
    pytest.param(
        ATOM.format(ENTRY.format('<summary type="html">&lt;b>s&lt;/b></summary><content type="text">c</content>')),
        id="Atom's texts",
    ),
    pytest.param(
        ATOM.format(ENTRY.format("<published>2026-05-01T01:02:03+02:00</published><updated>2026-05-02</updated>")),
        id="Atom's dates",
    ),
]

UNFORESEEN = [
    pytest.param(RSS.format("<item><title>Ember <b>2</b></title></item>"), id="markup in a title"),
    pytest.param(RSS.format("<item><title>1</title><title>2</title></item>"), id="two titles"),
    pytest.param('<!DOCTYPE rss [<!ENTITY e "many">]>' + RSS.format("<item><title>&e;</title></item>"), id="an entity"),
    pytest.param(RSS.format('<item xml:base="https://a.example/"><link>1</link></item>'), id="a base address"),
    pytest.param(RSS.format('<item xmlns:x="urn:x"><x:title>1</x:title></item>'), id="another's title"),
    pytest.param(RSS.format('<item xmlns:dc="urn:x"><dc:other/></item>'), id="a prefix that means something else"),
    pytest.param(ATOM.format('<entry><content type="xhtml">1</content></entry>'), id="XHTML"),
    pytest.param(ATOM.format('<entry><content type="image/png">aGk=</content></entry>'), id="base64"),
    pytest.param(ATOM.format("<entry><source><title>1</title></source></entry>"), id="a source with elements"),
    pytest.param(RSS.format("<item><image><title>1</title></image></item>"), id="a picture in an item"),
    pytest.param("<rss><item><title>1</title></item></rss>", id="an item outside its channel"),
    pytest.param(RSS.format("<item><title>1</title>"), id="not well-formed"),
]


@pytest.mark.parametrize("document", PLAIN)
def test_what_most_feeds_are_is_plain_and_read_as_feedparser_reads_it(document: str) -> None:
    assert plain_items(document, BASE) == forgiven_items(document, BASE)


@pytest.mark.parametrize("document", UNFORESEEN)
def test_what_is_unforeseen_is_left_to_feedparser(document: str) -> None:
    assert plain_items(document, BASE) is None


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "data").glob("*.xml")), ids=lambda path: path.stem)
def test_the_example_feeds_are_read_alike(path: Path) -> None:
    try:
        document = mended(decode(path.read_bytes()).lstrip("\ufeff"), BASE)
    except NotAFeedError:
        return
    assert plain_items(document, BASE) in {None, forgiven_items(document, BASE)}


_NAMES = st.sampled_from(
    (  # noqa: SIM905  words are easier to read than a list of them
        "title link guid id source description summary content content:encoded pubDate published issued updated "
        "modified dc:date dc:title dc:creator dcterms:issued created media:description media:group media:title "
        "media:content image item entry channel author name category feedburner:origLink a:title a:link a:entry "
        "x:title x:other x:encoded b div p Title PUBDATE ttl rdf:li itunes:summary itunes:image body textInput url"
    ).split()
)
_TEXTS = st.sampled_from(
    (
        "", " ", "Ember 2", " two\n lines ", "https://klaxon.example/1?a=1&b=2", "/1", "x&amp;y;z", "&copy;",
        "<b>x</b>",
        "Ren\u00c3\u00a9e", "caf\u00e9", "\u0093q\u0094", "\u65e5\u672c",
        "Mon, 01 Jun 2026 10:00:00 GMT", "2026-06-01T10:00:00Z", "2026-06-01T", "1 June", "99999-01-01", "  T  ",
        "aGVsbG8=", "http:////a.example/", "http://[", "a:b",
    )
)  # fmt: skip
_ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(
            ("type", "href", "url", "uri", "rel", "isPermaLink", "xml:lang", "xml:base", "Type", "mode", "a:href"),
        ),
        st.sampled_from(
            ("", "html", "TEXT", "xhtml", "text/plain", "image/png", "true", "alternate", "self", "http://a.eu/", "/2"),
        ),
    ),
    max_size=2,
    unique_by=lambda pair: pair[0],
)  # fmt: skip
_USUAL = (
    ("content", "http://purl.org/rss/1.0/modules/content/"), ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"), ("media", "http://search.yahoo.com/mrss/"), ("x", "urn:x"),
    ("a", "http://www.w3.org/2005/Atom"), ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"), ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
)  # fmt: skip
_ODD = st.lists(
    st.tuples(
        st.sampled_from(["", ":a", ":x", ":dc", ":media", ":content", ":z"]),
        st.sampled_from(
            ("urn:x", "urn:y", "http://www.w3.org/2005/atom", "http://purl.org/rss/1.0/", "http://backend.userland.com/rss2",
             "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"),
        ),
    ),
    max_size=1,
)  # fmt: skip


def _written(name: str, attributes: list[tuple[str, str]], spaces: list[tuple[str, str]], inside: str) -> str:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes)
    said += "".join(f" xmlns{prefix}={quoteattr(uri)}" for prefix, uri in spaces)
    return f"<{name}{said}>{inside}</{name}>"


_RARELY = st.sampled_from([0] * 7 + [1])
_PLAIN_LEAVES = st.builds(_written, _NAMES, st.just([]), st.just([]), _TEXTS.map(escape))
_ODD_LEAVES = st.builds(_written, _NAMES, _ATTRIBUTES, _ODD, _TEXTS.map(escape))
_LEAVES = _RARELY.flatmap(lambda odd: _ODD_LEAVES if odd else _PLAIN_LEAVES)
_NESTED = st.builds(_written, _NAMES, st.just([]), st.just([]), st.lists(_LEAVES, max_size=3).map("".join))
_CHILDREN = st.lists(_RARELY.flatmap(lambda odd: _NESTED if odd else _LEAVES), max_size=6).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Make documents that are nearly feeds: mostly plain, with something odd in every second one."""
    atom = draw(st.booleans())
    entry = "entry" if atom else "item"
    entries = draw(st.lists(st.builds(_written, st.just(entry), st.just([]), st.just([]), _CHILDREN), max_size=3))
    before = draw(st.lists(_LEAVES, max_size=2))
    spaces = [(f":{prefix}", uri) for prefix, uri in _USUAL]
    inside = "".join([*before, *entries, *draw(st.lists(_LEAVES, max_size=1))])
    if atom:
        default = draw(st.sampled_from(["http://www.w3.org/2005/Atom"] * 3 + ["urn:x", "http://purl.org/atom/ns#"]))
        return _written("feed", [], [*spaces, ("", default)], inside)
    channel = inside if draw(_RARELY) else _written("channel", [], [], inside)
    return _written("rss", [("version", "2.0")], [*spaces, *(draw(_ODD) if draw(_RARELY) else [])], channel)


@settings(max_examples=400, deadline=None)
@given(documents())
def test_no_document_is_read_differently(text: str) -> None:
    try:
        document = mended(text, BASE)
    except NotAFeedError:
        return
    assert plain_items(document, BASE) in {None, forgiven_items(document, BASE)}
