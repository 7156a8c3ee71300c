"""The lexicon and the thesaurus out to a file, revised, and back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.formats.findings import UnreadableFile
from catalogue.services.permissions import COMMAND_LINE, NotAllowed
from catalogue.services.revising import (
    LEXICON_LIST,
    THESAURUS_LIST,
    Revisable,
    Revision,
    export_list,
    import_list,
    reset_list,
)
from catalogue.services.vocabulary import shipped_concepts, shipped_pairs
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, queue, vocabulary

from .builders import content
from .proposing import person

ACTOR = replace(COMMAND_LINE, person_id="cli:ana")
BOTH = pytest.mark.parametrize("kind", [LEXICON_LIST, THESAURUS_LIST], ids=lambda kind: kind.name)
PAIRS = "fr,en,domain\npermis,permit,a\navis,notice,b\n"
HEADER = "id,preferred_fr,preferred_en,alternative_fr,alternative_en,broader,capabilities\n"


SMALL = {
    "lexicon": PAIRS,
    "thesaurus": f"{HEADER}a,guichet,desk,,,,\nb,avis,notice,,,,\n",
}


def brought(workspace: Workspace, kind: Revisable[Any], text: str, **how: Any) -> Revision[Any]:
    path = workspace.home.parent / "brought.csv"
    path.write_text(text, encoding="utf-8")
    return import_list(ACTOR, workspace, kind, path, **how)


def exported(workspace: Workspace, kind: Revisable[Any]) -> str:
    path = workspace.home.parent / "exported.csv"
    export_list(workspace, kind, path)
    return path.read_text(encoding="utf-8")


def codes(revision: Revision[Any]) -> list[tuple[int | None, str, str]]:
    return [(error.location.row, error.field, error.code) for error in revision.errors]


@BOTH
def test_what_is_exported_and_imported_changes_nothing(
    workspace: Workspace, kind: Revisable[Any]
) -> None:
    before = content(workspace)
    revision = brought(workspace, kind, exported(workspace, kind))
    assert not revision.difference
    assert not revision.errors
    assert not revision.warnings
    assert revision.total == len(kind.in_force.ships()) > 500
    assert content(workspace) == before


def test_the_lexicon_s_file_is_the_one_that_ships(workspace: Workspace) -> None:
    rows = list(csv.DictReader(exported(workspace, LEXICON_LIST).splitlines()))
    assert rows == [pair.model_dump() for pair in shipped_pairs()]


def test_the_file_is_the_whole_list(workspace: Workspace) -> None:
    revision = brought(workspace, LEXICON_LIST, PAIRS)
    assert len(revision.difference.removed) + 2 >= len(shipped_pairs())
    assert exported(workspace, LEXICON_LIST).count("\n") == 3
    text = "fr,en,domain\npermis,permit,c\ntabouret,stool,\n"
    revision = brought(workspace, LEXICON_LIST, text)
    difference = revision.difference
    assert [pair.fr for pair in difference.added] == ["tabouret"]
    assert [pair.fr for pair in difference.removed] == ["avis"]
    assert [(old.domain, new.domain) for old, new in difference.changed] == [("a", "c")]
    assert revision.total == 2
    assert exported(workspace, LEXICON_LIST) == text


def test_another_order_is_no_change(workspace: Workspace) -> None:
    brought(workspace, LEXICON_LIST, "fr,en\npermis,permit\navis,notice\n")
    revision = brought(workspace, LEXICON_LIST, "en,fr\nnotice,avis\npermit,permis\n")
    assert not revision.difference
    assert exported(workspace, LEXICON_LIST) == "fr,en,domain\npermis,permit,\navis,notice,\n"


@BOTH
def test_a_dry_run_says_the_same_and_stores_nothing(
    workspace: Workspace, kind: Revisable[Any]
) -> None:
    before = content(workspace)
    tried = brought(workspace, kind, SMALL[kind.name], dry_run=True)
    assert content(workspace) == before
    assert not kind.in_force.is_own(workspace.db)
    assert brought(workspace, kind, SMALL[kind.name]) == tried
    assert len(tried.difference.removed) > 500
    assert kind.in_force.is_own(workspace.db)


@BOTH
def test_going_back_to_what_ships(workspace: Workspace, kind: Revisable[Any]) -> None:
    assert reset_list(ACTOR, workspace, kind) is None
    there = brought(workspace, kind, SMALL[kind.name])
    back = reset_list(ACTOR, workspace, kind)
    assert back is not None
    assert back.difference.added == there.difference.removed
    assert back.difference.removed == there.difference.added
    assert not kind.in_force.is_own(workspace.db)
    assert kind.in_force.entries(workspace.db) == kind.in_force.ships()
    assert reset_list(ACTOR, workspace, kind) is None


def test_the_audit_log_tells_who_changed_what(workspace: Workspace) -> None:
    brought(workspace, LEXICON_LIST, PAIRS)
    brought(workspace, LEXICON_LIST, PAIRS.replace(",a", ",c").replace("avis,notice,b\n", ""))
    reset_list(ACTOR, workspace, LEXICON_LIST)
    _, imported, reset = audit.entries(workspace.db, subject="vocabulary/lexicon")
    permit = {"fr": "permis", "en": "permit"}
    assert (imported.actor, imported.action) == ("cli:ana", "imported")
    assert imported.details == {
        "added": [],
        "removed": [{"fr": "avis", "en": "notice", "domain": "b"}],
        "changed": [[{**permit, "domain": "a"}, {**permit, "domain": "c"}]],
    }
    assert reset.action == "reset"
    assert len(reset.details["added"]) + 1 >= len(shipped_pairs())


def test_wrong_pairs_are_told_with_their_places_and_keep_all_out(workspace: Workspace) -> None:
    before = content(workspace)
    text = "fr,en\npermis,permit\nle,of\n,x\nPermis,permits\n"
    revision = brought(workspace, LEXICON_LIST, text)
    assert codes(revision) == [
        (3, "fr", "only_stop_words"),
        (3, "en", "only_stop_words"),
        (4, "fr", "required"),
        (5, "fr", "pair_twice"),
    ]
    assert revision.errors[-1].params["first"] == 2
    assert revision.error_count == 4
    assert content(workspace) == before


def test_wrong_concepts(workspace: Workspace) -> None:
    rows = [
        "a,guichet,desk,Guichet,,b,service/appointments\n",
        "b,avis,notice,,,a,\n",
        "b,permis,permit,,,ghost,no/such\n",
    ]
    revision = brought(workspace, THESAURUS_LIST, HEADER + "".join(rows))
    assert codes(revision) == [
        (2, "alternative_fr[0]", "term_twice"),
        (2, "broader", "broader_circle"),
        (4, "id", "id_twice"),
        (4, "capabilities[0]", "unknown_reference"),
        (4, "broader", "unknown_reference"),
    ]


def test_what_stands_in_a_row_that_is_wrong_is_not_missed_too(workspace: Workspace) -> None:
    rows = ["a,guichet,desk,,,b,\n", "b,,,,,,\n"]
    revision = brought(workspace, THESAURUS_LIST, HEADER + "".join(rows))
    assert codes(revision) == [(3, "preferred_fr", "required")]


def test_a_term_of_two_concepts_is_let_in_with_a_warning(workspace: Workspace) -> None:
    rows = ["a,dossier patient,,DPI,,,\n", "b,propriété intellectuelle,,dpi,,,\n"]
    revision = brought(workspace, THESAURUS_LIST, HEADER + "".join(rows))
    assert codes(revision) == []
    (warning,) = revision.warnings
    assert (warning.code, warning.location.row) == ("term_shared", 3)
    assert THESAURUS_LIST.in_force.is_own(workspace.db)


def test_capabilities_that_the_list_in_force_names_may_stay(workspace: Workspace) -> None:
    """Where an instance never got a capability that the shipped thesaurus names."""
    whole = exported(workspace, THESAURUS_LIST)
    named = next(concept.capabilities[0] for concept in shipped_concepts() if concept.capabilities)
    workspace.db.execute("PRAGMA foreign_keys = OFF")
    workspace.db.execute("DELETE FROM capability WHERE id = ?", [named])
    revision = brought(workspace, THESAURUS_LIST, f"{whole}zz-new,nouveauté,,,,,{named}\n")
    assert codes(revision) == []


@pytest.mark.parametrize("text", ["fr,en\n", "fr,en\n,\n"])
def test_a_list_is_never_emptied_by_mistake(workspace: Workspace, text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        brought(workspace, LEXICON_LIST, text)
    assert caught.value.reason == "no_entries"


@BOTH
@pytest.mark.parametrize("role", [Role.sponsor, Role.reviewer, Role.architect])
def test_only_administrators_revise(
    workspace: Workspace, tmp_path: Path, kind: Revisable[Any], role: Role
) -> None:
    with pytest.raises(NotAllowed):
        import_list(person("ana", role), workspace, kind, tmp_path / "none.csv")
    with pytest.raises(NotAllowed):
        reset_list(person("ana", role), workspace, kind)
    assert vocabulary.digest(workspace.db, kind.in_force.kind) is None
    assert queue.depth(workspace.db) == 0
