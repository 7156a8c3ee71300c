"""Tables of figures for a terminal, their columns aligned."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import click

from catalogue.services.evaluating import Interval
from catalogue.wording.sentences import number, percent

from .speech import language, say

WIDTH = 96


class Table:
    """A table whose first column holds labels and whose others hold figures, set right."""

    def __init__(self, label: int, *columns: int) -> None:
        self.label, self.columns = label, columns

    def row(self, label: str, *cells: str) -> None:
        """Print a row; cells that are left out at the end stay empty."""
        figures = zip(cells, self.columns, strict=False)
        click.echo((f"{label:<{self.label}}" + "".join(f"{c:>{w}}" for c, w in figures)).rstrip())


def note(sentence: str, indent: str = "  ") -> None:
    """Print a sentence folded, every line set in."""
    click.echo(textwrap.fill(sentence, WIDTH, initial_indent=indent, subsequent_indent=indent))


def share(value: float, decimals: int = 1) -> str:
    """A share of one as a percentage."""
    return percent(value, language(), decimals)


def decimal(value: float, decimals: int = 3) -> str:
    """A figure with so many decimals."""
    return number(value, language(), decimals)


def signed(value: float, decimals: int) -> str:
    """A change with its sign; none where it rounds to nothing."""
    text = number(abs(value), language(), decimals)
    if not text.strip("0,."):
        return text
    return ("−" if value < 0 else "+") + text


def between_shares(interval: Interval | None) -> str:
    """Both ends as whole percentages without the sign; nothing without an interval."""
    return _between(interval, lambda end: number(100 * end, language()))


def between(interval: Interval | None) -> str:
    """Both ends with two decimals; nothing without an interval."""
    return _between(interval, lambda end: number(end, language(), 2))


def _between(interval: Interval | None, written: Callable[[float], str]) -> str:
    if interval is None:
        return ""
    low, high = interval
    return say("evaluate.between", low=written(low), high=written(high)) if low < high else "–"
