"""Columns of people's own lists: shown as they were guessed, and named where that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from catalogue.domain.proposal import Proposal
from catalogue.formats.column_guess import Guess
from catalogue.formats.column_words import FIELDS
from catalogue.formats.findings import quotable
from catalogue.formats.portfolio import Sheet, read_portfolio

from .failures import Refused, show_findings
from .speech import remark, say


def proposals_of(path: Path, told: Sequence[str]) -> list[Proposal]:
    """The proposals of a file, once it has been said which columns were taken for what.

    ``told`` are ``FIELD=COLUMN``, as a person named them. Raises Refused and
    what reading raises.
    """
    portfolio = read_portfolio(path, dict(map(_pair, told)))
    for sheet in portfolio.sheets:
        _show(path, sheet)
    if portfolio.sheets:
        remark("columns.correct", fields=", ".join(FIELDS))
    reading = portfolio.reading
    show_findings(reading.left_out, "left_out", reading.left_out_count)
    show_findings(reading.warnings, "warning", reading.warning_count)
    if reading.errors:
        show_findings(reading.errors, "error", reading.error_count)
        raise Refused("errors_in_file", path=path)
    proposals = [item.record for item in reading.records if isinstance(item.record, Proposal)]
    if not proposals and reading.records:
        raise Refused("no_proposal", path=path)
    return proposals


def _pair(told: str) -> tuple[str, str]:
    name, sign, heading = told.partition("=")
    if not sign or name.strip() not in FIELDS:
        raise Refused("bad_map", value=told, fields=", ".join(FIELDS))
    return name.strip(), heading


def _show(path: Path, sheet: Sheet) -> None:
    code = "columns.heading_of_sheet" if sheet.title else "columns.heading"
    remark(code, path=path.name, sheet=quotable(sheet.title or ""))
    for guess in sheet.guesses:
        click.echo(
            f'  {guess.field}="{quotable(guess.heading)}" ({", ".join(_how(guess))})', err=True
        )
    if sheet.aside:
        click.echo(
            "  " + say("columns.aside", columns=" · ".join(map(quotable, sheet.aside))), err=True
        )


def _how(guess: Guess) -> Iterator[str]:
    yield say(f"columns.{guess.how}")
    if guess.times > 1:
        yield say("columns.times", times=guess.times)
    if guess.order:
        yield say(f"columns.{guess.order}")
