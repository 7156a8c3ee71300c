"""Matches of a whole file of proposals, written for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .csv_rows import write_table
from .detect import format_for
from .replacing import replacing

Labels = Mapping[str, str]

MATCH_COLUMNS = (
    "proposal_id",
    "proposal_title",
    "match_id",
    "match_type",
    "match_name",
    "probability",
    "band",
    "evidence",
    "index_fresh",
    "model",
)
"""Columns of matches as rows, by code; their headings come from the caller's language."""


def write_matches(
    rows: Sequence[Mapping[str, Any]],
    path: Path,
    headings: Labels,
    sentence: Callable[[Mapping[str, Any]], str],
    band: Callable[[str], str],
) -> None:
    """Screened proposals: one object a proposal as JSON Lines, one row a match as CSV.

    ``headings`` are by column code; ``sentence`` puts a match's evidence and
    ``band`` a band into words. Raises UnreadableFile for an ending that names
    no format.
    """
    chosen = format_for(path)
    with (
        replacing(path) as target,
        target.open("w", encoding="utf-8", newline="") as stream,
    ):
        if chosen == "csv":
            table = [[headings[code] for code in MATCH_COLUMNS]]
            table += [[str(cell) for cell in row] for row in _match_rows(rows, sentence, band)]
            write_table(table, stream)
        else:
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _match_rows(
    rows: Sequence[Mapping[str, Any]],
    sentence: Callable[[Mapping[str, Any]], str],
    band: Callable[[str], str],
) -> Iterator[list[Any]]:
    for row in rows:
        for match in row["matches"]:
            yield [
                row["id"],
                row.get("title", ""),
                match["id"],
                match["type"],
                match.get("name", ""),
                match["probability"],
                band(match["band"]),
                sentence(match),
                row["index"]["fresh"],
                row["model"],
            ]
