"""After a change of lexicon or thesaurus, what depends on it is derived anew, and no more."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalogue.domain.match import Match
from catalogue.meaning.encoder import unit
from catalogue.search.index import TextIndex
from catalogue.services import deriving, syncing
from catalogue.services.checking import Checker, Wanted
from catalogue.services.keeping_up import keep_up
from catalogue.services.likeness import CORPORA
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.revising import (
    LEXICON_LIST,
    THESAURUS_LIST,
    Revisable,
    import_list,
    reset_list,
)
from catalogue.services.syncing import catch_up, reindex
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import derived, queue
from tests.services.dying import run

from .builders import component, draft, proposal, stored

STOOL = component("stools", name={"en": "Stools"}, summary={"en": "Loan of stools to any office."})
OTHERS = [component("b"), component("c"), proposal("p")]
PAIRS = "fr,en\ntabouret,stool\nguichet,counter\n"
CONCEPTS = (
    "id,preferred_fr,preferred_en,alternative_fr,alternative_en,broader,capabilities\n"
    "desk,guichet,desk,comptoir,,,\n"
    "stool,tabouret,stool,,,,\n"
)
Row = tuple[Any, ...]


class Fake:
    """Vectors that mean nothing, and a list of the texts that were asked for."""

    name = "fake-1"
    dimensions = 512

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        digests = [sha256(text.encode()).digest() * 16 for text in texts]
        rows = np.array([list(digest) for digest in digests], dtype=np.float32)
        return unit(rows.reshape(len(texts), self.dimensions) - 127)


@pytest.fixture
def encoder() -> Fake:
    return Fake()


@pytest.fixture
def filled(home: Path, encoder: Fake, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Four records derived with the fake encoder, and short lists of the instance's own."""
    monkeypatch.setattr("catalogue.services.workspace.available_encoder", lambda: encoder)
    with opened(home) as workspace:
        brought(workspace, THESAURUS_LIST, CONCEPTS)
        stored(workspace, STOOL, *OTHERS)
        encoder.asked.clear()
        yield workspace


def brought(workspace: Workspace, kind: Revisable[Any], text: str) -> None:
    path = workspace.home.parent / f"{kind.name}.csv"
    path.write_text(text, encoding="utf-8")
    assert not import_list(COMMAND_LINE, workspace, kind, path).errors


def derived_rows(workspace: Workspace, *kinds: str) -> list[Row]:
    rows = workspace.derived.execute(
        "SELECT record_type, record_id, part, digest, value FROM derived ORDER BY 1, 2, 3"
    )
    return [row for row in rows.fetchall() if not kinds or row[0] in kinds]


def as_if_made_anew(workspace: Workspace) -> bool:
    """Whether the derived data is what it would be without any past."""
    held = derived_rows(workspace)
    reindex(workspace)
    return held == derived_rows(workspace)


def leave_the_index_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the index does not depend on this")

    monkeypatch.setattr(TextIndex, "rebuild", fail)
    monkeypatch.setattr(TextIndex, "update", fail)


def test_another_lexicon_is_read_without_encoding_anything(
    filled: Workspace, encoder: Fake
) -> None:
    before = derived_rows(filled, "component", "proposal")
    brought(filled, LEXICON_LIST, PAIRS)
    with pytest.MonkeyPatch.context() as patch:
        leave_the_index_alone(patch)
        catch_up(filled)
    assert encoder.asked == []
    after = derived_rows(filled, "component", "proposal")
    assert [row[:3] for row in after] == [row[:3] for row in before]
    assert all(old[3] != new[3] for old, new in zip(before, after, strict=True))
    assert queue.depth(filled.db) == 0
    assert as_if_made_anew(filled)


