from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from catalogue.storage.upkeep import Tended, tended

from .builders import component, save


def test_those_come_first_that_wait_longest_and_retired_ones_last(db: Database) -> None:
    save(
        db,
        component("late", owner="Lac", verified_on="2018-01-01"),
        component("early", owner="Lac", verified_on="2016-01-01"),
        component("never", owner="Lac"),
        component("gone", owner="Lac", lifecycle="retired"),
        component("theirs", owner="Mont"),
        component("nobodys"),
    )
    assert tended(db, ["lac"]) == [
        Tended("never", False, None),
        Tended("early", False, date(2016, 1, 1)),
        Tended("late", False, date(2018, 1, 1)),
        Tended("gone", True, None),
    ]
    assert [one.id for one in tended(db, ["mont", "no-such"])] == ["theirs"]
    assert tended(db, []) == []
    assert len(tended(db, None)) == 6
