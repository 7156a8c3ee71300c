from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_results_are_numbered_and_name_their_id(run: Run, sample_home: Path) -> None:
    lines = run("search", "logement", "--limit", "3", home=sample_home).stdout.splitlines()
    assert [line[:4] for line in lines[::2]] == [" 1. ", " 2. ", " 3. "]
    assert lines[0].endswith("]")
    assert max(map(len, lines)) <= 160


def test_names_are_in_the_reader_s_language(run: Run, sample_home: Path) -> None:
    french = run("search", "Clef civique", "--limit", "1", home=sample_home, lang="fr").stdout
    english = run("search", "Clef civique", "--limit", "1", home=sample_home, lang="en").stdout
    assert french.startswith(" 1. Clef civique  [clef-civique]")
    assert english.startswith(" 1. Civic Key  [clef-civique]")


def test_json_is_one_document(run: Run, sample_home: Path) -> None:
    result = run("search", "identité", "--json", "--limit", "2", home=sample_home)
    data = json.loads(result.stdout)
    assert len(data) == 2
    assert set(data[0]) == {"id", "score", "name", "lifecycle", "owner"}
    assert result.stderr == ""
    nothing = run("search", "zzzqqq", "--json", home=sample_home)
    assert (json.loads(nothing.stdout), nothing.stderr, nothing.exit_code) == ([], "", 0)


def test_nothing_found_says_what_to_do(run: Run, sample_home: Path) -> None:
    result = run("search", "zzzqqq", home=sample_home)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing answers “zzzqqq”. Try other words" in result.stderr


def test_limits_are_held(run: Run, sample_home: Path) -> None:
    assert run("search", "service", "--limit", "0", home=sample_home).exit_code == 2
    assert run("search", "service", "--lang", "de", home=sample_home).exit_code == 2