def test_of_another_thesaurus_the_changed_concepts_are_encoded(
    filled: Workspace, encoder: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = derived_rows(filled, "component", "proposal", "word")
    seen: list[tuple[str, int, int]] = []
    brought(
        filled,
        THESAURUS_LIST,
        CONCEPTS.replace("comptoir", "accueil").replace("stool,tabouret,stool", "chair,chaise,"),
    )
    with monkeypatch.context() as patch:
        leave_the_index_alone(patch)
        catch_up(filled, lambda *told: seen.append(told))
    assert encoder.asked == ["guichet", "accueil", "desk", "chaise"]
    assert derived_rows(filled, "component", "proposal", "word") == before
    assert [row[1] for row in derived_rows(filled, "concept")] == ["chair", "desk"]
    assert ("concepts", 2, 2) in seen
    assert ("deriving", 4, 4) in seen
    assert as_if_made_anew(filled)


def test_going_back_is_a_change_like_any(filled: Workspace, encoder: Fake) -> None:
    before = derived_rows(filled, "component", "proposal")
    brought(filled, LEXICON_LIST, PAIRS)
    catch_up(filled)
    reset_list(COMMAND_LINE, filled, LEXICON_LIST)
    catch_up(filled)
    assert encoder.asked == []
    assert derived_rows(filled, "component", "proposal") == before


def test_a_record_that_changed_meanwhile_is_encoded(filled: Workspace, encoder: Fake) -> None:
    brought(filled, LEXICON_LIST, PAIRS)
    stored(filled, component("b", name={"en": "Snow"}, summary={"en": "Snow ploughs for roads."}))
    assert "Snow" in encoder.asked
    assert not any("Stools" in text or "Appointment" in text for text in encoder.asked)
    assert as_if_made_anew(filled)


def test_vectors_that_turn_out_damaged_are_made_anew(filled: Workspace) -> None:
    filled.derived.execute("UPDATE derived SET value = x'00' WHERE record_id = 'b'")
    brought(filled, LEXICON_LIST, PAIRS)
    catch_up(filled)
    assert as_if_made_anew(filled)


@pytest.fixture
def half_read(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Another lexicon is in force, and two of four records were read with it."""
    monkeypatch.setattr(deriving, "_BATCH", 1)
    brought(filled, LEXICON_LIST, PAIRS)
    keep, kept = deriving._keep, []

    def dying(*given: Any) -> None:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(given)
        keep(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deriving, "_keep", dying)
        with pytest.raises(KeyboardInterrupt):
            catch_up(filled)
    return filled


def test_what_was_interrupted_is_finished_by_the_next_command(
    half_read: Workspace, encoder: Fake
) -> None:
    with opened(half_read.home) as again:
        assert not Checker(again).index_state().fresh
        catch_up(again)
        assert Checker(again).index_state().fresh
        assert encoder.asked == []
        assert as_if_made_anew(again)


def test_going_back_in_the_middle_leaves_nothing_behind(half_read: Workspace) -> None:
    reset_list(COMMAND_LINE, half_read, LEXICON_LIST)
    catch_up(half_read)
    assert as_if_made_anew(half_read)


def test_who_opened_the_instance_before_the_change_reads_what_is_in_force_now(
    filled: Workspace, encoder: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(filled.home) as other:
        brought(other, LEXICON_LIST, PAIRS)
        catch_up(other)
    assert not filled.lexicon.knows("tabouret", "fr")
    monkeypatch.setattr(syncing, "derive", None)
    catch_up(filled)
    assert len(filled.lexicon) == 2


def test_a_list_that_changes_while_another_is_followed_is_followed_too(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(filled, LEXICON_LIST, PAIRS)
    derive, calls = syncing.derive, []

    def interrupted(workspace: Workspace, *given: Any) -> None:
        derive(workspace, *given)
        calls.append(1)
        if len(calls) == 1:
            with opened(workspace.home) as other:
                brought(other, LEXICON_LIST, f"{PAIRS}chaise,chair\n")

    monkeypatch.setattr(syncing, "derive", interrupted)
    catch_up(filled)
    assert len(filled.lexicon) == 3
    assert queue.depth(filled.db) == 0
    assert as_if_made_anew(filled)


def test_software_that_ships_another_lexicon_reads_anew_and_leaves_the_index(
    filled: Workspace, encoder: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = derived.stamp(filled.derived)
    derived.set_stamp(filled.derived, {**stamp, "readers": "of an older version"})
    leave_the_index_alone(monkeypatch)
    assert queue.depth(filled.db) == 0
    catch_up(filled)
    assert derived.stamp(filled.derived) == stamp
    assert encoder.asked == []


def stools(workspace: Workspace) -> Match:
    asked = draft(title="Prêt de tabourets", description="Un tabouret par office.", language="fr")
    found = Checker(workspace, CORPORA.of(workspace)).check(asked, Wanted(top=9))
    assert found.index.fresh
    return next(match for match in found.matches if match.id == "stools")


def test_the_next_check_knows_the_new_words(workspace: Workspace) -> None:
    stored(workspace, STOOL, *OTHERS)
    before = stools(workspace)
    brought(workspace, LEXICON_LIST, PAIRS)
    assert not Checker(workspace, CORPORA.of(workspace)).index_state().fresh
    assert keep_up(workspace, patience=60)
    after = stools(workspace)
    assert after.log_odds > before.log_odds
    reset_list(COMMAND_LINE, workspace, LEXICON_LIST)
    assert keep_up(workspace, patience=60)
    assert stools(workspace).log_odds == before.log_odds


def test_a_view_that_is_kept_warm_gets_the_new_thesaurus(workspace: Workspace) -> None:
    """Without an encoder, nothing that is derived tells of the change."""
    stored(workspace, STOOL, *OTHERS)
    assert len(CORPORA.of(workspace).lookup.thesaurus) > 2
    brought(workspace, THESAURUS_LIST, CONCEPTS)
    catch_up(workspace)
    assert len(CORPORA.of(workspace).lookup.thesaurus) == 2


@pytest.mark.parametrize(
    "moment",
    [
        ("catalogue.storage.audit", "append", "before"),
        ("catalogue.cli.vocabulary", "catch_up", "before"),
        ("catalogue.storage.copies", "settle_through", "before"),
    ],
    ids=lambda moment: moment[1],
)
def test_killed_at_any_moment_an_import_heals(
    workspace: Workspace, moment: tuple[str, str, str]
) -> None:
    stored(workspace, STOOL, *OTHERS)
    path = workspace.home.parent / "pairs.csv"
    path.write_text(PAIRS, encoding="utf-8")
    command = ("--home", workspace.home, "lexicon", "import", path)
    assert run(moment, *command) == -signal.SIGKILL
    with opened(workspace.home) as again:
        catch_up(again)
        assert (len(again.lexicon) == 2) is (moment[1] != "append")
        assert as_if_made_anew(again)
        assert stools(again)
