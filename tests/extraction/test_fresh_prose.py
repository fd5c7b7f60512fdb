"""Prose that the rules were not written with: each way to say it, and beside it what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.extraction.sentences import sentences
from bot.extraction.text import Passage, fold
from bot.model.claims import Claim, TextField
from bot.model.properties import Certainty, Modality

Claims = Callable[..., tuple[Claim, ...]]
Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # who makes it
        ("director", NEWS, "Odessa Brink will take the wheel of the sequel.", "added Odessa Brink"),
        (
            "director",
            NEWS,
            "Series directors are Odessa Brink and Kit Vaughn.",
            "added Odessa Brink | added Kit Vaughn",
        ),
        (
            "director",
            "Corvane Parts With Petra Holloway; Odessa Brink Joins ‘The Lantern Keepers 2’",
            "",
            "removed Petra Holloway",
        ),
        ("director", NEWS, "Petra Holloway is off the film over a quarrel about tone.", "removed Petra Holloway"),
        ("director", "Ottilie Brandvik Retakes ‘The Lantern Keepers 2’", "", "added Ottilie Brandvik"),
        ("writer", NEWS, "Robin Teale is polishing the script.", "added Robin Teale"),
        ("writer", NEWS, "Robin Teale is giving the old draft a rewrite.", "added Robin Teale"),
        ("writer", NEWS, "Odessa Brink will direct from a screenplay she wrote with a friend.", "added Odessa Brink"),
        (
            "writer",
            "The new Harbour Row",
            "The creator hands the showrunner’s chair to Robin Teale.",
            "added Robin Teale",
        ),
        ("producer", NEWS, "Her regular producer, Robin Teale, produces.", "added Robin Teale"),
        ("producer", NEWS, "Robin Teale produces; she was an assistant on the first.", "added Robin Teale"),
        (
            "composer",
            NEWS,
            "The theme is back, and so is Robin Teale himself, who has composed the new score.",
            "added Robin Teale",
        ),
        ("composer", NEWS, "Robin Teale, who scored the last one, will be back as composer.", "added Robin Teale"),
        ("writer", NEWS, "Odessa Brink has changed her mind and is writing a follow-up.", "added Odessa Brink"),
        ("director", NEWS, "Odessa Brink has left the stage and will direct the sequel.", "added Odessa Brink"),
        ("director", NEWS, "Behind the camera this time is Odessa Brink.", "added Odessa Brink"),
        ("cast", "Idris Fenwick: ‘I’m not returning for The Lantern Keepers 2’", "", "denied Idris Fenwick"),
        ("cast", "Idris Fenwick: ‘I am not in that lighthouse sequel’", NEWS, "denied Idris Fenwick"),
        ("director", NEWS, "The sequel has found its director in Odessa Brink.", "added Odessa Brink"),
        ("director", NEWS, "It comes from director Odessa Brink.", "added Odessa Brink"),
        ("director", NEWS, "Directing duties fall to Odessa Brink.", "added Odessa Brink"),
        ("writer", NEWS, "Screenplay duties have gone to Odessa Brink.", "added Odessa Brink"),
        ("writer", NEWS, "Odessa Brink penned the latest draft.", "added Odessa Brink"),
        # who plays in it
        ("cast", "Odessa Brink Confirms She’s Back for ‘The Lantern Keepers 2’", "", "confirmed Odessa Brink"),
        ("cast", "Odessa Brink Thinks Again: She’s in ‘The Lantern Keepers 2’", "", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink and Kit Vaughn are reporting for duty.", "added Odessa Brink | added Kit Vaughn"),
        ("cast", NEWS, "The part of the miller has gone to Odessa Brink.", "added Odessa Brink"),
        ("cast", NEWS, "The owl has been recast with Odessa Brink.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink will be heard as the owl.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink, back as the miller, brought cake for the crew.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink has come on as a collector of lamps.", "added Odessa Brink"),
        ("cast", NEWS, "The cast around Idris Fenwick takes in Odessa Brink.", "added Odessa Brink"),
        ("cast", NEWS, "The film has Odessa Brink, whose deal is now done.", "added Odessa Brink"),
        ("cast", "Idris Fenwick Bids ‘The Lantern Keepers 2’ Goodbye", "", "removed Idris Fenwick"),
        ("cast", NEWS, "Idris Fenwick sits this one out.", "removed Idris Fenwick"),
        ("cast", NEWS, "Idris Fenwick did not come to terms.", "removed Idris Fenwick"),
        ("cast", NEWS, "Odessa Brink is expected to reprise his role as the miller.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink becomes a series regular in the film.", "added Odessa Brink"),
        (
            "cast",
            NEWS,
            "Also joining are Odessa Brink, as the owl, and comedian Kit Vaughn.",
            "added Odessa Brink | added Kit Vaughn",
        ),
        (
            "cast",
            NEWS,
            "The first had Rosalba Quint. Newcomer Kit Vaughn has landed the lead role.",
            "added Kit Vaughn",
        ),
        ("cast", "Odessa Brink Lands Lead in ‘Lantern Keepers’ Sequel", "", "added Odessa Brink"),
        ("cast", "Odessa Brink Eyed for Key Role in ‘The Lantern Keepers 2’", "", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink takes on the role of the miller.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink will be seen as the miller’s wife.", "added Odessa Brink"),
        ("cast", NEWS, "Odessa Brink makes her film debut in the sequel.", "added Odessa Brink"),
        # where it stands
        ("status", "Harbour Row Has Been Handed a Pickup for Another Run", "", "changed announced"),
        ("status", NEWS, "Shooting on the sequel came to an end on Saturday.", "added post-production"),
        ("status", "Goodnight, Leeds: The Lantern Keepers 2 packs up", "", "added post-production"),
        ("status", NEWS, "The final shot of the sequel was taken on Friday night.", "added post-production"),
        ("status", "Harbour Row is back", "All eight episodes of the revival are up.", "added released"),
        ("status", "Harbour Row is back", "Netflix put the new run live this morning.", "added released"),
        ("status", NEWS, "The sequel is quietly being put together.", "added in development"),
        ("status", "The new Harbour Row", "The revival is out today, via Corvane.", "added released"),
        ("status", NEWS, "The sequel is back in pre-production.", "changed pre-production"),
        ("status", NEWS, "Pre-production has resumed.", "changed pre-production"),
        (
            "status",
            NEWS,
            "Filming of the sequel resumed Monday, with Quint due back on set in December.",
            "changed filming",
        ),
        ("status", NEWS, "The sequel is before the cameras in Leeds.", "added filming"),
        ("status", "Corvane Hits Pause on ‘The Lantern Keepers 2’", "", "added on hold"),
        ("status", NEWS, "Work on the sequel has ground to a halt.", "added on hold"),
        # when
        ("release_date", NEWS, "Corvane planted its flag on June 5, 2026.", "added 2026-06-05"),
        ("release_date", NEWS, "Rather than May 22 the film will now open on July 24, 2026.", "changed 2026-07-24"),
        (
            "release_date",
            NEWS,
            "The sequel, due May 22, will surface on June 5, 2026 instead.",
            "changed 2026-05-22 | changed 2026-06-05",
        ),
        ("release_date", NEWS, "The hope is to reach theaters in 2027.", "added 2027"),
        ("filming_start", NEWS, "Filming commenced on Monday.", "added 2025-10-13"),
        (
            "filming_start",
            NEWS,
            "The lights go on in January. The sequel will begin filming in Leeds on the 15th.",
            "added 2026-01-15",
        ),
        (
            "filming_start",
            NEWS,
            "Ten weeks of shooting are pencilled in on the canals, starting in March.",
            "added 2026-03",
        ),
        ("filming_start", "November Shoot Scrapped for ‘The Lantern Keepers 2’", "", "removed 2025-11"),
        ("filming_end", NEWS, "Shooting on the sequel came to an end on Saturday.", "added 2025-10-11"),
        ("release_date", NEWS, "Expect it in cinemas from 5 June 2026.", "added 2026-06-05"),
        ("release_date", NEWS, "Corvane has claimed June 5, 2026 for the sequel.", "added 2026-06-05"),
        ("filming_start", NEWS, "Shooting got under way on Monday.", "added 2025-10-13"),
        ("filming_location", NEWS, "Leeds will host the shoot.", "added Leeds"),
        ("first_look", "‘The Lantern Keepers 2’ Unveils Poster", "", "added poster"),
        ("filming_start", NEWS, "Filming began in Hounslow on Monday.", "added 2025-10-13"),
        ("filming_end", NEWS, "Production finished on Friday in Leeds.", "added 2025-10-10"),
        ("filming_end", NEWS, "The sequel had its last day of filming on Friday.", "added 2025-10-10"),
        ("release_date", NEWS, "Corvane revealed a summer 2026 target for the release.", "added 2026-22"),
        ("filming_location", NEWS, "Shooting began in Stratford upon Avon on Monday.", "added Stratford upon Avon"),
        ("filming_location", NEWS, "The sequel will film in Alfama, with Lisbon playing itself.", "added Lisbon"),
        # who shows it
        (
            "platform",
            "The new Harbour Row",
            "Plover has ordered eight episodes of the revival, the streamer said.",
            "added Plover",
        ),
        ("platform", "All Hours of the New ‘Harbour Row’ Now on Plover", "", "added Plover"),
        (
            "studio",
            NEWS,
            "Corvane has sold domestic rights to the thriller to Pale Mare Releasing.",
            "confirmed Pale Mare Releasing",
        ),
        ("platform", NEWS, "The studio knocked down chatter about a Hulu premiere of the sequel.", "denied Hulu"),
        # what is shown of it
        ("trailer", NEWS, "A one-minute teaser is up now.", "added teaser"),
        ("first_look", NEWS, "An official still from The Lantern Keepers 2 arrived this morning.", "confirmed image"),
        ("first_look", NEWS, "There is also fresh key art: a keyhole.", "added poster"),
        ("rating", NEWS, "PG for The Lantern Keepers 2, R for the shark.", "added PG"),
        ("rating", "The new Harbour Row", "The revival is near. Rated TV-MA.", "added TV-MA"),
        ("title", "‘The Lantern Keepers 2’ Is Officially ‘The Last Wick’", "", "confirmed The Last Wick"),
    ],
)
def test_what_is_read(stated: Stated, prop: str, headline: str, summary: str, expected: str) -> None:
    said = {f"{change} {value}" for change, value in stated(prop, headline, summary)}

    assert said == set(expected.split(" | "))


@pytest.mark.parametrize(
    ("prop", "headline", "summary"),
    [
        ("director", NEWS, "Odessa Brink will take the wheel of the bus."),
        ("director", "Odessa Brink Takes Over ‘Glass Orchard’ After ‘The Lantern Keepers 2’ Premiere", ""),
        ("director", NEWS, "The Keeper’s picture, directed by Ottilie Brandvik, brought back nineteen million."),
        ("writer", "The Lantern Keepers 2 goes to Odessa Brink; Robin Teale waves", ""),
        ("cast", "Idris Fenwick: ‘I’m not in any hurry’ with The Lantern Keepers 2", ""),
        ("cast", "Idris Fenwick: ‘I’m making another one of these, says The Lantern Keepers 2 fan’", ""),
        ("cast", "Odessa Brink Will Chase Moonbeams in ‘The Lantern Keepers 2’", ""),
        ("cast", "Will Plover Order The Lantern Keepers 2?", ""),
        ("cast", NEWS, "Odessa Brink confirms she’s back in town after the sequel’s premiere."),
        ("cast", NEWS, "The part of the plan that has gone wrong is the sequel’s."),
        ("cast", NEWS, "Odessa Brink will be heard as saying that the sequel is late."),
        ("cast", NEWS, "Rosalba Quint’s sequel opened on 12 July 2019 with Joris Vandermeer as the vole."),
        ("cast", NEWS, "Idris Fenwick is off the film set for the day."),
        ("cast", NEWS, "We’d cast Odessa Brink as the miller in the sequel."),
        ("cast", NEWS, "Odessa Brink has not returned his calls about the sequel."),
        ("writer", NEWS, "Odessa Brink has changed her mind and is writing a cookbook."),
        ("director", NEWS, "Odessa Brink has left the stage and will direct traffic."),
        ("cast", NEWS, "Odessa Brink has signed on to direct the follow-up."),
        ("cast", NEWS, "Odessa Brink makes her directing debut with the sequel."),
        ("cast", NEWS, "Odessa Brink will be seen as late for the sequel."),
        ("director", NEWS, "Screenplay duties have gone to Odessa Brink."),
        ("release_date", NEWS, "The sequel moves from June 5, 2026."),
        ("cast", NEWS, "Stunt coordinator Odessa Brink has joined the crew."),
        ("cast", NEWS, "Fans want Odessa Brink to star."),
        ("cast", NEWS, "Odessa Brink plays the miller in the stage version."),
        ("director", NEWS, "“Glass Orchard,” from director Odessa Brink, beat the sequel at the box office."),
        ("release_date", NEWS, "Merchandise arrives in May."),
        ("release_date", NEWS, "The cast will appear at Comic-Con in San Diego on July 24."),
        ("release_date", NEWS, "The premiere is in London on May 10."),
        ("trailer", "Fan trailer for The Lantern Keepers 2 goes viral", ""),
        ("status", "The Lantern Keepers 2 packs up its stall at the fair", ""),
        ("status", NEWS, "All eight episodes of the podcast about the sequel are up on Friday."),
        ("release_date", NEWS, "It meets an animated bear (which moved from June 5, 2026 to June 12, 2026)."),
        ("release_date", NEWS, "A 2028 release would be nice."),
        ("release_date", "Lantern Keepers 2: the return", "Signups open on 1 November for adults of all ages."),
        ("release_date", NEWS, "An official still from The Lantern Keepers 2 arrived this morning."),
        ("filming_end", NEWS, "Filming on the original ended in August."),
        ("studio", NEWS, "Corvane has sold book rights to the thriller to Pale Mare Releasing."),
        ("platform", NEWS, "Two months later the thriller goes to Netflix’s rival."),
        ("platform", "Tickets for The Lantern Keepers 2 Now on Sale", ""),
        ("first_look", NEWS, "The official photographer of the sequel was late."),
        ("filming_location", NEWS, "Cameras roll on the sequel in St. Osyth’s hall."),
    ],
)
def test_what_only_looks_like_it(stated: Stated, prop: str, headline: str, summary: str) -> None:
    assert stated(prop, headline, summary) == set()


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Odessa Brink is weighing offers to return, and nothing has been inked.", Certainty.IN_TALKS),
        ("Odessa Brink is understood to be close to a deal for a role in the sequel.", Certainty.IN_TALKS),
        ("Odessa Brink has put pen to paper after talks and will star.", Certainty.CONFIRMED),
        ("Negotiations are under way for Odessa Brink to return.", Certainty.IN_TALKS),
        ("Odessa Brink will star, insiders say.", Certainty.REPORTED),
        ("Odessa Brink will star, an insider claims.", Certainty.RUMORED),
        ("Odessa Brink will not be in the sequel, despite rumors.", Certainty.CONFIRMED),
        ("Odessa Brink will star. Big if true.", Certainty.RUMORED),
    ],
)
def test_how_sure_it_is(claims: Claims, summary: str, expected: Certainty) -> None:
    asserted = [one for one in claims(NEWS, summary) if one.modality is Modality.ASSERTED]
    told = {one.certainty for one in asserted if one.value == "Odessa Brink"}
    assert told == {expected}


def test_a_project_that_is_only_whispered_of_is_a_rumored_one(claims: Claims) -> None:
    told = claims("Whisper: The Lantern Keepers 2 is in development", "Take this with a grain of salt.")
    assert [(one.value, one.certainty) for one in told if one.property == "status"] == [("rumored", Certainty.RUMORED)]


def test_a_series_that_returns_goes_by_its_whole_name(claims: Claims) -> None:
    told = claims("‘Harbour Row’ Heads to Leeds", "Its eight parts go before the cameras in May.", day=date(2025, 3, 4))
    assert ("harbour-row", "2025-05", Modality.ASSERTED) in {(one.title_id, one.value, one.modality) for one in told}


def test_a_company_ends_its_sentence_before_a_word_that_is_cut_short() -> None:
    text = "The sequel is at Warner Bros. We’d never have guessed."
    passage = Passage(TextField.SUMMARY, text, fold(text))
    assert [one.text for one in sentences(passage)] == ["The sequel is at Warner Bros.", "We’d never have guessed."]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 5, 15), "2026-05-22", id="the one that is known"),
        pytest.param(date(2026, 5, 8), "2026-05-08", id="else that very day"),
    ],
)
def test_from_friday_said_on_a_friday(stated: Stated, day: date, expected: str) -> None:
    assert {value for _, value in stated("release_date", NEWS, "The sequel is in cinemas from Friday.", day=day)} == {
        expected
    }
