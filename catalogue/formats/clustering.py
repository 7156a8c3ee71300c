"""Clusters of a portfolio, written for machines or for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalogue.domain.cluster import Cluster

from .csv_rows import write_table
from .detect import format_for
from .replacing import replacing
from .xlsx_writing import write_sheets

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

MEMBER_COLUMNS = (
    "cluster_id",
    "cluster_name",
    "proposal_id",
    "proposal_title",
    "proposal_body",
)
"""Columns of the clusters' proposals."""

TIE_COLUMNS = ("cluster_id", "tie_left", "tie_right", "probability", "tie_terms")
"""Columns of the pairs that hold clusters together."""

CLUSTER_SHEETS = ("cluster_sheet", "member_sheet", "tie_sheet")
"""Titles of the sheets, by code."""


def write_clusters(found: Sequence[Cluster], path: Path, headings: Mapping[str, str]) -> None:
    """One object a cluster as JSON Lines, one row a proposal as CSV, three sheets as XLSX.

    ``headings`` are by column and sheet code. Raises UnreadableFile for an
    ending that names no format.
    """
    chosen = format_for(path)
    with replacing(path) as target:
        if chosen == "xlsx":
            tables: Sequence[tuple[Sequence[str], Iterator[Sequence[object]]]] = (
                (CLUSTER_COLUMNS, _clusters(found)),
                (MEMBER_COLUMNS, _members(found)),
                (TIE_COLUMNS, _ties(found)),
            )
            sheets: list[tuple[str, list[Sequence[object]]]] = [
                (headings[sheet], [[headings[code] for code in columns], *rows])
                for sheet, (columns, rows) in zip(CLUSTER_SHEETS, tables, strict=True)
            ]
            write_sheets(sheets, target)
            return
        with target.open("w", encoding="utf-8", newline="") as stream:
            if chosen == "csv":
                columns = (*CLUSTER_COLUMNS, *MEMBER_COLUMNS[2:])
                table: list[Sequence[object]] = [
                    [headings[code] for code in columns],
                    *_joined(found),
                ]
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


def _clusters(found: Sequence[Cluster]) -> Iterator[Sequence[object]]:
    return (_cluster(cluster) for cluster in found)


def _members(found: Sequence[Cluster]) -> Iterator[Sequence[object]]:
    for cluster in found:
        for proposal in _proposals(cluster):
            yield [cluster.id, cluster.name, *proposal]


def _joined(found: Sequence[Cluster]) -> Iterator[Sequence[object]]:
    for cluster in found:
        for proposal in _proposals(cluster):
            yield [*_cluster(cluster), *proposal]


def _proposals(cluster: Cluster) -> Iterator[tuple[str, str, str]]:
    """Identifier, title and public body of each proposal."""
    return zip(cluster.proposals, cluster.titles, cluster.sponsors, strict=True)


def _ties(found: Sequence[Cluster]) -> Iterator[Sequence[object]]:
    for cluster in found:
        for tie in cluster.ties:
            yield [
                cluster.id,
                tie.left,
                tie.right,
                round(tie.probability, 4),
                "; ".join(tie.terms),
            ]
