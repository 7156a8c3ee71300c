"""Clusters of a portfolio, written for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalogue.domain.cluster import Cluster

from .csv_rows import write_table
from .detect import format_for
from .replacing import replacing

CLUSTER_COLUMNS = (
    "cluster_id",
    "cluster_name",
    "cluster_size",
    "cluster_body_count",
    "cluster_bodies",
    "cluster_money",
    "cluster_beyond_largest",
    "cluster_without_cost",
    "cluster_cohesion",
)
"""Columns of clusters, by code; their headings come from the caller's language."""

MEMBER_COLUMNS = ("proposal_id", "proposal_title", "proposal_body")
"""Columns of the clusters' proposals."""


def write_clusters(found: Sequence[Cluster], path: Path, headings: Mapping[str, str]) -> None:
    """One object a cluster as JSON Lines, one row a proposal as CSV.

    ``headings`` are by column code. Raises UnreadableFile for an ending that
    names no format.
    """
    chosen = format_for(path)
    with (
        replacing(path) as target,
        target.open("w", encoding="utf-8", newline="") as stream,
    ):
        if chosen == "csv":
            columns = (*CLUSTER_COLUMNS, *MEMBER_COLUMNS)
            table: list[Sequence[object]] = [[headings[code] for code in columns], *_rows(found)]
            write_table([[str(cell) for cell in row] for row in table], stream)
        else:
            stream.writelines(f"{_line(cluster)}\n" for cluster in found)


def _line(cluster: Cluster) -> str:
    return json.dumps(cluster.model_dump(mode="json"), ensure_ascii=False)


def _cluster(cluster: Cluster) -> list[object]:
    return [
        cluster.id,
        cluster.name,
        len(cluster.proposals),
        len(cluster.bodies),
        "; ".join(cluster.bodies),
        cluster.money,
        cluster.beyond_largest,
        cluster.without_cost,
        round(cluster.cohesion, 4),
    ]


def _rows(found: Sequence[Cluster]) -> Iterator[Sequence[object]]:
    for cluster in found:
        for proposal in zip(cluster.proposals, cluster.titles, cluster.sponsors, strict=True):
            yield [*_cluster(cluster), *proposal]
