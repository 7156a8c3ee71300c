"""Which format a file has, by its content first and its ending second."""

from __future__ import annotations

from pathlib import Path

from . import (
    backstage,
    codejson,
    native_csv,
    native_jsonl,
    native_xlsx,
    ore,
    publiccode,
    uk_apis,
)
from .findings import Reading, UnreadableFile
from .registry import Format
from .source import HEAD, LARGEST, read_bytes
from .yaml_files import ENDINGS as YAML_ENDINGS

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        native_xlsx.FORMAT,
        backstage.FORMAT,
        publiccode.FORMAT,
        ore.FORMAT,
        codejson.FORMAT,
        native_jsonl.FORMAT,
        uk_apis.FORMAT,
        native_csv.FORMAT,
    )
}
"""By name; asked in this order, so that a narrower format comes before a wider one."""

NATIVE = ("jsonl", "csv", "xlsx")
"""The formats that hold everything, and are written too."""

ENDINGS = {ending: name for name in NATIVE for ending in FORMATS[name].endings}

_FOREIGN = {
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "xls",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"SQLite format 3": "sqlite",
}
"""First bytes of files that people take for spreadsheets or text."""


def read(
    path: Path,
    format_name: str | None = None,
    default_type: str | None = None,
    *,
    largest: int = LARGEST,
) -> Reading:
    """Records, warnings and located errors of a file of at most so many bytes.

    ``default_type`` is the type of records that name none. Raises
    UnreadableFile where the file cannot be read, or is not what its ending or
    ``format_name`` says.
    """
    if format_name is not None and format_name not in FORMATS:
        raise UnreadableFile("unknown_type", path=str(path))

    def bound(head: bytes) -> int:
        return guess(path, head, format_name).largest

    content = read_bytes(path, largest, bound)
    chosen = guess(path, content[:HEAD], format_name)
    try:
        return chosen.read(content, path, default_type)
    except UnreadableFile as error:
        error.params.setdefault("path", str(path))
        raise


def guess(path: Path, head: bytes, format_name: str | None = None) -> Format:
    """The format of a file that begins like this.

    Raises UnreadableFile where the content is visibly another than its ending
    (or ``format_name``) promises, and where neither tells.
    """
    seen = next((format_ for format_ in FORMATS.values() if format_.recognises(head)), None)
    if format_name is None:
        if seen is not None and _allowed(seen, path):
            return seen
        if path.suffix.lower() in YAML_ENDINGS and not _foreign(head):
            raise UnreadableFile("unknown_yaml", path=str(path))
    name = format_name or ENDINGS.get(path.suffix.lower())
    promised = FORMATS[name] if name else None
    found = seen.name if seen else _foreign(head)
    if promised is None:
        raise UnreadableFile("unknown_type", path=str(path))
    if found not in (None, promised.name) or not (found or promised.text):
        raise UnreadableFile(
            "wrong_type", path=str(path), expected=promised.name, found=found or "text"
        )
    return promised


def _allowed(seen: Format, path: Path) -> bool:
    """Whether a file's ending is one of the format's, or none that promises another."""
    ending = path.suffix.lower()
    return ending in seen.endings or ending not in {*ENDINGS, *YAML_ENDINGS}


def format_for(path: Path) -> str:
    """The format that a file's ending names. Raises UnreadableFile for any other ending."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UnreadableFile("unknown_type", path=str(path))
    return found


def _foreign(head: bytes) -> str | None:
    return next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)
