"""Lists of projects as bodies keep them: sheets whose columns are not headed as ours are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from catalogue.domain.errors import CatalogueError

from .column_contents import contents_of
from .column_guess import NEEDED, Guess, guess_columns, heading_score
from .column_words import FIELDS
from .detect import guess
from .findings import Location, Reading, UnreadableFile, quotable
from .flat import Row
from .header import MOST_ABOVE, Header, key_of
from .native_csv import read_csv
from .native_xlsx import read_xlsx
from .portfolio_cells import proposal_cells
from .source import HEAD, read_bytes

_LOOK = 5_000
"""Rows that are looked at to tell what a column holds."""
_TABLES = {"csv": read_csv, "xlsx": read_xlsx}

Told = Mapping[str, str]


class ColumnsNotGuessed(CatalogueError):
    """No column of a file could be taken for a field that is needed.

    ``field`` is the field, ``columns`` are the headings that there are.
    """

    code = "columns_not_guessed"


class NoSuchColumn(CatalogueError):
    """No column is headed as a person said: ``heading``; ``columns`` are those that there are."""

    code = "no_such_column"


class NoColumns(CatalogueError):
    """Columns were named for a file that has none."""

    code = "no_columns"


@dataclass(frozen=True)
class Sheet:
    """What the columns of a sheet were taken for; ``aside`` are headings of the others."""

    title: str | None
    guesses: Sequence[Guess]
    aside: Sequence[str]


@dataclass
class Portfolio:
    """What was read, and the sheets whose columns had to be guessed."""

    reading: Reading
    sheets: list[Sheet] = field(default_factory=list)


def read_portfolio(path: Path, told: Told) -> Portfolio:
    """Proposals of any file that the catalogue reads, and of lists with columns of their own.

    ``told`` are headings by field, as a person named them; an empty one leaves
    the field out. Raises UnreadableFile, ColumnsNotGuessed, NoSuchColumn, and
    NoColumns.
    """
    content = read_bytes(path, bound=lambda head: guess(path, head).largest)
    chosen = guess(path, content[:HEAD])
    read = _TABLES.get(chosen.name)
    if read is None:
        if told:
            raise NoColumns(path=str(path))
        return Portfolio(chosen.read(content, path, "proposal"))
    adapting = _Adapting(told)
    try:
        reading = read(content, path, "proposal", adapting)
    except UnreadableFile as error:
        if error.reason == "unknown_columns" and adapting.failed:
            raise adapting.failed[0] from error
        error.params.setdefault("path", str(path))
        raise
    return Portfolio(reading, adapting.sheets)


class _Adapting:
    """Turns each sheet into one of ours, and remembers how."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.sheets: list[Sheet] = []
        self.failed: list[CatalogueError] = []

    def __call__(self, reading: Reading, rows: Iterable[Row], title: str | None) -> Iterable[Row]:
        filled = (row for row in rows if any(cell.strip() for cell in row[1]))
        head = list(islice(filled, _LOOK))
        if not head or (not self.told and any(_is_ours(one) for _, one in head[:MOST_ABOVE])):
            return chain(head, filled)
        where, headings, below = _header(head, self.told)
        try:
            guesses = _guessed(headings, [cells for _, cells in below], self.told)
        except CatalogueError as error:
            self.failed.append(error)
            return ()
        taken = {one.column for one in guesses}
        aside = [one.strip() for place, one in enumerate(headings) if place not in taken]
        self.sheets.append(Sheet(title, guesses, [one for one in aside if one]))
        body = partial(proposal_cells, reading, guesses)
        adapted = (row for one in chain(below, filled) if (row := body(one)) is not None)
        return chain([(where, [one.field for one in guesses])], adapted)


def _is_ours(headings: Sequence[str]) -> bool:
    """Whether every column of the sheet is one of ours."""
    header = Header(headings, "proposal")
    if not header.known:
        return False
    return "type" in header.keys or not any(header.findings(Location()))


def _header(rows: Sequence[Row], told: Told) -> tuple[Location, Sequence[str], Sequence[Row]]:
    """Place and headings of the row that most looks like a header, and the rows below it."""
    wanted = {key_of(heading) for heading in told.values() if heading.strip()}

    def likeness(place: int) -> tuple[float, int]:
        headings = rows[place][1]
        named = sum(key_of(heading) in wanted for heading in headings)
        best = [max((heading_score(one, name) for one in headings), default=0) for name in FIELDS]
        # a row of records has cells that look like headings only by chance
        return named + sum(score for score in best if score >= 0.5), -place

    several = [
        place
        for place, (_, cells) in enumerate(rows[:MOST_ABOVE])
        if sum(bool(cell.strip()) for cell in cells) > 1
    ]
    place = max(several or [0], key=likeness)
    where, headings = rows[place]
    return where, headings, rows[place + 1 :]


def _guessed(headings: Sequence[str], rows: Sequence[Sequence[str]], told: Told) -> list[Guess]:
    names = [one.strip() for one in headings if one.strip()]
    columns = {name: _column(headings, heading) for name, heading in told.items()}
    for name, heading in told.items():
        if heading.strip() and columns[name] < 0:
            raise NoSuchColumn(heading=heading, columns=_listed(names))
    contents = [contents_of(list(_cells(rows, place))) for place in range(len(headings))]
    found = guess_columns(headings, contents, columns)
    for name in NEEDED:
        if name not in {one.field for one in found}:
            raise ColumnsNotGuessed(field=name, columns=_listed(names))
    return found


def _column(headings: Sequence[str], heading: str) -> int:
    """The place of a heading, which need not be written to the letter; -1 for none."""
    if not heading.strip():
        return -1
    exact = [place for place, one in enumerate(headings) if one.strip() == heading.strip()]
    alike = [place for place, one in enumerate(headings) if key_of(one) == key_of(heading)]
    return next(iter([*exact, *alike]), -1)


def _cells(rows: Iterable[Sequence[str]], place: int) -> Iterator[str]:
    return (cells[place] if place < len(cells) else "" for cells in rows)


def _listed(names: Sequence[str]) -> str:
    return " · ".join(quotable(name) for name in names)
