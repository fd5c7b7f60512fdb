from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.alerts import DeliveryState, Subscription
from bot.model.errors import FaultsError, FollowingError, SeedError, UnknownTitleError
from bot.model.properties import Property
from bot.model.titles import TitleType, Work
from tests.following.conftest import FERRY, NOW, SETTINGS, Place

DATED = ("‘Lantern Street 2’ gets a date", "‘Lantern Street 2’ will open on November 20, 2026, the studio said.")
DIRECTED = ("Robin Shaw to direct ‘Night Ferry 2’", "The studio confirmed that Robin Shaw will direct it.")
ATTIC = Subscription("discord:21", "discord", "21", guild="1")


def test_seeds_and_the_channel_of_the_settings_are_followed(place: Place) -> None:
    following = place.begin()
    assert [title.id for title in following.titles] == ["lantern-street-2"]
    assert following.subscriptions == (SETTINGS,)
    assert [feed.id for feed in following.feeds] == ["ledger"]
    place.hear(following, *DATED)
    assert place.waiting() == [("news", ["2026-11-20"])]


def test_a_title_that_is_tracked_is_followed_at_once_and_after_the_next_start(place: Place) -> None:
    following = place.begin()
    following.track(FERRY, "1", "Mara", NOW)
    assert following.title(FERRY.id) == FERRY
    assert not following.is_seed(FERRY.id)
    again = place.begin()
    assert {title.id for title in again.titles} == {"lantern-street-2", FERRY.id}
    assert [one.value for one in place.hear(again, *DIRECTED).developments] == ["Robin Shaw"]


def test_a_title_that_is_tracked_catches_up_on_the_headlines_that_were_read_before(place: Place) -> None:
    following = place.begin()
    place.hear(following, *DIRECTED)
    following.track(FERRY, "1", "Mara", NOW)
    assert place.waiting() == [("catch-up", ["Robin Shaw"])]


def test_a_title_that_is_tracked_again_catches_up_once(place: Place) -> None:
    following = place.begin()
    place.hear(following, *DIRECTED)
    following.track(FERRY, "1", "Mara", NOW)
    following.untrack(FERRY.id, "Mara", NOW)
    following.track(FERRY, "1", "Mara", NOW)
    place.begin()
    assert place.waiting() == [("catch-up", ["Robin Shaw"])]


def test_a_seed_that_was_added_while_the_bot_was_stopped_catches_up_at_its_start(place: Place) -> None:
    place.hear(place.begin(), *DIRECTED)
    place.seed("night-ferry-2", LANTERN_AS_FERRY)
    place.begin()
    assert place.waiting() == [("catch-up", ["Robin Shaw"])]


LANTERN_AS_FERRY = """
title = "Night Ferry 2"
type = "film"
follows = { title = "Night Ferry", year = 2003 }
known_as_of = 2026-01-01
"""


def test_a_tracked_title_may_be_changed_and_is_followed_as_it_is_now(place: Place) -> None:
    following = place.begin()
    following.track(FERRY, "1", "Mara", NOW)
    following.track(replace(FERRY, also_known_as=("The Crossing",)), "1", "Jun", NOW)
    named = place.hear(following, "Robin Shaw to direct ‘The Crossing’", DIRECTED[1])
    assert [one.value for one in named.developments] == ["Robin Shaw"]


def test_a_title_that_is_tracked_no_more_has_no_news(place: Place) -> None:
    following = place.begin()
    following.track(FERRY, "1", "Mara", NOW)
    following.untrack(FERRY.id, "Jun", NOW)
    assert place.hear(following, *DIRECTED).developments == ()


def test_of_a_seed_and_a_tracked_title_with_one_id_the_seed_holds(place: Place) -> None:
    following = place.begin()
    following.track(FERRY, "1", "Mara", NOW)
    place.seed("night-ferry-2", LANTERN_AS_FERRY.replace("Night Ferry 2", "Night Ferry Returns"))
    following.reload(NOW)
    found = following.title("night-ferry-2")
    assert found is not None
    assert found.title == "Night Ferry Returns"
    assert following.is_seed("night-ferry-2")


def test_what_is_in_the_way_of_a_title_is_told(place: Place) -> None:
    following = place.begin()
    with pytest.raises(FollowingError, match=r"lantern-street-2 comes from the file .*lantern-street-2\.toml"):
        following.track(replace(FERRY, id="lantern-street-2"), "1", "Mara", NOW)
    with pytest.raises(FollowingError, match="“Lantern Street 2” is followed already"):
        following.track(replace(FERRY, also_known_as=("lantern  street-2",)), "1", "Mara", NOW)
    with pytest.raises(FollowingError, match="comes from the file"):
        following.untrack("lantern-street-2", "Mara", NOW)
    with pytest.raises(UnknownTitleError, match="night-ferry-2"):
        following.untrack("night-ferry-2", "Mara", NOW)
    assert [title.id for title in following.titles] == ["lantern-street-2"]


