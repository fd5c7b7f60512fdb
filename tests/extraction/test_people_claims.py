"""Sentences that say who makes the sequel and who plays in it, and such as only seem to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"
_DROPS = {"removed", "denied"}


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "director",
            "Marta Oyelaran to Direct ‘The Lantern Keepers 2’",
            "",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-to-direct-the-lantern-keepers",
        ),
        pytest.param(
            "director",
            "‘Lantern Keepers’ Sequel Taps Marta Oyelaran as Director",
            "",
            {"Marta Oyelaran"},
            id="director-lantern-keepers-sequel-taps-marta-oyelaran-as",
        ),
        pytest.param(
            "director",
            "Corvane Sets Marta Oyelaran To Helm ‘The Lantern Keepers 2’",
            "",
            {"Marta Oyelaran"},
            id="director-corvane-sets-marta-oyelaran-to-helm-the",
        ),
        pytest.param(
            "director",
            "The Lantern Keepers 2 finds its director",
            "Marta Oyelaran has signed on to direct the sequel for Corvane.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-has-signed-on-to-direct",
        ),
        pytest.param(
            "director",
            "The Lantern Keepers 2 finds its director",
            "Marta Oyelaran will be behind the camera for the follow-up.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-will-be-behind-the-camera",
        ),
        pytest.param(
            "director",
            NEWS,
            "The sequel will be directed by Marta Oyelaran from a script by Teun Ashgrove.",
            {"Marta Oyelaran"},
            id="director-the-sequel-will-be-directed-by-marta",
        ),
        pytest.param(
            "writer",
            NEWS,
            "The sequel will be directed by Marta Oyelaran from a script by Teun Ashgrove.",
            {"Teun Ashgrove"},
            id="writer-the-sequel-will-be-directed-by-marta",
        ),
        pytest.param(
            "director",
            NEWS,
            "Directing duties have gone to Marta Oyelaran, the studio announced.",
            {"Marta Oyelaran"},
            id="director-directing-duties-have-gone-to-marta-oyelaran",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran, whose last film was ‘Night Glass,’ has been hired to direct the sequel.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-whose-last-film-was-night",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran (‘Night Glass’) is set to direct.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-night-glass-is-set-to",
        ),
        pytest.param(
            "director",
            NEWS,
            "Helming the sequel is Marta Oyelaran.",
            {"Marta Oyelaran"},
            id="director-helming-the-sequel-is-marta-oyelaran",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran takes over as director.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-takes-over-as-director",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran has been confirmed as the director of the sequel.",
            {"Marta Oyelaran"},
            id="director-marta-oyelaran-has-been-confirmed-as-the",
        ),
        pytest.param(
            "director",
            NEWS,
            "The film, directed by Marta Oyelaran, stars Idris Fenwick.",
            {"Marta Oyelaran"},
            id="director-the-film-directed-by-marta-oyelaran-stars",
        ),
        pytest.param(
            "writer",
            "The Lantern Keepers 2 gets writers",
            "Teun Ashgrove and Lucia Marchetti are writing the screenplay.",
            {"Lucia Marchetti", "Teun Ashgrove"},
            id="writer-teun-ashgrove-and-lucia-marchetti-are-writing",
        ),
        pytest.param(
            "writer",
            "Teun Ashgrove to Write ‘Lantern Keepers’ Sequel",
            "",
            {"Teun Ashgrove"},
            id="writer-teun-ashgrove-to-write-lantern-keepers-sequel",
        ),
        pytest.param(
            "writer",
            NEWS,
            "The screenplay was written by Teun Ashgrove.",
            {"Teun Ashgrove"},
            id="writer-the-screenplay-was-written-by-teun-ashgrove",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Teun Ashgrove has been brought in to rewrite the script.",
            {"Teun Ashgrove"},
            id="writer-teun-ashgrove-has-been-brought-in-to",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Teun Ashgrove penned the script for the sequel.",
            {"Teun Ashgrove"},
            id="writer-teun-ashgrove-penned-the-script-for-the",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Teun Ashgrove wrote the screenplay with Lucia Marchetti.",
            {"Lucia Marchetti", "Teun Ashgrove"},
            id="writer-teun-ashgrove-wrote-the-screenplay-with-lucia",
        ),
        pytest.param(
            "producer",
            NEWS,
            "Hugo Trevelyan and Anneke de Wit are producing.",
            {"Anneke de Wit", "Hugo Trevelyan"},
            id="producer-hugo-trevelyan-and-anneke-de-wit-are",
        ),
        pytest.param(
            "producer",
            NEWS,
            "Produced by Hugo Trevelyan, the sequel is in the works.",
            {"Hugo Trevelyan"},
            id="producer-produced-by-hugo-trevelyan-the-sequel-is",
        ),
        pytest.param(
            "producer",
            NEWS,
            "Hugo Trevelyan will serve as executive producer on the sequel.",
            {"Hugo Trevelyan"},
            id="producer-hugo-trevelyan-will-serve-as-executive-producer",
        ),
        pytest.param(
            "producer",
            NEWS,
            "Executive producers are Hugo Trevelyan and Anneke de Wit.",
            {"Anneke de Wit", "Hugo Trevelyan"},
            id="producer-executive-producers-are-hugo-trevelyan-and-anneke",
        ),
        pytest.param(
            "composer",
            NEWS,
            "Saoirse Mallory will compose the score for the sequel.",
            {"Saoirse Mallory"},
            id="composer-saoirse-mallory-will-compose-the-score-for",
        ),
        pytest.param(
            "composer",
            NEWS,
            "Music is by Saoirse Mallory.",
            {"Saoirse Mallory"},
            id="composer-music-is-by-saoirse-mallory",
        ),
        pytest.param(
            "composer",
            NEWS,
            "Saoirse Mallory is scoring the film.",
            {"Saoirse Mallory"},
            id="composer-saoirse-mallory-is-scoring-the-film",
        ),
    ],
)
def test_who_makes_it(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "cast",
            "Naomi Castellan Joins Idris Fenwick in ‘The Lantern Keepers 2’",
            "",
            {"Idris Fenwick", "Naomi Castellan"},
            id="cast-naomi-castellan-joins-idris-fenwick-in-the",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan Boards ‘The Lantern Keepers 2’",
            "",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-boards-the-lantern-keepers-2",
        ),
        pytest.param(
            "cast",
            "‘The Lantern Keepers 2’ Adds Naomi Castellan, Bram O’Connell Jr. and J.T. Okafor",
            "",
            {"Bram O’Connell Jr.", "J.T. Okafor", "Naomi Castellan"},
            id="cast-the-lantern-keepers-2-adds-naomi-castellan",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan cast in The Lantern Keepers 2",
            "",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-cast-in-the-lantern-keepers",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan has been cast as the villain in the sequel.",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-has-been-cast-as-the",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Also starring are Naomi Castellan, Bram O’Connell, and Wim van der Meer.",
            {"Bram O’Connell", "Naomi Castellan", "Wim van der Meer"},
            id="cast-also-starring-are-naomi-castellan-bram-oconnell",
        ),
        pytest.param(
            "cast",
            NEWS,
            "The cast also includes Naomi Castellan, Bram O’Connell and Jean-Luc Moreau.",
            {"Bram O’Connell", "Jean-Luc Moreau", "Naomi Castellan"},
            id="cast-the-cast-also-includes-naomi-castellan-bram",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Rosalba Quint will reprise her role as Nella in the sequel.",
            {"Rosalba Quint"},
            id="cast-rosalba-quint-will-reprise-her-role-as",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Rosalba Quint and Joris Vandermeer are set to return.",
            {"Joris Vandermeer", "Rosalba Quint"},
            id="cast-rosalba-quint-and-joris-vandermeer-are-set",
        ),
        pytest.param(
            "cast",
            "Rosalba Quint to Return for ‘The Lantern Keepers 2’",
            "",
            {"Rosalba Quint"},
            id="cast-rosalba-quint-to-return-for-the-lantern",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan has landed the lead role in the sequel.",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-has-landed-the-lead-role",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan is in final negotiations to star opposite Idris Fenwick.",
            {"Idris Fenwick", "Naomi Castellan"},
            id="cast-naomi-castellan-is-in-final-negotiations-to",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Newcomer Naomi Castellan rounds out the cast.",
            {"Naomi Castellan"},
            id="cast-newcomer-naomi-castellan-rounds-out-the-cast",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan plays the harbormaster.",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-plays-the-harbormaster",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Idris Fenwick stars alongside Naomi Castellan.",
            {"Idris Fenwick", "Naomi Castellan"},
            id="cast-idris-fenwick-stars-alongside-naomi-castellan",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan in Talks to Star in ‘Lantern Keepers’ Sequel",
            "",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-in-talks-to-star-in",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan is attached to star.",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-is-attached-to-star",
        ),
        pytest.param(
            "cast",
            "NAOMI CASTELLAN JOINS ‘THE LANTERN KEEPERS 2’",
            "",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-joins-the-lantern-keepers-2",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan circling role in The Lantern Keepers 2",
            "",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-circling-role-in-the-lantern",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Joining the cast are Naomi Castellan and Bram O’Connell.",
            {"Bram O’Connell", "Naomi Castellan"},
            id="cast-joining-the-cast-are-naomi-castellan-and",
        ),
        pytest.param(
            "cast",
            "The Lantern Keepers 2 casts Naomi Castellan as lead",
            "",
            {"Naomi Castellan"},
            id="cast-the-lantern-keepers-2-casts-naomi-castellan",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan will voice the lighthouse cat.",
            {"Naomi Castellan"},
            id="cast-naomi-castellan-will-voice-the-lighthouse-cat",
        ),
    ],
)
def test_who_plays_in_it(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "cast",
            "The Lantern Keepers 2: who should join?",
            "Naomi Castellan would be perfect. Our dream cast also has Bram O’Connell.",
            set(),
            id="cast-naomi-castellan-would-be-perfect-our-dream",
        ),
        pytest.param(
            "director",
            "Who will direct The Lantern Keepers 2?",
            "Could Marta Oyelaran direct it? We asked around.",
            set(),
            id="director-could-marta-oyelaran-direct-it-we-asked",
        ),
        pytest.param(
            "director",
            NEWS,
            "The original, directed by Ottilie Brandvik, opened in 2011.",
            set(),
            id="director-the-original-directed-by-ottilie-brandvik-opened",
        ),
        pytest.param(
            "director", NEWS, "No director is attached yet.", set(), id="director-no-director-is-attached-yet"
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran says she would love to direct the sequel.",
            set(),
            id="director-marta-oyelaran-says-she-would-love-to",
        ),
        pytest.param(
            "director",
            NEWS,
            "Marta Oyelaran, who directed ‘Night Glass,’ praised the trailer.",
            set(),
            id="director-marta-oyelaran-who-directed-night-glass-praised",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Captain Nella Marsh returns to the tower.",
            set(),
            id="cast-captain-nella-marsh-returns-to-the-tower",
        ),
        pytest.param(
            "cast",
            NEWS,
            "In the first film, Rosalba Quint played a smuggler.",
            set(),
            id="cast-in-the-first-film-rosalba-quint-played",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan hopes to appear in the sequel.",
            set(),
            id="cast-naomi-castellan-hopes-to-appear-in-the",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Naomi Castellan wrote on Instagram that she was thrilled.",
            set(),
            id="writer-naomi-castellan-wrote-on-instagram-that-she",
        ),
        pytest.param(
            "director",
            NEWS,
            "Petra Holloway next directs the thriller ‘Night Glass’ for another studio.",
            set(),
            id="director-petra-holloway-next-directs-the-thriller-night",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Naomi Castellan stars in the horror film ‘Night Glass,’ out Friday.",
            set(),
            id="cast-naomi-castellan-stars-in-the-horror-film",
        ),
    ],
)
def test_nobody_is_said_to_do_it(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected
