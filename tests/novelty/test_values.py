from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.properties import Property
from bot.novelty.titles import own_words
from bot.novelty.values import Relation, relate

P = Property
SAME, VAGUER, PRECISER, OTHER = Relation.SAME, Relation.VAGUER, Relation.PRECISER, Relation.OTHER


@pytest.mark.parametrize(
    ("known", "said", "relation"),
    [
        pytest.param("Penélope Cruz", "Penelope Cruz", SAME, id="accents come and go"),
        pytest.param("Sofía Østergård", "Sofia Ostergard", SAME, id="letters that are no accents are folded too"),
        pytest.param("B.J. Novak", "B. J. Novak", SAME, id="initials with or without gaps"),
        pytest.param("BJ Novak", "B.J. Novak", SAME, id="initials without dots"),
        pytest.param("Robert Downey Jr.", "Robert Downey", SAME, id="Jr. is left out"),
        pytest.param("Yahya Abdul-Mateen II", "Yahya Abdul Mateen", SAME, id="a hyphen and a number"),
        pytest.param("Ed O’Neill", "Ed O'Neill", SAME, id="curly apostrophe"),
        pytest.param("Robert De Niro", "Robert DeNiro", SAME, id="a particle written together"),
        pytest.param("Tim Federle", "Timothy Federle", SAME, id="the short form begins the long one"),
        pytest.param("Bill Hader", "William Hader", SAME, id="a short form that does not begin it"),
        pytest.param("Samuel L. Jackson", "Samuel Jackson", SAME, id="a middle initial is left out"),
        pytest.param("J. K. Simmons", "Jonathan Kimble Simmons", OTHER, id="two initials may be anybody's"),
        pytest.param("M. Bergson", "Marguerite Bergson", SAME, id="an initial for the given name"),
        pytest.param("Mary Kate Olsen", "Mary Ashley Olsen", OTHER, id="two middle names"),
        pytest.param("Christina Vidal Mitchell", "Christina Vidal", SAME, id="a married name is left out"),
        pytest.param("Adam Sandler", "Sandler", SAME, id="a surname alone"),
        pytest.param("Ellen DeGeneres", "Ellen", SAME, id="a given name alone"),
        pytest.param("Eminem", "Eminem", SAME, id="a name of one word"),
        pytest.param("Dwayne Johnson", 'Dwayne "The Rock" Johnson', SAME, id="a nickname in quotes"),
        pytest.param("Greta Hartwell-Quin", "Greta Hortwell-Quin", SAME, id="one letter misspelled"),
        pytest.param("Maitreyi Ramakrishnan", "Maitreyi Ramakrishnna", SAME, id="two letters swapped"),
        pytest.param("Owen Wilson", "Luke Wilson", OTHER, id="one surname, two people"),
        pytest.param("Brian Cox", "Brian Fox", OTHER, id="short words differ by a letter too often"),
        pytest.param("Tom Holland", "Tom Hollander", OTHER, id="two letters more is another name"),
        pytest.param("Jess Wetherell", "Joss Kettering", OTHER, id="two slips are one too many"),
        pytest.param("Jerry Stiller", "Ben Stiller", OTHER, id="father and son"),
        pytest.param("Theo Marchek", "", OTHER, id="nobody is somebody"),
    ],
)
def test_persons(known: str, said: str, relation: Relation) -> None:
    assert relate(P.CAST, known, said) is relation
    assert relate(P.CAST, said, known) is relation


@pytest.mark.parametrize(
    ("known", "said", "relation"),
    [
        pytest.param("Hollowbridge Pictures", "Hollowbridge", SAME, id="the core word is enough"),
        pytest.param("Walt Disney Pictures", "Disney", SAME, id="names of one company"),
        pytest.param("BBC Film", "BBC", SAME, id="an arm spelled like its owner but for a generic word"),
        pytest.param("The Walt Disney Company", "Walt Disney Studios", SAME, id="articles and forms of company"),
        pytest.param("Warner Bros.", "Warner Brothers", SAME, id="a shortened word"),
        pytest.param("20th Century Fox", "20th Century Studios", SAME, id="renamed"),
        pytest.param("Apple TV+", "Apple Original Films", SAME, id="a service and its label"),
        pytest.param("HBO Max", "Max", SAME, id="renamed and renamed back"),
        pytest.param("Prime Video", "Amazon", SAME, id="the service by its owner's name"),
        pytest.param("The Film Company", "Film Company", SAME, id="nothing but such words"),
        pytest.param("20th Century Studios", "Disney", VAGUER, id="the owner says less"),
        pytest.param("United Artists", "Amazon", VAGUER, id="the owner's owner"),
        pytest.param("Disney", "Pixar", PRECISER, id="the studio says more than its owner"),
        pytest.param("Disney", "Disney+", PRECISER, id="a service is not its owner"),
        pytest.param("Paramount Pictures", "Paramount+", PRECISER, id="the plus counts"),
        pytest.param("Pixar", "Lucasfilm", OTHER, id="two of one owner"),
        pytest.param("Netflix", "Hulu", OTHER, id="two services"),
        pytest.param("Northgate", "Northgate Harbour", OTHER, id="a name with more words"),
    ],
)
def test_companies(known: str, said: str, relation: Relation) -> None:
    assert relate(P.STUDIO, known, said) is relation