def test_a_channel_that_watches_is_told_beside_that_of_the_settings(place: Place) -> None:
    following = place.begin()
    following.watch(ATTIC, NOW)
    place.hear(following, *DATED)
    assert place.waiting("20") == place.waiting("21") == [("news", ["2026-11-20"])]
    assert place.begin().subscriptions == (SETTINGS, ATTIC)


def test_a_channel_that_is_set_up_in_discord_needs_no_setting(place: Place) -> None:
    following = place.begin(fixed=())
    assert following.subscriptions == ()
    following.watch(ATTIC, NOW)
    place.hear(following, *DATED)
    assert place.waiting("21") == [("news", ["2026-11-20"])]


def test_what_a_channel_was_set_up_to_want_goes_before_the_settings(place: Place) -> None:
    following = place.begin()
    wants = replace(SETTINGS, guild="1", titles=frozenset({"night-ferry-2"}))
    following.watch(wants, NOW)
    assert following.subscriptions == (wants,)


def test_a_channel_that_watches_no_more_is_not_told(place: Place) -> None:
    following = place.begin()
    following.watch(ATTIC, NOW)
    place.hear(following, *DATED)
    following.unwatch(ATTIC.id, NOW)
    assert place.waiting("21") == []
    assert following.subscriptions == (SETTINGS,)


def test_two_that_want_the_same_in_one_channel_make_one_post(place: Place) -> None:
    following = place.begin(fixed=())
    dates = replace(ATTIC, id="dates", name="dates", properties=frozenset({Property.RELEASE_DATE}))
    following.watch(ATTIC, NOW)
    following.watch(dates, NOW)
    following.pause("dates", "by Mara", NOW)
    place.hear(following, *DATED)
    assert place.waiting("21") == [("news", ["2026-11-20"])]
    following.resume("dates", NOW)
    assert place.waiting("21") == [("news", ["2026-11-20"])], "what the channel was told has not been missed"


def test_what_waits_for_one_that_is_removed_is_told_by_the_other_of_its_channel(place: Place) -> None:
    following = place.begin(fixed=())
    following.watch(ATTIC, NOW)
    following.watch(replace(ATTIC, id="other", name="other"), NOW)
    place.hear(following, *DATED)
    with place.store.snapshot() as snapshot:
        (teller,) = [row.alert.subscription.id for row in snapshot.deliveries_in("discord", DeliveryState.PENDING)]
    following.unwatch(teller, NOW)
    assert place.waiting("21") == [("news", ["2026-11-20"])]


def test_a_paused_channel_catches_up_when_it_is_resumed(place: Place) -> None:
    following = place.begin(fixed=())
    following.watch(ATTIC, NOW)
    following.pause(ATTIC.id, "by Mara", NOW)
    place.hear(following, *DATED)
    assert place.waiting("21") == []
    assert following.resume(ATTIC.id, NOW) == 1
    assert place.waiting("21") == [("catch-up", ["2026-11-20"])]
    assert following.subscriptions == (ATTIC,)
    assert following.resume(ATTIC.id, NOW) == 0


def test_what_another_process_sets_up_is_seen_at_a_refresh(place: Place) -> None:
    following, other = place.begin(), place.begin()
    other.watch(ATTIC, NOW)
    other.track(FERRY, "1", "Mara", NOW)
    seen = following.refresh(NOW)
    assert (seen.added, seen.subscriptions) == ((FERRY.id,), 2)
    assert following.subscriptions == (SETTINGS, ATTIC)


@pytest.mark.parametrize("what", ["unwatch", "pause", "resume"])
def test_a_channel_that_does_not_watch_or_is_set_elsewhere_is_told_so(place: Place, what: str) -> None:
    following = place.begin()
    words = ["by Mara"] if what == "pause" else []
    with pytest.raises(FollowingError, match="there is no subscription discord:99"):
        getattr(following, what)("discord:99", *words, NOW)
    with pytest.raises(FollowingError, match=r"discord\.channel_id"):
        getattr(following, what)(SETTINGS.id, *words, NOW)


def test_a_reload_takes_what_the_files_say_now(place: Place) -> None:
    following = place.begin()
    place.seed("lantern-street-2", LANTERN_AS_FERRY)
    place.seed("old-pier-3", LANTERN_AS_FERRY.replace("Night Ferry", "Old Pier"))
    reloaded = following.reload(NOW)
    assert (reloaded.added, reloaded.changed, reloaded.problems) == (("old-pier-3",), ("lantern-street-2",), ())
    (place.folder / "seeds" / "old-pier-3.toml").unlink()
    assert following.reload(NOW).removed == ("old-pier-3",)


def test_a_broken_seed_is_told_and_what_stood_before_goes_on(place: Place) -> None:
    following = place.begin()
    place.seed("lantern-street-2", 'title = "Lantern Street 2"\ntype = "opera"\n')
    reloaded = following.reload(NOW)
    assert len(reloaded.problems) == 2
    assert 'lantern-street-2.toml:2: type "opera" is unknown' in reloaded.problems[0]
    assert "known_as_of is missing" in reloaded.problems[1]
    assert [one.value for one in place.hear(following, *DATED).developments] == ["2026-11-20"]


