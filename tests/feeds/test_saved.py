from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.feeds.saved import read_saved
from bot.model.entries import Entry
from bot.model.errors import FaultsError, InputError

DATA = Path(__file__).parent / "data"

ENTRY = {
    "id": "k-1",
    "feed": "klaxon",
    "outlet": "The Daily Klaxon",
    "published": "2026-05-31T18:30:00+02:00",
    "title": "‘Lighthouse Keepers 2’ moves &amp; grows",
    "summary": "",
    "link": "https://klaxon.example/1",
}


def line(**changes: Any) -> str:
    """Write an entry as a line; a key that is set to ... is left out."""
    return json.dumps({key: value for key, value in (ENTRY | changes).items() if value is not ...}, ensure_ascii=False)


def save(folder: Path, text: str | bytes, name: str = "news.jsonl") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def fault(*paths: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_saved(paths))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_line_is_an_entry(tmp_path: Path) -> None:
    path = save(tmp_path, line() + "\n" + line(id="k-2", content="All of it", guid="g", mood="good") + "\n")
    first, second = read_saved([path])
    assert first == Entry(
        id="k-1",
        feed="klaxon",
        outlet="The Daily Klaxon",
        published=datetime(2026, 5, 31, 16, 30, tzinfo=UTC),
        title="‘Lighthouse Keepers 2’ moves &amp; grows",
        summary="",
        link="https://klaxon.example/1",
    )
    assert (second.content, second.guid) == ("All of it", "g")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{line()}", id="no newline at the end"),
        pytest.param(f"\n  \n{line()}\n\t\n\n", id="blank lines"),
        pytest.param(f"\ufeff{line()}\n", id="a byte order mark"),
        pytest.param(f"{line()}\r\n", id="lines as Windows ends them"),
        pytest.param(f"{line(content=None)}\n", id="an optional field that is null"),
        pytest.param(f"{line(published='2026-05-31T16:30:00Z')}\n", id="a date in UTC"),
        pytest.param(json.dumps(ENTRY), id="all signs escaped"),
    ],
)
def test_forms_that_mean_the_same(text: str, tmp_path: Path) -> None:
    (entry,) = read_saved([save(tmp_path, text)])
    assert entry == next(read_saved([save(tmp_path, line(), "plain.jsonl")]))


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        pytest.param(line()[:-5], "this is not JSON", id="cut off"),
        pytest.param("{'id': 1}", "at column 2", id="not JSON"),
        pytest.param("[]", "an entry is an object", id="a list"),
        pytest.param("7", "an entry is an object", id="a number"),
        pytest.param(line(link=...), "lacks 'link'", id="a key is missing"),
        pytest.param("{}", "lacks 'id', 'feed', 'outlet', 'published', 'title', 'summary', 'link'", id="all are"),
        pytest.param(line(title=5), "'title' must be text", id="a number for a text"),
        pytest.param(line(summary=None), "'summary' must be text", id="null for a text"),
        pytest.param(line(content=["a"]), "'content' must be text", id="a list for an optional text"),
        pytest.param(line(id=""), "'id' is empty", id="an empty id"),
        pytest.param(line(published="yesterday"), "'published' is 'yesterday', no date", id="no date"),
        pytest.param(line(published="2026-02-30T00:00:00Z"), "no date", id="no day of the calendar"),
        pytest.param(line(published="2026-05-31"), "no time zone", id="a date without a time"),
        pytest.param(line(published="2026-05-31T10:00:00"), "no time zone", id="a time without a zone"),
        pytest.param(line(published="0001-01-01T00:00:00+10:00"), "no date", id="before the first day"),
        pytest.param("[" * 100_000, "not an entry", id="brackets without end"),
        pytest.param("9" * 9_000, "not an entry", id="a number without end"),
        pytest.param("\u0000\u0001junk", "not JSON", id="control signs"),
    ],
)
def test_a_bad_line_is_named_and_those_before_it_are_not_lost(bad: str, words: str, tmp_path: Path) -> None:
    path = save(tmp_path, f"{line()}\n\n{line(id='k-2')}\n{bad}\n{line(id='k-3')}\n")
    reading = read_saved([path])
    assert [entry.id for entry in islice(reading, 2)] == ["k-1", "k-2"]
    with pytest.raises(InputError) as caught:
        next(reading)
    assert str(caught.value).startswith(f"{path}:4: ")
    assert words in str(caught.value)
    assert caught.value.line == 4


