"""Which format a file has, by its content first and its ending second."""

from __future__ import annotations

from pathlib import Path

from . import native_csv, native_jsonl, native_xlsx
from .findings import Reading, UnreadableFile
from .registry import Format
from .source import LARGEST, read_bytes

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (native_xlsx.FORMAT, native_jsonl.FORMAT, native_csv.FORMAT)
}
"""By name; asked in this order, so that a narrower format comes before a wider one."""

ENDINGS = {ending: format_.name for format_ in FORMATS.values() for ending in format_.endings}

_HEAD = 65_536
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
    content = read_bytes(path, largest)
    chosen = guess(path, content[:_HEAD], format_name)
    return chosen.read(content, path, default_type)


def guess(path: Path, head: bytes, format_name: str | None = None) -> Format:
    """The format of a file that begins like this.

    Raises UnreadableFile where the content is visibly another than its ending
    (or ``format_name``) promises, and where neither tells.
    """
    name = format_name or ENDINGS.get(path.suffix.lower())
    promised = FORMATS[name] if name else None
    seen = next((format_ for format_ in FORMATS.values() if format_.recognises(head)), None)
    found = seen.name if seen else _foreign(head)
    if promised is None:
        if seen is None:
            raise UnreadableFile("unknown_type", path=str(path))
        return seen
    if found not in (None, promised.name) or not (found or promised.text):
        raise UnreadableFile(
            "wrong_type", path=str(path), expected=promised.name, found=found or "text"
        )
    return promised


def format_for(path: Path) -> str:
    """The format that a file's ending names. Raises UnreadableFile for any other ending."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UnreadableFile("unknown_type", path=str(path))
    return found


def _foreign(head: bytes) -> str | None:
    return next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)
