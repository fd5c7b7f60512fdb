"""Documents that say what is so: every command and option exists, none is left out, every page can be found."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import tomli
import yaml

from bot.cli.commands import app
from bot.settings.environment import CONFIG, variable_of
from bot.settings.loading import options
from deploy import reference

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WRITTEN = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
CODE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
CALLED = re.compile(
    r"(?:^|[\s`/])(?:sequelwatch )+(?!sequelwatch)(?:--config \S+ |--verbose )?([a-z][a-z-]+)(?: ([a-z][a-z-]+))?",
    re.MULTILINE,
)
VARIABLE = re.compile(r"SEQUELWATCH_[A-Z_]+")
TARGET = re.compile(r"^make (?:-C \S+ )?([a-z][a-z-]*)", re.MULTILINE)
PATHS = reference.command_paths()
VARIABLES = {variable_of(section, name) for section, name in options()}


def code(path: Path) -> str:
    """What a page shows as code, in blocks and within lines."""
    text = path.read_text(encoding="utf-8")
    blocks = [found[2] for found in CODE.finditer(text) if found[1] in {"console", "bash", "text", "ini"}]
    return "\n".join(blocks + re.findall(r"`([^`\n]+)`", CODE.sub("", text)))


@pytest.mark.parametrize(
    ("name", "text"), [("configuration", reference.configuration()), ("commands", reference.commands())]
)
def test_the_references_are_what_the_code_says(name: str, text: str) -> None:
    page = DOCS / f"{name}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "python -m deploy.reference writes it anew"


def test_every_option_is_explained() -> None:
    explained = dict(reference._explanations(reference.SHIPPED.read_text(encoding="utf-8")))
    # An option without words of its own stands below one whose words are for both.
    assert set(explained) == set(options())
    assert len([option for option, words in explained.items() if not words]) <= 2


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_command_that_is_shown_exists(path: Path) -> None:
    firsts = {words[0] for words in PATHS}
    groups = {words[0] for words in PATHS if len(words) > 1}
    unknown = []
    for found in CALLED.finditer(code(path)):
        first, second = found[1], found[2]
        known = second is None or (first, second) in PATHS if first in groups else first in firsts
        if not known:
            unknown.append(found[0].strip())
    assert unknown == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_variable_and_target_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {one.removesuffix("_FILE").rstrip("_") for one in VARIABLE.findall(text)} - {CONFIG}
    assert {
        one for one in named if one not in VARIABLES and not any(known.startswith(one) for known in VARIABLES)
    } == set()
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(TARGET.findall(code(path))) - targets == set()


def test_every_option_that_a_page_sets_exists() -> None:
    known = set(options())
    for path in WRITTEN:
        for found in CODE.finditer(path.read_text(encoding="utf-8")):
            if found[1] != "toml":
                continue
            table = tomli.loads(found[2])
            sections = {section for section, _ in known} & set(table)
            assert {(section, name) for section in sections for name in table[section]} <= known, path.name


def test_every_page_stands_in_the_sites_contents_and_the_other_way_round() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))

    def pages(nav: list[object]) -> list[str]:
        found: list[str] = []
        for entry in nav:
            assert isinstance(entry, dict)
            for target in entry.values():
                found += pages(target) if isinstance(target, list) else [str(target)]
        return found

    assert sorted(pages(site["nav"])) == sorted(path.name for path in DOCS.glob("*.md"))


def test_every_command_is_one_of_the_apps() -> None:
    assert {words[0] for words in PATHS} >= {command.name for command in app.registered_commands}


LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = CODE.sub("", path.read_text(encoding="utf-8"))
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []
