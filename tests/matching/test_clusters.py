from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from catalogue.matching.clusters import by_centrality, clusters, cohesion


def symmetric(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    both = ((raw + raw.T) / 2).astype(np.float32)
    np.fill_diagonal(both, 1.0)
    return both


LIKENESS = st.integers(1, 14).flatmap(
    lambda n: arrays.arrays(np.float32, (n, n), elements=st.floats(0, 1, width=32)).map(symmetric)
)


def test_two_groups_and_one_alone() -> None:
    table = np.full((5, 5), 0.1, dtype=np.float32)
    for left, right in ((0, 1), (2, 4)):
        table[left, right] = table[right, left] = 0.9
    assert clusters(table) == [[0, 1], [2, 4]]


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    table = symmetric(np.array([[1, 0.9, 0], [0.9, 1, 0.6], [0, 0.6, 1]], dtype=np.float32))
    assert clusters(table) == [[0, 1]]
    assert clusters(table, cut=0.3) == [[0, 1, 2]]


def test_nothing_and_one_make_no_cluster() -> None:
    assert clusters(np.zeros((0, 0), dtype=np.float32)) == []
    assert clusters(np.ones((1, 1), dtype=np.float32)) == []


def test_everything_alike_is_one_cluster() -> None:
    assert clusters(np.ones((4, 4), dtype=np.float32)) == [[0, 1, 2, 3]]


@settings(deadline=None)
@given(LIKENESS, st.floats(0.05, 0.95))
def test_every_record_stands_in_one_cluster_at_most(table: NDArray[np.float32], cut: float) -> None:
    found = clusters(table, cut)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)


@settings(deadline=None)
@given(LIKENESS, st.floats(0.05, 0.95))
def test_a_cluster_holds_together_at_the_cut_or_more(
    table: NDArray[np.float32], cut: float
) -> None:
    assert all(cohesion(table, group) >= cut - 1e-5 for group in clusters(table, cut))


def unequal(count: int, seed: int) -> NDArray[np.float32]:
    """A table in which no two groups are equally alike."""
    return symmetric(np.random.default_rng(seed).random((count, count)).astype(np.float32))


DISTINCT = st.builds(unequal, st.integers(2, 12), st.integers(0, 10_000))


@settings(deadline=None)
@given(DISTINCT, st.integers(0, 99))
def test_the_order_of_the_records_makes_no_difference(
    table: NDArray[np.float32], seed: int
) -> None:
    order = np.random.default_rng(seed).permutation(len(table))
    moved = clusters(table[np.ix_(order, order)])
    back = {frozenset(int(order[one]) for one in group) for group in moved}
    assert back == {frozenset(group) for group in clusters(table)}


@settings(deadline=None, max_examples=60)
@given(DISTINCT)
def test_as_scipy_clusters(table: NDArray[np.float32]) -> None:
    hierarchy = pytest.importorskip("scipy.cluster.hierarchy", reason="scipy is not installed")
    flat = (1 - table.astype(np.float64))[np.triu_indices(len(table), 1)]
    tree = hierarchy.linkage(flat, "average")
    owner = hierarchy.fcluster(tree, 0.5, "distance")
    groups = {frozenset(np.flatnonzero(owner == one).tolist()) for one in set(owner)}
    expected = {group for group in groups if len(group) > 1}
    assert {frozenset(group) for group in clusters(table, 0.5)} == expected


def test_cohesion_and_centrality_by_hand() -> None:
    table = symmetric(np.array([[1, 0.8, 0.6], [0.8, 1, 0.2], [0.6, 0.2, 1]], dtype=np.float32))
    assert cohesion(table, [0, 1, 2]) == pytest.approx((0.8 + 0.6 + 0.2) / 3)
    assert by_centrality(table, [2, 1, 0]) == [0, 1, 2]
