"""Which format a file has, by its content first and its ending second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import native_csv, native_jsonl, native_xlsx
from .findings import Reading, UnreadableFile
from .source import read_bytes

Reader = Callable[[bytes, Path, str | None], Reading]

READERS: dict[str, Reader] = {
    native_jsonl.NAME: native_jsonl.read_jsonl,
    native_csv.NAME: native_csv.read_csv,
    native_xlsx.NAME: native_xlsx.read_xlsx,
}
"""By format name: what turns a file's bytes into records or located errors."""

ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
}


def read(path: Path, format_name: str | None = None, default_type: str | None = None) -> Reading:
    """Records, warnings and located errors of a file.

    ``default_type`` is the type of records that name none. Raises
    UnreadableFile where the file cannot be read, or is not what its ending or
    ``format_name`` says.
    """
    content = read_bytes(path)
    chosen = format_name or guess(path, content)
    _refuse_other_content(path, content, chosen)
    return READERS[chosen](content, path, default_type)


def guess(path: Path, content: bytes) -> str:
    """The name of the format.

    Raises UnreadableFile where neither content nor ending tells.
    """
    promised = ENDINGS.get(path.suffix.lower())
    if promised:
        return promised
    if native_xlsx.looks_like(content):
        return native_xlsx.NAME
    if native_jsonl.looks_like(content):
        return native_jsonl.NAME
    raise UnreadableFile("unknown_type", path=str(path))


def _refuse_other_content(path: Path, content: bytes, chosen: str) -> None:
    """Refuse a file that is visibly another format than was promised."""
    archive, json = native_xlsx.looks_like(content), native_jsonl.looks_like(content)
    binary = b"\x00" in content[:1024] and not _utf16(content)
    other = {
        native_xlsx.NAME: not archive,
        native_jsonl.NAME: archive or binary,
        native_csv.NAME: archive or json or binary,
    }
    if other[chosen]:
        raise UnreadableFile("wrong_type", path=str(path), expected=chosen)


def _utf16(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))
