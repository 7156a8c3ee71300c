"""Matches of a file of proposals, written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.formats.findings import UnreadableFile
from catalogue.formats.writing import MATCH_COLUMNS, write_matches

EVIDENCE = {"signal": "words", "contribution": 1.7, "terms": ["rendez-vous"]}
MATCH = {
    "id": "c1",
    "type": "component",
    "name": "=Rendez-vous",
    "probability": 0.93,
    "band": "duplicate",
    "evidence": [EVIDENCE],
}
INDEX = {"records": 2732, "fresh": True}
ROWS: list[dict[str, Any]] = [
    {"id": "p1", "title": "Plages", "matches": [MATCH, MATCH], "index": INDEX, "model": "m1"},
    {"id": "p2", "title": "Rien", "matches": [], "index": INDEX, "model": "m1"},
]
HEADINGS = {code: code.upper() for code in MATCH_COLUMNS}


def write(path: Path, rows: list[dict[str, Any]] = ROWS) -> None:
    write_matches(rows, path, HEADINGS, lambda match: str(match["evidence"][0]["terms"]), str.title)


def test_json_lines_are_the_rows(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == ROWS


def test_csv_has_a_row_a_match(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == [HEADINGS[code] for code in MATCH_COLUMNS]
    assert len(rows) == 2
    assert rows[0][4:7] == ["'=Rendez-vous", "0.93", "Duplicate"]


def test_rows_without_titles_and_names(tmp_path: Path) -> None:
    match = {key: value for key, value in MATCH.items() if key != "name"}
    write(tmp_path / "a.csv", [{"id": "p", "matches": [match], "index": INDEX, "model": "m"}])
    assert "p,,c1,component,,0.93" in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_no_format(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="file_unknown_type"):
        write(tmp_path / "a.doc")
