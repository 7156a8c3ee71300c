"""Killed at any moment, an import is done or not done, and the next command answers right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.services.founding import found
from catalogue.services.workspace import opened
from catalogue.storage import audit, records

from .builders import component, proposal, stored, written
from .test_copies import EVERYTHING, answers

ROOT = Path(__file__).resolve().parents[2]
FILE = [component("a"), component("b"), component("c"), proposal("p")]

DRIVER = """
import os, signal, sys
from importlib import import_module

place, name, when, *arguments = sys.argv[1:]
import catalogue.services.workspace as opening
opening.available_encoder = lambda: None
module, _, inner = place.partition(":")
holder = import_module(module)
holder = getattr(holder, inner) if inner else holder
real, calls = getattr(holder, name), []

def deadly(*given, **named):
    calls.append(1)
    if when == "before" or when == str(len(calls)):
        os.kill(os.getpid(), signal.SIGKILL)
    answer = real(*given, **named)
    if when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

setattr(holder, name, deadly)
from catalogue.cli.main import main
main(arguments)
"""

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


def run(*arguments: str | Path) -> int:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    ).returncode


def killed_while_importing(home: Path, moment: tuple[str, str, str], path: Path) -> None:
    status = run("-c", DRIVER, *moment, "--home", home, "import", path)
    assert status == -signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: "-".join(moment[1:]))
def test_an_import_that_dies_leaves_all_or_nothing(
    home: Path, tmp_path: Path, moment: tuple[str, str, str]
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
    tmp_path: Path, no_encoder: None, moment: tuple[str, str, str]
) -> None:
    home = tmp_path / "home"
    with_capability = [component("a", capabilities=["service/appointments"]), *FILE[1:]]
    path = written(tmp_path / "file.jsonl", *with_capability)
    killed_while_importing(home, moment, path)
    nothing = ("catalogue.services.workspace", "opened", "never")
    assert run("-c", DRIVER, *nothing, "--home", home, "import", path) == 0
    with opened(home) as workspace:
        found(workspace)
        assert answers(workspace) == EVERYTHING


def test_two_imports_at_once_both_arrive(tmp_path: Path, no_encoder: None) -> None:
    home = tmp_path / "home"
    nothing = ("catalogue.services.workspace", "opened", "never")
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", DRIVER, *nothing, "--home", str(home), "import"),
                str(written(tmp_path / f"{n}.jsonl", *files)),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n, files in enumerate((FILE[:2], FILE[2:]))
    ]
    for process in processes:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()
    with opened(home) as workspace:
        assert answers(workspace) == EVERYTHING
        assert audit.verify(workspace.db) == []
