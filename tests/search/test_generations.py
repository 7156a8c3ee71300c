"""Damage, versions, turns and sudden deaths: the index is a copy that mends itself."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from catalogue.search import index as index_module
from catalogue.search.document import SCHEMA_VERSION
from catalogue.search.errors import IndexUnavailable
from catalogue.search.index import TextIndex

from .builders import built, component, ids

ROOT = Path(__file__).parents[2]


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    return built(tmp_path / "index", [component("a", name={"en": "Alpha"}), component("b")])


def _stamp(index: TextIndex) -> dict[str, str]:
    stamp: dict[str, str] = json.loads((index.folder / "stamp.json").read_text(encoding="utf-8"))
    return stamp


def _assert_unusable_until_rebuilt(index: TextIndex) -> None:
    assert not index.usable()
    with pytest.raises(IndexUnavailable), index.searching():
        pass
    with pytest.raises(IndexUnavailable), index.writing():
        index.update([component("c")])
    with index.writing():
        index.rebuild([component("c", name={"en": "Gamma"})])
    assert index.usable()
    assert ids(index, "gamma") == ["c"]
    assert [path.name for path in index.folder.glob("generation-*")] == [
        _stamp(index)["generation"]
    ]


def test_no_index_at_all(tmp_path: Path) -> None:
    _assert_unusable_until_rebuilt(TextIndex(tmp_path / "new", "db"))


@pytest.mark.parametrize("change", [{"schema": "0"}, {"database": "x"}, {"generation": "gone"}])
def test_an_index_of_another_make(index: TextIndex, change: dict[str, str]) -> None:
    (index.folder / "stamp.json").write_text(json.dumps(_stamp(index) | change), encoding="utf-8")
    _assert_unusable_until_rebuilt(index)
    assert _stamp(index)["schema"] == SCHEMA_VERSION


@pytest.mark.parametrize("stamp", [b"", b"[]", b'"x"', b"{}", b'{"generation": 1}', b"\xff\x00"])
def test_a_damaged_stamp(index: TextIndex, stamp: bytes) -> None:
    (index.folder / "stamp.json").write_bytes(stamp)
    _assert_unusable_until_rebuilt(index)


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
@pytest.mark.parametrize("content", [b"", b"rubbish" * 100, None])
def test_a_damaged_generation(index: TextIndex, pattern: str, content: bytes | None) -> None:
    for file in index.folder.glob(f"generation-*/{pattern}"):
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
    _assert_unusable_until_rebuilt(index)


def test_a_search_that_opens_while_the_index_is_replaced_finds_the_new_one(
    index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, replaced = index_module.index.open_dir, []

    def replaced_first(folder: str) -> object:
        if not replaced:
            replaced.append(folder)
            with index.writing():
                index.rebuild([component("c", name={"en": "Gamma"})])
        return opening(folder)

    monkeypatch.setattr(index_module.index, "open_dir", replaced_first)
    assert ids(index, "gamma") == ["c"]
    assert replaced


def test_a_snapshot_sees_no_later_update(index: TextIndex) -> None:
    with index.searching() as searcher:
        with index.writing():
            index.update([component("c", name={"en": "Gamma"})], gone=[("component", "a")])
        assert searcher.doc_count() == 2
    assert ids(index, "alpha") == []
    assert ids(index, "gamma") == ["c"]


def test_an_updated_record_counts_once(index: TextIndex) -> None:
    with index.writing():
        index.update([component("c"), component("c"), component("c", name={"en": "Gamma"})])
        index.update([component("c", name={"en": "Delta"})])
    assert ids(index, "gamma") == []
    assert ids(index, "delta") == ["c"]
    with index.searching() as searcher:
        assert searcher.doc_count() == 3


def test_an_update_that_fails_changes_nothing(index: TextIndex) -> None:
    def failing():  # type: ignore[no-untyped-def]
        yield component("c", name={"en": "Gamma"})
        raise RuntimeError

    with pytest.raises(RuntimeError), index.writing():
        index.update(failing())
    with index.writing():
        index.update([component("d", name={"en": "Delta"})])
    assert ids(index, "gamma") == []
    assert ids(index, "delta") == ["d"]


def test_a_second_writer_waits_for_its_turn(index: TextIndex) -> None:
    began, order = Event(), []

    def second() -> None:
        began.set()
        with TextIndex(index.folder, "db").writing():
            order.append("second")
            index.update([component("late", name={"en": "Sigma"})])

    with index.writing():
        thread = Thread(target=second)
        thread.start()
        began.wait()
        thread.join(0.1)
        order.append("first")
        index.update([component("early", name={"en": "Omega"})])
    thread.join()
    assert order == ["first", "second"]
    assert sorted(ids(index, "sigma omega")) == ["early", "late"]


def test_a_turn_that_does_not_come(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "WAIT_SECONDS", 0.05)
    with index.writing(), pytest.raises(IndexUnavailable), TextIndex(index.folder, "db").writing():
        pass


_CHILD = """
import sys, time
from pathlib import Path
from catalogue.domain.component import Component
from catalogue.search.index import TextIndex

def endless():
    for number in range(100):
        yield Component.model_validate(
            {"id": f"c{number}", "name": {"en": "Gamma"}, "summary": {"en": "Something"}})
    print("half way", flush=True)
    time.sleep(600)

index = TextIndex(Path(sys.argv[1]), "db")
with index.writing():
    index.rebuild(endless())
"""


def test_a_process_killed_while_it_rebuilds_does_no_harm(index: TextIndex) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(index.folder)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"half way"
    assert ids(index, "alpha") == ["a"]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert len(list(index.folder.glob("generation-*"))) == 2
    assert index.usable()
    assert ids(index, "alpha") == ["a"]
    with index.writing():
        index.rebuild([component("c", name={"en": "Delta"})])
    assert len(list(index.folder.glob("generation-*"))) == 1
    assert ids(index, "delta") == ["c"]