@pytest.mark.parametrize(
    ("known", "said", "relation"),
    [
        pytest.param("2026-09-18", "2026-09-18", SAME, id="the day"),
        pytest.param("2026-09-18", "2026-09", VAGUER, id="its month"),
        pytest.param("2026-09-18", "2026-23", VAGUER, id="its season"),
        pytest.param("2026-09-18", "2026", VAGUER, id="its year"),
        pytest.param("2026", "2026-22", PRECISER, id="a season of the year"),
        pytest.param("2026-22", "2026-07-31", PRECISER, id="a day of the season"),
        pytest.param("2026-09-18", "2026-09-25", OTHER, id="a week later"),
        pytest.param("2026-22", "2026-23", OTHER, id="the next season"),
        pytest.param("2026-09-18", "2027", OTHER, id="another year"),
        pytest.param("2026", "soon", OTHER, id="what is no date is another word"),
        pytest.param("TBD", "tbd", SAME, id="words that are no dates are still words"),
    ],
)
def test_dates(known: str, said: str, relation: Relation) -> None:
    assert relate(P.RELEASE_DATE, known, said) is relation


@pytest.mark.parametrize(
    ("known", "said", "relation"),
    [
        pytest.param("Astoria", "Astoria, Oregon", SAME, id="the state is added"),
        pytest.param("Astoria, Oregon", "Oregon", VAGUER, id="the state alone"),
        pytest.param("Oregon", "Astoria, Oregon", PRECISER, id="a town of the state"),
        pytest.param("Paris, Texas", "Paris, France", OTHER, id="one name, two towns"),
        pytest.param("Los Angeles", "L.A.", SAME, id="a short form"),
        pytest.param("New York", "New York City", SAME, id="two names"),
        pytest.param("Prague", "Lisbon", OTHER, id="two cities"),
        pytest.param("Rome", "Italy", VAGUER, id="a country whose capital is known"),
        pytest.param("Czechia", "Prague", PRECISER, id="a capital, of a country with two names"),
        pytest.param("Rome", "Spain", OTHER, id="another country"),
        pytest.param("Astoria, Oregon", "Portland, Oregon", OTHER, id="two towns of a state"),
        pytest.param("Prague", ", ", OTHER, id="nowhere"),
    ],
)
def test_places(known: str, said: str, relation: Relation) -> None:
    assert relate(P.FILMING_LOCATION, known, said) is relation


@pytest.mark.parametrize(
    ("prop", "known", "said", "relation"),
    [
        pytest.param(P.RUNTIME, "111", "111 minutes", SAME, id="minutes spelled out"),
        pytest.param(P.RUNTIME, "111", "1h 51m", SAME, id="hours and minutes"),
        pytest.param(P.RUNTIME, "120", "2 hours", SAME, id="hours alone"),
        pytest.param(P.RUNTIME, "114", "118", OTHER, id="four minutes more"),
        pytest.param(P.RUNTIME, "long", "LONG", SAME, id="no number at all"),
        pytest.param(P.RATING, "PG-13", "PG13", SAME, id="a rating without its hyphen"),
        pytest.param(P.RATING, "PG-13", "PG", OTHER, id="a rating is no part of another"),
        pytest.param(P.TITLE, "Romy & Michele Forever", "Romy and Michele Forever", SAME, id="an ampersand"),
        pytest.param(P.TITLE, "Lantern Street II", "Lantern Street 2", SAME, id="a Roman numeral"),
        pytest.param(P.TITLE, "The Low Road", "Low Road", SAME, id="an article"),
        pytest.param(P.TITLE, "Lantern Street: Last Light", "Last Light", VAGUER, id="the subtitle alone"),
        pytest.param(P.TITLE, "Last Light", "Lantern Street: Last Light", PRECISER, id="the full title"),
        pytest.param(P.TITLE, "Last Light", "First Light", OTHER, id="another title"),
        pytest.param(P.TITLE, "The", "The", SAME, id="a title of nothing but an article"),
        pytest.param(P.STATUS, "on hold", "on hold", SAME, id="a stage"),
        pytest.param(P.STATUS, "on hold", "canceled", OTHER, id="two stages"),
        pytest.param(P.TRAILER, "teaser", "trailer", OTHER, id="two kinds of trailer"),
    ],
)
def test_everything_else(prop: Property, known: str, said: str, relation: Relation) -> None:
    assert relate(prop, known, said) is relation


def test_a_title_is_what_it_adds_to_the_names_of_the_series() -> None:
    names = ("Cinder Road 4", "fourth Cinder Road film", "Cinder Road")
    assert own_words("Cinder Road: The Cold Orbit", names) == ("cold", "orbit")
    assert own_words("Cinder Road IV", names) == ()


_MIRROR = {SAME: SAME, VAGUER: PRECISER, PRECISER: VAGUER, OTHER: OTHER}
_VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["2026", "2026-22", "2026-07-31", "2026-12", "2026-24", "Disney", "Pixar", "Astoria, Oregon"]),
)


@given(prop=st.sampled_from(Property), one=_VALUES, other=_VALUES)
def test_what_is_vaguer_one_way_is_more_precise_the_other_way(prop: Property, one: str, other: str) -> None:
    assert relate(prop, one, other) is _MIRROR[relate(prop, other, one)]
    assert relate(prop, one, one) is SAME
