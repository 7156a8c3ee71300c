"""The plane that a chart of two shares is drawn on: frame, ticks and the names of its axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import svg

from .scale import Scale
from .text import written

WIDTH = 640
ACROSS = Scale(0, 1, 84, 612)
UP = Scale(0, 1, 416, 56)
"""Where shares of one stand, in units of the drawing."""

LETTER = 8.0
"""Width of a letter of the drawing's text, on the safe side for a sans serif."""

_SIZE = 15
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def plane(x_axis: str, y_axis: str, tick: Callable[[float], str]) -> list[svg.Element]:
    """The frame with its grid, the ticks' labels as ``tick`` writes a share, and both names."""
    elements: list[svg.Element] = []
    for share in _TICKS:
        faint = 0.2 if share else 1
        elements += [
            _line(share, share, 0, 1, faint),
            _line(0, 1, share, share, faint),
            text(tick(share), ACROSS.at(share), UP.start + 20, "middle"),
            text(tick(share), ACROSS.start - 8, UP.at(share) + 5, "end"),
        ]
    middle = UP.at(0.5)
    upright = text(y_axis, 20, middle, "middle")
    upright.transform = [svg.Rotate(-90, 20, middle)]
    return [*elements, text(x_axis, ACROSS.at(0.5), UP.start + 44, "middle"), upright]


def text(
    words: str, x: float, y: float, anchor: Literal["start", "middle", "end"] = "start"
) -> svg.Text:
    """A line of text."""
    return svg.Text(text=written(words), x=x, y=y, text_anchor=anchor, font_size=_SIZE)


def _line(left: float, right: float, low: float, high: float, opacity: float) -> svg.Line:
    return svg.Line(
        x1=ACROSS.at(left),
        x2=ACROSS.at(right),
        y1=UP.at(low),
        y2=UP.at(high),
        stroke="currentColor",
        stroke_opacity=opacity,
    )
