"""`sequelwatch preview-card`: a message as Discord would show it, as an image."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Database, Seeds
from bot.model.errors import UnknownEntryError

if TYPE_CHECKING:
    from bot.chat.picture import Look
    from bot.demo.samples import Sample
    from bot.wording import Speech

NAME = "preview-card"
SHORT = "Draw a card or an answer as Discord would show it."
EXAMPLES = """\
  sequelwatch preview-card                           a card of the demo's story
  sequelwatch preview-card denied --locale de        another kind of it, in German
  sequelwatch preview-card demo -o pictures/         one picture of every kind
  sequelwatch preview-card ADDRESS -o card.png       what an article has brought
"""


def command(  # noqa: PLR0917  typer calls it by name
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="[ENTRY|KIND|demo]", help="An article's id or address, or a kind of message.")
    ] = "news",
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="PATH", help="The file to write; for demo a folder.")
    ] = Path("card.png"),
    locale: Annotated[str, typer.Option("--locale", metavar="CODE", help="The language, as Discord names it.")] = "en",
    embeds: Annotated[bool, typer.Option("--embeds", help="As a classic embed.")] = False,
    database: Database = None,
    seeds: Seeds = None,
) -> None:
    """Draw a message in Discord's dark theme, to see what a change does to it. Nothing is sent.

    Kinds, all out of the demo's story: news, several, in-talks, rumour, corrected, denied, catch-up, digest, notice,
    feeds, status, timeline, latest, calendar, why, sources, check, help, about, watch, track, fact; demo draws them
    all.
    """
    from bot.chat.picture import Look
    from bot.demo.samples import NOW, samples
    from bot.wording import speech_for

    speech = speech_for(locale)
    look = Look(speech, NOW, embeds=embeds)
    known = samples(speech)
    if what == "demo":
        output.mkdir(parents=True, exist_ok=True)
        wanted = {output / f"{kind}.png": sample for kind, sample in known.items()}
    elif what in known:
        wanted = {output: known[what]}
    else:
        wanted = {output: _of_entry(ctx, what, speech, database, seeds)}
    for path, sample in wanted.items():
        path.write_bytes(_drawn(sample, look))
        print(path)


def _of_entry(ctx: typer.Context, address: str, speech: Speech, database: str | None, seeds: Path | None) -> Sample:
    """Give the cards that an article has brought, as they stand today."""
    from bot.chat.cards import panel_of
    from bot.cli.library import open_library
    from bot.demo.samples import Sample
    from bot.model.alerts import Alert, AlertKind, Subscription
    from bot.wording import card_of

    with open_library(ctx, database, seeds) as library:
        brought = library.brought_by(address)
        if not brought:
            raise UnknownEntryError(f"{address} has brought no news: `sequelwatch explain` says why")
        to = Subscription("preview", "discord", locale=speech.language)
        alerts = [(Alert("preview", AlertKind.NEWS, to, news[0].title_id, news), since) for news, since in brought]
        cards = [card_of(alert, library.name(alert.title_id), aftermath=since) for alert, since in alerts]
    return Sample([panel_of(card) for card in cards])


def _drawn(sample: Sample, look: Look) -> bytes:
    from bot.chat.charts import FILE_NAME, Artist
    from bot.chat.picture import picture_of

    chart = asyncio.run(Artist().draw(sample.chart))
    return picture_of(sample.panels, replace(look, roles=sample.roles), {FILE_NAME: chart} if chart else {})
