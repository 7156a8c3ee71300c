from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.services import drafting
from catalogue.services.material import material_digest
from catalogue.services.typed import TYPED, proposal_of, without_blanks
from catalogue.services.workspace import Workspace

from .builders import component, draft
from .proposing import ANA, LAC

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["", " ", "12 $"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FORMS = st.dictionaries(st.sampled_from(sorted(TYPED)), ANYTHING, max_size=6)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(typed=FORMS)
def test_anything_typed_is_kept_and_told_apart_from_a_proposal(
    house: Workspace, typed: dict[str, Any]
) -> None:
    kept = drafting.begin(ANA, house, LAC, typed)
    assert drafting.opened(ANA, house, kept.proposal_id).typed == typed
    flaws = drafting.flaws(ANA, house, kept)
    for flaw in flaws:
        assert points_somewhere(typed, flaw.path)
    if not flaws:
        proposal = proposal_of(house.db, kept)
        assert (proposal.id, proposal.organization) == (kept.proposal_id, LAC)


def points_somewhere(typed: Any, path: tuple[str | int, ...]) -> bool:
    """Whether every position of a path is one of what was typed."""
    for part in path:
        if isinstance(part, int):
            if not isinstance(typed, list):
                return True  # further in than what was typed goes
            if part >= len(typed) or without_blanks(typed[part]) is None:
                return False
            typed = typed[part]
        else:
            typed = typed.get(part) if isinstance(typed, dict) else None
    return True


@given(ANYTHING)
def test_taking_out_blanks_twice_takes_out_no_more(value: Any) -> None:
    once = without_blanks(value)
    assert without_blanks(once) == once


def changed(**fields: Any) -> bool:
    plain: dict[str, Any] = {"title": "Un portail d’accès", "problem": "Des files."}
    first = draft(**plain)
    second = draft(**{**plain, **fields})
    return material_digest(first) != material_digest(second)


def test_only_what_is_compared_is_material() -> None:
    assert not changed(title="UN PORTAIL  D'ACCES!", problem="Des files")
    assert not changed(estimated_cost=5, status="returned", organization="lac", start="2026-01-01")
    assert not changed(clientele="Tous", people=["Ana"])
    assert changed(title="Un portail de service")
    assert changed(problem="Des files de 40 minutes.")
    assert changed(outcomes="Moins d’attente.")
    assert changed(capabilities=["a/b"])


def test_a_component_s_change_is_material_in_either_language() -> None:
    def digest(**fields: Any) -> str:
        return material_digest(Component.model_validate(component(**fields)))

    plain = digest()
    assert digest(lifecycle="deprecated", verified_on="2018-05-01", licence="MIT") == plain
    for fields in (
        {"name": {"en": "Another"}},
        {"summary": {"en": "Another thing."}},
        {"summary": {"en": component()["summary"]["en"], "fr": "Une autre chose."}},
        {"acronyms": ["BKG"]},
        {"links": {"source": "https://code.example/booking"}},
    ):
        assert digest(**fields) != plain


def test_a_proposal_is_the_same_however_often_it_is_digested() -> None:
    one = draft()
    assert material_digest(one) == material_digest(Proposal.model_validate(one.model_dump()))
