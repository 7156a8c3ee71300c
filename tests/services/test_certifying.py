from __future__ import annotations

import re

import pytest

from catalogue.domain.errors import NotFound
from catalogue.services import deciding, drafting
from catalogue.services.certifying import attested, certificate
from catalogue.services.permissions import ANONYMOUS, SignInNeeded
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, submissions
from tests.tampering import tamper

from .builders import component, proposal, stored
from .proposing import ANA, LAC, MIA, MONT, REVIEWER, handed_in, submit


def test_a_certificate_says_what_was_asked_found_answered_and_decided(house: Workspace) -> None:
    one = handed_in(house)
    it = certificate(ANA, house, one, 1)
    assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", it.code)
    assert (it.title, it.organization) == ("Appointment booking at counters", LAC)
    assert (it.components, it.fresh, it.whole) == (4, True, True)
    assert it.made.visible.matches[0].id == "booking"
    assert [answer.id for answer in it.made.responses] == ["booking"]
    assert it.decision is None
    deciding.decide(
        REVIEWER, house, one, {"ruling": "declined", "reason": "Exists."}, expected_submission=1
    )
    later = certificate(REVIEWER, house, one, 1)
    assert later.decision
    assert later.decision.decision.reason == "Exists."
    assert later.code == it.code


def test_a_certificate_stays_as_things_were(house: Workspace) -> None:
    one = handed_in(house)
    before = certificate(ANA, house, one, 1)
    returned = {"ruling": "returned", "reason": "Say more."}
    deciding.decide(REVIEWER, house, one, returned, expected_submission=1)
    draft = drafting.opened(ANA, house, one)
    draft = drafting.save(ANA, house, one, {"title": "Ferries"}, expected_revision=draft.revision)
    submit(house, draft)
    stored(house, component("ferry"))
    first, second = (certificate(ANA, house, one, number) for number in (1, 2))
    assert (first.title, second.title) == (before.title, "Ferries")
    assert (first.code, first.components, first.made) == (before.code, 4, before.made)
    assert second.code != first.code
    assert second.decision is None


def test_its_code_is_confirmed_to_anybody_however_it_is_typed(house: Workspace) -> None:
    it = certificate(ANA, house, handed_in(house), 1)
    for typed in (it.code, it.code.lower().replace("-", " "), f" {it.code.replace('O', '0')} "):
        found = attested(house, typed)
        assert (found.code, found.at, found.components) == (it.code, it.made.at, 4)
        assert found.whole


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF-2MZA-XW4C-6TBE", "é" * 16, "9" * 16, "?" * 60])
def test_other_codes_are_nobodys(house: Workspace, typed: str) -> None:
    handed_in(house)
    with pytest.raises(NotFound):
        attested(house, typed)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE submission SET responses = '[]'",
        "UPDATE submission SET digest = 'other'",
        'UPDATE submission SET result = replace(result, \'"band":"duplicate"\','
        ' \'"band":"related"\')',
        "UPDATE audit SET at = '2001-01-01T00:00:00.000000+00:00' WHERE action = 'checked'",
        "UPDATE audit SET hash = 'ff' WHERE seq ="
        " (SELECT seq - 1 FROM audit WHERE action = 'checked')",
    ],
)
def test_what_was_altered_is_told(house: Workspace, statement: str) -> None:
    one = handed_in(house)
    code = certificate(ANA, house, one, 1).code
    tamper(house.db, statement)
    assert not certificate(ANA, house, one, 1).whole
    assert not attested(house, code).whole


def test_a_lost_entry_leaves_nothing_to_show(house: Workspace) -> None:
    one = handed_in(house)
    code = certificate(ANA, house, one, 1).code
    tamper(house.db, "DELETE FROM audit WHERE action = 'checked'")
    for asked in (lambda: certificate(ANA, house, one, 1), lambda: attested(house, code)):
        with pytest.raises(NotFound):
            asked()


def test_an_older_entry_that_says_less_still_holds(house: Workspace) -> None:
    one = handed_in(house)
    [entry] = [each for each in audit.entries(house.db) if each.action == "checked"]
    [held] = submissions.of(house.db, one)
    assert entry.details["digest"] == held.digest
    tamper(
        house.db,
        "UPDATE audit SET details = json_remove(details, '$.digest') WHERE action = 'checked'",
    )
    row = house.db.execute(
        "SELECT seq, at, actor, action, subject, details, previous_hash FROM audit"
        " WHERE action = 'checked'"
    ).fetchone()
    seal = audit._seal(list(row))
    house.db.execute("UPDATE audit SET hash = ? WHERE seq = ?", [seal, entry.seq])
    assert certificate(ANA, house, one, 1).whole


def test_a_certificate_is_for_those_who_see_the_proposal(house: Workspace) -> None:
    one = handed_in(house)
    with pytest.raises(NotFound):
        certificate(MIA, house, one, 1)
    with pytest.raises(SignInNeeded):
        certificate(ANONYMOUS, house, one, 1)
    with pytest.raises(NotFound):
        certificate(ANA, house, one, 2)


def test_anothers_proposal_does_not_show_on_it(house: Workspace) -> None:
    stored(house, proposal("hidden", organization=MONT))
    it = certificate(ANA, house, handed_in(house), 1)
    assert it.made.visible.hidden_overlap
    assert "hidden" not in [match.id for match in it.made.visible.matches]
