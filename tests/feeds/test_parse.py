from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.items import storable
from bot.feeds.parse import parse_feed
from bot.model.entries import Entry, Outlet, Trust
from bot.model.errors import FeedError
from bot.model.feeds import Feed

DATA = Path(__file__).parent / "data"
DOCUMENTS = sorted(path for path in DATA.iterdir() if ".expected." not in path.name)

Parse = Callable[..., tuple[Entry, ...]]


@pytest.fixture
def parse(make_feed: Callable[..., Feed], noon: datetime) -> Parse:
    def parse_body(body: bytes | str, content_type: str | None = None, **feed: Any) -> tuple[Entry, ...]:
        raw = body.encode() if isinstance(body, str) else body
        return parse_feed(raw, make_feed(**feed), noon, content_type)

    return parse_body


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_a_document_gives_the_entries_beside_it(document: Path, parse: Parse) -> None:
    """The `.expected.json` beside each document holds its entries, without their feed and empty fields."""
    trust = Trust.AGGREGATOR if document.stem == "aggregator" else Trust.FAN
    entries = parse(document.read_bytes(), outlet="Outlet of the feed", trust=trust)
    expected = json.loads((DATA / f"{document.stem}.expected.json").read_text(encoding="utf-8"))
    assert [written(entry) for entry in entries] == expected


def written(entry: Entry) -> dict[str, str]:
    fields = asdict(entry) | {"published": entry.published.isoformat().replace("+00:00", "Z")}
    return {name: value for name, value in fields.items() if value != "" and name != "feed"}


def test_encodings_change_nothing_not_even_ids() -> None:
    expected = {path.read_text(encoding="utf-8") for path in DATA.glob("encoding-[su]*.expected.json")}
    assert len(expected) == 1


def test_a_guid_that_changes_daily_changes_nothing_else(parse: Parse) -> None:
    (monday,) = parse((DATA / "guid-of-monday.xml").read_bytes())
    (tuesday,) = parse((DATA / "guid-of-tuesday.xml").read_bytes())
    assert replace(tuesday, id=monday.id, guid=monday.guid) == monday


@pytest.mark.parametrize("keep", [0.2, 0.4, 0.6, 0.8, 0.95, 0.999])
def test_what_was_whole_before_a_document_breaks_off_is_read_as_if_it_did_not(keep: float, parse: Parse) -> None:
    body = (DATA / "oldest-first.xml").read_bytes()
    whole, cut = parse(body), body[: int(len(body) * keep)]
    if cut.count(b"</item>"):
        assert parse(cut) == whole[: cut.count(b"</item>")]
    else:
        with pytest.raises(FeedError, match="breaks off before its first entry ends"):
            parse(cut)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(b"", "this is empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf \r\n\t ", "this is empty", id="nothing but blanks"),
        pytest.param(b"<!DOCTYPE html>\n<html><body>Just a moment...</body></html>", "HTML page", id="an HTML page"),
        pytest.param(
            b"<html><head><link rel='alternate' href='/feed'></head></html>", "HTML page", id="one of the old"
        ),
        pytest.param(b"<html>What is a <feed >?</html>", "HTML page", id="an HTML page that speaks of feeds"),
        pytest.param(b"<?xml version='1.0'?><urlset><url/></urlset>", "neither RSS nor Atom", id="a sitemap"),
        pytest.param(b"<?xml version='1.0'?><opml><outline/></opml>", "neither RSS nor Atom", id="OPML"),
        pytest.param(b"Service unavailable", "neither RSS nor Atom", id="a line of text"),
        pytest.param(bytes(range(256)) * 9, "neither RSS nor Atom", id="bytes"),
        pytest.param(b"\x1f\x8b\x08\x00\x00", "neither RSS nor Atom", id="packed bytes"),
        pytest.param(b"<!-- <rss>", "breaks off", id="a comment without end"),
        pytest.param(b"<rss><channel><item><title>Half", "breaks off", id="a feed cut off in its first entry"),
        pytest.param(b'{"error": "not found"}', "not a JSON Feed", id="JSON of another kind"),
        pytest.param(b"[1, 2]", "not a JSON Feed", id="a JSON list"),
        pytest.param(
            b'{"version": "https://jsonfeed.org/version/1.1"}', "without a list", id="a JSON Feed without items"
        ),
        pytest.param(b'{"version": "https://jsonfeed.org/vers', "broken or breaks off", id="JSON cut off"),
        pytest.param(b"[" * 100_000, "nested too deep", id="JSON without end"),
        pytest.param(b'{"version": ' + b"9" * 9_000 + b"}", "broken", id="a number without end"),
    ],
)
def test_what_is_no_feed_is_told_in_words(body: bytes, words: str, parse: Parse) -> None:
    with pytest.raises(FeedError) as caught:
        parse(body)
    assert words in caught.value.problem
    assert str(caught.value).startswith("feed klaxon: ")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<rss version='2.0'/>", id="an empty root"),
        pytest.param("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", id="an empty Atom feed"),
        pytest.param('{"version": "https://jsonfeed.org/version/1", "items": []}', id="an empty JSON Feed"),
        pytest.param(rss(""), id="an item that says nothing"),
    ],
)
def test_a_feed_without_entries_is_no_error(body: str, parse: Parse) -> None:
    assert parse(body) == ()


