"""Items as the documents that feed readers get: RSS 2.0 (rssboard.org/rss-specification) and Atom (RFC 4287). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from bot.demo.channels import Channel, Format, Item

CONTENT_TYPES = {
    Format.RSS: "application/rss+xml; charset=utf-8",
    Format.ATOM: "application/atom+xml; charset=utf-8",
}


def render(channel: Channel, items: Sequence[Item]) -> bytes:
    """Write a channel's document. The same items make the same bytes, so that its hash can be its ETag."""
    write = {Format.RSS: _rss, Format.ATOM: _atom}[channel.format]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *write(channel, items), ""]).encode()


def _rss(channel: Channel, items: Sequence[Item]) -> list[str]:
    name = escape(channel.outlet.name)
    return [
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">',
        "<channel>",
        f"<title>{name}</title><link>https://{channel.id}.example/</link>",
        f"<description>The newest from {name}</description><language>en-US</language>",
        *(_rss_item(item) for item in items),
        "</channel>",
        "</rss>",
    ]


def _rss_item(item: Item) -> str:
    entry = item.entry
    is_link = str(item.guid == entry.link).lower()
    content = f"<content:encoded>{_cdata(entry.content)}</content:encoded>" if entry.content else ""
    return (
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.link)}</link>"
        f'<guid isPermaLink="{is_link}">{escape(item.guid)}</guid>'
        f"<pubDate>{format_datetime(item.published, usegmt=True)}</pubDate>"
        f"<description>{_cdata(entry.summary)}</description>{content}</item>"
    )


def _atom(channel: Channel, items: Sequence[Item]) -> list[str]:
    name = escape(channel.outlet.name)
    updated = max((item.updated.isoformat() for item in items), default="1970-01-01T00:00:00+00:00")
    return [
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>https://{channel.id}.example/</id><title>{name}</title><updated>{updated}</updated>",
        f'<author><name>{name}</name></author><link href="https://{channel.id}.example/"/>',
        *(_atom_entry(item) for item in items),
        "</feed>",
    ]


def _atom_entry(item: Item) -> str:
    entry = item.entry
    content = f'<content type="html">{escape(entry.content)}</content>' if entry.content else ""
    return (
        f"<entry><id>{escape(item.guid)}</id>"
        f'<title type="html">{escape(entry.title)}</title><link rel="alternate" href="{escape(entry.link)}"/>'
        f"<published>{item.published.isoformat()}</published><updated>{item.updated.isoformat()}</updated>"
        f'<summary type="html">{escape(entry.summary)}</summary>{content}</entry>'
    )


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
