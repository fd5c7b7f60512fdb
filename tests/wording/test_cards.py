from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bot.model.alerts import Aftermath, Alert, AlertKind
from bot.model.developments import Development, NoDevelopment, Reason
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.wording import Speech, Standing, card_for, card_of, digest_of, outcome_words, property_name, returning_cast

Make = Callable[..., Development]
MakeAlert = Callable[..., Alert]
P, C, K = Property, Change, Certainty


def test_one_development_is_its_own_headline(development: Make, alert: MakeAlert) -> None:
    card = card_of(alert(development()), "Lantern Street 2")
    assert card.title == "Lantern Street 2"
    assert card.headline == card.lines[0].text == "Release date set: 18 September 2026"
    assert (card.standing, card.source.outlet, card.source.host) == (
        Standing.CONFIRMED,
        "The Curtain Ledger",
        "marquee.example",
    )


def test_the_weightiest_line_comes_first_and_gives_the_card_its_standing(development: Make, alert: MakeAlert) -> None:
    runtime = development(P.RUNTIME, "102")
    rumour = development(P.RELEASE_DATE, "2027", certainty=K.RUMORED)
    card = card_of(alert(runtime, rumour), "Lantern Street 2")
    assert [line.property for line in card.lines] == [P.RELEASE_DATE, P.RUNTIME]
    assert card.standing is Standing.RUMOUR


def test_a_catch_up_keeps_the_order_of_time_and_names_every_outlet(development: Make, alert: MakeAlert) -> None:
    late = development(published=datetime(2026, 3, 1, tzinfo=UTC), outlet="Late Wire")
    early = development(P.STATUS, "filming", published=datetime(2026, 2, 1, tzinfo=UTC), outlet="Early Post")
    card = card_of(alert(late, early, kind=AlertKind.CATCH_UP), "Lantern Street 2")
    assert [line.source.outlet for line in card.lines] == ["Early Post", "Late Wire"]
    assert card.source.outlet == "Late Wire"


def test_hostile_text_reaches_no_line_of_a_card(development: Make, alert: MakeAlert) -> None:
    evil = development(
        P.CAST, "Eve\x1b[2J\nil", role="\u202eton", outlet="Ev\til", url="javascript:x", evidence="a\r\nb\x9b31m"
    )
    card = card_of(alert(evil), "Lantern\u202e Street")
    (line,) = card.lines
    assert (card.title, line.text) == ("Lantern Street", "Cast: Eve il as ton")
    assert (line.source.outlet, line.source.url, line.evidence) == ("Ev il", "", "a b")


def test_the_cast_of_the_earlier_work_returns(development: Make, alert: MakeAlert) -> None:
    title = TrackedTitle(
        id="lantern-street-2",
        title="Lantern Street 2",
        type=TitleType.FILM,
        known_as_of=date(2026, 1, 1),
        follows=Work("Lantern Street", 1997),
        original={P.CAST: (KnownValue("Ada Quill"),), P.DIRECTOR: (KnownValue("Tim Federle"),)},
    )
    card = card_of(alert(development(P.CAST, "ADA QUILL")), title.title, returning_cast(title))
    assert card.headline == "Cast: ADA QUILL returns"
    assert returning_cast(title) == {"ada quill"}


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        pytest.param(
            [(P.CAST, "A", {}), (P.CAST, "B", {}), (P.CAST, "C", {}), (P.RELEASE_DATE, "2027", {})],
            "Release date set and 3 cast members",
            id="a date and a cast",
        ),
        pytest.param(
            [(P.RELEASE_DATE, "2027", {"change": C.CHANGED, "previous": "2026"}), (P.DIRECTOR, "A", {})],
            "Release date moved and director",
            id="a moved date",
        ),
        pytest.param(
            [(P.STATUS, "filming", {"change": C.CHANGED}), (P.DIRECTOR, "A", {"change": C.CONFIRMED})],
            "Now filming and director confirmed",
            id="a stage and a confirmation",
        ),
        pytest.param(
            [(P.DIRECTOR, "A", {"certainty": K.RUMORED}), (P.CAST, "B", {"change": C.DENIED})],
            "A rumour about the director and a denial about the casting",
            id="hearsay never sounds like news",
        ),
        pytest.param(
            [(P.CAST, "A", {"certainty": K.IN_TALKS}), (P.CAST, "B", {"certainty": K.IN_TALKS}), (P.RUNTIME, "99", {})],
            "2 cast members in talks and running time",
            id="two in talks",
        ),
        pytest.param(
            [(P.CAST, "A", {"certainty": K.RUMORED}), (P.CAST, "B", {})],
            "2 cast members",
            id="sure and unsure together state nothing",
        ),
        pytest.param(
            [(P.CAST, "A", {"certainty": K.RUMORED}), (P.CAST, "B", {"certainty": K.RUMORED})],
            "Rumours about 2 cast members",
            id="two rumours",
        ),
        pytest.param(
            [(P.CAST, "A", {}), (P.CAST, "B", {"change": C.REMOVED})],
            "2 cast members",
            id="one comes and one goes",
        ),
        pytest.param(
            [(P.DIRECTOR, "A", {"change": C.REMOVED}), (P.RELEASE_DATE, "2027", {"change": C.REMOVED})],
            "Release date dropped and director leaving",
            id="all of it falls apart",
        ),
        pytest.param(
            [(P.CAST, "A", {"change": C.REMOVED}), (P.RUNTIME, "99", {"certainty": K.REPORTED})],
            "A departure from the cast and running time (reported)",
            id="somebody leaves",
        ),
        pytest.param(
            [(P.CAST, "A", {"change": C.REMOVED}), (P.CAST, "B", {"change": C.REMOVED}), (P.RATING, "R", {})],
            "2 departures from the cast and rating",
            id="two leave",
        ),
        pytest.param(
            [(P.TITLE, "A", {"change": C.CHANGED}), (P.RELEASE_DATE, "2027", {"certainty": K.REPORTED})],
            "Release date (reported) and new title",
            id="a new title",
        ),
        pytest.param(
            [(p, "2027", {}) for p in (P.RATING, P.RUNTIME, P.STUDIO, P.WRITER, P.TITLE)],
            "Title, studio, writer and 2 more topics",
            id="from the fourth topic on they are counted",
        ),
        pytest.param(
            [(p, "2027", {}) for p in (P.RUNTIME, P.STUDIO, P.WRITER, P.TITLE)],
            "Title, studio, writer and running time",
            id="a single fourth topic is named",
        ),
    ],
)
def test_a_headline_names_the_topics(
    development: Make, alert: MakeAlert, said: list[tuple[Property, str, dict[str, object]]], headline: str
) -> None:
    developments = [development(prop, value, **rest) for prop, value, rest in said]
    assert card_of(alert(*developments), "Lantern Street 2").headline == headline


