from __future__ import annotations

import json
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.workspace import Workspace
from tests.services.builders import BOOKING, content, stored

from .calling import Caller
from .conftest import Calling

DRAFT = {"type": "proposal", "title": "Appointment booking at counters", "description": BOOKING}


def test_a_draft_is_checked_with_its_evidence_and_stored_nowhere(
    calling: Calling, house: Workspace
) -> None:
    caller, before = calling(), content(house)
    found = caller("POST", "/check", {**DRAFT, "id": "mine"}).get_json()
    [first] = [one for one in found["matches"] if one["id"] == "booking"]
    assert (found["id"], first["band"]) == ("mine", "duplicate")
    total = first["prior"] + sum(one["contribution"] for one in first["evidence"])
    assert total == pytest.approx(first["log_odds"])
    assert found["index"] == {"records": 4, "fresh": True, "meaning": False, "encoders": []}
    assert content(house) == before


def test_a_component_is_checked_as_well(calling: Calling) -> None:
    draft = {"type": "component", "name": {"en": "Booking"}, "summary": {"en": BOOKING}}
    found = calling()("POST", "/check", draft).get_json()
    assert found["matches"][0]["id"] == "booking"


def test_how_much_to_answer_can_be_said(calling: Calling) -> None:
    caller = calling()
    assert len(caller("POST", "/check?top=1", DRAFT).get_json()["matches"]) == 1
    assert caller("POST", "/check?minimum=1", DRAFT).get_json()["matches"] == []


@pytest.mark.parametrize(
    ("draft", "pointer", "code"),
    [
        ({"title": "A", "description": "B"}, "/type", "required"),
        ({"type": "house", "title": "A"}, "/type", "unknown_value"),
        ({"type": "proposal", "title": "A"}, "/description", "required"),
        ({"type": "proposal", "title": " ", "description": "B"}, "/title", "empty"),
        ({**DRAFT, "estimated_cost": "12"}, "/estimated_cost", "not_a_number"),
        ({**DRAFT, "start": "2027-02-01", "end": "2026-01-01"}, "", "ends_before_start"),
        ({"type": "component", "name": {"en": "A"}}, "", "no_summary_or_description"),
    ],
)
def test_what_is_wrong_with_a_draft_is_located(
    calling: Calling, draft: dict[str, Any], pointer: str, code: str
) -> None:
    found = calling().problem("POST", "/check", draft, status=422)
    assert (pointer, code) in [(one["pointer"], one["code"]) for one in found["errors"]]


@pytest.mark.parametrize(
    ("raw", "media", "status", "code"),
    [
        (b"{", "application/json", 400, "unreadable_body"),
        (b'{"a": NaN}', "application/json", 400, "unreadable_body"),
        (b"\xff", "application/json", 400, "unreadable_body"),
        (b"[]", "application/json", 422, "invalid_record"),
        (b"title=A", "application/x-www-form-urlencoded", 415, "unsupported_media"),
        (b" " * (3 * 1024 * 1024), "application/json", 413, "body_too_large"),
    ],
)
def test_a_body_that_is_no_record_is_refused(
    calling: Calling, raw: bytes, media: str, status: int, code: str
) -> None:
    caller = calling()
    answer = caller.client.post("/v1/check", data=raw, content_type=media)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)


def seen_of(found: dict[str, Any]) -> object:
    """What is told: which records, and on how many the answer rests."""
    return [(one["type"], one["id"]) for one in found["matches"]], found["index"]


def test_another_bodys_proposal_shows_as_no_more_than_an_overlap(
    calling: Calling, house: Workspace
) -> None:
    odd = "Zephyrine Quetzalcoatl"
    hidden = {
        "type": "proposal",
        "id": "hidden-one",
        "title": f"Appointment booking {odd}",
        "description": BOOKING,
        "language": "en",
        "status": "submitted",
        "organization": "mont",
    }
    before = calling()("POST", "/check", DRAFT).get_json()
    stored(house, hidden)
    stranger = calling()("POST", "/check", {**DRAFT, "organization": "mont"}).get_json()
    assert seen_of(stranger) == seen_of(before)
    sponsor = calling("ana", Role.sponsor, bodies=("lac",))("POST", "/check", DRAFT).get_json()
    assert (stranger["hidden_overlap"], sponsor["hidden_overlap"]) == (False, True)
    assert seen_of(sponsor) == seen_of(before)
    assert "Zephyrine" not in json.dumps([stranger, sponsor])
    reviewer = calling("rita", Role.reviewer, bodies=("tresor",))
    seen = reviewer("POST", "/check", DRAFT).get_json()["matches"]
    assert "hidden-one" in {one["id"] for one in seen}


def test_a_check_that_could_not_run_is_never_no_duplicates(
    calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise CheckCouldNotRun(why="behind")

    monkeypatch.setattr("catalogue.services.draft_check.check_now", fail)
    found = calling().problem("POST", "/check", DRAFT, status=503)
    assert found["code"] == "check_could_not_run"


def test_checks_have_an_allowance_of_their_own(calling: Calling) -> None:
    caller: Caller = calling()
    answer = caller("POST", "/check", DRAFT)
    assert answer.headers["RateLimit-Policy"].startswith('"check"')
