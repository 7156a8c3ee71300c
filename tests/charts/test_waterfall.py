from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.charts.waterfall import WIDTH, waterfall

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Step:
    label: str
    points: float
    said: str
    words: str = ""


@dataclass(frozen=True)
class Caption:
    title: str = "Evidence"
    description: str = "From -4 to +1."
    axis: str = "log-odds"
    marks: tuple[tuple[float, str], ...] = ((-2.2, "1 in 10"), (0.0, "even"), (2.2, "9 in 10"))
    language: str = "en"


STEPS = (
    Step("Before", -4.0, "-4.00"),
    Step("Meaning", 3.0, "+3.00"),
    Step("Words", 2.0, "+2.00", "permit = licence, clinic"),
    Step("Total", 1.0, "+1.00"),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
GAINS = st.lists(st.floats(0, 20), max_size=8)


def drawn(
    steps: tuple[Step, ...] = STEPS, caption: Caption = Caption(), **how
) -> ElementTree.Element:
    return ElementTree.fromstring(waterfall(steps, caption, **how))  # noqa: S314 - our own


def classed(drawing: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in drawing.iter() if one.get("class") == name]


def texts(drawing: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in drawing.iter(f"{SVG}text")]


def adding_up(start: float, gains: list[float]) -> tuple[Step, ...]:
    parts = [start, *gains, start + sum(gains)]
    return tuple(Step(f"step {n}", points, f"{points:+.2f}") for n, points in enumerate(parts))


def test_every_step_stands_there_with_its_value_and_its_words() -> None:
    said = texts(drawn())
    for step in STEPS:
        assert step.label in said
        assert step.said in said
    assert "permit = licence, clinic" in said
    assert {"1 in 10", "even", "log-odds"} <= set(said)


def test_who_does_not_see_it_is_told() -> None:
    drawing = drawn(key="match-2")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == "match-2-title match-2-desc"
    told = {one.get("id"): one.text for one in drawing if one.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert told == {"match-2-title": "Evidence", "match-2-desc": "From -4 to +1."}


def test_it_scales_and_takes_the_colour_of_the_page() -> None:
    text = waterfall(STEPS, Caption())
    assert drawn().get("viewBox", "").split()[2] == str(WIDTH)
    assert "#" not in text
    assert "style" not in text


def test_the_heading_is_drawn_on_demand() -> None:
    assert "Evidence" not in texts(drawn())
    assert "Evidence" in texts(drawn(heading=True))


def test_steps_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.0 is not 1\.5"):
        waterfall((*STEPS[:-1], replace(STEPS[-1], points=1.5)), Caption())


@given(st.floats(-20, 5), GAINS)
def test_each_bar_begins_where_the_last_one_ended(start: float, gains: list[float]) -> None:
    drawing = drawn(adding_up(start, gains))
    bars = classed(drawing, "waterfall-step-bar")
    first, last = classed(drawing, "waterfall-end-bar")
    assert len(bars) == len(gains)
    places = [(float(bar.get("x", 0)), float(bar.get("width", 0))) for bar in bars]
    for (x, width), (following, _) in pairwise(places):
        assert following == pytest.approx(x + width, abs=1.02)
    for bar in (first, *bars, last):
        assert (
            0 < float(bar.get("x", 0)) < float(bar.get("x", 0)) + float(bar.get("width", 0)) < WIDTH
        )


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_can_break_the_drawing(label: str, words: str, title: str) -> None:
    steps = (STEPS[0], replace(STEPS[1], points=5.0, label=label, words=words), STEPS[-1])
    drawing = drawn(steps, replace(Caption(), title=title), heading=True)
    assert {one.tag for one in drawing.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "rect", "line", "text")
    }


def test_markup_in_a_name_stays_text() -> None:
    evil = "</title><script>alert(1)</script>"
    drawing = drawn(caption=replace(Caption(), title=evil, language='en"><script>'))
    assert drawing.find(f"{SVG}title").text == evil  # type: ignore[union-attr]
    assert not list(drawing.iter(f"{SVG}script"))
