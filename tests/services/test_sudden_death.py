"""Killed at any moment, an import is done or not done, and the next command answers right."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from catalogue.services.founding import found
from catalogue.services.workspace import opened
from catalogue.storage import audit, records
from tests.services.dying import NEVER, Moment, begun, run

from .builders import component, proposal, stored, written
from .test_copies import EVERYTHING, answers

FILE = [component("a"), component("b"), component("c"), proposal("p")]

MOMENTS = [
    ("catalogue.services.importing", "read", "before"),
    ("catalogue.services.importing", "_save", "3"),
    ("catalogue.services.importing", "_save_all", "after"),
    ("catalogue.cli.files", "catch_up", "before"),
    ("catalogue.services.syncing", "derive", "after"),
    ("catalogue.search.index:TextIndex", "update", "after"),
    ("catalogue.storage.copies", "settle_through", "before"),
    ("catalogue.storage.copies", "settle_through", "after"),
]


def killed_while_importing(home: Path, moment: Moment, path: Path) -> None:
    assert run(moment, "--home", home, "import", path) == -signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: "-".join(moment[1:]))
def test_an_import_that_dies_leaves_all_or_nothing(
    home: Path, tmp_path: Path, moment: Moment
) -> None:
    path = written(tmp_path / "file.jsonl", *FILE)
    killed_while_importing(home, moment, path)
    with opened(home) as workspace:
        held = records.ids(workspace.db, "component") + records.ids(workspace.db, "proposal")
        assert held in ([], ["a", "b", "c", "p"])
        assert audit.verify(workspace.db) == []
        if held:
            assert answers(workspace) == EVERYTHING
        else:
            stored(workspace, *FILE)
            assert answers(workspace) == EVERYTHING


@pytest.mark.parametrize(
    "moment",
    [
        ("catalogue.services.founding", "import_file", "before"),
        ("catalogue.search.index:TextIndex", "_use", "before"),
        ("catalogue.storage.derived", "set_stamp", "before"),
    ],
    ids=lambda moment: moment[1],
)
def test_the_first_import_that_dies_leaves_a_home_that_works(
    tmp_path: Path, no_encoder: None, moment: Moment
) -> None:
    home = tmp_path / "home"
    with_capability = [component("a", capabilities=["service/appointments"]), *FILE[1:]]
    path = written(tmp_path / "file.jsonl", *with_capability)
    killed_while_importing(home, moment, path)
    assert run(NEVER, "--home", home, "import", path) == 0
    with opened(home) as workspace:
        found(workspace)
        assert answers(workspace) == EVERYTHING


def test_two_imports_at_once_both_arrive(tmp_path: Path, no_encoder: None) -> None:
    home = tmp_path / "home"
    processes = [
        begun(NEVER, "--home", home, "import", written(tmp_path / f"{n}.jsonl", *files))
        for n, files in enumerate((FILE[:2], FILE[2:]))
    ]
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    with opened(home) as workspace:
        assert answers(workspace) == EVERYTHING
        assert audit.verify(workspace.db) == []