def test_a_broken_seed_keeps_no_other_from_being_taken(place: Place) -> None:
    place.seed("old-pier-3", LANTERN_AS_FERRY.replace("Night Ferry", "Old Pier"))
    following = place.begin()
    place.seed("lantern-street-2", "title = \n")
    place.seed("night-ferry-2", LANTERN_AS_FERRY)
    place.seed("new-quay-4", 'type = "opera"\n')
    (place.folder / "seeds" / "old-pier-3.toml").unlink()
    reloaded = following.reload(NOW)
    assert (reloaded.added, reloaded.changed, reloaded.removed) == (("night-ferry-2",), (), ("old-pier-3",))
    assert [title.id for title in following.titles] == ["lantern-street-2", "night-ferry-2"]
    assert reloaded.problems[0].startswith(
        str(place.folder / "seeds" / "lantern-street-2.toml:1: it is not valid TOML")
    )
    assert all("new-quay-4.toml" in line for line in reloaded.problems[1:])
    place.seed("lantern-street-2", LANTERN_AS_FERRY.replace("Night Ferry", "Lantern Street"))
    assert following.reload(NOW).changed == ("lantern-street-2",)


def feed(id_: str = '"ledger"', url: str = "https://ledger.example/feed", more: str = "") -> str:
    return f'[[feed]]\nid = {id_}\nurl = "{url}"\noutlet = "An Outlet"\n{more}\n'


NEW = feed('"gazette"', "https://gazette.example/")
LEDGER, GAZETTE = ("ledger", "https://ledger.example/feed"), ("gazette", "https://gazette.example/")


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        pytest.param(feed(more="trust = 5") + NEW, [LEDGER, GAZETTE], 5, id="of a broken one the earlier stays"),
        pytest.param(feed(url="ftp://x/") + NEW, [LEDGER, GAZETTE], 3, id="so it does with its address at fault"),
        pytest.param(NEW + feed("7"), [GAZETTE, LEDGER], 7, id="without an id nothing is taken for deleted"),
        pytest.param(NEW + feed("7", "https://gazette.example/"), [GAZETTE, LEDGER], 7, id="nor by its address"),
        pytest.param(feed('"pier"') + feed("[]"), [("pier", LEDGER[1])], 7, id="an address is not polled twice"),
        pytest.param(feed() + feed(url="https://two.example/"), [LEDGER], 7, id="of two with one id the first holds"),
        pytest.param(feed(more="colour = 1") + feed(more="colour = 1"), [LEDGER], 5, id="nor are two the earlier one"),
        pytest.param(NEW + feed('"new"', "nowhere"), [GAZETTE], 8, id="a broken one that is new is not taken"),
        pytest.param(NEW + feed(more="enabled = false"), [GAZETTE], None, id="one that is off is off"),
        pytest.param(NEW + "[feeds]\n", [LEDGER], 6, id="faults beside the feeds: all as it was"),
        pytest.param(NEW + "[[feed]", [LEDGER], 6, id="no TOML: all as it was"),
    ],
)
def test_a_broken_feed_keeps_no_other_from_being_taken(
    place: Place, text: str, expected: list[tuple[str, str]], line: int | None
) -> None:
    following = place.begin()
    (place.folder / "feeds.toml").write_text(text, encoding="utf-8")
    reloaded = following.reload(NOW)
    assert [(feed.id, feed.url) for feed in following.feeds] == expected
    assert [problem.split("feeds.toml:")[1].split(":")[0] for problem in reloaded.problems[:1]] == (
        [str(line)] if line else []
    )


def test_broken_feeds_are_told_and_the_seeds_are_taken_all_the_same(place: Place) -> None:
    following = place.begin()
    (place.folder / "feeds.toml").write_text("[[feed]]\nid = 3\n", encoding="utf-8")
    place.seed("night-ferry-2", LANTERN_AS_FERRY)
    reloaded = following.reload(NOW)
    assert reloaded.problems
    assert all("feeds.toml" in line for line in reloaded.problems)
    assert (reloaded.added, reloaded.feeds) == (("night-ferry-2",), 1)


def test_a_start_with_a_broken_seed_says_what_is_wrong(place: Place) -> None:
    place.seed("lantern-street-2", 'title = "Lantern Street 2"\n')
    with pytest.raises(FaultsError, match="type is missing"):
        place.begin()


def test_seeds_are_needed_where_no_title_is_tracked(place: Place) -> None:
    following = place.begin()
    (place.folder / "seeds" / "lantern-street-2.toml").unlink()
    assert "there are no seeds in it" in following.reload(NOW).problems[0]
    with pytest.raises(SeedError, match="there are no seeds in it"):
        place.begin()
    following.track(FERRY, "1", "Mara", NOW)
    assert [title.id for title in place.begin().titles] == [FERRY.id]


def test_a_series_may_be_tracked_as_well(place: Place) -> None:
    following = place.begin()
    series = replace(FERRY, type=TitleType.SERIES, follows=Work("Night Ferry"))
    following.track(series, "1", "Mara", NOW)
    assert place.begin().title(FERRY.id) == series
