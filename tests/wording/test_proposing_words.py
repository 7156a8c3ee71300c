from __future__ import annotations

from datetime import datetime, timezone
from enum import Enum

import pytest

from catalogue.domain.decision import Decision, Ruling
from catalogue.domain.discussion import Visibility
from catalogue.domain.proposal import Proposal, ProposalStatus, YearCost
from catalogue.domain.response import Answer, Reason
from catalogue.domain.verdict import Label
from catalogue.services.deciding import DecidedMeanwhile, ResubmittedMeanwhile
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.storage.decisions import Taken
from catalogue.wording.errors import error_sentence
from catalogue.wording.sentences import sentences

KINDS: dict[str, type[Enum]] = {
    "status": ProposalStatus,
    "answer": Answer,
    "answer_reason": Reason,
    "verdict": Label,
    "ruling": Ruling,
    "visibility": Visibility,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_has_its_words_and_every_word_its_code(kind: str) -> None:
    written = {code for code in sentences() if code.rpartition(".")[0] == kind}
    assert written == {f"{kind}.{one.value}" for one in KINDS[kind]}


def test_every_field_of_a_proposal_has_its_name() -> None:
    fields = set(Proposal.model_fields) - {"type", "id"}
    fields |= {f"costs.{name}" for name in YearCost.model_fields}
    assert {f"proposal.{name}" for name in fields} <= set(sentences())


@pytest.mark.parametrize(
    "why",
    ["behind", "index_unavailable", "database_busy", "derived_damaged", "model_unusable"],
)
def test_why_a_check_could_not_run_is_told_in_words(why: str) -> None:
    assert f"check_failure.{why}" in sentences()
    for language in ("fr", "en"):
        assert why not in error_sentence(CheckCouldNotRun(why=why), language)  # type: ignore[arg-type]


def test_who_comes_second_is_told_who_decided_what() -> None:
    decision = Decision(ruling=Ruling.returned, reason="Say more.")
    taken = Taken(decision, 1, "person-rita", datetime(2018, 5, 21, tzinfo=timezone.utc))
    error = DecidedMeanwhile(taken, "Rita")
    assert error_sentence(error, "en").startswith("Rita has decided already: “Return for changes”.")
    assert "Retourner pour complément" in error_sentence(error, "fr")
    assert "…" not in error_sentence(ResubmittedMeanwhile(expected=1, actual=2), "fr")
