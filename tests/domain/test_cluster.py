from __future__ import annotations

from catalogue.domain.cluster import Cluster


def cluster(*paid: tuple[str, float | None]) -> Cluster:
    costs = [cost or 0 for _, cost in paid]
    return Cluster(
        id="cluster-1",
        name="Payday",
        proposals=tuple(str(place) for place, _ in enumerate(paid)),
        titles=("Payday",) * len(paid),
        sponsors=tuple(sponsor for sponsor, _ in paid),
        costs=tuple(cost for _, cost in paid),
        bodies=tuple(dict.fromkeys(sponsor for sponsor, _ in paid if sponsor)),
        money=sum(costs),
        beyond_largest=sum(costs) - max(costs, default=0),
        without_cost=0,
        cohesion=0.9,
        ties=(),
    )


def test_phases_of_one_body_are_not_paid_twice() -> None:
    one = cluster(("Defence", 179.0), ("Defence", 93.0), ("Justice", 2.0), ("Parks", None))
    assert (one.beyond_one_body, one.beyond_largest) == (2.0, 95.0)
    assert cluster(("Roads", 5.0), ("Roads", 7.0)).beyond_one_body == 0


def test_without_costs_nothing_is_at_risk() -> None:
    assert cluster(("A", None), ("B", None)).beyond_one_body == 0
