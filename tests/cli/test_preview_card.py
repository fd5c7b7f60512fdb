"""`preview-card`: a message as an image."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import Result

Run = Callable[..., Result]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("denied",), id="a kind of card"),
        pytest.param(("news", "--embeds", "--locale", "de"), id="as an embed in German, with a role"),
    ],
)
def test_a_sample_is_drawn(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = run("preview-card", *options, "-o", tmp_path / "card.png")
    assert result.stdout.strip() == str(tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as image:
        assert image.width == 1200
        assert 300 < image.height < 1600
    assert (tmp_path / "card.png").stat().st_size < 80_000


def test_what_an_article_brought_is_drawn(run: Run, seeds: Path, database: str) -> None:
    result = run("preview-card", "https://news.example/e-6", "--database", database, "--seeds", seeds)
    assert result.exit_code == 0, result.output
    assert Path("card.png").stat().st_size > 0


@pytest.mark.parametrize(
    ("what", "says"),
    [
        pytest.param("https://news.example/e-2", "has brought no news", id="an article without news"),
        pytest.param("https://news.example/none", "has been read", id="an article that was never read"),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_so(run: Run, seeds: Path, database: str, what: str, says: str) -> None:
    result = run("preview-card", what, "--database", database, "--seeds", seeds)
    assert result.exit_code == 1
    assert says in result.stderr
    assert not Path("card.png").exists()


def test_every_kind_is_drawn_into_a_folder(run: Run, tmp_path: Path) -> None:
    result = run("preview-card", "demo", "-o", tmp_path / "pictures")
    assert result.exit_code == 0, result.output
    kinds = {path.stem for path in (tmp_path / "pictures").iterdir()}
    told = run("preview-card", "--help").stdout.replace("\n", " ")
    assert len(kinds) == 22
    assert kinds <= {path.stem for path in PICTURES.iterdir()}, "`make pictures` draws what the documentation shows"
    assert all(f"{kind}," in told or f"{kind};" in told for kind in kinds)
