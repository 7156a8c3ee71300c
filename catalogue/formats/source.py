"""Files into bytes and text, with bounds."""

from __future__ import annotations

from pathlib import Path

from .findings import UnreadableFile

LARGEST = 200 * 1024 * 1024
"""Bytes of a file that are accepted."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The file's content.

    Raises UnreadableFile where it is missing, a directory, protected, empty or
    too large.
    """
    try:
        if path.is_dir():
            raise UnreadableFile("directory", path=str(path))
        size = path.stat().st_size
        if size > largest:
            raise UnreadableFile("too_large", path=str(path), limit=largest // 1024 // 1024)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("missing", path=str(path)) from error
    except PermissionError as error:
        raise UnreadableFile("permission", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile("system", path=str(path), reason=reason) from error
    if not content.strip():
        raise UnreadableFile("empty", path=str(path))
    return content


def decode(content: bytes, path: Path) -> str:
    """The text, from UTF-8, or from UTF-16 with its byte order mark.

    Raises UnreadableFile with the line of the first byte that is neither.
    """
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16") if utf16 else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile("encoding", path=str(path), line=line, byte=error.start) from error