@pytest.mark.parametrize(
    ("content_type", "declared", "encoding"),
    [
        pytest.param("text/xml; charset=windows-1251", "", "windows-1251", id="only the server says"),
        pytest.param('text/xml; Charset="KOI8-R"', "", "koi8-r", id="the server says it in quotes"),
        pytest.param("application/xml", "Shift_JIS", "shift_jis", id="only the document says"),
        pytest.param("text/xml; charset=utf-8", "windows-1251", "windows-1251", id="the document knows better"),
        pytest.param("text/xml; charset=windows-1251", "utf-8", "windows-1251", id="the server knows better"),
        pytest.param("text/xml; charset=iso-8859-1", "iso-8859-1", "utf-8", id="both are wrong"),
        pytest.param("text/xml; charset=nonsense", "punycode", "utf-8", id="no encodings at all"),
        pytest.param(None, "utf-8", "utf-8-sig", id="a mark in front"),
        pytest.param(None, "utf-16", "utf-16", id="UTF-16 with a mark"),
        pytest.param(None, "utf-16", "utf-16-le", id="UTF-16 without a mark"),
        pytest.param(None, "utf-16", "utf-16-be", id="UTF-16 the other way round"),
        pytest.param(None, "utf-32", "utf-32", id="UTF-32"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_is_in(
    content_type: str | None, declared: str, encoding: str, parse: Parse
) -> None:
    title = "シーズン2" if encoding == "shift_jis" else "Сезон 2"
    prolog = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    (entry,) = parse((prolog + rss(f"<title>{title}</title>")).encode(encoding), content_type)
    assert entry.title == title


@pytest.mark.parametrize(
    ("content_type", "declared"),
    [
        pytest.param("text/xml; charset=idna", "punycode", id="what is no encoding of documents"),
        pytest.param("text/xml; charset=nonsense", "x-user-defined", id="what is none at all"),
        pytest.param("text/xml; charset=utf-16", "euc-jp", id="what these bytes cannot be"),
        pytest.param("text/xml; charset=ISO-8859-1", "latin1", id="what is mostly meant for windows-1252"),
    ],
)
def test_bytes_that_no_encoding_explains_do_not_lose_the_rest(content_type: str, declared: str, parse: Parse) -> None:
    body = f"<?xml version='1.0' encoding='{declared}'?>{rss('<title>Caf@ 2 opens #.</title>')}".encode()
    (entry,) = parse(body.replace(b"@", b"\xe9").replace(b"#", b"\x81"), content_type)
    assert entry.title == "Caf\xe9 2 opens \ufffd."


@pytest.mark.parametrize(
    ("written", "published"),
    [
        pytest.param("Sun, 31 May 2026 18:30:00 +0200", "2026-05-31T16:30:00Z", id="RFC 822"),
        pytest.param("31 May 26 18:30 EST", "2026-05-31T23:30:00Z", id="RFC 822, short"),
        pytest.param("2026-05-31T18:30:00-07:00", "2026-06-01T01:30:00Z", id="RFC 3339"),
        pytest.param("2026-05-31T18:30:00.123456Z", "2026-05-31T18:30:00Z", id="with a fraction, which we drop"),
        pytest.param("2026-05-31 18:30:00", "2026-05-31T18:30:00Z", id="without a time zone, taken for UTC"),
        pytest.param("2026-05-31", "2026-05-31T00:00:00Z", id="a day"),
        pytest.param("Mon, 01 Jun 2026 12:00:01 GMT", "2026-06-01T12:00:00Z", id="a second in the future"),
        pytest.param("Fri, 31 Dec 9999 23:59:59 GMT", "2026-06-01T12:00:00Z", id="the end of time"),
        pytest.param("Mon, 01 Jan 0001 00:00:00 +0000", "2026-06-01T12:00:00Z", id="the beginning of time"),
        pytest.param("0", "2026-06-01T12:00:00Z", id="a zero"),
        pytest.param("Thu, 99 Foo 2026 99:99:99", "2026-06-01T12:00:00Z", id="no date"),
        pytest.param("", "2026-06-01T12:00:00Z", id="nothing"),
        pytest.param("Sat, 07 Aug 1993 10:00:00 GMT", "1993-08-07T10:00:00Z", id="long ago"),
    ],
)
def test_dates_as_feeds_write_them(written: str, published: str, parse: Parse) -> None:
    (entry,) = parse(rss(f"<title>A</title><pubDate>{written}</pubDate>"))
    assert entry.published == datetime.fromisoformat(published)
    assert entry.published.tzinfo is UTC


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        pytest.param("321", "CBA", id="newest first, as most feeds are"),
        pytest.param("123", "ABC", id="oldest first"),
        pytest.param("222", "CBA", id="all at the same time, taken for newest first"),
        pytest.param("221", "CBA", id="newest first, two at the same time"),
        pytest.param("122", "ABC", id="oldest first, two at the same time"),
        pytest.param("132", "ACB", id="not in order"),
        pytest.param("3-1", "CAB", id="one without a date counts as of now"),
        pytest.param("---", "CBA", id="none has a date"),
    ],
)
def test_entries_come_oldest_first(dates: str, order: str, parse: Parse) -> None:
    items = [
        f"<title>{name}</title>" + (f"<pubDate>2026-05-0{day}</pubDate>" if day != "-" else "")
        for name, day in zip("ABC", dates, strict=True)
    ]
    assert "".join(entry.title for entry in parse(rss(*items))) == order


@pytest.mark.parametrize(
    ("link", "followed"),
    [
        pytest.param("https://a.example/b?c=1&amp;d=2#e", "https://a.example/b?c=1&d=2#e", id="whole"),
        pytest.param("/news/2", "https://klaxon.example/news/2", id="from the host's root"),
        pytest.param("2", "https://klaxon.example/feed/2", id="from the feed's folder"),
        pytest.param("//cdn.example/2", "https://cdn.example/2", id="with the feed's scheme"),
        pytest.param("  https://a.example/2\n", "https://a.example/2", id="with blanks around"),
        pytest.param(
            "https://a.example/b&quot;&gt;c", "https://a.example/b%22%3Ec", id="with signs that end attributes"
        ),
        pytest.param("javascript:alert(1)", "", id="a script"),
        pytest.param("data:text/html,hi", "", id="data"),
        pytest.param("file:///etc/passwd", "", id="a file"),
        pytest.param("mailto:tips@a.example", "", id="mail"),
        pytest.param("https://you@evil.example/", "", id="a name in front of the host"),
        pytest.param("http://[broken", "", id="no address"),
        pytest.param("https://:80/", "", id="no host"),
        pytest.param("https://a.example/" + "x" * 3_000, "", id="endless"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_links_are_whole_and_lead_into_the_web(link: str, followed: str, parse: Parse) -> None:
    (entry,) = parse(rss(f"<title>A</title><link>{link}</link>"))
    assert entry.link == followed


STUMBLE = "<item href='c'><source><image><link></link>"
"""What feedparser's forgiving parser stumbles over."""


def test_an_entry_that_cannot_be_read_does_not_cost_those_before_it(parse: Parse) -> None:
    entries = parse(f"<rss><item><title>A</title></item>{STUMBLE}</rss>")
    assert [entry.title for entry in entries] == ["A"]


def test_a_feed_of_which_nothing_can_be_read_is_told_in_words(parse: Parse) -> None:
    with pytest.raises(FeedError, match="too broken to be read"):
        parse(f"<rss>{STUMBLE}</rss>")


def test_a_guid_is_kept_as_it_is_and_no_link_is_made_of_it(parse: Parse) -> None:
    entries = parse(rss("<title>A</title><guid>abc-123</guid>"), url="https://a.example/feed")
    assert [(entry.guid, entry.link) for entry in entries] == [("abc-123", "")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("<title>A</title><guid>1</guid>", "<title>A</title><guid>1</guid><pubDate>2026-05-05</pubDate>",
                     True, id="a date is touched"),
        pytest.param("<title>A B</title><guid>1</guid>", "<title>A\n  B </title><guid>1</guid>", True,
                     id="white space is touched"),
        pytest.param("<title>A</title><guid>1</guid><link>/a</link>", "<title>A</title><guid>1</guid><link>/b</link>",
                     True, id="a link beside a guid changes"),
        pytest.param("<title>A</title><guid>1</guid>", "<title>A is off</title><guid>1</guid>", False,
                     id="a headline is edited"),
        pytest.param("<title>A</title><link>/a</link>", "<title>A</title><link>/b</link>", False,
                     id="the same headline behind another link"),
        pytest.param("<title>A</title><description>B</description>", "<title>A B</title>", False,
                     id="the same words in other fields"),
    ],
)  # fmt: skip
def test_an_id_stands_for_what_is_said_and_where(one: str, other: str, same: bool, parse: Parse) -> None:
    (before,), (after,) = parse(rss(one)), parse(rss(other))
    assert (before.id == after.id) is same


def test_an_id_belongs_to_its_feed(parse: Parse) -> None:
    body = rss("<title>A</title><guid>1</guid>")
    assert parse(body)[0].id != parse(body, id_="another")[0].id


def test_overlong_fields_are_cut_and_the_entry_is_kept(parse: Parse) -> None:
    (entry,) = parse(rss(f"<title>{'t ' * 90_000}</title><description>{'d' * 900_000}</description>"))
    assert (len(entry.title), len(entry.summary)) == (2_000, 200_000)


def test_of_a_flood_the_newest_are_read(parse: Parse) -> None:
    entries = parse(rss(*(f"<title>{number}</title>" for number in range(6_000))))
    assert (len(entries), entries[-1].title) == (5_000, "0")


ENTITIES = """<!DOCTYPE rss [
<!ENTITY lol "lol">
<!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">
<!ENTITY lol9 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
<!ENTITY % remote SYSTEM "{url}"> %remote;
<!ENTITY file SYSTEM "{url}">
<!ENTITY tricky "]>">
]>"""


@pytest.mark.parametrize(
    "prolog",
    [
        pytest.param(ENTITIES, id="written on several lines"),
        pytest.param(ENTITIES.replace("\n", " "), id="written on one line"),
        pytest.param("<!-- <a> -->" + ENTITIES, id="behind a comment that looks like a root"),
        pytest.param("<?xml version='1.0'?>" + ENTITIES.replace("DOCTYPE", "doctype"), id="in small letters"),
        pytest.param("<!DOCTYPE rss SYSTEM '{url}'>", id="in another file"),
        pytest.param(ENTITIES + ENTITIES, id="twice"),
    ],
)
def test_entities_are_never_expanded_nor_fetched(prolog: str, parse: Parse, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the owner's secret", encoding="utf-8")
    item = "<title>&lol9; &file; &remote;</title><description>Still read</description>"
    (entry,) = parse(prolog.replace("{url}", secret.as_uri()) + rss(item))
    assert entry.title == "&lol9; &file; &remote;"
    assert entry.summary == "Still read"


async def test_entities_are_not_fetched_from_the_network_either(server: Any, parse: Parse) -> None:
    url = server.on("/evil.dtd", b"")
    prolog = f"<!DOCTYPE rss SYSTEM '{url}' [<!ENTITY file SYSTEM '{url}'>]>"
    (entry,) = parse(prolog + rss("<title>&file;</title>"))
    assert entry.title == "&file;"
    assert server.requests == []


SIZE = 300_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n" * SIZE + rss("<title>A</title>"), id="blank lines in front"),
        pytest.param("<?xml version='1.0'?>" + "\n" * SIZE + rss("<title>A</title>"), id="blank lines before the root"),
        pytest.param("<!DOCTYPE a [" + "] " * SIZE + rss("<title>A</title>"), id="a DTD without end"),
        pytest.param("<!-- -" * SIZE + rss("<title>A</title>"), id="a comment without end"),
        pytest.param(rss(f"<title>A</title><author>{'a' * SIZE}</author>"), id="an author without end"),
        pytest.param(rss("<title>A</title>" + "".join(f"<category>{n}</category>" for n in range(20_000))),
                     id="categories"),
        pytest.param(rss("<title>A</title>" + "<a xml:base='b/'>" * 20_000), id="bases within bases"),
        pytest.param(rss("<title>A</title><a " + "".join(f"b{n}='' " for n in range(30_000)) + "/>"), id="attributes"),
        pytest.param(rss("".join(f"<a xmlns:n{n}='u{n}'/>" for n in range(20_000))), id="namespaces"),
        pytest.param(rss(f"<title>&#x{'0' * SIZE}</title>"), id="a reference without end"),
        pytest.param(rss("<title>A</title>" + "<![CDATA[" * 30_000), id="CDATA within CDATA"),
        pytest.param(rss("<title>A</title>" + "<b>" * 20_000), id="tags without end"),
        pytest.param(rss("<title>A</title>" + "<" * 100_000), id="angles"),
        pytest.param(rss("<title>A</title>" + "</b>" * 30_000), id="ends of what never began"),
        pytest.param(rss("<item>" * 20_000), id="items within items"),
        pytest.param("<rss>" + "<item/>" * 1_000_000, id="a million items"),
        pytest.param(rss(f"<title>{'&amp;' * 1_100_000}</title>"), id="a million references"),
    ],
)  # fmt: skip
def test_hostile_markup_takes_no_more_than_linear_time(body: str, parse: Parse) -> None:
    """Each of these took feedparser by itself from ten seconds to hours."""
    with suppress(FeedError):
        assert len(parse(body)) <= 1


@given(st.binary(max_size=300) | st.text(alphabet="<>&;/![]-CDATAx#0 ='\"\n\u00e9\ud7ff", max_size=300).map(str.encode))
def test_whatever_stands_in_an_item_ends_in_entries_or_a_feed_error(hostile: bytes) -> None:
    body = b"<rss version='2.0'><channel><item><title>" + hostile + b"</title></item></channel></rss>"
    feed = Feed("klaxon", "https://klaxon.example/feed/", Outlet("Klaxon", "Klaxon"))
    now = datetime(2026, 6, 1, tzinfo=UTC)
    with suppress(FeedError):
        for entry in parse_feed(body, feed, now):
            assert all(text == storable(text) for text in asdict(entry).values() if isinstance(text, str))
            assert entry.published <= now


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda kids: st.lists(kids) | st.dictionaries(
    st.sampled_from(["id", "url", "title", "summary", "content_html", "date_published", "x"]), kids,
)))  # fmt: skip
def test_whatever_stands_in_a_json_feed_ends_in_entries(item: Any) -> None:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode()
    feed = Feed("klaxon", "https://klaxon.example/feed/", Outlet("Klaxon", "Klaxon"))
    for entry in parse_feed(body, feed, datetime(2026, 6, 1, tzinfo=UTC)):
        assert all(text == storable(text) for text in asdict(entry).values() if isinstance(text, str))


def test_many_threads_may_parse_at_once(make_feed: Callable[..., Feed], noon: datetime) -> None:
    bodies = [path.read_bytes() for path in DOCUMENTS] * 4

    def work(body: bytes) -> tuple[Entry, ...]:
        return parse_feed(body, make_feed(), noon)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, bodies)) == [work(body) for body in bodies]


def test_the_first_poll_decides_no_date(parse: Parse, make_feed: Callable[..., Feed], noon: datetime) -> None:
    body = rss("<title>A</title><guid>1</guid>").encode()
    later = parse_feed(body, make_feed(), noon + timedelta(hours=1))
    assert later[0].id == parse(body)[0].id
    assert later[0].published == noon + timedelta(hours=1)
