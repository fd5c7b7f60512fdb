"""Articles behind entries: asked for once, as their sites allow, and told apart from what stands before them."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.feeds.articles import Articles, Verdict
from bot.feeds.fetch import FetchLimits
from bot.feeds.newslinks import resolved
from bot.feeds.pages import read_page
from bot.feeds.sandbox import Sandbox
from tests.feeds.fake_web import Asked, FakeWeb, Reply

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}
STORY = "".join(
    f"<p>Paragraph {number}: the producers met again in the harbour town and spoke at length about the sequel.</p>"
    for number in range(25)
)


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>A story</title>{head}</head><body><nav>Home</nav>{body}</body></html>"


ARTICLE = page(f"<article><h1>A story</h1>{STORY}</article>", "<link rel='canonical' href='https://one.example/story'>")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    made = Sandbox()
    yield made
    await made.aclose()


def articles(web: FakeWeb, sandbox: Sandbox, clock: Callable[[], datetime] = lambda: NOW) -> Articles:
    return Articles(web, sandbox, FetchLimits(), clock, {"one.example": "The One"})


def site(robots: Reply, story: Reply) -> FakeWeb:
    return FakeWeb(lambda asked: robots if asked.url.path == "/robots.txt" else story)


NO_RULES = Reply(b"", 404)


@pytest.mark.asyncio(loop_scope="module")
async def test_an_article_is_read_once_with_its_own_address_and_its_outlet(sandbox: Sandbox) -> None:
    web = site(NO_RULES, Reply(ARTICLE.encode(), headers=HTML))
    reader = articles(web, sandbox)
    first = await reader.read("https://www.one.example/story?utm_source=feed")
    assert (first.verdict, first.canonical, first.outlet) == (Verdict.READ, "https://one.example/story", "The One")
    assert "harbour town" in first.text
    assert "Home" not in first.text
    assert await reader.read("https://www.one.example/story?utm_source=feed") == first
    assert [asked.url.path for asked in web.asked] == ["/robots.txt", "/story"]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("robots", "asked"),
    [
        pytest.param(Reply(b"User-agent: *\nDisallow: /"), False, id="nobody may"),
        pytest.param(Reply(b"User-agent: sequelwatch\nDisallow: /story"), False, id="we may not"),
        pytest.param(Reply(b"User-agent: OtherBot\nDisallow: /"), True, id="another may not"),
        pytest.param(Reply(b"User-agent: *\nDisallow: /private"), True, id="not that page"),
        pytest.param(Reply(b"User-agent: *\nDisallow: /\n\nUser-agent: Sequelwatch\nAllow: /"), True, id="only we may"),
        pytest.param(Reply(b"", 404), True, id="no rules (RFC 9309, 2.3.1.3)"),
        pytest.param(Reply(b"", 403), True, id="rules that are refused are none (RFC 9309, 2.3.1.3)"),
        pytest.param(Reply(b"", 500), False, id="rules that cannot be had (RFC 9309, 2.3.1.4)"),
        pytest.param(Reply(b"\xff\xfe\x00garbage"), True, id="rules that are none"),
        pytest.param(Reply(b"", 301, {"location": "http://10.0.0.1/robots.txt"}), True, id="rules that are elsewhere"),
    ],
)
async def test_a_page_is_asked_for_only_where_its_site_allows(robots: Reply, asked: bool, sandbox: Sandbox) -> None:
    web = site(robots, Reply(ARTICLE.encode(), headers=HTML))
    article = await articles(web, sandbox).read("https://one.example/story")
    assert (article.verdict is Verdict.READ) is asked
    assert ("/story" in [one.url.path for one in web.asked]) is asked


@pytest.mark.asyncio(loop_scope="module")
async def test_rules_stand_for_a_day(sandbox: Sandbox) -> None:
    web, now = site(NO_RULES, Reply(ARTICLE.encode(), headers=HTML)), [NOW]
    reader = articles(web, sandbox, lambda: now[0])
    for number in range(3):
        await reader.read(f"https://one.example/{number}")
    now[0] += timedelta(hours=25)
    await reader.read("https://one.example/4")
    assert [asked.url.path for asked in web.asked].count("/robots.txt") == 2


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("story", "verdict"),
    [
        pytest.param(Reply(b"", 404), Verdict.FAILED, id="not there"),
        pytest.param(Reply(b"", 402), Verdict.PAYWALL, id="to be paid"),
        pytest.param(Reply(b"%PDF", headers={"content-type": "application/pdf"}), Verdict.FAILED, id="no page"),
        pytest.param(Reply(b"", 302, {"location": "http://169.254.169.254/"}), Verdict.FAILED, id="a forbidden place"),
        pytest.param(Reply(b"", 302, {"location": "/story"}), Verdict.FAILED, id="in a circle"),
        pytest.param(Reply(b"x" * 11_000_000, headers=HTML), Verdict.FAILED, id="too large"),
        pytest.param(Reply(b"", headers=HTML), Verdict.EMPTY, id="nothing"),
    ],
)
async def test_what_cannot_be_had_is_a_verdict(story: Reply, verdict: Verdict, sandbox: Sandbox) -> None:
    assert (await articles(site(NO_RULES, story), sandbox).read("https://one.example/story")).verdict is verdict


@pytest.mark.asyncio(loop_scope="module")
async def test_a_broken_connection_is_a_verdict(sandbox: Sandbox) -> None:
    def broken(_: Asked) -> Reply:
        raise ConnectionResetError

    assert (await articles(FakeWeb(broken), sandbox).read("https://one.example/story")).verdict is Verdict.ROBOTS


@pytest.mark.parametrize(
    ("html", "url", "verdict"),
    [
        pytest.param(ARTICLE, "https://one.example/story", "read", id="an article"),
        pytest.param(
            page(f"<article>{STORY}</article><footer>Already a subscriber? We use cookies.</footer>"),
            "https://one.example/story", "read", id="an article above a footer that asks for all sorts of things",
        ),
        pytest.param(
            page("<article><p>It begins well.</p><p>Subscribe to continue reading.</p></article>"),
            "https://one.example/story", "paywall", id="words of a paywall",
        ),
        pytest.param(
            page("<p>It begins.</p>", '<script type="application/ld+json">{"isAccessibleForFree":false}</script>'),
            "https://one.example/story", "paywall", id="markup of a paywall",
        ),
        pytest.param(
            page("<div><h1>Before you continue</h1><p>We use cookies. Accept all cookies or reject all.</p></div>"),
            "https://one.example/story", "consent", id="words of a consent page",
        ),
        pytest.param(ARTICLE, "https://consent.one.example/m?continue=x", "consent", id="the host of a consent page"),
        pytest.param(
            page("<h1>Checking your browser</h1><p>Verify you are human.</p>"),
            "https://one.example/story", "refused", id="a test for people",
        ),
        pytest.param(page(""), "https://one.example/story", "empty", id="nothing"),
    ],
)  # fmt: skip
def test_pages_that_are_not_the_article_are_told_apart(html: str, url: str, verdict: str) -> None:
    found = read_page(html.encode(), url, "text/html")
    assert found["verdict"] == verdict
    assert bool(found["text"]) is (verdict == "read")


def test_a_page_may_not_speak_for_another_site() -> None:
    html = ARTICLE.replace("https://one.example/story", "https://famous.example/story")
    assert read_page(html.encode(), "https://evil.example/x", None)["canonical"] == "https://evil.example/x"


def _news(url: str) -> str:
    token = base64.urlsafe_b64encode(b"\x08\x13\x22" + bytes([len(url)]) + url.encode() + b"\xd2\x01\x00").decode()
    return f"https://news.google.com/rss/articles/{token.rstrip('=')}?oc=5"


@pytest.mark.parametrize(
    ("link", "own"),
    [
        pytest.param(_news("https://one.example/story"), "https://one.example/story", id="held in the link"),
        pytest.param(
            "https://www.google.com/url?q=https://one.example/story&sa=U",
            "https://one.example/story",
            id="in its query",
        ),
        pytest.param("https://one.example/story", "https://one.example/story", id="none of Google's"),
        pytest.param("http://[", "http://[", id="no link"),
    ],
)
def test_links_of_google_news_lead_to_the_article(link: str, own: str) -> None:
    assert resolved(link) == own


@pytest.mark.parametrize(
    "link",
    [
        "https://news.google.com/rss/articles/CBMiAU_yqLNumbersThatOnlyGoogleKnows",
        "https://news.google.com/rss/articles/%%%%%%%%%%%%%%%%%%",
        _news("javascript://alert(1)"),
    ],
)
def test_what_google_alone_can_resolve_stays_as_it_is(link: str) -> None:
    assert resolved(link) == link
