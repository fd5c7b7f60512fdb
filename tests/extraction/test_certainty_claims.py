"""How sure a claim is, what it does to a value, and when words assert nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.claims import Claim
from bot.model.properties import Modality

Claims = Callable[..., tuple[Claim, ...]]

NEWS = "The Lantern Keepers 2 news"


@pytest.mark.parametrize(
    ("prop", "value", "headline", "summary", "expected"),
    [
        pytest.param(
            "director",
            "Marta Oyelaran",
            "Marta Oyelaran in Talks to Direct ‘The Lantern Keepers 2’",
            "",
            ({"added"}, "in talks"),
            id="director-marta-oyelaran-in-talks-to-direct-the",
        ),
        pytest.param(
            "director",
            "Marta Oyelaran",
            NEWS,
            "Marta Oyelaran is in early negotiations to helm the sequel.",
            ({"added"}, "in talks"),
            id="director-marta-oyelaran-is-in-early-negotiations-to",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan is being courted to star in the sequel.",
            ({"added"}, "in talks"),
            id="cast-naomi-castellan-is-being-courted-to-star",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan is finalizing a deal to join the sequel.",
            ({"added"}, "in talks"),
            id="cast-naomi-castellan-is-finalizing-a-deal-to",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Sources say Naomi Castellan will star in the sequel.",
            ({"added"}, "reported"),
            id="cast-sources-say-naomi-castellan-will-star-in",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan will reportedly star in the sequel.",
            ({"added"}, "reported"),
            id="cast-naomi-castellan-will-reportedly-star-in-the",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan will star in the sequel. Corvane declined to comment.",
            ({"added"}, "reported"),
            id="cast-naomi-castellan-will-star-in-the-sequel",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan will star in the sequel, Corvane announced.",
            ({"confirmed", "added"}, "confirmed"),
            id="cast-naomi-castellan-will-star-in-the-sequel-2",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            "RUMOR: Naomi Castellan to star in The Lantern Keepers 2",
            "",
            ({"added"}, "rumored"),
            id="cast-rumor-naomi-castellan-to-star-in-the",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "According to an anonymous post, Naomi Castellan will star in the sequel.",
            ({"added"}, "rumored"),
            id="cast-according-to-an-anonymous-post-naomi-castellan",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan is rumored to be joining the sequel.",
            ({"added"}, "rumored"),
            id="cast-naomi-castellan-is-rumored-to-be-joining",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "It’s official: Naomi Castellan will star in the sequel.",
            ({"confirmed"}, "confirmed"),
            id="cast-its-official-naomi-castellan-will-star-in",
        ),
        pytest.param(
            "director",
            "Petra Holloway",
            "Petra Holloway Exits ‘The Lantern Keepers 2’",
            "",
            ({"removed"}, "confirmed"),
            id="director-petra-holloway-exits-the-lantern-keepers-2",
        ),
        pytest.param(
            "director",
            "Petra Holloway",
            NEWS,
            "Petra Holloway has left the project over creative differences.",
            ({"removed"}, "confirmed"),
            id="director-petra-holloway-has-left-the-project-over",
        ),
        pytest.param(
            "director",
            "Petra Holloway",
            NEWS,
            "Petra Holloway is no longer attached to direct.",
            ({"removed"}, "confirmed"),
            id="director-petra-holloway-is-no-longer-attached-to",
        ),
        pytest.param(
            "director",
            "Petra Holloway",
            NEWS,
            "Marta Oyelaran replaces Petra Holloway as director.",
            ({"removed"}, "confirmed"),
            id="director-marta-oyelaran-replaces-petra-holloway-as-director",
        ),
        pytest.param(
            "director",
            "Marta Oyelaran",
            NEWS,
            "Marta Oyelaran replaces Petra Holloway as director.",
            ({"added"}, "confirmed"),
            id="director-marta-oyelaran-replaces-petra-holloway-as-director-2",
        ),
        pytest.param(
            "cast",
            "Idris Fenwick",
            NEWS,
            "Idris Fenwick has dropped out of the sequel.",
            ({"removed"}, "confirmed"),
            id="cast-idris-fenwick-has-dropped-out-of-the",
        ),
        pytest.param(
            "cast",
            "Idris Fenwick",
            NEWS,
            "Idris Fenwick won’t be back for the sequel.",
            ({"removed", "denied"}, "confirmed"),
            id="cast-idris-fenwick-wont-be-back-for-the",
        ),
        pytest.param(
            "cast",
            "Idris Fenwick",
            "Idris Fenwick Not Returning for ‘The Lantern Keepers 2’",
            "",
            ({"removed", "denied"}, "confirmed"),
            id="cast-idris-fenwick-not-returning-for-the-lantern",
        ),
        pytest.param(
            "cast",
            "Idris Fenwick",
            NEWS,
            "Idris Fenwick denied that he is in the sequel.",
            ({"denied"}, "confirmed"),
            id="cast-idris-fenwick-denied-that-he-is-in",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan isn’t in the film, her publicist said.",
            ({"removed", "denied"}, "confirmed"),
            id="cast-naomi-castellan-isnt-in-the-film-her",
        ),
        pytest.param(
            "status",
            "canceled",
            "‘The Lantern Keepers 2’ Is Not Canceled, Producer Says",
            "",
            ({"denied"}, "confirmed"),
            id="status-the-lantern-keepers-2-is-not-canceled",
        ),
        pytest.param(
            "release_date",
            "2026-05-22",
            NEWS,
            "Corvane has pulled the film from its release calendar.",
            ({"removed"}, "confirmed"),
            id="release_date-corvane-has-pulled-the-film-from-its",
        ),
        pytest.param(
            "release_date",
            "2026-05-22",
            "‘The Lantern Keepers 2’ delayed indefinitely",
            "",
            ({"removed"}, "confirmed"),
            id="release_date-the-lantern-keepers-2-delayed-indefinitely",
        ),
    ],
)
def test_how_sure_and_what_changes(
    claims: Claims, *, prop: str, value: str, headline: str, summary: str, expected: tuple[set[str], str]
) -> None:
    changes, certainty = expected
    found = [
        claim
        for claim in claims(headline, summary)
        if claim.property == prop and claim.value == value and claim.modality is Modality.ASSERTED
    ]
    assert found, "the claim is missing"
    assert any(claim.change in changes and claim.certainty == certainty for claim in found)


@pytest.mark.parametrize(
    ("prop", "value", "headline", "summary"),
    [
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "If the script is right, Naomi Castellan will star in the sequel.",
            id="cast-if-the-script-is-right-naomi-castellan",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan might star in the sequel.",
            id="cast-naomi-castellan-might-star-in-the-sequel",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan should star in the sequel.",
            id="cast-naomi-castellan-should-star-in-the-sequel",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            "Should Naomi Castellan star in The Lantern Keepers 2?",
            "",
            id="cast-should-naomi-castellan-star-in-the-lantern",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan was once attached to star in the sequel.",
            id="cast-naomi-castellan-was-once-attached-to-star",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan",
            NEWS,
            "Naomi Castellan was originally set to star in the sequel.",
            id="cast-naomi-castellan-was-originally-set-to-star",
        ),
        pytest.param(
            "studio", "Netflix", NEWS, "Netflix passed on the sequel.", id="studio-netflix-passed-on-the-sequel"
        ),
    ],
)
def test_nothing_is_asserted(claims: Claims, prop: str, value: str, headline: str, summary: str) -> None:
    assert not [
        claim
        for claim in claims(headline, summary)
        if claim.property == prop and claim.value == value and claim.modality is Modality.ASSERTED
    ]
