"""Files that cannot be read at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.formats import source
from catalogue.formats.detect import guess, read
from catalogue.formats.findings import UnreadableFile

from .files import component, ids, jsonl, proposal, workbook, written

HEADER = "id,title,description\n"


def refusal(path: Path, **options: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableFile) as refused:
        read(path, **options)
    params = dict(refused.value.params)
    assert params.pop("path") == str(path)
    return refused.value.reason, params


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == ("missing", {})


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0.csv")[0] == "missing"
    assert refusal(tmp_path / ("a" * 300 + ".csv"))[0] == "system"


def test_directory(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("directory", {})


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", HEADER)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == ("permission", {})


def test_a_broken_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", HEADER)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == ("system", {"reason": "Input/output error"})


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe"]
)
@pytest.mark.parametrize("ending", ["jsonl", "csv", "json", "yaml", "txt"])
def test_empty(content: bytes, ending: str, tmp_path: Path) -> None:
    assert refusal(written(tmp_path / f"a.{ending}", content)) == ("empty", {})


def test_too_large(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", HEADER + "x" * 3_000_000)
    assert refusal(path, largest=2 * 1024 * 1024) == ("too_large", {"limit": 2})


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_lines_without_end(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_LINES", 100)
    path = written(tmp_path / f"a.{ending}", "\n" * 101 + "x")
    assert refusal(path) == ("too_many_rows", {"limit": 100})


def test_a_device_without_end() -> None:
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("this system has no /dev/zero")
    assert refusal(device, format_name="csv", largest=10_000)[0] == "too_large"


@pytest.mark.parametrize(
    ("content", "line", "byte"),
    [
        ("title,description\nécole,b\n".encode("cp850"), 2, 18),
        (b"\xef\xbb\xbftitle,description\n\xff", 2, 21),
        (b"title,description\na,\xed\xa0\x80\n", 2, 20),
        (HEADER.encode("utf-16-le"), 1, 1),
        (b"\xff\xfet\x00i", 1, 4),
    ],
)
def test_other_encodings(content: bytes, line: int, byte: int, tmp_path: Path) -> None:
    reason, params = refusal(written(tmp_path / "a.csv", content))
    assert (reason, params) == ("encoding", {"line": line, "byte": byte})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_encodings_that_are_read(encoding: str, ending: str, tmp_path: Path) -> None:
    text = "title,description,id\né,b,p1\n"
    if ending == "jsonl":
        text = '{"type": "proposal", "id": "p1", "title": "é", "description": "b"}'
    reading = read(written(tmp_path / f"a.{ending}", text.encode(encoding)))
    assert reading.errors == []
    assert [located.record.title for located in reading.records] == ["é"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b'{"type": "component"}', "jsonl"),
        ("a.xlsx", b'{"type": "component"}', "jsonl"),
        ("a.xlsx", HEADER.encode(), "csv"),
        ("a.xlsx", b"anything", "text"),
        ("a.jsonl", HEADER.encode(), "csv"),
        ("a.jsonl", b"PK\x03\x04rest", "xlsx"),
        ("a.csv", b"%PDF-1.7", "pdf"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "xls"),
    ],
)
def test_content_that_contradicts_the_ending(
    name: str, content: bytes, found: str, tmp_path: Path
) -> None:
    path = written(tmp_path / name, content)
    expected = path.suffix[1:]
    assert refusal(path) == ("wrong_type", {"expected": expected, "found": found})


def test_content_decides_where_the_ending_says_nothing(tmp_path: Path) -> None:
    assert ids(read(jsonl(tmp_path / "a.txt", component()))) == ["rendez-vous"]
    assert ids(read(written(tmp_path / "b", HEADER + "p1,t,d\n"))) == ["p1"]
    rows = [["id", "titre", "description"], ["p1", "t", "d"]]
    workbook(tmp_path / "c.xlsx", {"a": rows}).rename(tmp_path / "c.bin")
    assert ids(read(tmp_path / "c.bin")) == ["p1"]


@pytest.mark.parametrize("content", [b"anything", b"\x00\x01", b"%PDF-1.7"])
def test_nothing_tells_the_format(content: bytes, tmp_path: Path) -> None:
    assert refusal(written(tmp_path / "a.txt", content)) == ("unknown_type", {})


def test_a_format_that_is_asked_for(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.csv", proposal())
    assert ids(read(path, "jsonl")) == ["p1"]
    assert refusal(path, format_name="xlsx")[1] == {"expected": "xlsx", "found": "jsonl"}
    assert refusal(path, format_name="doc") == ("unknown_type", {})


def test_guess_needs_only_the_head() -> None:
    assert guess(Path("a"), b'{"type"').name == "jsonl"
    assert guess(Path("a.csv"), b"x").name == "csv"
