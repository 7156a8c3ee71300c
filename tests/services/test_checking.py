from __future__ import annotations

from collections import Counter
from math import isclose

import pytest

from catalogue.domain.component import Component
from catalogue.domain.match import Band, CheckResult
from catalogue.domain.proposal import Proposal
from catalogue.services.checking import MOST_RELATED, MOST_WARNINGS, Checker, Wanted
from catalogue.services.workspace import Workspace
from catalogue.storage import derived, records

from .builders import component, content, draft, proposal, stored

EVERYTHING = Wanted(top=1000)


@pytest.fixture(scope="module")
def checker(sample: Workspace) -> Checker:
    return Checker(sample)


@pytest.fixture(scope="module")
def proposals(sample: Workspace) -> list[Proposal]:
    return list(records.iterate(sample.db, "proposal"))[::7]


@pytest.fixture(scope="module")
def results(checker: Checker, proposals: list[Proposal]) -> list[CheckResult]:
    return [checker.check(one) for one in proposals]


def matched(workspace: Workspace, one: Component | Proposal) -> set[str]:
    return {match.id for match in Checker(workspace).check(one, EVERYTHING).matches}


def test_a_record_never_matches_itself(workspace: Workspace) -> None:
    stored(workspace, proposal(), component("a"), component("b"))
    assert matched(workspace, draft("slots")) == {"a", "b"}
    assert matched(workspace, records.get(workspace.db, "component", "a").record) == {"b", "slots"}


def test_no_sample_record_matches_itself(
    proposals: list[Proposal], results: list[CheckResult]
) -> None:
    for one, result in zip(proposals, results, strict=True):
        assert one.id not in [match.id for match in result.matches if match.type == "proposal"]


def test_another_body_s_proposal_of_the_same_id_is_another(workspace: Workspace) -> None:
    stored(workspace, proposal("same", organization="lac"))
    assert matched(workspace, draft("same", organization="mont")) == {"same"}
    assert matched(workspace, draft("same", organization="lac")) == set()
    assert matched(workspace, draft("same")) == set()


def test_retired_components_are_not_shown(workspace: Workspace) -> None:
    stored(
        workspace,
        *(component(cycle, lifecycle=cycle) for cycle in ("available", "deprecated", "retired")),
    )
    assert matched(workspace, draft()) == {"available", "deprecated"}


def test_drafts_and_withdrawn_proposals_are_not_shown(workspace: Workspace) -> None:
    stored(
        workspace,
        *(
            proposal(status, status=status, organization="lac")
            for status in ("draft", "withdrawn", "submitted", "approved", "declined")
        ),
    )
    assert matched(workspace, draft(organization="mont")) == {"submitted", "approved", "declined"}


@pytest.mark.parametrize("name", ["lac", "Ville de Lac", "ville de lac", "VDL"])
def test_one_s_own_body_s_proposals_are_not_shown(workspace: Workspace, name: str) -> None:
    body = {"type": "organization", "id": "lac", "name": {"fr": "Ville de Lac"}}
    stored(
        workspace,
        body | {"acronym": {"fr": "VDL"}},
        proposal("ours", organization="lac"),
        proposal("theirs", organization="mont"),
    )
    assert matched(workspace, draft(organization=name)) == {"theirs"}


def test_at_most_seven_and_five_of_them_related(results: list[CheckResult]) -> None:
    assert max(len(result.matches) for result in results) <= MOST_WARNINGS == 7
    for result in results:
        related = [match for match in result.matches if match.band == Band.related]
        assert len(related) <= MOST_RELATED == 5


def test_nothing_below_the_lowest_band_is_shown(
    checker: Checker, results: list[CheckResult]
) -> None:
    for result in results:
        for match in result.matches:
            assert match.probability >= checker.model.thresholds[match.band]
            assert match.band == checker.model.band(match.probability)


def test_limits_can_be_asked_for(checker: Checker, proposals: list[Proposal]) -> None:
    one = proposals[0]
    many = checker.check(one, Wanted(top=12))
    assert len(many.matches) == 12
    assert checker.check(one, Wanted(top=3)).matches == many.matches[:3]
    assert checker.check(one, Wanted(top=0)).matches == ()
    half = many.matches[5].probability
    kept = checker.check(one, Wanted(top=12, minimum=half)).matches
    assert kept == many.matches[:6]
    assert len(checker.check(one, Wanted(minimum=0.0)).matches) <= MOST_WARNINGS
    assert checker.check(one, Wanted(minimum=1.0)).matches == ()


