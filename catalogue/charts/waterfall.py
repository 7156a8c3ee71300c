"""How evidence adds up: one bar a step, each beginning where the last one ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import isclose
from typing import Protocol

import svg

from .scale import Mark, Scale, covering
from .text import fitted, written

WIDTH = 960
_LABELS = 330
_VALUES = 74
_ROW = 34
_LINE = 15
_BAR = 20
_TOP = 34
_HEADING = 30
_BOTTOM = 44
_LETTER = {16: 8.4, 14: 7.2, 12: 6.1}
"""Width of a letter by size of type, on the safe side for a sans serif."""

_FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


_ANCHORS = {
    "waterfall-heading": "start",
    "waterfall-words": "start",
    "waterfall-step-label": "start",
    "waterfall-end-label": "start",
    "waterfall-step-value": "end",
    "waterfall-end-value": "end",
}
_WEIGHTS = dict.fromkeys(
    ("waterfall-heading", "waterfall-end-label", "waterfall-end-value"), "bold"
)


class Step(Protocol):
    """A step in words: ``points`` are log-odds, ``said`` the same as text, ``words`` the cause."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def points(self) -> float:
        """How much it adds, in log-odds."""

    @property
    def said(self) -> str:
        """The points as text, with their sign."""

    @property
    def words(self) -> str:
        """What caused it; may be empty."""


class Caption(Protocol):
    """What a drawing is called and how its scale is read.

    ``marks`` are log-odds with what people call them, ``axis`` names the
    log-odds; ``description`` tells those who do not see it what it shows.
    """

    @property
    def title(self) -> str:
        """What it shows, on one line."""

    @property
    def description(self) -> str:
        """What it says, in sentences."""

    @property
    def axis(self) -> str:
        """The name of the lower scale."""

    @property
    def marks(self) -> Sequence[Mark]:
        """The upper scale."""

    @property
    def language(self) -> str:
        """In which language all this is."""


def waterfall(
    steps: Sequence[Step], caption: Caption, *, key: str = "waterfall", heading: bool = False
) -> str:
    """A drawing (SVG) of how the steps add up.

    The first step is where it starts and the last one the total; both are
    drawn from 0, in outline, all others where the sum before them ends.
    ``heading`` also draws the title. ``key`` begins the drawing's ids, so
    that several can stand on a page. Colours are those of the text around it;
    every part has a class beginning with ``waterfall``.

    Raises ValueError where the steps do not add up to the last one.
    """
    start, *between, total = steps
    ends = list(accumulate([start.points, *(step.points for step in between)]))
    if not isclose(ends[-1], total.points, abs_tol=1e-6):
        raise ValueError(f"{ends[-1]} is not {total.points}")
    begins = [0.0, *ends[:-1], 0.0]
    ends.append(total.points)
    line = covering(ends, _LABELS, WIDTH - _VALUES)
    rows = [_Row(step, _words(step)) for step in steps]
    top = _TOP + (_HEADING if heading else 0)
    *tops, foot = accumulate((row.height for row in rows), initial=top)
    drawn: list[svg.Element] = [
        svg.Title(id=f"{key}-title", text=written(caption.title)),
        svg.Desc(id=f"{key}-desc", text=written(caption.description)),
    ]
    if heading:
        drawn += _lines(caption.title, 22, WIDTH - 16, 16, "waterfall-heading")
    drawn += _grid(line, caption, top, foot)
    for place, (row, at) in enumerate(zip(rows, tops, strict=True)):
        whole = place in {0, len(rows) - 1}
        drawn.append(_bar(row, line, (begins[place], ends[place]), at, whole=whole))
        if place < len(rows) - 1:
            drawn.append(_joint(line.at(ends[place]), at + 6 + _BAR, at + row.height + 6))
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, foot + _BOTTOM),
        class_=["waterfall"],
        lang=written(caption.language),
        elements=drawn,
        extra={
            "role": "img",
            "aria-labelledby": f"{key}-title {key}-desc",
            "font-family": _FONT,
            "fill": "currentColor",
        },
    )
    return str(drawing)


@dataclass(frozen=True)
class _Row:
    step: Step
    words: list[str]

    @property
    def height(self) -> float:
        return _ROW + _LINE * len(self.words)


def _words(step: Step) -> list[str]:
    return fitted(step.words, _LABELS - 20, _LETTER[12], most=2)


def _bar(row: _Row, line: Scale, ends: tuple[float, float], top: float, *, whole: bool) -> svg.G:
    left, right = sorted(line.at(end) for end in ends)
    kind = "waterfall-end" if whole else "waterfall-step"
    bar = svg.Rect(
        class_=[f"{kind}-bar"],
        x=left,
        y=top + 6,
        width=max(round(right - left, 2), 1),
        height=_BAR,
        fill="none" if whole else "currentColor",
        fill_opacity=None if whole else 0.55,
        stroke="currentColor",
        stroke_width=1.5 if whole else 0.5,
    )
    parts: list[svg.Element] = [
        *_lines(row.step.label, top + 20, _LABELS - 20, 14, f"{kind}-label"),
        bar,
        _text(WIDTH - 8, top + 20, written(row.step.said), 14, f"{kind}-value"),
    ]
    parts += [
        _text(8, top + 21 + _LINE * (place + 1), words, 12, "waterfall-words")
        for place, words in enumerate(row.words)
    ]
    return svg.G(class_=["waterfall-row", kind], elements=parts)


def _lines(text: str, y: float, room: float, size: int, kind: str) -> list[svg.Text]:
    """A text cut to fit, at the left."""
    return [_text(8, y, line, size, kind) for line in fitted(text, room, _LETTER[size])]


def _joint(x: float, top: float, foot: float) -> svg.Line:
    """Leads from a bar's end to where the next one begins."""
    return svg.Line(
        class_=["waterfall-joint"],
        x1=x,
        x2=x,
        y1=top,
        y2=foot,
        stroke="currentColor",
        stroke_dasharray=[2, 3],
    )


def _grid(line: Scale, caption: Caption, top: float, foot: float) -> Iterator[svg.Element]:
    """Lines that let one read chances above the bars and log-odds below them."""
    for value, name in line.apart(caption.marks, _LETTER[12]):
        x = line.at(value)
        yield svg.Line(
            class_=["waterfall-even" if value == 0 else "waterfall-mark"],
            x1=x,
            x2=x,
            y1=top - 4,
            y2=foot,
            stroke="currentColor",
            stroke_opacity=0.6 if value == 0 else 0.2,
        )
        yield _text(x, top - 12, written(name), 12, "waterfall-chance")
    for tick in line.ticks():
        said = written(f"{tick:+d}".replace("-", "\u2212") if tick else "0")
        yield _text(line.at(tick), foot + 16, said, 12, "waterfall-tick")
    middle = (line.start + line.end) / 2
    yield _text(middle, foot + 34, written(caption.axis), 12, "waterfall-axis")


def _text(x: float, y: float, text: str, size: int, kind: str) -> svg.Text:
    looks = {
        "text-anchor": _ANCHORS.get(kind, "middle"),
        "font-weight": _WEIGHTS.get(kind, "normal"),
    }
    return svg.Text(class_=[kind], x=x, y=y, text=text, font_size=size, extra=looks)