@pytest.mark.parametrize("prop", Property)
@pytest.mark.parametrize("certainty", Certainty)
@pytest.mark.parametrize("change", Change)
def test_every_property_has_a_name_and_a_card(
    development: Make, alert: MakeAlert, prop: Property, certainty: Certainty, change: Change
) -> None:
    two = [development(prop, value, change=change, certainty=certainty) for value in ("A", "B")]
    card = card_of(alert(*two), "Lantern Street 2")
    assert property_name(prop)[0].isupper()
    assert card.headline
    assert len(card.lines) == 2


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param(NoDevelopment(Reason.NEGATED), Reason.NEGATED.words, id="a bare reason"),
        pytest.param(
            NoDevelopment(Reason.VAGUER, against="2026-09-18"),
            f"{Reason.VAGUER.words} On record: 18 September 2026.",
            id="a reason with what stands against it",
        ),
    ],
)
def test_what_became_of_a_claim_is_said_in_words(decision: NoDevelopment, expected: str) -> None:
    assert outcome_words(decision, P.RELEASE_DATE) == expected


def test_news_says_how_sure_it_is(development: Make) -> None:
    assert outcome_words(development(certainty=K.IN_TALKS), P.RELEASE_DATE) == "News: in talks."


LATER = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "mark", "overturns"),
    [
        pytest.param(
            {"change": C.DENIED, "outlet": "Velvet Rope"}, "Since denied by Velvet Rope", True, id="it was denied"
        ),
        pytest.param(
            {"change": C.REMOVED, "outlet": "Velvet Rope"}, "Since dropped, says Velvet Rope", True, id="it was dropped"
        ),
        pytest.param(
            {"change": C.CHANGED, "value": "2027-02-12", "previous": "2026-09-18"},
            "Since then: 12 February 2027, says The Curtain Ledger",
            True,
            id="it has moved",
        ),
        pytest.param(
            {"change": C.CONFIRMED, "outlet": "Larkspur"}, "Since confirmed by Larkspur", False, id="it was confirmed"
        ),
    ],
)
def test_a_line_says_what_has_become_of_it(
    development: Make, alert: MakeAlert, later: dict[str, object], mark: str, overturns: bool
) -> None:
    correction = development(**{"id": "d-9", "published": LATER, **later})
    card = card_of(alert(development()), "X", aftermath=Aftermath(corrections=(correction,)))
    assert [(one.text, one.overturns) for one in card.lines[0].marks] == [(mark, overturns)]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"prop": P.DIRECTOR, "value": "Ada Quill", "change": C.DENIED}, id="it is about something else"),
        pytest.param({"change": C.CHANGED, "value": "2028", "certainty": K.RUMORED}, id="a rumour overturns no fact"),
        pytest.param({"change": C.DENIED, "value": "2027"}, id="another value was denied"),
        pytest.param({"value": "2027-02-12"}, id="another value stands beside it"),
        pytest.param({"id": "d-1", "change": C.DENIED}, id="it is the development itself"),
        pytest.param({"change": C.DENIED, "title_id": "another"}, id="it is about another title"),
    ],
)
def test_what_does_not_bear_on_a_line_leaves_no_mark(
    development: Make, alert: MakeAlert, later: dict[str, object]
) -> None:
    correction = development(**{"id": "d-9", "published": LATER, **later})
    card = card_of(alert(development()), "X", aftermath=Aftermath(corrections=(correction,)))
    assert card.lines[0].marks == ()


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", ("corrected by the moderators", "set by Mara by Night", "moderators")),
        ("de", ("von der Moderation berichtigt", "gesetzt von Mara by Night", "Moderation")),
    ],
)
def test_what_was_set_by_hand_is_marked_so(
    development: Make, alert: MakeAlert, locale: str, told: tuple[str, str, str]
) -> None:
    made = development(entry_id="by-hand:1", outlet="moderators", evidence="set by Mara by Night")
    line = card_of(alert(made), "X", speech=Speech(locale)).lines[0]
    assert (line.history[0], line.evidence, line.source.outlet) == told


