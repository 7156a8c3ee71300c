"""CSV as French Excel saves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.detect import read
from catalogue.formats.findings import UnreadableFile
from catalogue.formats.western import from_windows

from .files import written

TEXT = "Coût de l’été ; « déjà » – 5 € à Œuvre, Noël"
ROWS = "id;title;description\np1;Réservation d’une salle;Là où c’est prévu – 12 € l’heure\n"


def test_french_excel_is_read_with_a_warning(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "a.csv", ROWS.encode("cp1252")))
    assert reading.errors == []
    [located] = reading.records
    assert located.record.title == "Réservation d’une salle"  # type: ignore[union-attr]
    assert located.record.description.endswith("12 € l’heure")  # type: ignore[union-attr]
    [warning] = reading.warnings
    assert (warning.code, warning.location.line) == ("read_as_windows", 2)


def test_headings_with_accents_are_known(tmp_path: Path) -> None:
    rows = "identifiant;titre;description;coût estimé\np1;Salle;Là;5000\n"
    utf8 = read(written(tmp_path / "a.csv", rows.encode()))
    western = read(written(tmp_path / "b.csv", rows.encode("cp1252")))
    assert [one.record for one in western.records] == [one.record for one in utf8.records]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "shift_jis", "utf-16-le"])
def test_other_bytes_are_not_taken_for_it(encoding: str, tmp_path: Path) -> None:
    text = "市民サービス" if encoding == "shift_jis" else "Réservé à la clientèle âgée, dès août"
    content = f"title,description\n{text},{text}\n".encode(encoding)
    assert from_windows(content) is None
    with pytest.raises(UnreadableFile, match="file_encoding"):
        read(written(tmp_path / "a.csv", content))


def test_broken_utf_8_is_not_taken_for_it() -> None:
    assert from_windows(TEXT.encode()[:-1] + b"\xc3") is None
    assert from_windows(b"\xef\xbb\xbftitle\n\xff") is None
    assert from_windows(b"a,\xed\xa0\x80\n") is None


def test_other_formats_stay_in_utf_8(tmp_path: Path) -> None:
    content = '{"type": "proposal", "id": "p1", "title": "é", "description": "b"}'
    with pytest.raises(UnreadableFile, match="file_encoding"):
        read(written(tmp_path / "a.jsonl", content.encode("cp1252")))


@given(st.text("abc ,;\nàâäçéèêëîïôöùûüÿœŒ«»’–…€ÀÉÈÊÇ", min_size=1))
def test_french_comes_back_as_it_was(text: str) -> None:
    content = text.encode("cp1252")
    try:
        content.decode()
    except UnicodeDecodeError:
        found = from_windows(content)
        assert found is None or found.decode() == text


@given(st.text("éèàçê abc", min_size=1).filter(lambda text: not text.isascii()))
def test_words_with_accents_are_told(text: str) -> None:
    assert from_windows(text.encode("cp1252")) == text.encode()


@given(st.binary())
def test_any_bytes_are_text_or_none(content: bytes) -> None:
    found = from_windows(content)
    assert found is None or found.decode().encode("cp1252") == content
