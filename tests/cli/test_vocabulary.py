from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue.services.workspace import opened
from catalogue.storage import audit, queue, vocabulary

from .conftest import Run

PAIRS = "fr,en,domain\npermis,permit,a\ntabouret,stool,b\n"
CONCEPTS = (
    "id,preferred_fr,preferred_en,alternative_fr,alternative_en,broader,capabilities\n"
    "desk,guichet,desk,comptoir; accueil,,,service/appointments\n"
    "stool,tabouret,stool,,,desk,\n"
)
FILES = {"lexicon": PAIRS, "thesaurus": CONCEPTS}
BOTH = pytest.mark.parametrize("name", FILES)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@BOTH
def test_out_changed_and_in_again(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.csv"
    result = run(name, "export", path, home=home)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "This is the list that ships with the software." in result.stderr
    unchanged = run(name, "import", path, home=home)
    assert unchanged.exit_code == 0
    assert unchanged.stdout == (
        f"{path}: nothing differs from the list in force, nothing changes.\n"
    )
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    written(path, "".join(lines[:-8]))
    result = run(name, "import", path, home=home)
    assert result.exit_code == 0, result.stderr
    told = result.stdout.splitlines()
    assert told[0] == f"{path}: stored."
    assert re.fullmatch(r"\w+: 0 added, 8 removed, 0 changed; [\d,]+ entries in all", told[1])
    assert [line[:4] for line in told[2:7]] == ["  - "] * 5
    assert told[7:] == ["  … and 3 more."]
    assert f"To go back to that one: catalogue {name} reset" in result.stderr
    assert "of this catalogue’s own" in run(name, "export", path, home=home).stderr
    assert path.read_text(encoding="utf-8") == "".join(lines[:-8])


def test_what_changed_is_told_in_short(run: Run, home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "pairs.csv", PAIRS)
    run("lexicon", "import", path, home=home)
    written(path, PAIRS.replace(",b", ",c").replace("permis,permit", "avis,notice"))
    told = run("lexicon", "import", path, home=home, lang="fr").stdout.splitlines()
    assert told[1:] == [
        "Lexique\u00a0: ajouts\u00a0: 1, retraits\u00a0: 1, modifications\u00a0: 1\u00a0;"
        " entrées en tout\u00a0: 2",
        "  + avis = notice",
        "  - permis = permit",
        "  ~ tabouret = stool [domain]",
    ]
    path = written(tmp_path / "concepts.csv", CONCEPTS)
    run("thesaurus", "import", path, home=home)
    written(path, CONCEPTS.replace("comptoir", "réception").replace("stool,", "chair,", 1))
    told = run("thesaurus", "import", path, home=home, lang="fr").stdout.splitlines()
    assert told[2:] == [
        "  + chair (tabouret)",
        "  - stool (tabouret)",
        "  ~ desk (guichet) [alternative_fr]",
    ]


@BOTH
def test_a_dry_run_changes_nothing(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "list.csv", FILES[name])
    tried = run(name, "import", path, "--dry-run", home=home)
    assert tried.exit_code == 0
    assert "would be stored (dry run, nothing was kept)" in tried.stdout
    assert "catalogue’s own" not in tried.stderr
    with opened(home) as workspace:
        assert audit.entries(workspace.db, subject=f"vocabulary/{name}") == []
    done = run(name, "import", path, home=home)
    assert done.stdout.splitlines()[1:] == tried.stdout.splitlines()[1:]


@BOTH
def test_going_back(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    assert "is in force already" in run(name, "reset", home=home).stdout
    run(name, "import", written(tmp_path / "list.csv", FILES[name]), home=home)
    result = run(name, "reset", home=home)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].endswith("ships with the software is in force again.")
    with opened(home) as workspace:
        assert queue.depth(workspace.db) == 0
        entries = audit.entries(workspace.db, subject=f"vocabulary/{name}")
        assert [entry.action for entry in entries] == ["imported", "reset"]
        assert all(entry.actor.startswith("cli:") for entry in entries)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "fr",
            [
                "  avertissement - rangée 1, couleur\u00a0: colonne inconnue, laissée de côté",
                "  erreur - rangée 2, fr\u00a0: «\u00a0de la\u00a0» ne contient que des mots vides,"
                " qui ne comptent pas dans les comparaisons",
                "  erreur - rangée 4, fr\u00a0: dit la même chose que «\u00a0permis ="
                " permit\u00a0» (ligne 3), aux flexions et aux mots vides près",
                "  erreur - rangée 5, en\u00a0: ce champ est obligatoire",
            ],
        ),
        (
            "en",
            [
                "  warning - row 1, couleur: unknown column, left out",
                "  error - row 2, fr: “de la” holds nothing but stop words, which do not count in"
                " comparisons",
                "  error - row 4, fr: says the same as “permis = permit” (line 3), but for"
                " inflections and stop words",
                "  error - row 5, en: this field is required",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(
    run: Run, home: Path, tmp_path: Path, lang: str, told: list[str]
) -> None:
    text = "fr;en;couleur\nde la;waste;\npermis;permit;x\nles Permis;permits;\ndéchet;;\n"
    result = run("lexicon", "import", written(tmp_path / "a.csv", text), home=home, lang=lang)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[:-1] == told
    assert "3 er" in result.stderr.splitlines()[-1]
    with opened(home) as workspace:
        assert vocabulary.digest(workspace.db, vocabulary.LEXICON) is None


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("a.csv", "fr,en\n", {"fr": "aucune entrée", "en": "no entry"}),
        ("a.csv", "id,nom\n1,2\n", {"fr": "Il manque\u00a0: fr, en", "en": "needed: fr, en"}),
        ("a.xlsx", "fr,en\na,b\n", {"fr": "en CSV", "en": "as CSV"}),
        ("none.csv", None, {"fr": "n’existe pas", "en": "There is no file"}),
    ],
)
def test_files_that_are_no_list(
    run: Run,
    home: Path,
    tmp_path: Path,
    lang: str,
    file: str,
    text: str | None,
    told: dict[str, str],
) -> None:
    path = tmp_path / file
    if text is not None:
        written(path, text)
    result = run("lexicon", "import", path, home=home, lang=lang)
    assert result.exit_code == 2
    assert told[lang] in result.stderr
    assert "…" not in result.stderr


def test_where_a_list_cannot_be_written(run: Run, home: Path, tmp_path: Path) -> None:
    other = run("thesaurus", "export", tmp_path / "a.xlsx", home=home)
    assert (other.exit_code, "ending .csv" in other.stderr) == (2, True)
    nowhere = run("thesaurus", "export", tmp_path / "no" / "a.csv", home=home)
    assert nowhere.exit_code == 1
    assert f"{tmp_path / 'no' / 'a.csv'} (no such file or folder)" in nowhere.stderr
    assert run("lexicon", "export", tmp_path / "a.csv", home=tmp_path / "none").exit_code == 1


@BOTH
@pytest.mark.parametrize("command", ["export", "import", "reset"])
def test_each_command_has_help_with_an_example(run: Run, name: str, command: str) -> None:
    told = run(name, command, "--help").stdout
    assert f"catalogue {name} {command}" in told.split("Example:")[1]
