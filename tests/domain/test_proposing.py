from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.decision import Decision, Ruling
from catalogue.domain.discussion import Comment, Visibility
from catalogue.domain.errors import InvalidRecord
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import TRANSITIONS, ProposalStatus
from catalogue.domain.response import Answer, Reason, Response
from catalogue.domain.validation import validate
from catalogue.domain.verdict import Label, Verdict
from catalogue.domain.working_days import working_days_after

ABOUT = {"type": "component", "id": "booking"}


def wrong(model: Any, data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as caught:
        validate(model, data)
    return [(error.dotted, error.code) for error in caught.value.errors]


@pytest.mark.parametrize("answer", [Answer.reuse, Answer.extend])
def test_who_uses_what_exists_need_not_say_why(answer: Answer) -> None:
    response = validate(Response, {**ABOUT, "answer": answer.value})
    assert response.matched == Matched("component", "booking")
    assert (response.reason, response.text) == (None, None)


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_has_a_reason_and_words(reason: Reason) -> None:
    refusal = {**ABOUT, "answer": "not_suitable"}
    assert wrong(Response, refusal) == [("reason", "required"), ("text", "required")]
    assert wrong(Response, {**refusal, "reason": reason.value}) == [("text", "required")]
    assert wrong(Response, {**refusal, "text": "Because"}) == [("reason", "required")]
    whole = validate(Response, {**refusal, "reason": reason.value, "text": "Because"})
    assert (whole.reason, whole.text) == (reason, "Because")


def test_an_answer_is_one_of_three() -> None:
    assert wrong(Response, {**ABOUT, "answer": "perhaps"}) == [("answer", "unknown_value")]
    assert wrong(Response, {**ABOUT, "answer": "reuse", "mood": "good"}) == [
        ("mood", "unknown_field")
    ]


def test_a_verdict_names_its_pair() -> None:
    verdict = validate(Verdict, {**ABOUT, "label": "distinct", "note": "Other clients."})
    assert (verdict.label, verdict.matched) == (Label.distinct, Matched("component", "booking"))
    assert wrong(Verdict, {**ABOUT, "label": "same"}) == [("label", "unknown_value")]


def test_every_ruling_is_where_a_review_may_end() -> None:
    ends = TRANSITIONS[ProposalStatus.in_review] - {ProposalStatus.withdrawn}
    assert {ruling.status for ruling in Ruling} == ends


@pytest.mark.parametrize("ruling", Ruling)
def test_conditions_go_with_the_approval_that_has_some(ruling: Ruling) -> None:
    plain = {"ruling": ruling.value, "reason": "Because"}
    conditional = {**plain, "conditions": "Ask first"}
    if ruling is Ruling.approved_with_conditions:
        assert wrong(Decision, plain) == [("conditions", "required")]
        assert validate(Decision, conditional).conditions == "Ask first"
    else:
        assert validate(Decision, plain).conditions is None
        assert wrong(Decision, conditional) == [("conditions", "conditions_without_need")]


@pytest.mark.parametrize(
    "ruling", [one for one in Ruling if one != Ruling.approved_with_conditions]
)
def test_only_a_redirection_names_what_to_reuse(ruling: Ruling) -> None:
    data = {"ruling": ruling.value, "reason": "Because", "reuse": ["booking"]}
    if ruling is Ruling.redirected:
        assert validate(Decision, data).reuse == ("booking",)
        assert validate(Decision, {**data, "reuse": []}).reuse == ()
    else:
        assert wrong(Decision, data) == [("reuse", "reuse_without_redirection")]


def test_a_decision_without_a_reason_is_none() -> None:
    assert wrong(Decision, {"ruling": "declined"}) == [("reason", "required")]
    assert wrong(Decision, {"reason": "x", "conditions": "y"}) == [("ruling", "required")]


def test_a_comment_says_who_may_read_it() -> None:
    assert wrong(Comment, {"text": "Hello"}) == [("visibility", "required")]
    said = validate(Comment, {"text": "Hello", "visibility": "internal"})
    assert said.visibility is Visibility.internal


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2018, 5, 21), 0, date(2018, 5, 21)),  # a Monday
        (date(2018, 5, 21), 1, date(2018, 5, 22)),
        (date(2018, 5, 21), 5, date(2018, 5, 28)),
        (date(2018, 5, 25), 1, date(2018, 5, 28)),
        (date(2018, 5, 26), 1, date(2018, 5, 28)),
        (date(2018, 5, 27), 10, date(2018, 6, 8)),
    ],
)
def test_weekends_do_not_count(day: date, count: int, expected: date) -> None:
    assert working_days_after(day, count) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 200))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    end = working_days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert end.weekday() < 5
