"""The rehearsal of the image reads the Dockerfile as Docker does, and passes over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.rehearsal.context import Context
from deploy.rehearsal.dockerfile import DockerfileError, expand, parse

ROOT = Path(__file__).parents[2]


def test_stages_lines_comments_and_flags() -> None:
    text = """\
# a comment
FROM debian:13.7-slim AS base
RUN one \\
  # between
 && two

from base
COPY --from=base --chown=1:1 /a/ /b/
ENTRYPOINT ["x", "y z"]
ENV A=1 \\
    B="two words"
"""
    first, last = parse(text)
    assert (first.name, first.base, last.base) == ("base", "debian:13.7-slim", "base")
    assert [(step.line, step.name, step.text) for step in first.steps] == [(3, "RUN", "one && two")]
    copy, entrypoint, env = last.steps
    assert (copy.flags, copy.words) == ({"from": "base", "chown": "1:1"}, ["/a/", "/b/"])
    assert entrypoint.words == ["x", "y z"]
    assert env.pairs == {"A": "1", "B": "two words"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("FROM x\nADD a b\n", id="an instruction that we do not use"),
        pytest.param("RUN x\n", id="a step of no stage"),
        pytest.param("FROM x\nRUN <<END\nx\nEND\n", id="a here-document"),
        pytest.param("FROM x\nRUN --network none x\n", id="a flag without its value"),
    ],
)
def test_what_is_not_understood_is_an_error(text: str) -> None:
    with pytest.raises(DockerfileError, match=r"line \d"):
        parse(text)


def test_variables() -> None:
    assert expand("${A}/b:$C$D", {"A": "1", "C": "2"}) == "1/b:2"


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("bot/cli/run.py", True),
        ("seeds/shrek-5.toml", True),
        ("requirements/runtime.lock", True),
        ("bot/cli/__pycache__/run.cpython-311.pyc", False),
        (".env", False),
        (".git/config", False),
        ("data/sequelwatch.db", False),
        ("tests/bot/x.py", False),
    ],
)
def test_what_is_sent_to_the_builder(path: str, sent: bool) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert Context(ROOT, ignored).sends(path) is sent


def test_our_dockerfile_is_understood() -> None:
    *_, final = parse((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert {"USER", "VOLUME", "HEALTHCHECK", "STOPSIGNAL", "LABEL"} <= {step.name for step in final.steps}
