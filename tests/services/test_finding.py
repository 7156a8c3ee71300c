from __future__ import annotations

import pytest

from catalogue.services.finding import search_components
from catalogue.services.workspace import Workspace

from .builders import component, stored


def found(workspace: Workspace, words: str, **how: object) -> list[str]:
    return [one.component.id for one in search_components(workspace, words, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["logement social", "LOGEMENT SOCIAL", "logements sociaux"])
def test_case_and_endings_do_not_matter(sample: Workspace, words: str) -> None:
    assert found(sample, words)[0] == "demande-logement-social"


def test_accents_do_not_matter(sample: Workspace) -> None:
    assert found(sample, "identité numérique") == found(sample, "identite numerique") != []


def test_a_bilingual_component_is_found_in_both_languages(sample: Workspace) -> None:
    assert found(sample, "Clef civique")[0] == "clef-civique"
    assert found(sample, "Civic Key")[0] == "clef-civique"
    assert found(sample, "CLC")[0] == "clef-civique"


def test_a_language_can_be_asked_for(workspace: Workspace) -> None:
    stored(
        workspace,
        component("fr", name={"fr": "Patinoire"}, summary={"fr": "Réserver la glace"}),
        component("en", name={"en": "Rink"}, summary={"en": "Reserve the ice"}),
    )
    assert found(workspace, "rink", languages=("en",)) == ["en"]
    assert found(workspace, "patinoire", languages=("fr",)) == ["fr"]


def test_retired_components_are_still_found(workspace: Workspace) -> None:
    stored(workspace, component("old", lifecycle="retired"))
    assert found(workspace, "appointment") == ["old"]


def test_the_limit_holds_and_scores_fall(sample: Workspace) -> None:
    hits = search_components(sample, "service en ligne", limit=4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    "words", ["", "  ", "(", "AND", "name_fr:*", "\0", "'\"", "zzzqqqxxx", "é" * 5000]
)
def test_no_words_break_the_search(sample: Workspace, words: str) -> None:
    assert isinstance(found(sample, words), list)


def test_what_the_database_lost_is_not_shown(workspace: Workspace) -> None:
    stored(workspace, component("a"), component("b"))
    workspace.db.execute("DELETE FROM component WHERE id = 'a'")
    assert found(workspace, "appointment") == ["b"]
