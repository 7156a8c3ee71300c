from __future__ import annotations

import json
from pathlib import Path

from services.builders import component, proposal, written

from catalogue.services.workspace import opened
from catalogue.storage import submissions

from .conftest import Run


def test_imported_proposals_are_checked_once(run: Run, home: Path, tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        component(),
        proposal(),
        proposal("other", status="in_review"),
        proposal("begun", status="draft"),
        proposal("ended", status="declined"),
    )
    imported = run("import", file, home=home)
    assert "never checked: 2. To check them: catalogue take-in" in imported.stderr
    assert run("take-in", home=home).stdout == "2 proposals are checked and now wait for review.\n"
    with opened(home) as workspace:
        taken = {
            one: submissions.latest(workspace.db, one) is not None
            for one in ("slots", "other", "begun", "ended")
        }
    assert taken == {"slots": True, "other": True, "begun": False, "ended": False}
    again = run("take-in", home=home, lang="fr")
    assert again.stdout == "Aucun projet importé n’attend d’être vérifié.\n"
    assert "take-in" not in run("import", file, home=home).stderr


def test_it_is_told_as_json(run: Run, home: Path, tmp_path: Path) -> None:
    run("import", written(tmp_path / "a.jsonl", proposal()), home=home)
    assert json.loads(run("take-in", "--json", home=home).stdout) == {"taken_in": 1}


def test_without_a_catalogue_it_could_not_run(run: Run, tmp_path: Path) -> None:
    assert run("take-in", home=tmp_path / "nowhere").exit_code == 1
