"""An article's page, read with trafilatura: its text, its canonical address, its site. Runs in the reading process.

A page that asks for money, consent or proof of being human is told apart from the article that it stands before.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from bot.feeds.decode import decode
from bot.feeds.items import web_link

_LONGEST_TEXT = 60_000
_SHORT = 1_500
"""In characters. A text that long is the article, whatever else stands on its page."""
_LEAST = 200
_BLANK = re.compile(r"\s+")


def read_page(body: bytes, url: str, content_type: str | None) -> dict[str, Any]:
    """Read a page: `verdict` (of `bot.feeds.articles`), `text`, `canonical`, `site`; "" for what it does not say.

    `url` is the address that it came from.
    """
    page = decode(body, content_type)
    text, canonical, site = _extracted(page, url)
    verdict = _verdict(page, text, url)
    return {
        "verdict": verdict,
        "text": text if verdict == "read" else "",
        "canonical": _canonical(canonical, url),
        "site": site,
    }


def _extracted(page: str, url: str) -> tuple[str, str, str]:
    """Extract the main text, the canonical address and the site's name."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - loaded when first needed

    found = bare_extraction(page, url=url, fast=True, include_comments=False, include_tables=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return "", "", ""
    return (found.text or "")[:_LONGEST_TEXT], found.url or "", found.sitename or ""


def _verdict(page: str, text: str, url: str) -> str:
    words, told = _words(), text.lower()
    where = urlsplit(url)
    if (where.hostname or "").startswith(tuple(words["consent_hosts"])) or _any(words["consent_paths"], where.path):
        return "consent"
    if len(text) >= _SHORT:
        return "read"
    shown = told or _BLANK.sub(" ", re.sub(r"<[^>]{0,1000}>", " ", page[:50_000])).lower()
    if _any(words["locked_words"], shown) or _any(words["locked_markup"], _BLANK.sub("", page).lower()):
        return "paywall"
    if _any(words["consent_words"], shown):
        return "consent"
    if _any(words["robot_words"], shown):
        return "refused"
    return "read" if len(text) >= _LEAST else "empty"


def _canonical(said: str, url: str) -> str:
    """Believe a page's word on its own address only within its own site."""
    link = web_link(said, url)
    return link if _site(link) == _site(url) else url


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")


def _any(words: list[str], text: str) -> bool:
    return any(word in text for word in words)


@cache
def _words() -> dict[str, list[str]]:
    """Load the words: package data, read once, as code is."""
    return tomllib.loads(files("bot.feeds").joinpath("pages.toml").read_text("utf-8"))
