from __future__ import annotations

from pathlib import Path

import pytest
from services.builders import component, written

from catalogue.cli import ask
from catalogue.services import corpora

from .conftest import Run

WORDS = ("--title", "T", "--description", "D")


def raising(error: BaseException) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_missing_home_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    for arguments in (("search", "x"), ("check", *WORDS), ("export", tmp_path / "x.jsonl")):
        result = run(*arguments, home=tmp_path / "nowhere")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "There is no catalogue at" in result.stderr
        assert "--home" in result.stderr


def test_a_home_that_is_a_file_is_a_message(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        result = run("init", home=home)
        assert result.exit_code == 1
        assert "cannot be made" in result.stderr


def test_a_home_that_may_not_be_written_is_a_message(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "mkdir", raising(PermissionError(13, "Permission denied")))
    result = run("init", home=tmp_path / "home", lang="fr")
    assert result.exit_code == 1
    assert "ne peut pas être créé (accès refusé)" in result.stderr


def test_a_file_that_is_no_database_is_a_message(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "catalogue.db").write_text("not a database at all" * 100)
    result = run("search", "x", home=home, lang="fr")
    assert result.exit_code == 1
    assert "ce n’est pas une base de données" in result.stderr
    (home / "catalogue.db").write_text("")
    result = run("search", "x", home=home)
    assert result.exit_code == 1
    assert "the file is empty" in result.stderr


def test_something_unexpected_is_told_without_a_traceback(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "search_components", raising(ZeroDivisionError("deep inside")))
    result = run("search", "x", home=home)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Something unexpected went wrong (ZeroDivisionError)" in result.stderr
    assert "CATALOGUE_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("CATALOGUE_DEBUG", "1")
    debugged = run("search", "x", home=home)
    assert isinstance(debugged.exception, ZeroDivisionError)


def test_an_interruption_is_told(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "search_components", raising(KeyboardInterrupt()))
    for lang, told in (("en", "Interrupted."), ("fr", "Interrompu.")):
        result = run("search", "x", home=home, lang=lang)
        assert result.exit_code == 1
        assert told in result.stderr
        assert "Aborted" not in result.stderr


def test_a_reader_who_has_seen_enough_is_no_error(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "search_components", raising(BrokenPipeError(32, "Broken pipe")))
    assert run("search", "x", home=home).stderr == ""


def test_a_full_disk_is_a_message(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(28, "No space left on device", "/srv/catalogue.db")
    monkeypatch.setattr(ask, "search_components", raising(full))
    result = run("search", "x", home=home)
    assert result.exit_code == 1
    assert "Cannot write /srv/catalogue.db (no space left on the disk)." in result.stderr


@pytest.mark.parametrize("content", [None, "", "[]", '{"name": "m"}'])
def test_a_bad_model_is_a_message(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "matching_model.json").write_text(content)
    monkeypatch.setattr(corpora, "shipped", lambda _: tmp_path)
    monkeypatch.setattr(corpora, "shipped_model", corpora.shipped_model.__wrapped__)
    result = run("check", *WORDS, home=home)
    assert result.exit_code == 1
    assert "matching model is unreadable" in result.stderr


def test_a_damaged_copy_heals_by_itself(run: Run, home: Path, tmp_path: Path) -> None:
    run("import", written(tmp_path / "a.jsonl", *(component(f"c{n}") for n in range(9))), home=home)
    path = home / "derived.db"
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    result = run("check", *WORDS, home=home)
    assert result.exit_code in (0, 3), result.stderr
    assert "compared with 9 records" in result.stdout
    assert "not up to date" not in result.stdout
