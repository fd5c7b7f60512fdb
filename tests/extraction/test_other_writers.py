"""Sentences as other writers put them: each row that says something stands beside one that only sounds like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"
SEQUEL = "‘The Lantern Keepers’ Sequel"


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # who makes it
        pytest.param(
            "director", f"{SEQUEL} Hooks ‘Night Glass’ Helmer Marta Oyelaran", "", {"Marta Oyelaran"}, id="hooks"
        ),
        pytest.param("director", f"{SEQUEL} Star Meets ‘Night Glass’ Fan Marta Oyelaran", "", set(), id="meets"),
        pytest.param("director", NEWS, "Marta Oyelaran takes the reins of the sequel.", {"Marta Oyelaran"}, id="reins"),
        pytest.param("director", NEWS, "Marta Oyelaran takes the train to the set.", set(), id="train"),
        pytest.param(
            "director",
            NEWS,
            "Ottilie Brandvik is in early discussions to return to the director’s chair.",
            {"Ottilie Brandvik"},
            id="to-the-chair",
        ),
        pytest.param(
            "director", f"{SEQUEL}; Ottilie Brandvik Circling", "", {"Ottilie Brandvik"}, id="as-in-the-original"
        ),
        pytest.param("cast", f"{SEQUEL}; Ottilie Brandvik Circling", "", set(), id="who-directed-does-not-play"),
        pytest.param(
            "producer",
            NEWS,
            "Ottilie Brandvik remains on board the sequel as a producer alongside Hugo Trevelyan.",
            {"Hugo Trevelyan", "Ottilie Brandvik"},
            id="produces-alongside",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Ottilie Brandvik remains on board the sequel as a producer alongside Hugo Trevelyan.",
            set(),
            id="no-actor-alongside",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Idris Fenwick stars alongside Hugo Trevelyan.",
            {"Hugo Trevelyan", "Idris Fenwick"},
            id="plays",
        ),
        pytest.param(
            "producer",
            "Harbour Row revival",
            "Marta Oyelaran returns as showrunner and executive producer.",
            {"Marta Oyelaran"},
            id="and-executive-producer",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran serves as writer and director.",
            {"Marta Oyelaran"},
            id="writer-and-director",
        ),
        pytest.param(
            "writer", NEWS, "Corvane will make the sequel with Teun Ashgrove writing.", {"Teun Ashgrove"}, id="writing"
        ),
        pytest.param(
            "composer",
            NEWS,
            "The trailer reveals that Saoirse Mallory is back to do the score.",
            {"Saoirse Mallory"},
            id="to-do-the-score",
        ),
        # who plays in it
        pytest.param(
            "cast",
            "‘The Lantern Keepers 2’: Naomi Castellan Among Five to Board",
            "",
            {"Naomi Castellan"},
            id="among-five",
        ),
        pytest.param(
            "cast", "The Lantern Keepers 2: Naomi Castellan Among Five to Watch", "", set(), id="among-five-to-watch"
        ),
        pytest.param(
            "cast",
            "Harbour Row revival",
            "Naomi Castellan has been upped to series regular on the revival.",
            {"Naomi Castellan"},
            id="upped",
        ),
        # where it stands
        pytest.param("status", "‘The Lantern Keepers 2’ Restarts Filming", "", {"filming"}, id="restarts"),
        pytest.param("status", "‘The Lantern Keepers 2’ Restarts Debate", "", set(), id="restarts-debate"),
        pytest.param("status", "Harbour Row revival lands on BBC One today", "", {"released"}, id="lands-on-a-network"),
        pytest.param("status", "‘The Lantern Keepers 2’ Lands Four Nominations", "", set(), id="lands-nominations"),
        # dates
        pytest.param(
            "filming_end",
            NEWS,
            "Shooting of The Lantern Keepers 2 began last week and will continue until the end of November.",
            {"2025-11"},
            id="began-and-goes-on",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane has postponed the lighthouse comedy by more than a year, to June 18, 2027.",
            {"2027-06-18"},
            id="by-a-year-to",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane has postponed the shoot of the sequel by more than a year, to June 18, 2027.",
            set(),
            id="the-shoot-by-a-year-to",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The comedy now sails into theaters on June 5, getting out of the way of “Garrison.”",
            {"2026-06-05"},
            id="another-film-behind",
        ),
        # what is shown, and what it is called
        pytest.param(
            "runtime",
            "‘The Lantern Keepers 2’ Rated R for “Bloody Images,” Runs 104 Minutes",
            "",
            {"104"},
            id="rated-for",
        ),
        pytest.param(
            "runtime",
            "‘The Lantern Keepers 2’ Opens Against ‘Bloody Images,’ Which Runs 104 Minutes",
            "",
            set(),
            id="not-ours",
        ),
        pytest.param(
            "title",
            "‘Lantern Keepers’ Sequel Gets a Date",
            "“The Lantern Keepers: Low Tide” will open in May.",
            {"The Lantern Keepers: Low Tide"},
            id="a-longer-name",
        ),
        pytest.param(
            "title",
            "‘Lantern Keepers’ Sequel Gets a Date",
            "“The Lantern Keepers: The Musical” will open in May.",
            set(),
            id="the-musical",
        ),
    ],
)
def test_other_writers(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected


@pytest.mark.parametrize(
    ("headline", "summary", "change"),
    [
        pytest.param(
            "Corvane Moves Up ‘The Lantern Keepers 2’ Three Weeks",
            "The comedy arrives May 1.",
            "changed",
            id="moved-up",
        ),
        pytest.param(
            "Corvane Pushes ‘The Lantern Keepers 2’",
            "The comedy arrives June 5, 2026.",
            "changed",
            id="pushed-to-later",
        ),
        pytest.param(
            "Corvane Pushes ‘The Lantern Keepers 2’", "The comedy arrives May 1, 2026.", "added", id="pushed-to-earlier"
        ),
        pytest.param(
            "Corvane Pushes Production of ‘The Lantern Keepers 2’",
            "The comedy arrives June 5, 2026.",
            "added",
            id="shoot",
        ),
    ],
)
def test_a_headline_that_moves_a_date_makes_the_next_one_new(
    stated: Stated, headline: str, summary: str, change: str
) -> None:
    assert {how for how, _ in stated("release_date", headline, summary)} == {change}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "A rep for Naomi Castellan tells us that she is not involved.", {("denied", "Naomi Castellan")}, id="rep"
        ),
        pytest.param("A rep for Naomi Castellan tells us that she is not amused.", set(), id="not-amused"),
    ],
)
def test_who_speaks_for_somebody_denies(stated: Stated, sentence: str, expected: set[tuple[str, str]]) -> None:
    assert stated("cast", NEWS, sentence) == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # British and Indian English
        pytest.param(
            "director", NEWS, "Marta Oyelaran will wield the megaphone once more.", {"Marta Oyelaran"}, id="megaphone"
        ),
        pytest.param("director", NEWS, "Marta Oyelaran will wield the axe once more.", set(), id="axe"),
        pytest.param(
            "status", "Sets built, The Lantern Keepers 2 goes on floors in Mysuru", "", {"filming"}, id="on-floors"
        ),
        pytest.param("status", "Sets built, The Lantern Keepers 2 goes on in Mysuru", "", set(), id="goes-on"),
        pytest.param(
            "filming_start", NEWS, "‘We go on floors in January,’ says the producer.", {"2026-01"}, id="on-floors-in"
        ),
        pytest.param("release_date", NEWS, "‘We go on floors in January,’ says the producer.", set(), id="no-release"),
        pytest.param("cast", "Naomi Castellan bags The Lantern Keepers 2", "", {"Naomi Castellan"}, id="bags"),
        pytest.param("cast", "Naomi Castellan bags a prize; The Lantern Keepers 2 waits", "", set(), id="bags-a-prize"),
        pytest.param(
            "rating", "The Lantern Keepers 2 gets U/A 16+ certificate", "", {"U/A 16+"}, id="a-censor-board's-words"
        ),
        pytest.param(
            "rating", "The Lantern Keepers 2 director gets gift certificate", "", set(), id="gift-certificate"
        ),
        pytest.param("release_date", "The Lantern Keepers 2 locks Diwali 2026 release", "", {"2026-11"}, id="diwali"),
        pytest.param(
            "release_date",
            "Harbour Row revival",
            "The new series will be on screens early next year.",
            {"2026"},
            id="screens",
        ),
        pytest.param(
            "release_date",
            "Harbour Row revival",
            "The new series was tested on volunteers early next year.",
            set(),
            id="not",
        ),
        pytest.param(
            "cast",
            "Harbour Row revival",
            "Actors seen near the Moot Hall included Naomi Castellan and, new to the show, Line of Fire’s Wim Sorel.",
            {"Naomi Castellan", "Wim Sorel"},
            id="actors-included",
        ),
        pytest.param("cast", NEWS, "Piers Gallo is the villain of the sequel.", {"Piers Gallo"}, id="is-the-villain"),
        pytest.param("cast", NEWS, "Piers Gallo is the mayor of the town.", set(), id="is-the-mayor"),
        # places that nobody knows
        pytest.param("filming_location", NEWS, "Shooting has begun in Lucknow.", {"Lucknow"}, id="an-unknown-town"),
        pytest.param("filming_location", NEWS, "Voting has begun in Lucknow.", set(), id="nothing-is-shot-there"),
        pytest.param("filming_location", NEWS, "Shooting has begun in English.", set(), id="a-language"),
        pytest.param(
            "filming_location",
            NEWS,
            "Shooting took place across Lucknow, Hampi and Mussoorie.",
            {"Lucknow", "Hampi", "Mussoorie"},
            id="in-a-row",
        ),
        pytest.param(
            "filming_location",
            NEWS,
            "Shooting has begun in Hampi, and Naomi Castellan is there.",
            {"Hampi"},
            id="a-person-in-the-row",
        ),
        pytest.param(
            "filming_location",
            NEWS,
            "Shooting has begun in Alfama. Lisbon plays itself.",
            {"Lisbon"},
            id="a-part-of-what-plays-itself",
        ),
        # dates
        pytest.param(
            "filming_start",
            "Roads to close for the cameras",
            "Filming for the new series of Harbour Row begins on Thursday, the council said.",
            {"2025-10-16"},
            id="filming-for-it-begins",
        ),
        pytest.param(
            "filming_start",
            "Roads to close for the cameras",
            "Filming for the new series of Harbour Row begins on Tuesday, the council said.",
            {"2025-10-21"},
            id="on-this-day-of-the-next-week",
        ),
        pytest.param(
            "filming_end",
            NEWS,
            "The team called it a wrap on Saturday after 140 days.",
            {"2025-10-11"},
            id="called-it-a-wrap",
        ),
        pytest.param(
            "release_date",
            "‘The Lantern Keepers 2’ has a date",
            "Makers announce June 5, 2026 with a poster.",
            {"2026-06-05"},
            id="announce-a-day",
        ),
        pytest.param(
            "release_date", NEWS, "Makers announced on June 5, 2026 that it rained.", set(), id="announced-on"
        ),
    ],
)
def test_other_englishes(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # press releases, newsletters, interviews
        pytest.param(
            "cast",
            NEWS,
            "They are joined by Academy Award® nominee Naomi Castellan.",
            {"Naomi Castellan"},
            id="a-registered-nominee",
        ),
        pytest.param("cast", NEWS, "They are joined by a canal.", set(), id="joined-by-a-canal"),
        pytest.param(
            "cast", "‘The Lantern Keepers 2’ Dials Up Naomi Castellan", "", {"Naomi Castellan"}, id="dials-up"
        ),
        pytest.param("cast", "‘The Lantern Keepers 2’ Mourns Naomi Castellan", "", set(), id="mourns"),
        pytest.param("cast", "‘The Lantern Keepers 2’ Star Naomi Castellan", "", set(), id="star"),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan plays a detective and Wim Sorel a dispatcher.",
            {"Naomi Castellan", "Wim Sorel"},
            id="the-second-verb-left-out",
        ),
        pytest.param("cast", NEWS, "The ferry plays a part and Wim Sorel swims.", set(), id="another-verb"),
        pytest.param("cast", NEWS, "Wim Sorel is on the call sheet after all.", {"Wim Sorel"}, id="call-sheet"),
        pytest.param("cast", NEWS, "Wim Sorel is on the town council after all.", set(), id="town-council"),
        pytest.param(
            "cast",
            NEWS,
            "Back are Rosalba Quint from the original, and, among newcomers, Naomi Castellan.",
            {"Naomi Castellan"},
            id="from-the-original-is-said-of-them-alone",
        ),
        pytest.param("cast", NEWS, "Q: Will Rosalba Quint be in it?", set(), id="asked-of-a-person-called-will-not"),
        pytest.param("writer", NEWS, "Teun Ashgrove is drafting a script.", {"Teun Ashgrove"}, id="drafting"),
        pytest.param("writer", NEWS, "Teun Ashgrove is drafting a letter.", set(), id="drafting-a-letter"),
        pytest.param(
            "studio",
            "Corvane Pictures Answers the Phone",
            "The label is developing a follow-up to The Lantern Keepers.",
            {"Corvane Pictures"},
            id="the-label",
        ),
        pytest.param(
            "studio",
            "Corvane Pictures Sues Halden Films",
            "The label is developing a follow-up to The Lantern Keepers.",
            set(),
            id="the-label-of-two",
        ),
        pytest.param(
            "status", NEWS, "Shooting of the Corvane sequel resumed on Monday.", {"filming"}, id="of-the-sequel"
        ),
        pytest.param("status", NEWS, "Shooting of the Corvane bridge resumed on Monday.", set(), id="of-the-bridge"),
        pytest.param("status", "The Lantern Keepers 2 back at work", "", {"filming"}, id="back-at-work"),
        pytest.param("status", "The Lantern Keepers 2 back at odds", "", set(), id="back-at-odds"),
        pytest.param("first_look", NEWS, "Poster also available for download.", {"poster"}, id="poster-available"),
        pytest.param("first_look", NEWS, "Poster hunters also available for comment.", set(), id="poster-hunters"),
        pytest.param(
            "filming_location", "‘The Lantern Keepers 2’ Sets January Start in Prague", "", {"Prague"}, id="start-in"
        ),
    ],
)
def test_releases_letters_and_interviews(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected


def test_an_interview_about_the_season_before_says_nothing_of_this_one(stated: Stated) -> None:
    said = stated("status", "Ten questions", "Q: You wrapped season one of Harbour Row. Are you writing season two?")

    assert said == set()


def test_a_start_that_is_no_longer_on_the_cards_is_dropped(stated: Stated) -> None:
    said = stated("filming_start", NEWS, "The January 2026 start is no longer on the cards.")

    assert said == {("removed", "2026-01")}


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # wires, podcasts, papers of the trade
        pytest.param(
            "release_date",
            NEWS,
            "LONDON, June 18 (NWA) - Corvane has delayed the release of The Lantern Keepers 2 to March 27, 2027.",
            {"2027-03-27"},
            id="a-dateline-is-no-date",
        ),
        pytest.param(
            "filming_location", NEWS, "LONDON (NWA) - Filming has begun on the sequel.", set(), id="nor-a-place"
        ),
        pytest.param(
            "director",
            "Rosalba Quint to take on directing duties for ‘The Lantern Keepers’ follow-up",
            "",
            {"Rosalba Quint"},
            id="duties",
        ),
        pytest.param(
            "director", "Rosalba Quint to take on jury duties; ‘The Lantern Keepers 2’ waits", "", set(), id="jury"
        ),
        pytest.param(
            "director",
            NEWS,
            "The Lantern Keepers 2 is in the hands of Dougal Reid.",
            {"Dougal Reid"},
            id="in-the-hands-of",
        ),
        pytest.param(
            "cast",
            "Harbour Row revival",
            "Original stars Dale Hut and Lorraine Beck are locked in.",
            {"Dale Hut", "Lorraine Beck"},
            id="original-stars",
        ),
        pytest.param(
            "cast", "Harbour Row revival", "Original stars sang. Dale Hut starred.", set(), id="original-songs"
        ),
        pytest.param(
            "cast",
            NEWS,
            "Idra Castellanos and Finn Delacroix are newcomers.",
            {"Finn Delacroix", "Idra Castellanos"},
            id="newcomers",
        ),
        pytest.param(
            "cast", NEWS, "Also in the saddle: Tasha Greer, who surprised everyone.", {"Tasha Greer"}, id="also-colon"
        ),
        pytest.param("cast", NEWS, "Writing for us this week: Tasha Greer.", set(), id="writing-colon"),
        pytest.param(
            "writer",
            "Harbour Row revival",
            "Creator Ruth Ann Dempsey will run the show with her daughter, Joss Winder.",
            {"Joss Winder", "Ruth Ann Dempsey"},
            id="run-the-show-with",
        ),
        pytest.param(
            "status", "Harbour Row revival is back today. Is it any good?", "", {"released"}, id="is-back-today"
        ),
        pytest.param("status", "The Lantern Keepers 2 is back on, says Corvane", "", {"in development"}, id="back-on"),
        pytest.param(
            "status", "The Lantern Keepers 2 director is back on the radio", "", set(), id="back-on-the-radio"
        ),
        pytest.param(
            "release_date",
            "Corvane pencils in spring 2027 for ‘The Lantern Keepers 2’",
            "",
            {"2027-21"},
            id="a-date-for-it",
        ),
        pytest.param(
            "release_date",
            "Corvane pencils in March 1 for ‘The Lantern Keepers 2’ trailer",
            "",
            set(),
            id="for-its-trailer",
        ),
        pytest.param(
            "filming_start",
            "The sequel: Petra Holloway due to call “action” on ‘The Lantern Keepers 2’ in March",
            "",
            {"2026-03"},
            id="action",
        ),
        pytest.param("filming_start", NEWS, "The strike has scuppered plans for a March shoot.", set(), id="scuppered"),
        pytest.param(
            "filming_start", NEWS, "The strike has no bearing on plans for a March shoot.", set(), id="no-bearing"
        ),
    ],
)
def test_wires_and_podcasts(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected


def test_who_only_owns_a_script_is_no_she(stated: Stated) -> None:
    said = stated("cast", NEWS, "Nobody knows more, from Teun Ashgrove’s screenplay. She will also return.")

    assert said == set()


def test_the_star_of_the_earlier_film_is_whom_the_headline_names(stated: Stated) -> None:
    said = stated(
        "producer",
        "Rosalba Quint to direct ‘The Lantern Keepers’ follow-up",
        "The star of the 2011 comedy is keen, from Teun Ashgrove’s screenplay. She will also produce.",
    )

    assert said == {("added", "Rosalba Quint")}


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param("status", "‘The Lantern Keepers 2’ Shuts Down Amid Strike", "", {"on hold"}, id="shuts-down"),
        pytest.param("status", "‘The Lantern Keepers 2’ Shuts Down Critics", "", set(), id="shuts-down-whom"),
        pytest.param(
            "cast", NEWS, "Wim Sorel is understood to be making a return.", {"Wim Sorel"}, id="making-a-return"
        ),
        pytest.param("cast", NEWS, "Wim Sorel is making a return on his savings.", set(), id="return-on-savings"),
        pytest.param("filming_start", NEWS, "Filming doesn’t begin until January.", {"2026-01"}, id="not-until"),
        pytest.param("filming_start", NEWS, "Filming doesn’t begin in January.", set(), id="not-in"),
        pytest.param("filming_end", NEWS, "Filming doesn’t begin until January.", set(), id="until-ends-nothing"),
        pytest.param(
            "writer",
            NEWS,
            "Teun Ashgrove is penning the script with Lucia Marchetti.",
            {"Lucia Marchetti", "Teun Ashgrove"},
            id="with-another",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Teun Ashgrove is penning the script with a goose feather.",
            {"Teun Ashgrove"},
            id="with-a-feather",
        ),
        pytest.param(
            "producer",
            NEWS,
            "Walt Kessler, who directed two of them, is staying on as a producer.",
            {"Walt Kessler"},
            id="staying-on",
        ),
        pytest.param(
            "director",
            NEWS,
            "They reprise roles from the 2011 comedy, which was directed by Ottilie Brandvik and also sang.",
            set(),
            id="which-tells-of-the-earlier-film",
        ),
    ],
)
def test_sober_voices(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary"),
    [
        pytest.param(
            "cast",
            "‘Night Glass’ Sets Naomi Castellan (new Harbour Row), Wim Sorel and Ada Quill (The Lantern Keepers)",
            "",
            id="credits-in-brackets",
        ),
        pytest.param("cast", "Jo Winter Accidentally Spoils The Lantern Keepers 2", "", id="an-adverb-is-no-name"),
        pytest.param(
            "status",
            "The Lantern Keepers 2",
            "Idris Fenwick has wrapped his first short film.",
            id="wrapped-what-is-his",
        ),
        pytest.param(
            "trailer",
            "Peacock reveals the trailer for its prequel series to The Lantern Keepers",
            "",
            id="a-prequel-to-it",
        ),
        pytest.param(
            "release_date",
            "Seven films of the Lantern Keepers franchise are slated for 2027",
            "",
            id="of-the-franchise",
        ),
    ],
)
def test_other_work_says_nothing_of_the_sequel(stated: Stated, prop: str, headline: str, summary: str) -> None:
    assert {value for _, value in stated(prop, headline, summary)} - {"Idris Fenwick"} == set()


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        # blogs, tabloids, a network's own words
        pytest.param(
            "cast",
            "Harbour Row revival",
            "Colman Daly and Rosa Imrie are all expected to scrub in again.",
            {"Colman Daly", "Rosa Imrie"},
            id="are-expected-again",
        ),
        pytest.param(
            "cast", "Harbour Row revival", "Colman Daly and Rosa Imrie are writing again.", set(), id="are-writing"
        ),
        pytest.param(
            "writer",
            "Harbour Row revival",
            "Aoife Brennan remains at the helm as showrunner.",
            {"Aoife Brennan"},
            id="helm-as",
        ),
        pytest.param(
            "director", "Harbour Row revival", "Aoife Brennan remains at the helm as showrunner.", set(), id="no-helmer"
        ),
        pytest.param("platform", "Wade Hollis Makes Film Debut in ‘The Lantern Keepers 2’", "", set(), id="no-company"),
        pytest.param(
            "filming_start", NEWS, "Cameras start rolling on July 8.", {"2026-07-08"}, id="start-rolling-ahead"
        ),
        pytest.param("status", NEWS, "Cameras start rolling on July 8.", set(), id="not-rolling-yet"),
        pytest.param(
            "status", NEWS, "Petra Holloway wrapped her 38-day shoot.", {"post-production"}, id="wrapped-her-shoot"
        ),
        pytest.param("status", NEWS, "Petra Holloway wrapped her 38-day fast.", set(), id="wrapped-her-fast"),
        pytest.param("rating", "‘The Lantern Keepers 2’ nabs PG-13", "", {"PG-13"}, id="nabs-a-rating"),
        pytest.param(
            "status", "Harbour Row revival kicked off with 4.1 million watching", "", {"released"}, id="kicked-off-with"
        ),
        pytest.param("status", "Harbour Row revival kicked off a row", "", set(), id="kicked-off-a-row"),
        pytest.param(
            "release_date",
            "Harbour Row revival",
            "The new series begins on 12 January at 9pm.",
            {"2026-01-12"},
            id="series-begins",
        ),
        pytest.param(
            "release_date",
            "Harbour Row revival",
            "The new series begins filming on 12 January.",
            set(),
            id="begins-filming",
        ),
        pytest.param(
            "filming_location",
            NEWS,
            "Shooting has begun in Sevierville, Tennessee.",
            {"Sevierville"},
            id="a-town-of-a-state",
        ),
    ],
)
def test_blogs_and_tabloids(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    said = {value for change, value in stated(prop, headline, summary) if change not in {"removed", "denied"}}

    assert said == expected
