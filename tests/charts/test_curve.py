from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.charts.curve import Words, curve
from catalogue.charts.plane import ACROSS, UP, WIDTH
from catalogue.charts.spots import Spot

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("fr", "Précision & rappel", "Moyenne : 0,5 <ici>", "Rappel", "Précision", "Rien")
POINTS = ((0.25, 1.0), (0.25, 0.5), (1.0, 0.75))
SPOTS = (
    Spot(0.25, 1.0, "Doublon", "Doublon, dès 80 %"),
    Spot(0.25, 0.5, "Chevauchement", "Chevauchement, dès 50 %"),
    Spot(1.0, 0.75, "Apparenté", "Apparenté, dès 20 %"),
)
SHARES = st.floats(0, 1)


def drawn(
    points: tuple[tuple[float, float], ...] = POINTS,
    spots: tuple[Spot, ...] = SPOTS,
    words: Words = WORDS,
    key: str = "curve",
) -> ElementTree.Element:
    made = curve(points, spots, words, lambda share: f"{share:.0%}", key=key)
    return ElementTree.fromstring(made)  # noqa: S314 - our own


def texts(drawing: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {one.text or "": one for one in drawing.iter(f"{SVG}text")}


def test_who_cannot_see_it_hears_what_it_is() -> None:
    drawing = drawn(key="a")
    named = {one.get("id"): one.text for one in drawing if one.get("id")}
    assert drawing.get("role") == "img"
    assert drawing.get("lang") == "fr"
    assert [named[name] for name in (drawing.get("aria-labelledby") or "").split()] == [
        "Précision & rappel",
        "Moyenne : 0,5 <ici>",
    ]
    assert drawing[0].tag == f"{SVG}title"
    assert set(named).isdisjoint(one.get("id") for one in drawn(key="b") if one.get("id"))


def test_it_scales() -> None:
    drawing = drawn()
    assert drawing.get("width") is drawing.get("height") is None
    left, top, width, height = map(float, (drawing.get("viewBox") or "").split())
    assert (left, top, width) == (0, 0, WIDTH)
    assert all(0 <= float(one.get("y", 0)) <= height for one in drawing.iter(f"{SVG}text"))


def test_axes_have_names_and_ticks_as_the_reader_writes_them() -> None:
    said = [one.text for one in drawn().iter(f"{SVG}text")]
    assert {"Rappel", "Précision"} <= set(said)
    for tick in ("0%", "20%", "40%", "60%", "80%", "100%"):
        assert said.count(tick) == 2


def test_the_line_goes_through_its_points_in_steps() -> None:
    [line] = [one for one in drawn().iter(f"{SVG}path") if one.get("class") == "curve-line"]
    steps = re.findall(r"([MVH]) ?([-\d. ]+)", line.get("d") or "")
    at = [(kind, *map(float, numbers.split())) for kind, numbers in steps]
    assert at == [
        ("M", ACROSS.at(0), UP.at(1)),
        *[step for x, y in POINTS for step in (("V", UP.at(y)), ("H", ACROSS.at(x)))],
    ]


def test_each_spot_has_a_word_and_a_shape_of_its_own() -> None:
    drawing = drawn()
    said = texts(drawing)
    for spot in SPOTS:
        assert {spot.word, spot.detail} <= set(said)
    assert len(drawing.findall(f"{SVG}circle")) == 2
    assert len(drawing.findall(f"{SVG}rect")) == 2
    assert len([one for one in drawing.iter(f"{SVG}path") if not one.get("class")]) == 2
    circle = drawing.find(f"{SVG}circle")
    assert circle is not None
    where = (float(circle.get("cx", 0)), float(circle.get("cy", 0)))
    assert where == (ACROSS.at(0.25), UP.at(1))


def test_colours_are_those_around_it() -> None:
    colours = {one.get(kind) for one in drawn().iter() for kind in ("fill", "stroke")}
    assert colours == {None, "none", "currentColor"}


def test_words_at_the_right_edge_stand_on_the_left() -> None:
    said = texts(drawn())
    assert said["Apparenté"].get("text-anchor") == "end"
    assert said["Doublon"].get("text-anchor") == "start"


def test_without_points_it_says_so() -> None:
    drawing = drawn(points=(), spots=())
    assert "Rien" in texts(drawing)
    assert not [one for one in drawing.iter(f"{SVG}path") if one.get("class")]
    assert "Rien" not in texts(drawn())


@given(st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=5))
@settings(deadline=None)
def test_words_never_lie_over_each_other_nor_outside(places: list[tuple[float, float]]) -> None:
    spots = tuple(Spot(x, y, f"word{n}", f"detail{n}") for n, (x, y) in enumerate(places))
    said = texts(drawn(spots=spots))
    heights = sorted(float(said[spot.word].get("y", 0)) for spot in spots)
    assert all(lower - upper >= 18.9 for upper, lower in pairwise(heights))
    assert heights[-1] <= UP.start
    assert heights[0] >= UP.end - 20


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(deadline=None)
def test_any_words_make_a_sound_drawing(text: str) -> None:
    words = Words("en", text, text, text, text, text)
    drawn(spots=(Spot(0.5, 0.5, text, text),), words=words)


@pytest.mark.parametrize("count", [1, 4, 9])
def test_shapes_begin_again_after_four(count: int) -> None:
    spots = tuple(Spot(0.5, 0.5, f"w{n}", f"d{n}") for n in range(count))
    circles = drawn(spots=spots).findall(f"{SVG}circle")
    assert len(circles) == 2 * -(-count // 4)
