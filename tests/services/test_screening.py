from __future__ import annotations

import pytest

from catalogue.domain.proposal import Proposal
from catalogue.services import resembling, screening
from catalogue.services.checking import Checker, Wanted
from catalogue.services.labelling import visiting_entries
from catalogue.services.presenting import result_for_machines
from catalogue.services.screening import screen, screen_whole
from catalogue.services.workspace import Workspace
from catalogue.storage import records

from .builders import component, content, draft, stored


def some(sample: Workspace, count: int) -> list[Proposal]:
    held = list(records.iterate(sample.db, "proposal"))[:count]
    return [one.model_copy(update={"id": f"visitor-{one.id}"}) for one in reversed(held)]


def test_every_proposal_is_answered_in_its_place(sample: Workspace) -> None:
    proposals = some(sample, 4)
    told: list[tuple[str, int, int]] = []
    rows = list(screen(sample, proposals, Wanted(), lambda *how: told.append(how)))
    assert [row["id"] for row in rows] == [one.id for one in proposals]
    assert told[-1] == ("checking", 4, 4)


def test_screening_is_the_check_with_the_file_s_own_words_counted(sample: Workspace) -> None:
    proposals = some(sample, 3)
    checker = Checker(sample, visiting_entries(sample, proposals))
    expected = [result_for_machines(one, checker.check(one, Wanted(top=4))) for one in proposals]
    assert list(screen(sample, proposals, Wanted(top=4))) == expected
    assert {len(row["matches"]) for row in expected} == {4}


def test_screening_finds_what_the_check_finds(sample: Workspace) -> None:
    """Rarity and means differ a little, so the best few may only change places."""
    proposals = some(sample, 4)
    checker = Checker(sample)
    for row, one in zip(screen(sample, proposals, Wanted(top=3)), proposals, strict=True):
        checked = [match.id for match in checker.check(one, Wanted(top=10)).matches]
        assert row["matches"][0]["id"] in checked


def test_nothing_is_stored(workspace: Workspace) -> None:
    stored(workspace, component())
    before = content(workspace)
    [row] = screen(workspace, [draft()], Wanted())
    assert row["id"] == "new"
    assert row["index"] == {"records": 1, "fresh": True, "meaning": False, "encoders": []}
    assert content(workspace) == before


def test_no_proposals_no_rows(workspace: Workspace) -> None:
    assert list(screen(workspace, [], Wanted())) == []


def test_an_empty_catalogue_answers_with_nothing(workspace: Workspace) -> None:
    assert [row["matches"] for row in screen(workspace, [draft("a"), draft("b")], Wanted())] == [
        [],
        [],
    ]


def test_a_whole_file_is_compared_with_itself_too(sample: Workspace) -> None:
    same = [draft(name, organization=body) for name, body in (("a", "Health"), ("b", "Justice"))]
    told: list[str] = []
    whole = screen_whole(sample, same, Wanted(), lambda stage, *_: told.append(stage))
    assert [result.index.fresh for result in whole.results or ()] == [True, True]
    assert whole.within is not None
    assert [cluster.proposals for cluster in whole.within.clusters] == [("a", "b")]
    [pair] = whole.within.pairs
    assert (pair.left, pair.right, pair.cluster) == ("a", "b", "cluster-1")
    assert (pair.match.id, whole.within.found) == ("b", 1)
    assert list(dict.fromkeys(told)) == ["checking", "comparing", "explaining"]
    matched = {one.id for result in whole.results or () for one in result.matches}
    assert matched == {one.id for one in whole.known}


def test_very_many_are_compared_with_one_another_only_where_that_is_asked(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "MOST_UNASKED", 1)
    both = [draft("a"), draft("b")]
    assert screen_whole(sample, both, Wanted()).within is None
    asked = screen_whole(sample, both, None)
    assert asked.results is None
    assert asked.within is not None


def test_of_very_many_pairs_the_strongest_are_told(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resembling, "MOST_PAIRS", 2)
    within = screen_whole(sample, [draft(name) for name in "abc"], None).within
    assert within is not None
    assert (len(within.pairs), within.found) == (2, 3)
