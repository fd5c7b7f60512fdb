"""The workflows do what everybody does: they call make."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def read(path: Path) -> dict[Any, Any]:
    workflow: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return workflow


def runs(path: Path) -> list[str]:
    workflow = read(path)
    return [step["run"] for job in workflow["jobs"].values() for step in job.get("steps", []) if "run" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_target_exists(path: Path) -> None:
    called = {target for line in runs(path) for target in re.findall(r"make ([a-z][a-z-]*)", line)}
    assert called <= TARGETS


def test_all_is_checked_somewhere() -> None:
    said = "\n".join(line for path in WORKFLOWS for line in runs(path))
    for target in ("lint", "test", "test-postgresql", "docs", "image-test"):
        assert f"make {target}" in said


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_job_may_more_than_it_says(path: Path) -> None:
    """Whoever is called may no more than its caller: one that asked for more would not even be begun."""
    workflow = read(path)
    if list(workflow[True]) == ["workflow_call"]:  # YAML 1.1 reads `on` as true
        assert "permissions" not in workflow
    else:
        assert workflow["permissions"] == {"contents": "read"}


def test_only_what_publishes_may_write() -> None:
    release = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    may = {name: job["permissions"] for name, job in release.items() if "permissions" in job}
    assert may == {"image": {"contents": "read", "packages": "write"}, "notes": {"contents": "write"}}
