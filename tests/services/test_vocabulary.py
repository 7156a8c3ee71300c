"""Which lexicon and which thesaurus texts are read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.services.vocabulary import (
    LEXICON,
    THESAURUS,
    shipped_concepts,
    shipped_lexicon,
    shipped_pairs,
    shipped_thesaurus,
)
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import vocabulary
from catalogue.storage.connection import transaction

PAIRS = (Equivalent(fr="tabouret", en="stool"),)


def own(workspace: Workspace, pairs: tuple[Equivalent, ...] = PAIRS) -> None:
    with transaction(workspace.db) as db:
        vocabulary.put(db, vocabulary.LEXICON, pairs, actor="ana", details={})


def test_what_ships_is_in_force_at_first(workspace: Workspace) -> None:
    assert workspace.lexicon is shipped_lexicon()
    assert workspace.thesaurus is shipped_thesaurus()
    assert LEXICON.entries(workspace.db) == shipped_pairs()
    assert THESAURUS.entries(workspace.db) == shipped_concepts()
    assert not LEXICON.is_own(workspace.db)


def test_the_lexicon_that_ships_holds_every_entry_that_ships() -> None:
    assert len(shipped_lexicon()) == len(shipped_pairs())
    assert len(shipped_thesaurus()) == len(shipped_concepts())


def test_an_instance_s_own_is_in_force_from_the_next_opening_on(workspace: Workspace) -> None:
    own(workspace)
    assert LEXICON.is_own(workspace.db)
    assert LEXICON.entries(workspace.db) == PAIRS
    assert workspace.lexicon is shipped_lexicon()
    workspace.renew_vocabulary()
    with opened(workspace.home) as again:
        assert again.lexicon.knows("tabouret", "fr")
        assert len(again.lexicon) == 1
        assert again.lexicon is workspace.lexicon
        assert again.thesaurus is shipped_thesaurus()


def test_concepts_of_its_own(workspace: Workspace) -> None:
    desk = Concept.model_validate({"id": "desk", "preferred": {"fr": "guichet"}})
    with transaction(workspace.db) as db:
        vocabulary.put(db, vocabulary.THESAURUS, [desk], actor="ana", details={})
    workspace.renew_vocabulary()
    assert dict(workspace.thesaurus.concepts) == {"desk": desk}


def test_a_list_is_built_once_and_only_the_latest_are_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []
    build = LEXICON._build
    monkeypatch.setattr(
        LEXICON, "_build", lambda pairs: (built.append(len(pairs)), build(pairs))[1]
    )
    for number in range(6):
        pairs = tuple(Equivalent(fr=f"mot{n}", en=f"kept{n}") for n in range(number + 1))
        own(workspace, pairs)
        for _ in range(2):
            workspace.renew_vocabulary()
        assert len(workspace.lexicon) == number + 1
    assert built == [1, 2, 3, 4, 5, 6]
    assert len(LEXICON._held) == 4


def test_one_instance_s_list_is_not_another_s(workspace: Workspace, tmp_path: Path) -> None:
    own(workspace)
    with opened(tmp_path / "other", create=True) as other:
        assert other.lexicon is shipped_lexicon()
