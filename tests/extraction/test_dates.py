"""Dates that name their place in the calendar are found with the precision that they are said with."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.dates import Bound, DateFound, Direction, find_dates
from bot.extraction.text import fold
from bot.model.edtf import EdtfDate, Precision, of_day

TODAY = date(2026, 1, 15)  # a Thursday
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "fall", 24: "winter"}


def found(text: str, published: date = TODAY, *, cased: bool = True) -> tuple[DateFound, ...]:
    return find_dates(fold(text), published, text=text if cased else None)


def dates(text: str, published: date = TODAY) -> list[str]:
    return [str(one.date) for one in found(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It opens September 18, 2026, in theaters.", ["2026-09-18"], id="American, with a year"),
        pytest.param("It opens Sept. 18, 2026.", ["2026-09-18"], id="a month cut short, with its dot"),
        pytest.param("It opens Feb 12 2016.", ["2016-02-12"], id="without a comma"),
        pytest.param("It opens on 18 September 2026.", ["2026-09-18"], id="British"),
        pytest.param("It opens on the 18th of September, 2026.", ["2026-09-18"], id="ordinal first"),
        pytest.param("It opens September the 18th.", ["2026-09-18"], id="ordinal behind"),
        pytest.param("The first of May it is.", ["2026-05-01"], id="an ordinal in words"),
        pytest.param("On Friday, Sept. 18, the film opens.", ["2026-09-18"], id="with its weekday"),
        pytest.param("On Friday the 18th of September it opens.", ["2026-09-18"], id="with weekday and ordinal"),
        pytest.param("Dated 9/18/2026.", ["2026-09-18"], id="American numbers"),
        pytest.param("Dated 18/09/2026.", ["2026-09-18"], id="British numbers, which no month could be"),
        pytest.param("Dated 18.09.2026.", ["2026-09-18"], id="numbers with dots have the day first"),
        pytest.param("Dated 10.11.26", ["2026-11-10"], id="a year of two digits"),
        pytest.param("Dated 2026-09-18.", ["2026-09-18"], id="ISO 8601"),
        pytest.param("Out February 12 next year.", ["2027-02-12"], id="a day of next year"),
        pytest.param("Out on 1 May of next year.", ["2027-05-01"], id="a British day of next year"),
        pytest.param("In April of this year.", ["2026-04"], id="a month of this year"),
        pytest.param("Released in January 2016.", ["2016-01"], id="a month"),
        pytest.param("Shooting starts in late May 2026.", ["2026-05"], id="a part of a month is that month"),
        pytest.param("A mid-September start.", ["2026-09"], id="mid with a hyphen"),
        pytest.param("Out in summer 2026.", ["2026-22"], id="a season"),
        pytest.param("Filmed over the summer of 1995.", ["1995-22"], id="a season of a year"),
        pytest.param("Fall 2026 cannot come soon enough.", ["2026-23"], id="fall is American"),
        pytest.param("Autumn 2026 in cinemas.", ["2026-23"], id="autumn is British"),
        pytest.param("Out in the fall of next year.", ["2027-23"], id="a season of next year"),
        pytest.param("Summer '26 is booked.", ["2026-22"], id="a year with an apostrophe"),
        pytest.param("Winter '89 was cold.", ["1989-24"], id="a year of the last century with an apostrophe"),
        pytest.param("A spring/summer 2026 release.", ["2026"], id="two seasons are as vague as their year"),
        pytest.param("Due May/June 2026.", ["2026-22"], id="two months are their season"),
        pytest.param("Due December/January 2026.", ["2026"], id="two months of no season are their year"),
        pytest.param("In June 99 extras came.", ["2026-06"], id="a number that is no day"),
        pytest.param("In late 2026 or early 2027.", ["2026", "2027"], id="a part of a year is that year"),
        pytest.param("It is a mid-2026 film.", ["2026"], id="mid with a hyphen before a year"),
        pytest.param("Due in Q4 2026.", ["2026"], id="a quarter"),
        pytest.param("By the end of 2026.", ["2026"], id="the end of a year"),
        pytest.param("In the second half of 2026.", ["2026"], id="half a year"),
        pytest.param("In theaters in 2027.", ["2027"], id="a year"),
        pytest.param("SEPTEMBER 18 IN CINEMAS", ["2026-09-18"], id="capitals throughout"),
        pytest.param("out sept 18, says the blog", ["2026-09-18"], id="small letters throughout"),
    ],
)
def test_a_date_is_found_as_it_is_said(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("In theaters Christmas 2026.", ["2026-12-25"], id="Christmas of a year"),
        pytest.param("It opens on Christmas Day.", ["2026-12-25"], id="Christmas Day"),
        pytest.param("It opens on Christmas.", ["2026-12-25"], id="on Christmas"),
        pytest.param("In theaters this Christmas.", ["2026-12"], id="this Christmas is the days around it"),
        pytest.param("A Halloween 2026 opening.", ["2026-10-31"], id="Halloween"),
        pytest.param("On Valentine's Day 2026.", ["2026-02-14"], id="Valentine's Day"),
        pytest.param("Valentine’s weekend 2026.", ["2026-02"], id="a holiday's weekend is not the day"),
        pytest.param("On the Fourth of July.", ["2026-07-04"], id="the Fourth of July"),
        pytest.param("July 4th weekend 2027 is taken.", ["2027-07"], id="the weekend of a day"),
        pytest.param("In theaters for Thanksgiving.", ["2026-11"], id="for Thanksgiving is the days around it"),
        pytest.param("It opens on Thanksgiving 2026.", ["2026-11-26"], id="the fourth Thursday of November"),
        pytest.param("Due the day before Thanksgiving.", ["2026-11-25"], id="the day before a holiday"),
        pytest.param("Over Memorial Day weekend 2026.", ["2026-05"], id="Memorial Day weekend"),
        pytest.param("It opens on Memorial Day 2026.", ["2026-05-25"], id="the last Monday of May"),
        pytest.param("On Labor Day 2026.", ["2026-09-07"], id="the first Monday of September"),
        pytest.param("Labor Day weekend 2025.", ["2025-22"], id="a weekend in two months is its season"),
        pytest.param("On Easter Sunday 2026.", ["2026-04-05"], id="Easter is worked out"),
        pytest.param("On Good Friday 2027.", ["2027-03-26"], id="from Easter the days around it"),
        pytest.param("On Ascension Day 2028.", ["2028-05-25"], id="and those after it"),
        pytest.param("A holiday 2026 release.", ["2026"], id="the holidays are no day"),
        pytest.param("They met every Christmas.", [], id="every Christmas is none"),
        pytest.param("Happy Mother's Day from the cast!", [], id="a greeting"),
        pytest.param("The making of Independence Day 2 begins.", [], id="a film with a holiday's name"),
    ],
)
def test_holidays_are_the_day_or_the_days_around_it(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("From June 24 to August 9 they film.", ["2026-06-24", "2026-08-09"], id="from ... to"),
        pytest.param("Between May 3 and June 9, 2027.", ["2027-05-03", "2027-06-09"], id="the year is said once"),
        pytest.param("It shoots June 24-28, 2026.", ["2026-06-24", "2026-06-28"], id="two days of a month"),
        pytest.param("It shoots 24-28 June.", ["2026-06-24", "2026-06-28"], id="British days of a month"),
        pytest.param("From June 28-24 it is nothing.", ["2026-06-28"], id="a range does not go back"),
        pytest.param("Moved from October 17 to February 13, 2027.", ["2026-10-17", "2027-02-13"], id="over New Year"),
        pytest.param("Moved from Nov. 14, 2026 to Feb. 13.", ["2026-11-14", "2027-02-13"], id="the year said first"),
        pytest.param("From October 10, 2026 to October 3.", ["2026-10-10", "2026-10-03"], id="a date brought forward"),
        pytest.param(
            "On May 1, June 5 and July 3, 2027.", ["2027-05-01", "2027-06-05", "2027-07-03"], id="three days, one year"
        ),
        pytest.param("On May 1. The 2027 remake is another story.", ["2026-05-01", "2027"], id="no year of a work"),
    ],
)
def test_two_dates_may_share_a_year(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The film may surprise you, and they march on.", id="verbs"),
        pytest.param("May the best team win.", id="a wish"),
        pytest.param("Elaine May, June Squibb and April Smith return.", id="first names and surnames"),
        pytest.param("A song for June Whitfield.", id="a first name behind a preposition"),
        pytest.param("Ideas spring from her; prices fall and rise.", id="seasons that are verbs"),
        pytest.param("In The Fall they met a stuntman.", id="a season in a title"),
        pytest.param("It took 20 years, a 13-year-old and a two-day shoot.", id="ages and spans"),
        pytest.param("A comedy of the 1990s, the '90s and 2009's best.", id="decades and a year's own"),
        pytest.param("It made $29 million at 7pm, 3-2, in 2,000 rooms, 2026%.", id="prices, times, scores"),
        pytest.param("It costs $2026 and comes with 9/11 and 24/7 jokes.", id="prices and fractions"),
        pytest.param("The 2025-26 season of the league.", id="a season of sport"),
        pytest.param("Friday the 13th is on television.", id="an idiom"),
        pytest.param("Taco Tuesday returns.", id="a weekday in a name"),
        pytest.param("They play Friday Night Lights.", id="a weekday that begins a name"),
        pytest.param("The mall is open every Friday.", id="every Friday"),
        pytest.param("On February 31 they married.", id="a day that February never has"),
        pytest.param("It came on February 29 this year.", id="a day that this February lacks"),
        pytest.param("From February 31, 2026 to February 30.", id="two of them"),
        pytest.param("The party is on the 45th.", id="no day of any month"),
        pytest.param("31/31/2026 and 2026-13-40.", id="no days of any calendar"),
        pytest.param("Version 1.2.99 of the app is 1.75 times better.", id="version numbers"),
        pytest.param("This year's festival and this summer's hit.", id="possessives"),
        pytest.param("A wholly dateless sentence.", id="nothing like a date"),
        pytest.param("", id="no text"),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Out on Thursday 20th Century Studios said.", ["2026-01-15"], id="a studio behind a weekday"),
        pytest.param("Due in March 30 people say.", ["2026-03"], id="people behind a month"),
        pytest.param("Set for a June release.", ["2026-06"], id="a month before what happens in it"),
        pytest.param("Studio Eyes Summer Shoot", ["2026-22"], id="a season before what happens in it"),
        pytest.param("Lisbon, August! They say June is safe.", ["2026-08", "2026-06"], id="months by themselves"),
        pytest.param("It may open in May.", ["2026-05"], id="the verb and the month"),
        pytest.param("The stuntman falls in the fall.", ["2026-23"], id="the verb and the season"),
        pytest.param("Marzipan Heist 2 July 25", ["2026-07-25"], id="a title's number is no day"),
    ],
)
def test_a_date_stands_beside_what_looks_like_one(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "ahead", "behind"),
    [
        pytest.param("Out May 1.", TODAY, "2026-05-01", "2025-05-01", id="a day"),
        pytest.param("Out January 15.", TODAY, "2026-01-15", "2026-01-15", id="today"),
        pytest.param("Out January 10.", TODAY, "2026-01-10", "2026-01-10", id="some days ago is not next year"),
        pytest.param("Out December 10.", TODAY, "2026-12-10", "2025-12-10", id="weeks ago is next year"),
        pytest.param("Since January 16.", TODAY, "2026-01-16", "2026-01-16", id="tomorrow is today further east"),
        pytest.param("In June.", TODAY, "2026-06", "2025-06", id="a month"),
        pytest.param("In the fall.", TODAY, "2026-23", "2025-23", id="a season"),
        pytest.param("On February 29.", TODAY, "2028-02-29", "2024-02-29", id="a leap day"),
        pytest.param("On Friday, Sept. 17.", TODAY, "2027-09-17", "2027-09-17", id="the weekday tells the year"),
        pytest.param("On Monday, Sept. 15.", TODAY, "2025-09-15", "2025-09-15", id="also one behind"),
        pytest.param("On Sunday, Sept. 16.", TODAY, "2026-09-16", "2025-09-16", id="a slip's weekday tells nothing"),
        pytest.param("Out May 1.", date(1, 1, 1), "0001-05-01", "0001-05-01", id="the calendar's first day"),
        pytest.param("Out May 1.", date(9999, 12, 31), "9999-05-01", "9999-05-01", id="the calendar's last day"),
    ],
)
def test_a_date_without_a_year_lies_ahead_or_behind(text: str, published: date, ahead: str, behind: str) -> None:
    (one,) = found(text, published)
    assert str(one.toward(Direction.AHEAD)) == ahead
    assert str(one.toward(Direction.BEHIND)) == behind
    assert not one.explicit_year


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        pytest.param("a follow-up to the 1997 comedy", True, id="the year of a work"),
        pytest.param("Night Ferry 3 (2027)", True, id="a year in brackets"),
        pytest.param("due in 2027", False, id="in a year"),
        pytest.param("early 2027", False, id="a part of a year"),
        pytest.param("until 2027", False, id="until a year"),
    ],
)
def test_a_year_without_a_word_of_time_is_marked(text: str, *, bare: bool) -> None:
    (one,) = found(text)
    assert one.bare_year is bare
    assert one.explicit_year


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        pytest.param("It opens on May 1, 2026.", None, id="the day itself"),
        pytest.param("Not before 2027.", Bound.AFTER, id="not before"),
        pytest.param("No earlier than the summer of 2027.", Bound.AFTER, id="no earlier than, with an article"),
        pytest.param("After Labor Day 2026.", Bound.AFTER, id="after"),
        pytest.param("By the end of 2026.", Bound.BY, id="by"),
        pytest.param("Before Christmas 2026.", Bound.BEFORE, id="before"),
        pytest.param("In time for summer 2026.", Bound.BEFORE, id="in time for"),
    ],
)
def test_a_limit_is_no_day(text: str, bound: Bound | None) -> None:
    (one,) = found(text)
    assert one.bound is bound


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param("Out in the UK on 5 June, and in the US on June 12.", ["GB", None], id="one, then the widest"),
        pytest.param("It opens 10 July in America, 24 July in Ireland.", [None, "IE"], id="the widest, then one"),
        pytest.param("In Australia, the film comes out on May 7.", ["AU"], id="the country opens the sentence"),
        pytest.param("In Italian cinemas on April 29.", ["IT"], id="an adjective of its cinemas"),
        pytest.param("The British actor joined on June 5.", [None], id="an adjective of a person"),
        pytest.param("Filmed in Ireland, it opens on June 5.", [None], id="where it was filmed, another clause"),
        pytest.param("From 10 October in Britain, worldwide from 17 October.", ["GB", None], id="worldwide"),
        pytest.param("Released 3 April (UK).", ["GB"], id="in brackets"),
        pytest.param("Released 3 April.", [None], id="nowhere in particular"),
    ],
)
def test_a_date_may_hold_for_one_country(text: str, countries: list[str | None]) -> None:
    assert [one.country for one in found(text)] == countries


def test_positions_point_into_the_text() -> None:
    text = "In theaters Sept. 18, 2026, or next June."
    assert [text[one.start : one.end] for one in found(text)] == ["Sept. 18, 2026", "next June"]


def test_without_the_original_case_the_words_around_decide() -> None:
    assert [str(one.date) for one in found("It opens in May, May 1 to be exact.", cased=False)] == [
        "2026-05",
        "2026-05-01",
    ]
    assert found("This may end well.", cased=False) == ()


def english(value: EdtfDate) -> list[str]:
    """A date in the forms that news uses."""
    if value.precision is Precision.YEAR:
        return [f"in {value}", f"sometime in {value}", f"by late {value}"]
    if value.precision is Precision.SEASON:
        season = SEASONS[value.month or 0]
        return [
            f"in {season} {value.year}",
            f"in the {season} of {value.year}",
            f"this is {season.title()} {value.year}",
        ]
    month = MONTHS[(value.month or 1) - 1]
    if value.precision is Precision.MONTH:
        return [f"in {month} {value.year}", f"in {month}, {value.year}", f"{month} of {value.year}"]
    weekday = value.first_day.strftime("%A")
    number = value.first_day.day
    day = f"{number}{'th' if 11 <= number <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return [
        f"on {month} {value.day}, {value.year}",
        f"on {value.day} {month} {value.year}",
        f"on {weekday}, {month} {value.day}, {value.year}",
        f"on the {day} of {month} {value.year}",
        f"on {month} {day}, {value.year}",
        f"on {value.first_day:%m/%d/%Y}",
        f"on {value.first_day:%d.%m.%Y}",
        str(value),
    ]


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(of_day)
MONTHS_AND_SEASONS = st.builds(EdtfDate, st.integers(1900, 2099), st.integers(1, 12) | st.integers(21, 24))
YEARS = st.builds(EdtfDate, st.integers(1900, 2099))


@given(DAYS | MONTHS_AND_SEASONS | YEARS, st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_every_date_is_read_back_from_its_english_forms(value: EdtfDate, published: date) -> None:
    for form in english(value):
        for text in (f"It opens {form}.", f"{form}: the sequel is here", f"“Night Ferry” ({form})"):
            (one,) = found(text, published)
            assert (one.date, one.behind, one.explicit_year) == (value, value, True), text


@given(st.text(max_size=80), st.dates())
def test_any_text_on_any_day_is_read_without_a_fault(text: str, published: date) -> None:
    found(text, published)


PHRASES = """
    may 1 18th 31st 99th september 2026 fall the of next last week two years later a before christmas weekend on friday
    , - / '26 to from in late 31 february this same following thanksgiving . today us uk 9/18/2026 back ( ) sept. first
"""


@given(st.lists(st.sampled_from(PHRASES.split()), max_size=16), st.dates())
def test_dates_are_apart_and_in_order(words: list[str], published: date) -> None:
    places = [(one.start, one.end) for one in find_dates(" ".join(words), published, of_day(published))]
    assert all(start < end for start, end in places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("may 1 two weeks later ", id="dates to count from"),
        pytest.param("june 5-6, 2026 and ", id="dates in a row"),
        pytest.param("early late mid of the ", id="words that begin a date"),
        pytest.param("1/1/1/", id="numbers"),
    ],
)
@pytest.mark.timeout(20)
def test_a_flood_of_dates_takes_linear_time(piece: str) -> None:
    assert len(find_dates(piece * 4000, TODAY)) == 4000 * len(find_dates(piece, TODAY))
