"""Documents that somebody might send to hurt a reader, or by mistake; the large ones are made here."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

ITEM = b"<item><title>A story</title><guid>1</guid><description>Text.</description></item>"
RSS = b"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>" + ITEM + b"</channel></rss>"
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>1</id><title>A story</title>"
    b"<updated>2026-06-01T10:00:00Z</updated></entry></feed>"
)
JSON = b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"Text"}]}'


def rss(inside: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>T</title>" + inside + ITEM + b"</channel></rss>"


def _laughs() -> bytes:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE r [<!ENTITY l0 "ha">' + levels + b"]>" + rss(b"<description>&l9;</description>")


def _quadratic() -> bytes:
    return b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 50_000 + b'">]>' + rss(b"<d>" + b"&a;" * 50_000 + b"</d>")


BODIES: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"<",
    "white space": lambda: b" \n" * 500_000,
    "zeros": lambda: bytes(1_000_000),
    "bits": lambda: bytes(range(256)) * 4_000,
    "half a mark": lambda: b"\xef\xbb",
    "only a mark": lambda: b"\xef\xbb\xbf",
    "UTF-32 that is not": lambda: b"\x00\x00\xfe\xff" + RSS,
    "UTF-16 of odd length": lambda: b"\xff\xfe" + RSS.decode().encode("utf-16-le") + b"x",
    "UTF-16 without a mark": lambda: RSS.decode().encode("utf-16-be"),
    "UTF-16 that says UTF-8": lambda: RSS.replace(b"1.0'", b"1.0' encoding='utf-8'").decode().encode("utf-16"),
    "UTF-7": lambda: b"<?xml version='1.0' encoding='utf-7'?>" + rss(b"<x>+ADw-script+AD4-</x>"),
    "EBCDIC": lambda: RSS.decode().encode("cp500"),
    "an encoding nobody knows": lambda: RSS.replace(b"1.0'", b"1.0' encoding='klingon'") + b"\xff",
    "an encoding that is code": lambda: RSS.replace(b"1.0'", b"1.0' encoding='zip'") + b"\xff",
    "punycode": lambda: b"<?xml version='1.0' encoding='punycode'?>" + b"\xff" + b"a-" * 300_000,
    "two encodings in one": lambda: rss("<title>ü</title>".encode() + "<title>ü</title>".encode("latin-1")),
    "surrogates": lambda: rss(b"<title>\xed\xa0\x80\xed\xb0\x80</title>"),
    "overlong UTF-8": lambda: rss(b"<title>\xc0\xbcscript\xc0\xbe</title>"),
    "control signs": lambda: rss(b"<title>" + bytes(range(1, 9)) + b"</title>"),
    "forbidden references": lambda: rss(b"<title>&#0;&#x1F;&#xD800;&#xFFFF;&#x110000;&#99999999999;</title>"),
    "references without end": lambda: rss(b"<title>" + b"&#" * 100_000 + b"</title>"),
    "ampersands": lambda: rss(b"<title>" + b"&" * 150_000 + b"</title>"),
    "more ampersands than any feed": lambda: rss(b"<title>" + b"&" * 1_500_000 + b"</title>"),
    "unknown names": lambda: rss(b"<title>" + b"&nosuchname;" * 20_000 + b"</title>"),
    "a billion laughs": _laughs,
    "a quadratic bomb": _quadratic,
    "an external entity": lambda: b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(b"<d>&x;</d>"),
    "an external entity of the web": lambda: b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1/">]>' + rss(b"&x;"),
    "a parameter entity": lambda: b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>' + RSS,
    "an external DTD": lambda: b'<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">' + RSS,
    "a DTD without end": lambda: b"<!DOCTYPE r [" + b"<!ENTITY a 'b'>" * 100_000 + RSS,
    "a doctype of brackets": lambda: b"<!DOCTYPE " + b"[" * 500_000 + RSS,
    "stylesheets": lambda: b"<?xml-stylesheet href='http://127.0.0.1/'?>" * 10_000 + RSS,
    "inclusions": lambda: rss(b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"),
    "cut in a tag": lambda: RSS[:60],
    "cut in an attribute": lambda: RSS[:38],
    "cut in CDATA": lambda: rss(b"<title><![CDATA[ never ends"),
    "cut in a comment": lambda: rss(b"<!-- never ends"),
    "cut in a reference": lambda: RSS[: RSS.index(b"Text")] + b"&am",
    "cut in an item": lambda: RSS.replace(b"</description></item></channel></rss>", b""),
    "cut in the last byte": lambda: RSS[:-1],
    "comments in CDATA": lambda: rss(b"<description><![CDATA[" + b"<!-- x -->" * 100_000 + b"]]></description>"),
    "comments that open and never close": lambda: rss(
        b"<description><![CDATA[" + b"<!--" * 400_000 + b"]]></description>"
    ),
    "CDATA in CDATA": lambda: rss(b"<title>" + b"<![CDATA[" * 100_000 + b"]]></title>"),
    "ends of CDATA": lambda: rss(b"<title>" + b"]]>" * 300_000 + b"</title>"),
    "tags within tags": lambda: rss(b"<a>" * 30_000),
    "tags within tags, closed": lambda: rss(b"<a>" * 15_000 + b"</a>" * 15_000),
    "items within items": lambda: b"<rss version='2.0'><channel>" + b"<item>" * 50_000 + b"</channel></rss>",
    "tags that only close": lambda: rss(b"</item></channel></rss>" * 30_000),
    "more tags than any feed": lambda: rss(b"<x/>" * 400_000),
    "one tag a megabyte long": lambda: rss(b"<" + b"a" * 1_000_000 + b">"),
    "attributes": lambda: rss(b"<x " + b"".join(b"a%d='1' " % n for n in range(50_000)) + b"/>"),
    "one attribute many times": lambda: rss(b"<x " + b"a='1' " * 100_000 + b"/>"),
    "namespaces": lambda: rss(b"<x " + b"".join(b"xmlns:n%d='u%d' " % (n, n) for n in range(20_000)) + b"/>"),
    "a prefix nobody declared": lambda: rss(b"<evil:x>1</evil:x>"),
    "bases within bases": lambda: rss(b"<a xml:base='b/'>" * 20_000 + b"</a>" * 20_000),
    "addresses of authors": lambda: rss(b"<author>" + b"a@" * 200_000 + b"</author>"),
    "categories": lambda: rss(b"<category>x</category>" * 20_000),
    "dates of nonsense": lambda: rss(b"<pubDate>" + b"9" * 100_000 + b"</pubDate>"),
    "a date before time": lambda: RSS.replace(b"<guid>", b"<pubDate>0000-00-00T00:00:00Z</pubDate><guid>"),
    "a date after time": lambda: RSS.replace(b"<guid>", b"<pubDate>99999-12-31T00:00:00Z</pubDate><guid>"),
    "a title of megabytes": lambda: rss(b"<item><title>" + b"x" * 5_000_000 + b"</title></item>"),
    "a guid of megabytes": lambda: rss(b"<item><guid>" + b"x" * 2_000_000 + b"</guid><title>a</title></item>"),
    "a link of megabytes": lambda: rss(b"<item><link>http://a/" + b"x" * 2_000_000 + b"</link><title>a</title></item>"),
    "links that are code": lambda: rss(b"<item><title>a</title><link>javascript:alert(1)</link></item>"),
    "HTML in all its depth": lambda: rss(b"<description>" + b"&lt;div&gt;" * 50_000 + b"</description>"),
    "eight thousand items": lambda: b"<rss version='2.0'><channel>" + ITEM * 8_000 + b"</channel></rss>",
    "a page": lambda: b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>" + b"<p>x" * 50_000,
    "a page that names feeds without end": lambda: (
        b"<html><head>" + b"<link rel='alternate' type='application/rss+xml' href='/f'>" * 20_000 + b"</head></html>"
    ),
    "an image": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200_000),
    "a PDF": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 500,
    "JSON that is no feed": lambda: b'{"error":"not found"}',
    "JSON nested without end": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 500_000,
    "JSON with a number of megabytes": lambda: JSON.replace(b'"1"', b"9" * 1_000_000),
    "JSON with half a pair": lambda: JSON.replace(b"Text", b"\\ud800"),
    "JSON that breaks off": lambda: JSON[:-5],
    "JSON whose items are none": lambda: JSON.replace(b'[{"id":"1","content_text":"Text"}]', b'[1,null,"x",[],{}]'),
    "JSON with a key twice": lambda: JSON.replace(b'"items"', b'"items":5,"items"'),
    "Atom with markup in its dates": lambda: ATOM.replace(b"2026-06-01", b"<b>2026</b>-06-01"),
    "Atom within Atom": lambda: ATOM.replace(b"<title>A story</title>", ATOM * 2_000),
    "XHTML without its namespace": lambda: ATOM.replace(b"<title>A", b"<title type='xhtml'><div><p>A"),
}


def _headers(length: int | None = None, **more: str) -> bytes:
    said = {"Content-Type": "application/rss+xml", **{key.replace("_", "-"): value for key, value in more.items()}}
    said |= {} if length is None else {"Content-Length": str(length)}
    return ("HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items()) + "\r\n").encode()


def _packed(encoding: str, body: bytes) -> bytes:
    return _headers(len(body), Content_Encoding=encoding) + body


ANSWERS: Mapping[str, Callable[[], bytes]] = {
    "a gzip bomb": lambda: _packed("gzip", gzip.compress(bytes(30_000_000), 9)),
    "a deflate bomb": lambda: _packed("deflate", zlib.compress(bytes(30_000_000), 9)),
    "a Brotli bomb": lambda: _packed("br", brotli.compress(bytes(30_000_000), quality=2)),
    "a Zstandard bomb": lambda: _packed("zstd", zstandard.compress(bytes(30_000_000))),
    "a bomb of many members": lambda: _packed("gzip", gzip.compress(bytes(1_000_000)) * 200),
    "a window of gigabytes": lambda: _packed("zstd", b"\x28\xb5\x2f\xfd\x00\xf8" + bytes(100)),
    "gzip that is none": lambda: _packed("gzip", RSS),
    "Brotli that is none": lambda: _packed("br", b"\xff" * 1_000),
    "an encoding nobody asked for": lambda: _packed("lzma", RSS),
    "encodings without end": lambda: _packed(", ".join(["gzip"] * 1_000), RSS),
    "shorter than it says": lambda: _headers(len(RSS) + 50) + RSS,
    "a length below zero": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + RSS,
    "a length of digits without end": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n" + RSS,
    "two lengths": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 500\r\n\r\n" + RSS,
    "length and chunks": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a chunk larger than the world": lambda: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx"
    ),
    "chunks of one byte that break off": lambda: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 9
    ),
    "a header without end": lambda: b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2_000_000,
    "headers without end": lambda: b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000,
    "interim answers without end": lambda: b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50_000,
    "no HTTP": lambda: b"220 mail.example ESMTP\r\n",
    "an answer in Latin": lambda: b"HTTP/1.1 200 \xff\xfe\r\n\xff: \xfe\r\n\r\n",
    "nothing at all": lambda: b"",
    "a redirect to nowhere": lambda: b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
    "a redirect of megabytes": lambda: (
        b"HTTP/1.1 302 F\r\nLocation: http://10.0.0.1/" + b"x" * 60_000 + b"\r\nContent-Length: 0\r\n\r\n"
    ),
}