def test_words_of_a_feed_are_never_taken_for_a_moderators(development: Make, alert: MakeAlert) -> None:
    made = development(evidence="set by Mara", outlet="moderators")
    line = card_of(alert(made), "X", speech=Speech("de")).lines[0]
    assert (line.evidence, line.source.outlet) == ("set by Mara", "moderators")


def test_a_line_that_was_taken_back_says_who_did(development: Make, alert: MakeAlert) -> None:
    wrong = development(retracted_at=LATER, retracted_by="Mara\u202e")
    (mark,) = card_of(alert(wrong), "X").lines[0].marks
    assert (mark.text, mark.overturns) == ("Since taken back as wrong by Mara", True)


def test_one_of_the_cast_leaves_and_the_others_stay(development: Make, alert: MakeAlert) -> None:
    cast = [development(P.CAST, name, id=name) for name in ("Ada", "Bo")]
    left = development(P.CAST, "Bo", id="d-9", change=C.REMOVED)
    card = card_of(alert(*cast), "X", aftermath=Aftermath(corrections=(left,)))
    assert [len(line.marks) for line in card.lines] == [0, 1]


def test_who_else_reports_it_is_named_once_and_never_the_first(development: Make, alert: MakeAlert) -> None:
    aftermath = Aftermath(also=("Late\nWire", "The Curtain Ledger", "Late Wire", ""))
    assert card_of(alert(development()), "X", aftermath=aftermath).also == ("Late Wire",)


@pytest.mark.parametrize(
    ("rest", "history"),
    [
        pytest.param({"certainty": K.REPORTED}, ("first report",), id="nothing was known before"),
        pytest.param({}, (), id="what is official is no report"),
        pytest.param(
            {"change": C.CHANGED, "previous": "2026-04-24", "moves": 3},
            ("moved for the third time",),
            id="it has moved before",
        ),
        pytest.param({"change": C.CONFIRMED, "was": K.REPORTED}, ("was reported",), id="it is surer now"),
    ],
)
def test_a_line_tells_how_it_changes_the_picture(
    development: Make, alert: MakeAlert, rest: dict[str, object], history: tuple[str, ...]
) -> None:
    (line,) = card_of(alert(development(**rest)), "X").lines
    assert line.history == history
    assert not any(note in line.said for note in history)


def test_a_digest_puts_the_lines_of_a_title_together(development: Make, alert: MakeAlert) -> None:
    ids = ["b", "a", "b"]
    props = [P.RUNTIME, P.RELEASE_DATE, P.RELEASE_DATE]
    told = alert(
        *(
            development(prop, "2027", title_id=id_, id=str(n))
            for n, (id_, prop) in enumerate(zip(ids, props, strict=True))
        ),
        kind=AlertKind.DIGEST,
    )
    card = digest_of(told, {"a": "Ant 2", "b": "Bee 2"}.__getitem__)
    assert [(line.title, line.property) for line in card.lines] == [
        ("Ant 2", P.RELEASE_DATE),
        ("Bee 2", P.RELEASE_DATE),
        ("Bee 2", P.RUNTIME),
    ]
    assert (card.title, card.headline) == ("News of the day", "3 developments about 2 titles")
    assert card_for(told, {"a": "Ant 2", "b": "Bee 2"}.__getitem__, lambda _: ()) == card


def test_an_alert_about_one_title_is_told_with_its_name_of_today(development: Make, alert: MakeAlert) -> None:
    card = card_for(alert(development(P.CAST, "Ada")), lambda id_: id_.upper(), lambda _: {"ada"})
    assert (card.title, card.headline) == ("LANTERN-STREET-2", "Cast: Ada returns")