def test_matches_stand_in_order_and_once(checker: Checker, proposals: list[Proposal]) -> None:
    matches = checker.check(proposals[0], Wanted(top=60)).matches
    odds = [match.log_odds for match in matches]
    assert odds == sorted(odds, reverse=True)
    assert max(Counter((match.type, match.id) for match in matches).values()) == 1


def test_the_evidence_adds_up(checker: Checker, results: list[CheckResult]) -> None:
    matches = [match for result in results for match in result.matches]
    assert matches
    for match in matches:
        total = match.prior + sum(evidence.contribution for evidence in match.evidence)
        assert isclose(total, match.log_odds, abs_tol=1e-6)
        assert isclose(match.prior - match.rivals, checker.model.prior, abs_tol=1e-9)
        assert match.type == "component" or match.rivals == 0
        assert all(evidence.contribution >= 0 for evidence in match.evidence)
        assert all(0 <= evidence.value <= 1 + 1e-6 for evidence in match.evidence)


def test_the_same_question_has_the_same_answer(
    sample: Workspace, proposals: list[Proposal], results: list[CheckResult]
) -> None:
    again = Checker(sample)
    assert [again.check(one) for one in proposals[:4]] == results[:4]


def test_a_draft_is_stored_nowhere(workspace: Workspace) -> None:
    stored(workspace, component(), proposal())
    before = content(workspace), derived.digests(workspace.derived, "proposal", "en")
    Checker(workspace).check(draft(organization="Never heard of"))
    assert (content(workspace), derived.digests(workspace.derived, "proposal", "en")) == before


def test_the_answer_says_what_it_rests_on(sample: Workspace, results: list[CheckResult]) -> None:
    held = records.count(sample.db, "component") + records.count(sample.db, "proposal")
    state = results[0].index
    assert (state.records, state.fresh, state.meaning) == (held, True, True)
    assert results[0].model


def test_an_answer_from_corpora_that_fell_behind_says_so(workspace: Workspace) -> None:
    stored(workspace, component("a"))
    checker = Checker(workspace)
    assert checker.check(draft()).index.fresh
    stored(workspace, component("b"))
    assert not checker.check(draft()).index.fresh
    assert Checker(workspace).check(draft()).index.fresh


def test_an_empty_catalogue_can_be_asked(workspace: Workspace) -> None:
    result = Checker(workspace).check(draft())
    assert result.matches == ()
    assert (result.index.records, result.index.fresh) == (0, True)


def test_a_component_is_found_in_whichever_language_speaks_for_it(workspace: Workspace) -> None:
    stored(
        workspace,
        component(
            "both",
            name={"fr": "Réservation de patinoires", "en": "Appointment booking"},
            summary={"fr": "Réserver des heures de glace.", "en": "Choose an appointment slot."},
        ),
    )
    [english] = Checker(workspace).check(draft(), EVERYTHING).matches
    [french] = (
        Checker(workspace)
        .check(
            draft(
                title="Réservation de patinoires",
                description="Réserver des heures de glace.",
                language="fr",
            ),
            EVERYTHING,
        )
        .matches
    )
    assert (english.language, french.language) == ("en", "fr")


def test_bilingual_components_are_compared_by_both_texts(sample: Workspace) -> None:
    held = records.get(sample.db, "component", "clef-civique").record
    assert held.languages() == ("fr", "en")
    again = held.model_copy(update={"id": "again"})
    for copy in (
        again,
        again.model_copy(
            update={
                "name": held.name.model_copy(update={"en": None}),
                "summary": held.summary and held.summary.model_copy(update={"en": None}),
                "description": None,
            }
        ),
    ):
        best = Checker(sample).check(copy, Wanted(top=1)).matches[0]
        assert best.id == "clef-civique"


def test_french_needs_find_english_components(sample: Workspace) -> None:
    result = Checker(sample).check(
        draft(
            title="Réservation de créneaux dans une clinique",
            description="Les patients choisissent en ligne l’heure de leur rendez-vous à la"
            " clinique, la déplacent ou l’annulent, et reçoivent un rappel.",
            language="fr",
        )
    )
    assert {match.id for match in result.matches} & {"clinic-slots", "rendez-vous-public"}
