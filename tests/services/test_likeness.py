from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from catalogue.domain.component import Component
from catalogue.services.importing import import_file
from catalogue.services.likeness import MOST, Similar, similar
from catalogue.services.showing import component_for_machines, stored_component
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace, opened

from .builders import component, stored, written


def test_what_resembles_is_found_with_what_both_have(sample: Workspace) -> None:
    found = similar(sample, stored_component(sample, "clef-civique"))
    assert 1 <= len(found) <= MOST
    assert "clef-civique" not in {one.component.id for one in found}
    assert any("identity/sign-in" in one.capabilities for one in found)
    assert similar(sample, stored_component(sample, "clef-civique")) == found


def test_what_both_say_is_told_in_either_language(sample: Workspace) -> None:
    found = similar(sample, stored_component(sample, "rendez-vous-public"))
    both = next(one for one in found if one.component.id == "borne-et-comptoir")
    french, english = both.words_in("fr"), both.words_in("en")
    assert (french[0], english[0]) == ("fr", "en")
    assert "rendez-vous" in french[1]
    assert "appointments" in english[1]


def test_words_of_one_language_are_told_as_such() -> None:
    one = Similar(Component.model_validate(component()), (), (("en", ("slots",)), ("fr", ())))
    assert one.words_in("fr") == ("en", ("slots",))
    assert replace(one, words=()).words_in("fr") == ("fr", ())


def test_a_component_that_retires_no_longer_resembles(sample_copy: Path, tmp_path: Path) -> None:
    with opened(sample_copy) as workspace:
        before = similar(workspace, stored_component(workspace, "clef-civique"))
        first = before[0].component.id
        retired = {**component_for_machines(workspace, first), "lifecycle": "retired"}
        import_file(workspace, written(tmp_path / "retired.jsonl", retired), actor="ana")
        catch_up(workspace)
        after = similar(workspace, stored_component(workspace, "clef-civique"))
    assert first not in {one.component.id for one in after}


def test_a_component_that_is_not_derived_yet_resembles_nothing(workspace: Workspace) -> None:
    stored(workspace, component("a"))
    newer = stored_component(workspace, "a").model_copy(update={"id": "z"})
    assert similar(workspace, newer) == ()
