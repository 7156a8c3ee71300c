"""Copies of an instance are all alike, whatever is done to others of them meanwhile."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from catalogue.services.workspace import opened
from tests.homes import Mould, pack
from tests.services.builders import component, stored

TESTS = Path(__file__).parent


def contents(home: Path) -> dict[str, bytes]:
    files = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def test_a_copy_is_as_new_while_others_are_written(
    empty_mould: Mould, tmp_path: Path, no_encoder: None
) -> None:
    new = contents(empty_mould.cast(tmp_path / "first"))
    assert {"catalogue.db", "derived.db"} < set(new)
    with opened(tmp_path / "first") as workspace:
        stored(workspace, component())
        assert contents(empty_mould.cast(tmp_path / "second")) == new
    assert contents(tmp_path / "first") != new
    assert contents(empty_mould.cast(tmp_path / "third")) == new


def test_what_somebody_has_open_is_not_put_away(home: Path, tmp_path: Path) -> None:
    with opened(home) as workspace:
        stored(workspace, component())
        with pytest.raises(AssertionError, match="open"):
            pack(home, tmp_path / "packed.tar")
    pack(home, tmp_path / "packed.tar")
    assert not home.exists()
    assert not (tmp_path / "packed.part").exists()


def test_no_test_copies_a_folder_that_another_may_have_open() -> None:
    """An instance comes from a mould; SQLite's files come and go in one that somebody reads."""
    copying = [
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if "copytree" in (getattr(node, "attr", None), getattr(node, "name", None))
    ]
    assert copying == []