def test_bytes_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    path = save(tmp_path, line().encode() + b"\n\xff\xfe\x00junk\n")
    assert fault(path) == f"{path}:2: this is not text in UTF-8"


def test_what_no_database_can_hold_is_taken_out(tmp_path: Path) -> None:
    (entry,) = read_saved([save(tmp_path, json.dumps(ENTRY | {"title": "A\ud83d B\u0000\u0007 C\U0001f600"}))])
    assert entry.title == "A\ufffd B C\U0001f600"


def test_a_file_of_any_length_is_read_line_by_line(tmp_path: Path) -> None:
    """The bad line stands behind what is asked for, so it is never seen."""
    path = save(tmp_path, f"{line()}\n" * 1_000 + "not an entry\n")
    assert len(list(islice(read_saved([path]), 1_000))) == 1_000


def test_a_line_without_end_is_named_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = save(tmp_path, line() + "\n" + line(content="x" * 10_000_000))
    assert fault(path) == f"{path}:2: this line is longer than 10,000,000 bytes"


@pytest.mark.parametrize(
    ("document", "name", "feed"),
    [
        pytest.param("rss20-blog.xml", "klaxon.xml", "klaxon", id="RSS"),
        pytest.param("atom-xhtml.xml", "paper.film.atom", "paper.film", id="Atom"),
        pytest.param("rss10.xml", "ARCHIVE.RSS", "ARCHIVE", id="RSS 1.0, in capitals"),
        pytest.param("json-feed.json", "frames.json", "frames", id="JSON Feed"),
        pytest.param("truncated.xml", "quay.xml", "quay", id="a document that breaks off"),
    ],
)
def test_a_feed_document_gives_its_entries_oldest_first(document: str, name: str, feed: str, tmp_path: Path) -> None:
    shutil.copy(DATA / document, tmp_path / name)
    entries = list(read_saved([tmp_path / name]))
    expected = json.loads((DATA / f"{Path(document).stem}.expected.json").read_text(encoding="utf-8"))
    assert [entry.title for entry in entries] == [row.get("title", "") for row in expected]
    assert {(entry.feed, entry.outlet) for entry in entries} == {(feed, feed)}
    assert entries == sorted(entries, key=lambda entry: entry.published)


def test_relative_links_of_a_saved_document_are_found_by_its_own_home(tmp_path: Path) -> None:
    item = "<item><title>A</title><link>/a</link></item>"
    path = save(tmp_path, f"<rss><channel><link>https://k.example/</link>{item}</channel></rss>", "k.xml")
    assert [entry.link for entry in read_saved([path])] == ["https://k.example/a"]


def test_dates_of_a_saved_document_are_not_bounded_by_when_its_file_was_written(tmp_path: Path) -> None:
    dated = "<item><title>B</title><pubDate>2026-05-05</pubDate></item>"
    path = save(tmp_path, f"<rss><channel><item><title>C</title></item>{dated}</channel></rss>", "k.xml")
    os.utime(path, (0, 86_400 * 365))
    days = [(entry.title, entry.published.date().isoformat()) for entry in read_saved([path])]
    assert days == [("B", "2026-05-05"), ("C", "2026-05-05")]


def test_entries_without_any_date_are_dated_by_their_file(tmp_path: Path) -> None:
    path = save(tmp_path, "<rss><channel><item><title>A</title></item></channel></rss>", "k.xml")
    os.utime(path, (0, 1_780_000_000))
    (entry,) = read_saved([path])
    assert entry.published == datetime.fromtimestamp(1_780_000_000, UTC)


