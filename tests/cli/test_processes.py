"""The program as people start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from services.builders import component, stored, written

from catalogue.services.workspace import Workspace

from .conftest import ROOT


def start(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "catalogue", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CATALOGUE_LANG": "fr", **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_a_check_in_a_pipeline(sample_home: Path) -> None:
    done = start(
        *("--home", sample_home, "check", "--json", "--fail-on", "related"),
        *("--title", "Prise de rendez-vous en ligne dans les bureaux de services"),
        "--description",
        "Les citoyens choisissent en ligne la plage horaire de leur rendez-vous à un bureau de"
        " services, la déplacent ou l’annulent, et reçoivent un rappel.",
    )
    assert done.returncode == 3, done.stderr.decode()
    assert json.loads(done.stdout)["matches"]
    assert done.stderr == b""


def test_a_terminal_without_the_letters_still_gets_its_answer(
    workspace: Workspace, without_encoder: str
) -> None:
    stored(workspace, component(name={"fr": "Identité à part"}))
    done = start(
        *("--home", workspace.home, "search", "identité"),
        PYTHONIOENCODING="ascii",
        PYTHONPATH=without_encoder,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b" 1. Identit" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_s_name_may_be_no_text(tmp_path: Path, without_encoder: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl"))
    written(path, component())
    asked = ("--home", tmp_path / "home", "import", "--dry-run", path)
    done = start(*asked, PYTHONPATH=without_encoder)
    assert done.returncode == 0, done.stderr.decode()
    assert "serait enregistré" in done.stdout.decode()
