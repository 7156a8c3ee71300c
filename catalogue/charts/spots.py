"""Marked points of a chart: each has a shape of its own and a word beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import svg

from .plane import ACROSS, LETTER, UP, text

LEGEND_LINE = 26
"""Height of a line of the legend."""

_APART = 19.0
_ASIDE = 14.0


@dataclass(frozen=True)
class Spot:
    """A point to be marked, in shares of one; ``word`` stands beside it.

    ``detail`` stands in the legend.
    """

    x: float
    y: float
    word: str
    detail: str


Shape = Callable[[float, float], svg.Element]


def _circle(x: float, y: float) -> svg.Element:
    return svg.Circle(cx=x, cy=y, r=6.5)


def _square(x: float, y: float) -> svg.Element:
    return svg.Rect(x=round(x - 6, 2), y=round(y - 6, 2), width=12, height=12)


def _triangle(x: float, y: float) -> svg.Element:
    return _outline((x, y - 8), (x + 8, y + 6), (x - 8, y + 6))


def _diamond(x: float, y: float) -> svg.Element:
    return _outline((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y))


def _outline(*corners: tuple[float, float]) -> svg.Element:
    (x, y), *others = [(round(across, 2), round(down, 2)) for across, down in corners]
    return svg.Path(d=[svg.M(x, y), *(svg.L(*corner) for corner in others), svg.Z()])


_SHAPES: tuple[Shape, ...] = (_circle, _square, _triangle, _diamond)


def _shape(position: int, x: float, y: float) -> svg.Element:
    """The shape of the spot at a position of the legend; after four they come again."""
    return _SHAPES[position % len(_SHAPES)](x, y)


def marked(spots: Sequence[Spot]) -> list[svg.Element]:
    """The spots with their words, none over another; a line leads to a word that had to move."""
    elements: list[svg.Element] = []
    for position, told in _heights(spots).items():
        spot = spots[position]
        x, y = ACROSS.at(spot.x), UP.at(spot.y)
        leftwards = x + _ASIDE + LETTER * len(spot.word) > ACROSS.end
        beside = round(x - _ASIDE if leftwards else x + _ASIDE, 2)
        if abs(told - y) > _ASIDE:
            line = svg.Line(x1=x, y1=y, x2=beside, y2=told - 5, stroke="currentColor")
            elements.append(line)
        elements += [
            _shape(position, x, y),
            text(spot.word, beside, told, "end" if leftwards else "start"),
        ]
    return elements


def _heights(spots: Sequence[Spot]) -> dict[int, float]:
    """Where each spot's word stands: beside it, or as far below as those above it demand.

    A word never stands below the plane; those above it then move up.
    """
    by_height = sorted(range(len(spots)), key=lambda one: -spots[one].y)
    places: list[float] = []
    for one in by_height:
        above = places[-1] + _APART if places else 0.0
        places.append(max(UP.at(spots[one].y) - 8, above))
    lowest = UP.start - 6
    for position in reversed(range(len(places))):
        places[position] = round(min(places[position], lowest), 2)
        lowest = places[position] - _APART
    return dict(zip(by_height, places, strict=True))


def legend(spots: Sequence[Spot], left: float, top: float) -> list[svg.Element]:
    """Each spot's shape with its detail, one line a spot."""
    elements: list[svg.Element] = []
    for position, spot in enumerate(spots):
        y = top + position * LEGEND_LINE
        elements += [_shape(position, left, y), text(spot.detail, left + 18, y + 5)]
    return elements
