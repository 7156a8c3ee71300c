from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from .conftest import Run


def test_the_demonstration_checks_a_sample_proposal_and_cleans_up(
    run: Run, tmp_path: Path, no_encoder: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = run("demo", "--no-serve", lang="fr")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Échantillon chargé\u00a0: ")
    assert "Vérification de «\u00a0" in result.stdout
    assert list(tmp_path.iterdir()) == []
