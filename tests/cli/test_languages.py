"""In French, nothing English; in English, nothing French."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from services.builders import component, proposal, stored, written

from catalogue.cli.speech import language
from catalogue.services.workspace import opened
from catalogue.wording.sentences import sentences

from .conftest import Run

LEAST = 10
"""Characters of a sentence's own words that could not stand in the other language by chance."""


@cache
def words_of(lang: str) -> dict[str, str]:
    """For each sentence, its longest piece between parameters."""
    other = "en" if lang == "fr" else "fr"
    foreign = " ".join(texts[other] for texts in sentences().values())
    pieces = {
        code: max(re.split(r"\{[^}]*\}", texts[lang]), key=len).strip()
        for code, texts in sentences().items()
    }
    return {
        code: piece
        for code, piece in pieces.items()
        if len(piece) >= LEAST and piece.lower() not in foreign.lower()
    }


def everything_said(run: Run, home: Path, tmp_path: Path, lang: str) -> str:
    """What the commands print in good and in bad days."""
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"type": "component", "mood": 1}\n{oops\n{"type": "x"}\n[]\n')
    good = written(tmp_path / "p.jsonl", proposal("x", mood=1, relevant={"c1": 2}))
    header = tmp_path / "h.csv"
    header.write_text("title,description,mood\n")
    latin = tmp_path / "l.csv"
    latin.write_bytes("titre,résumé\n".encode("latin-1"))
    out = tmp_path / "out.csv"
    said = ""
    for arguments in (
        ("init",),
        ("import", bad, good, header, latin, tmp_path / "missing", tmp_path),
        ("import", "--dry-run", good),
        ("search", "appointment"),
        ("search", "zzzqqq"),
        ("check", "--title", "Appointment booking c1", "--description", "Counter number 1."),
        ("check", "--file", bad),
        ("check", "--title", "", "--description", ""),
        ("check",),
        ("screen", good, "--out", out, "--top", "3"),
        ("screen", good, "--out", tmp_path / "no" / "x.csv"),
        ("screen", good, "--out", tmp_path / "x.docx"),
        ("evaluate", good),
        ("evaluate", header),
        ("calibrate", good),
        ("export", tmp_path / "all.jsonl"),
        ("export", tmp_path / "all.csv"),
        ("reindex",),
        ("user", "list"),
        ("user", "add", "ana@a.example"),
        ("user", "invite", "ana@a.example", "--role", "administrator"),
        ("user", "invite", "Ana@a.example", "--organization", "nowhere"),
        ("user", "reset-link", "bob@a.example"),
        ("user", "deactivate", "ana@a.example"),
        ("user", "list"),
    ):
        result = run(*arguments, home=home, lang=lang)
        assert "Traceback" not in result.output
        said += result.output
    said += run("search", "x", home=tmp_path / "nowhere", lang=lang).output
    return said + out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "other"), [("fr", "en"), ("en", "fr")])
def test_one_language_at_a_time(
    run: Run, home: Path, tmp_path: Path, lang: str, other: str
) -> None:
    with opened(home) as workspace:
        stored(workspace, *(component(f"c{n}") for n in range(4)))
    said = everything_said(run, home, tmp_path, lang)
    foreign = {code: text for code, text in words_of(other).items() if text in said}
    assert foreign == {}
    own = {code for code, text in words_of(lang).items() if text in said}
    assert len(own) > 40
    assert not re.findall(r"(?:error|field|check|import|signal|band|place)\.[a-z_]+", said)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"CATALOGUE_LANG": "fr"}, "fr"),
        ({"CATALOGUE_LANG": "FR_ca"}, "fr"),
        ({"CATALOGUE_LANG": "de", "LANG": "fr_CA.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "en_CA.UTF-8", "LANG": "fr_CA.UTF-8"}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({}, "en"),
    ],
)
def test_which_language_is_spoken(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("CATALOGUE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
