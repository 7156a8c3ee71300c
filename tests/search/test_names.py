from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text(max_size=30))
def test_any_text_may_begin(typed: str) -> None:
    for name in (*NAMES.beginning(typed, 3), *NAMES.alike(typed, 3)):
        assert name in NAMES.by_folded.values()
