from __future__ import annotations

import pytest

from catalogue.domain.errors import FieldError
from catalogue.services.typed import TYPED
from catalogue.web.steps import STEPS, after, before, located_flaws, step_named, to_show

COSTS = step_named("costs")


def test_every_field_that_a_sponsor_types_has_its_place_and_only_one() -> None:
    fields = [name for step in STEPS for name in step.fields]
    assert sorted(fields) == sorted(TYPED)


def test_steps_follow_one_another() -> None:
    assert [after(step) for step in STEPS] == [*STEPS[1:], None]
    assert [before(step) for step in STEPS] == [None, *STEPS[:-1]]
    with pytest.raises(KeyError):
        step_named("nowhere")


def test_the_mark_of_a_step_changes_with_its_own_fields_only() -> None:
    seen = COSTS.seen({"estimated_cost": "5", "title": "A"})
    assert seen == COSTS.seen({"title": "B", "estimated_cost": "5"})
    assert seen != COSTS.seen({"estimated_cost": "6"})
    assert COSTS.seen({}) != COSTS.seen({"estimated_cost": ""})


def test_empty_rows_and_fields_that_stay_empty_are_not_told() -> None:
    row = {"fiscal_year": "", "build": "5", "run": ""}
    blank = {"fiscal_year": " ", "build": "", "run": ""}
    data = {"estimated_cost": "", "costs": [blank, row], "title": "elsewhere"}
    assert COSTS.given(data, {}) == {"costs": [row]}
    assert COSTS.given({"estimated_cost": "", "costs": [blank]}, {"estimated_cost": "5"}) == {
        "estimated_cost": ""
    }


def test_flaws_stand_where_they_can_be_corrected() -> None:
    flaws = [
        FieldError((), "ends_before_start"),
        FieldError(("capabilities", 1), "unknown_reference"),
        FieldError(("costs", 2, "build"), "not_a_number"),
    ]
    assert [flaw.path for flaw in located_flaws(flaws)] == [
        ("end",),
        ("capabilities",),
        ("costs", 2, "build"),
    ]


def test_an_empty_field_is_no_reproach_while_one_is_still_writing() -> None:
    row = FieldError(("costs", 0, "fiscal_year"), "required")
    assert to_show([FieldError(("title",), "required"), row]) == [row]
