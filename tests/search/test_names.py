from __future__ import annotations

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from catalogue.language.folding import fold
from catalogue.search.names import Names

NAMES = Names(
    ["Prise de rendez-vous", "Rendez-vous médicaux", "Régie du bâtiment", "Rent register"]
)


def test_what_begins_so_comes_before_what_goes_on_so() -> None:
    assert NAMES.beginning("RENDEZ", 5) == ["Rendez-vous médicaux", "Prise de rendez-vous"]
    assert NAMES.beginning("re", 2) == ["Rent register", "Régie du bâtiment"]
    assert NAMES.beginning("batiment", 5) == ["Régie du bâtiment"]


def test_slips_are_forgiven() -> None:
    assert NAMES.alike("rendes-vous", 1)[0] in {"Prise de rendez-vous", "Rendez-vous médicaux"}
    assert NAMES.alike("qqqq", 5) == []
    assert NAMES.alike("", 5) == []
    assert NAMES.alike("rejister ren", 5) == ["Rent register"]
    assert NAMES.alike("rejister batim", 5) == []


def test_a_hundred_thousand_names_are_begun_at_once() -> None:
    many = Names(
        f"{word} {place}" for word in ("Gestion de", "Registre") for place in range(50_000)
    )
    began = perf_counter()
    assert many.beginning("ge", 2) == ["Gestion de 0", "Gestion de 1"]
    assert many.beginning("de 7", 2) == ["Gestion de 7", "Gestion de 70"]
    assert many.alike("rejistre 4", 1) == ["Registre 4"]
    assert perf_counter() - began < 0.5  # 20 ms where nothing else runs


@given(st.lists(st.text(" abé", max_size=6), max_size=8), st.text(" abé", max_size=4))
def test_begun_names_are_those_of_looking_at_every_one(names: list[str], typed: str) -> None:
    held, wanted = Names(names), fold(typed)
    first = {name for name in held.by_folded if name.startswith(wanted)}
    later = {name for name in held.by_folded if f" {wanted}" in name} - first
    order = [sorted(found, key=lambda name: (len(name), name)) for found in (first, later)]
    assert held.beginning(typed, 20) == [held.by_folded[one] for some in order for one in some]


@given(st.text(max_size=30))
def test_any_text_may_begin(typed: str) -> None:
    for name in (*NAMES.beginning(typed, 3), *NAMES.alike(typed, 3)):
        assert name in NAMES.by_folded.values()
