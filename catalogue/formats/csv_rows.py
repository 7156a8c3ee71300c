"""CSV text as rows of cells, each with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from .cells import guarded, unguarded
from .findings import Finding, Location, Reading, Severity, UnreadableFile
from .flat import Row
from .header import MOST_ABOVE, key_of
from .source import LONGEST_LINE, opened
from .western import from_windows

_LARGEST_CELL = 1_000_000
_MOST_CELLS = 10_000
_DELIMITERS = ",;\t"
_LOOK = 65_536
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)
_SEVERAL_CELLS = re.compile(rf"^.*[{_DELIMITERS}]", re.MULTILINE)
_WHY = {
    "field larger": "cell_too_long",
    "unexpected end": "unclosed_quote",
    "expected after": "text_after_quote",
}


def first_rows(text: str, known: Collection[str]) -> list[list[str]]:
    """The first rows with anything in them; ``known`` are keys of headings."""
    delimiter, start = _delimiter(text, known)
    return _first_rows(text[start:], delimiter)


def rows_of(reading: Reading, content: bytes, path: Path, known: Collection[str]) -> Iterator[Row]:
    """Rows with their number as spreadsheets show it, and their line where that differs.

    ``known`` are keys of headings, by which the mark between cells is told.
    What is no CSV is added to the reading's errors. Raises UnreadableFile for
    text in no known encoding, before the first row is asked for.
    """
    return _rows(reading, _stream(reading, content, path), known)


def _stream(reading: Reading, content: bytes, path: Path) -> TextIO:
    """The text; what spreadsheets save in Windows-1252 is read with a warning."""
    try:
        return opened(content, path)
    except UnreadableFile as error:
        western = from_windows(content) if error.reason == "encoding" else None
        if western is None:
            raise
        where = Location(line=int(str(error.params["line"])))
        reading.add(Finding(where, "", "read_as_windows", {}, Severity.warning))
        return opened(western, path)


def _rows(reading: Reading, stream: TextIO, known: Collection[str]) -> Iterator[Row]:
    delimiter, start = _delimiter(stream.read(_LOOK), known)
    stream.seek(0)
    stream.read(start)
    csv.field_size_limit(_LARGEST_CELL)
    skipped = int(start > 0)
    lines = _bounded(reading, stream, skipped)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = skipped
    while not reading.hopeless:
        line = reader.line_num + skipped + 1
        row += 1
        where = Location(row=row, line=None if line == row else line)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            why = next((code for words, code in _WHY.items() if words in str(error)), "malformed")
            reading.add(Finding(where, "", "bad_csv", {"why": why}))
            continue
        if len(cells) > _MOST_CELLS:
            reading.add(Finding(where, "", "too_many_values", {"limit": _MOST_CELLS}))
            continue
        yield where, [unguarded(cell) for cell in cells]


def _bounded(reading: Reading, stream: TextIO, skipped: int) -> Iterator[str]:
    """The lines; one that is too long, and a NUL, are reported and left out."""
    pieces = iter(lambda: stream.readline(LONGEST_LINE + 1), "")
    for number, line in enumerate(pieces, start=1 + skipped):
        where = Location(line=number)
        if len(line) > LONGEST_LINE:
            reading.add(Finding(where, "", "line_too_long", {"limit": LONGEST_LINE}))
            while len(line) > LONGEST_LINE and not line.endswith("\n"):
                line = stream.readline(LONGEST_LINE + 1)
            yield "\n"
        elif "\0" in line:
            # the row is read all the same
            severity = Severity.warning if reading.lenient else Severity.error
            reading.add(Finding(where, "", "forbidden_character", {"character": "0000"}, severity))
            yield line.replace("\0", "\ufffd")
        else:
            yield line


def _delimiter(head: str, known: Collection[str]) -> tuple[str, int]:
    """The mark between cells, and where the header begins.

    The mark that gives the most known columns in one of the first rows, for
    captions may stand above; else the most columns in the first that can have
    several.
    """
    if told := _SEPARATOR_LINE.match(head):
        return told[1], told.end()
    several = _SEVERAL_CELLS.search(head)
    table = head[several.start() :] if several else head

    def columns(delimiter: str) -> tuple[int, int]:
        rows = _first_rows(table, delimiter) or [[]]
        known_in = (sum(key_of(heading) in known for heading in row) for row in rows)
        return max(known_in), len(rows[0])

    return max(_DELIMITERS, key=columns), 0


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    stream = io.StringIO(text.replace("\0", ""), newline="")
    filled: list[list[str]] = []
    try:
        for row in csv.reader(stream, delimiter=delimiter):
            filled += [row] if any(cell.strip() for cell in row) else []
            if len(filled) == MOST_ABOVE:
                break
    except csv.Error:
        pass  # what came before it has been seen
    return filled


def write_table(rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Rows as CSV; nothing in them reads as a formula."""
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
