from __future__ import annotations

import pytest

from catalogue.meaning.encoder import available_encoder
from catalogue.services.permissions import ANONYMOUS, KEPT_OUT, NotAllowed
from catalogue.services.suggesting import MOST, suggest_capabilities, suggested_for
from catalogue.services.workspace import Workspace


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Un seul mot de passe pour tous les services", "", "identity/sign-in"),
        ("One login", "Citizens keep one account for all services.", "identity/sign-in"),
    ],
)
def test_capabilities_that_the_words_name(
    workspace: Workspace, title: str, text: str, wanted: str
) -> None:
    found = suggest_capabilities(ANONYMOUS, workspace, title, text)
    assert wanted in [one.id for one in found]
    assert len(found) <= MOST


@pytest.mark.skipif(
    available_encoder() is None, reason="the sentence encoder's package is not installed"
)
def test_capabilities_that_the_meaning_comes_near_to(sample: Workspace) -> None:
    text = "Parents stand at the counter before eight; let them pick an hour from home."
    found = suggest_capabilities(ANONYMOUS, sample, "Fewer people waiting in the morning", text)
    assert found[0].id in {"service/queue", "service/appointments"}


@pytest.mark.parametrize("title", ["", "Paiement", "???"])
def test_too_few_words_suggest_nothing(workspace: Workspace, title: str) -> None:
    assert suggest_capabilities(ANONYMOUS, workspace, title) == ()


def test_a_closed_catalogue_suggests_nothing(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        suggest_capabilities(KEPT_OUT, workspace, "One login for all services")


def test_a_draft_gets_suggestions_from_all_that_was_typed(workspace: Workspace) -> None:
    typed = {"title": "Portal", "description": "One login for all services.", "language": "en"}
    found = suggested_for(ANONYMOUS, workspace, typed)
    assert "identity/sign-in" in [one.id for one in found]
    assert suggested_for(ANONYMOUS, workspace, {"title": None, "language": 3}) == ()
