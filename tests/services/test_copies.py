"""The disposable copies follow the truth, whatever happens to them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.errors import IndexUnavailable
from catalogue.search.index import TextIndex
from catalogue.services import syncing
from catalogue.services.asking import ask
from catalogue.services.checking import Checker, Wanted
from catalogue.services.corpora import stored_entries
from catalogue.services.finding import search_components
from catalogue.services.importing import import_file
from catalogue.services.syncing import catch_up, reindex
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import derived, queue
from catalogue.storage.snapshot import backup

from .builders import component, draft, proposal, stored, written

FILE = [component("a"), component("b"), component("c"), proposal("p")]
KNOWN = {"a", "b", "c", "p"}


def answers(workspace: Workspace) -> tuple[set[str], set[str]]:
    """What a search and what a check find, after catching up as every command does."""
    catch_up(workspace)
    searched = {one.component.id for one in search_components(workspace, "appointment", limit=50)}
    result = Checker(workspace).check(draft(), Wanted(top=50))
    assert result.index.fresh
    assert result.index.records == len(searched) + 1
    return searched, {match.id for match in result.matches}


EVERYTHING = ({"a", "b", "c"}, KNOWN)


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(workspace, *FILE)
    return home


def test_after_an_import_both_copies_know_it(workspace: Workspace) -> None:
    stored(workspace, *FILE)
    assert answers(workspace) == EVERYTHING
    assert queue.depth(workspace.db) == 0
    stored(workspace, component("b", name={"en": "Snow"}, summary={"en": "Ploughs"}))
    assert {one.component.id for one in search_components(workspace, "appointment")} == {"a", "c"}
    assert [one.component.id for one in search_components(workspace, "plough")] == ["b"]
    result = Checker(workspace).check(draft(), Wanted(top=50))
    assert {match.id for match in result.matches} == {"a", "c", "p"}


def test_catching_up_again_does_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("nothing was to be done")

    monkeypatch.setattr(syncing, "derive", fail)
    monkeypatch.setattr(TextIndex, "rebuild", fail)
    monkeypatch.setattr(TextIndex, "update", fail)
    with opened(filled) as workspace:
        catch_up(workspace)
        assert answers(workspace) == EVERYTHING


def test_many_changes_rebuild_and_few_do_not(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt: list[int] = []
    rebuild = TextIndex.rebuild
    monkeypatch.setattr(
        TextIndex, "rebuild", lambda self, rows: (rebuilt.append(1), rebuild(self, rows))
    )
    stored(workspace, *FILE)
    assert not rebuilt
    monkeypatch.setattr(syncing, "_REBUILD_ABOVE", 2)
    stored(workspace, *(component(f"n{n}") for n in range(3)))
    assert rebuilt == [1]
    assert len(search_components(workspace, "appointment", limit=50)) == 6


def test_a_deleted_index_comes_back(filled: Path) -> None:
    shutil.rmtree(filled / "index")
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING


def _index_files(home: Path) -> list[Path]:
    return [path for path in (home / "index").rglob("*") if path.is_file() and path.stat().st_size]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    path.write_bytes(b"\x5a" * path.stat().st_size)


@pytest.mark.parametrize("damage", [Path.unlink, _cut, _scribble])
@pytest.mark.parametrize("kind", [".seg", ".toc", "stamp.json"])
def test_a_damaged_index_file_comes_back(
    filled: Path, kind: str, damage: Callable[[Path], None]
) -> None:
    hurt = [path for path in _index_files(filled) if path.name.endswith(kind)]
    assert hurt
    for path in hurt:
        damage(path)
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING


def test_an_index_that_turns_out_damaged_while_asked_is_made_anew(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(filled) as workspace:
        hits: list[int] = []

        def question(_: object) -> str:
            hits.append(1)
            if len(hits) < 3:
                raise EOFError("Whoosh raises anything")
            return "answer"

        assert ask(workspace, question) == "answer"

        def hopeless(_: object) -> str:
            raise EOFError("Whoosh raises anything")

        with pytest.raises(IndexUnavailable):
            ask(workspace, hopeless)
        assert answers(workspace) == EVERYTHING


def test_an_index_that_cannot_follow_is_made_anew(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise EOFError("Whoosh raises anything")

    monkeypatch.setattr(TextIndex, "update", fail)
    with opened(filled) as workspace:
        stored(workspace, component("d"))
        assert answers(workspace) == ({"a", "b", "c", "d"}, KNOWN | {"d"})


def test_deleted_derived_data_comes_back(filled: Path) -> None:
    for path in filled.glob("derived.db*"):
        path.unlink()
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING


@pytest.mark.parametrize("kept", [0, 10, 100, 4096, 6000])
def test_a_cut_off_derived_file_comes_back(filled: Path, kept: int) -> None:
    path = filled / "derived.db"
    path.write_bytes(path.read_bytes()[:kept])
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING


@pytest.mark.parametrize("page", range(1, 12))
def test_a_derived_file_with_a_damaged_page_comes_back(filled: Path, page: int) -> None:
    path = filled / "derived.db"
    content = bytearray(path.read_bytes())
    start = min(page * 4096, len(content) - 4096)
    content[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING


@pytest.mark.parametrize(
    "value", [b"", b"\x00" * 8, b"\xff" * 64, b"\x02\x00\x00\x00\x00\x00\x00\x00[]"]
)
def test_derived_values_that_are_none_are_computed_anew(filled: Path, value: bytes) -> None:
    with opened(filled) as workspace:
        workspace.derived.execute("UPDATE derived SET value = ? WHERE record_id = 'b'", [value])
        assert answers(workspace) == EVERYTHING


def test_derived_rows_that_went_missing_are_never_no_duplicates(filled: Path) -> None:
    with opened(filled) as workspace:
        workspace.derived.execute("DELETE FROM derived WHERE record_id = 'b'")
        assert not Checker(workspace).check(draft()).index.fresh
        assert reindex(workspace) == 4
        assert answers(workspace) == EVERYTHING


def test_reindexing_mends_what_is_damaged(filled: Path) -> None:
    path = filled / "derived.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with opened(filled) as workspace:
        assert reindex(workspace) == 4
        assert answers(workspace) == EVERYTHING


def test_copies_that_know_more_than_a_restored_database_are_made_anew(
    filled: Path, tmp_path: Path
) -> None:
    with opened(filled) as workspace:
        backup(workspace.db, tmp_path / "monday.db")
        stored(workspace, component("tuesday"), component("a", lifecycle="retired"))
        assert "tuesday" in answers(workspace)[0]
    for path in filled.glob("catalogue.db*"):
        path.unlink()
    shutil.copy(tmp_path / "monday.db", filled / "catalogue.db")
    with opened(filled) as workspace:
        assert answers(workspace) == EVERYTHING
        assert "tuesday" not in derived.digests(workspace.derived, "component", "en")


def test_another_database_in_the_same_folder_gets_its_own_copies(
    filled: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    with opened(other, create=True) as workspace:
        stored(workspace, component("x"), component("y"), component("z"), proposal("q"))
    for path in filled.glob("catalogue.db*"):
        path.unlink()
    shutil.copy(other / "catalogue.db", filled / "catalogue.db")
    with opened(filled) as workspace:
        assert answers(workspace) == ({"x", "y", "z"}, {"x", "y", "z", "q"})


def test_derived_data_of_another_language_goes(workspace: Workspace) -> None:
    stored(workspace, component("a", name={"fr": "Rendez-vous", "en": "Appointment"}))
    stored(workspace, component("a", name={"en": "Appointment"}))
    assert not derived.digests(workspace.derived, "component", "fr")
    assert {entry.language for entry in stored_entries(workspace, "component")} == {"en"}


def test_without_an_encoder_the_check_works_and_says_so(
    sample_copy: Path, no_encoder: None
) -> None:
    with opened(sample_copy) as workspace:
        catch_up(workspace)
        assert all(entry.vectors is None for entry in stored_entries(workspace, "component"))
        result = Checker(workspace).check(
            draft(title="Prise de rendez-vous", description="Choisir une plage horaire")
        )
        assert (result.index.meaning, result.index.fresh) == (False, True)
        signals = {evidence.signal for match in result.matches for evidence in match.evidence}
        assert not any(signal.startswith("meaning") for signal in signals)
        assert Checker(workspace).check(draft(), Wanted(top=5)).matches


def test_an_import_stopped_between_files_and_copies_is_followed_later(
    home: Path, tmp_path: Path
) -> None:
    with opened(home) as workspace:
        import_file(workspace, written(tmp_path / "f.jsonl", *FILE), actor="ana")
        assert queue.depth(workspace.db) == 4
    with opened(home) as workspace:
        assert answers(workspace) == EVERYTHING
