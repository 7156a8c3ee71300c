from __future__ import annotations

import pytest

from catalogue.domain.proposal import Proposal
from catalogue.services import portfolio as comparing
from catalogue.services.clustering import find_clusters
from catalogue.services.portfolio import TooManyProposals
from catalogue.services.workspace import Workspace

PAY = "Replace the pay system of the department's employees and correct their pay slips."
SNOW = "Follow snow ploughs on a map and tell citizens when their street is cleared."


def proposal(name: str, title: str, text: str, **more: object) -> Proposal:
    data = {"id": name, "title": title, "description": text, "language": "en", **more}
    return Proposal.model_validate(data)


@pytest.fixture
def portfolio() -> list[Proposal]:
    return [
        proposal("a", "Payday", PAY, organization="Health", estimated_cost=900),
        proposal("b", "Snow map", SNOW, organization="Roads", estimated_cost=50),
        proposal("c", "Payday", PAY, organization="Justice", estimated_cost=400),
        proposal("d", "Payday", PAY + " Managers approve overtime.", organization="Parks"),
    ]


def test_the_same_initiative_of_three_bodies(sample: Workspace, portfolio: list[Proposal]) -> None:
    (found,) = find_clusters(sample, portfolio)
    assert (found.id, found.name) == ("cluster-1", "Payday")
    assert set(found.proposals) == {"a", "c", "d"}
    by_id = dict(zip(found.proposals, found.sponsors, strict=True))
    assert by_id == {"a": "Health", "c": "Justice", "d": "Parks"}
    assert set(found.bodies) == {"Health", "Justice", "Parks"}
    assert (found.money, found.beyond_largest, found.without_cost) == (1300, 400, 1)
    assert 0.5 <= found.cohesion <= 1
    strongest = found.ties[0]
    assert {strongest.left, strongest.right} <= {"a", "c", "d"}
    assert any("pay" in term.split() for term in strongest.terms)


def test_what_several_bodies_pay_for_comes_first(sample: Workspace) -> None:
    own = [
        proposal("s1", "Snow map phase 1", SNOW, organization="Roads", estimated_cost=10**9),
        proposal("s2", "Snow map phase 2", SNOW, organization="Roads", estimated_cost=10**9),
    ]
    shared = [
        proposal("p1", "Payday", PAY, organization="Health", estimated_cost=5),
        proposal("p2", "Payday", PAY, organization="Justice", estimated_cost=5),
    ]
    found = find_clusters(sample, [*own, *shared])
    assert [set(one.proposals) for one in found] == [{"p1", "p2"}, {"s1", "s2"}]


def test_nothing_alike_makes_no_cluster(sample: Workspace, portfolio: list[Proposal]) -> None:
    assert find_clusters(sample, portfolio[:2]) == []
    assert find_clusters(sample, []) == []


def test_too_many_are_refused(
    sample: Workspace, portfolio: list[Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_PROPOSALS", 3)
    with pytest.raises(TooManyProposals) as refused:
        find_clusters(sample, portfolio)
    assert refused.value.params == {"found": 4, "most": 3}