def test_paths_are_read_one_after_the_other(tmp_path: Path) -> None:
    paths = [save(tmp_path, line(id=name), f"{name}.jsonl") for name in "cab"]
    assert [entry.id for entry in read_saved(paths)] == ["c", "a", "b"]


def test_of_a_folder_its_files_are_read_by_name(tmp_path: Path) -> None:
    for name in "cab":
        save(tmp_path, line(id=name), f"{name}.jsonl")
    save(tmp_path, "notes", "notes.txt")
    (tmp_path / "older").mkdir()
    assert [entry.id for entry in read_saved([tmp_path])] == ["a", "b", "c"]


def test_of_a_story_stream_only_its_entries_are_read(tmp_path: Path) -> None:
    save(tmp_path, line(), "entries.jsonl")
    save(tmp_path, '{"entry": "k-1", "kind": "opinion"}', "labels.jsonl")
    assert [entry.id for entry in read_saved([tmp_path])] == ["k-1"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("empty.jsonl", b"", "this file is empty", id="an empty file"),
        pytest.param("blank.jsonl", b"\n \n\n", "there is no entry in this file", id="nothing but blank lines"),
        pytest.param("empty.xml", b"", "this file is empty", id="an empty document"),
        pytest.param("page.xml", b"<!DOCTYPE html><html></html>", "this is an HTML page", id="an HTML page"),
        pytest.param("junk.xml", bytes(range(256)), "neither RSS nor Atom nor JSON Feed", id="binary junk"),
        pytest.param("junk.jsonl", bytes(range(128, 256)), "not text in UTF-8", id="binary junk for entries"),
        pytest.param("other.json", b'{"a": 1}', "not a JSON Feed", id="other JSON"),
        pytest.param("poster.png", b"\x89PNG", "only files that end in .jsonl, .xml", id="a picture"),
        pytest.param("noend", b"{}", "only files that end in", id="a name without an end"),
    ],
)
def test_a_file_of_no_use_is_one_clear_line(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    path = save(tmp_path, content, name)
    said = fault(path)
    assert said.startswith(str(path))
    assert words in said


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path / "nowhere.jsonl").endswith("nowhere.jsonl: there is no such file or folder")


def test_a_folder_without_anything_to_read_is_named(tmp_path: Path) -> None:
    save(tmp_path, "hello", "notes.txt")
    assert fault(tmp_path).startswith(f"{tmp_path}: there is nothing to read in this folder")


def test_a_pipe_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "neither a file nor a folder" in fault(tmp_path / "pipe.jsonl")


def test_paths_of_no_use_are_all_named_before_anything_is_read(tmp_path: Path) -> None:
    good = save(tmp_path, line())
    with pytest.raises(FaultsError) as caught:
        read_saved([tmp_path / "one.xml", good, tmp_path / "two.xml"])
    assert [Path(part.split(": ")[0]).name for part in str(caught.value).splitlines()] == ["one.xml", "two.xml"]


@pytest.mark.parametrize("name", ["b.xml", "b.jsonl"])
def test_a_file_that_goes_while_others_are_being_read_is_one_clear_line(name: str, tmp_path: Path) -> None:
    first, second = save(tmp_path, line(), "a.jsonl"), save(tmp_path, line(), name)
    reading = read_saved([first, second])
    next(reading)
    second.unlink()
    with pytest.raises(InputError, match=rf"{name}: this cannot be read: No such file"):
        next(reading)


def test_a_name_that_no_file_can_have_is_one_clear_line() -> None:
    assert "this cannot be read: File name too long" in fault(Path("x" * 5_000))


def test_a_document_without_end_is_named_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = save(tmp_path, "<rss/>", "k.xml")
    os.truncate(path, 100_000_001)
    assert fault(path).endswith("this is larger than 100,000,000 bytes, more than any feed")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), end=st.sampled_from([".jsonl", ".xml", ".rss", ".atom", ".json"]))
def test_whatever_a_file_holds_ends_in_entries_or_a_line_for_people(content: bytes, end: str, tmp_path: Path) -> None:
    path = save(tmp_path, content, f"any{end}")
    with suppress(InputError):
        list(read_saved([path]))
