"""Records and matches into files; the file's ending names the format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.domain.validation import Record

from .detect import ENDINGS
from .findings import UnreadableFile
from .native_csv import write_csv, write_table
from .native_jsonl import write_jsonl
from .native_xlsx import write_sheets, write_xlsx

Labels = Mapping[str, str]


def format_for(path: Path) -> str:
    """The format that a file's ending names. Raises UnreadableFile for any other ending."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UnreadableFile("unknown_type", path=str(path))
    return found


def write_records(records: Sequence[Record], path: Path) -> None:
    """Records in the native form. Raises UnreadableFile and MixedTypes."""
    chosen = format_for(path)
    if chosen == "xlsx":
        write_xlsx(records, path)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        if chosen == "csv":
            write_csv(records, stream)
        else:
            write_jsonl(records, stream)


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
    """Screened proposals: one object a proposal as JSON Lines, one row a match otherwise.

    ``headings`` are by column code; ``sentence`` puts a match's evidence and
    ``band`` a band into words.
    """
    chosen = format_for(path)
    table = [[headings[code] for code in MATCH_COLUMNS], *_match_rows(rows, sentence, band)]
    if chosen == "xlsx":
        write_sheets([(headings["sheet"], table)], path)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        if chosen == "csv":
            write_table([[str(cell) for cell in row] for row in table], stream)
        else:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _match_rows(
    rows: Sequence[Mapping[str, Any]],
    sentence: Callable[[Mapping[str, Any]], str],
    band: Callable[[str], str],
) -> Iterator[list[Any]]:
    for row in rows:
        for match in row["matches"]:
            yield [
                row["id"],
                row["title"],
                match["id"],
                match["type"],
                match["name"],
                match["probability"],
                band(match["band"]),
                sentence(match),
                row["index"]["fresh"],
                row["model"],
            ]
