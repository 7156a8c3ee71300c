from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalogue.cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process; ``lang`` is the language that it speaks."""

    def invoke(*arguments: object, home: Path | None = None, lang: str = "en") -> Result:
        monkeypatch.setenv("CATALOGUE_LANG", lang)
        chosen = ["--home", str(home)] if home else []
        return CliRunner().invoke(main, [*chosen, *map(str, arguments)])

    return invoke
