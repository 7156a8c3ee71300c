"""The precision-recall curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import svg

from .plane import ACROSS, UP, WIDTH, plane, text
from .spots import LEGEND_LINE, Spot, legend, marked
from .text import written

_FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_LEGEND = int(UP.start) + 76


@dataclass(frozen=True)
class Words:
    """What the figure says, in one language; ``description`` is for who cannot see it.

    ``empty`` stands in the plane where there is no point.
    """

    language: str
    title: str
    description: str
    x_axis: str
    y_axis: str
    empty: str


def curve(
    points: Sequence[tuple[float, float]],
    spots: Sequence[Spot],
    words: Words,
    tick: Callable[[float], str],
    *,
    key: str = "curve",
) -> str:
    """A drawing (SVG) of precision against recall.

    ``points`` are (recall, precision), shares of one, by rising recall. Between
    two of them precision is drawn as that of the second: the steps whose area
    is the average precision. ``tick`` writes a share. ``key`` begins the
    drawing's ids, so that several can stand on a page. Colours are those of
    the text around it.
    """
    height = _LEGEND + LEGEND_LINE * max(len(spots), 1)
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, height),
        class_=["curve"],
        lang=written(words.language),
        elements=[
            svg.Title(id=f"{key}-title", text=written(words.title)),
            svg.Desc(id=f"{key}-desc", text=written(words.description)),
            text(words.title, ACROSS.start, 32),
            *plane(words.x_axis, words.y_axis, tick),
            _steps(points) if points else text(words.empty, ACROSS.at(0.5), UP.at(0.5), "middle"),
            *marked(spots),
            *legend(spots, ACROSS.start + 8, _LEGEND),
        ],
        extra={
            "role": "img",
            "aria-labelledby": f"{key}-title {key}-desc",
            "font-family": _FONT,
            "fill": "currentColor",
        },
    )
    return str(drawing)


def _steps(points: Sequence[tuple[float, float]]) -> svg.Element:
    path: list[svg.PathData] = [svg.M(ACROSS.at(0), UP.at(points[0][1]))]
    for x, y in points:
        path += [svg.V(UP.at(y)), svg.H(ACROSS.at(x))]
    return svg.Path(
        class_=["curve-line"], d=path, fill="none", stroke="currentColor", stroke_width=2
    )
