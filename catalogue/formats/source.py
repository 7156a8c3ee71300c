"""Files into bytes and text, with bounds."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from .findings import UnreadableFile
from .western import from_windows

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that are accepted; a letter may take four times as many in memory."""

HEAD = 65_536
"""Bytes at the beginning of a file that tell what it is."""

LONGEST_LINE = 10_000_000
"""Characters of a line, or of one JSON value, that are accepted."""

MOST_LINES = 5_000_000

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOK = 4096
_CHUNK = 1024 * 1024


def read_bytes(
    path: Path, largest: int = LARGEST, bound: Callable[[bytes], int] | None = None
) -> bytes:
    """The file's content.

    ``bound`` may lower the limit once it has seen the first bytes. Raises
    UnreadableFile where the file is missing, a directory, protected, empty or
    larger than so many bytes, and whatever ``bound`` raises.
    """
    try:
        if path.is_dir():
            raise UnreadableFile("directory", path=str(path))
        with path.open("rb") as stream:
            # a device or a pipe has no size to ask for, and is read only once
            head = stream.read(min(HEAD, largest + 1))
            if bound is not None and not _is_blank(head):
                largest = min(largest, bound(head))
            content = head + stream.read(max(largest + 1 - len(head), 0))
    except (FileNotFoundError, ValueError) as error:
        raise UnreadableFile("missing", path=str(path)) from error
    except PermissionError as error:
        raise UnreadableFile("permission", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile("system", path=str(path), reason=reason) from error
    if len(content) > largest:
        raise UnreadableFile("too_large", path=str(path), limit=max(largest // 1024 // 1024, 1))
    if _is_blank(content):
        raise UnreadableFile("empty", path=str(path))
    return content


def _is_blank(head: bytes) -> bool:
    """Whether a file that begins like this holds nothing so far, perhaps a byte order mark."""
    bare = head.removeprefix(codecs.BOM_UTF8)
    return not bare or bare.isspace() or head in _UTF16_MARKS


def decode(content: bytes, path: Path) -> str:
    """The text, from UTF-8, or from UTF-16 with its byte order mark.

    Raises UnreadableFile with the line and offset of the first byte that is
    neither, where there is nothing but blanks, and where there are too many lines.
    """
    return opened(content, path).read()


def opened(content: bytes, path: Path, newline: str = "") -> TextIO:
    """The same text as a stream, which is never in memory whole.

    Raises UnreadableFile as ``decode`` does, before anything is read.
    """
    _check(content, path)
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline=newline)


def _check(content: bytes, path: Path) -> None:
    decoder = codecs.getincrementaldecoder(_encoding(content))()
    lines, blank = 0, True
    for start in range(0, len(content), _CHUNK):
        kept = len(decoder.getstate()[0])
        last = start + _CHUNK >= len(content)
        try:
            text = decoder.decode(content[start : start + _CHUNK], last)
        except UnicodeDecodeError as error:
            raise _undecodable(content, path, start - kept + error.start) from error
        # UTF-16 without its mark is valid UTF-8 in which every other byte is zero
        head = text[:_LOOK]
        if start == 0 and head.count("\0") * 4 > len(head):
            raise _undecodable(content, path, content.index(b"\0"))
        lines += text.count("\n")
        if lines > MOST_LINES:
            raise UnreadableFile("too_many_rows", path=str(path), limit=MOST_LINES)
        blank = blank and not text.strip("\ufeff").strip()
    if blank:
        raise UnreadableFile("empty", path=str(path))


def head_text(head: bytes) -> str:
    """The beginning of a text for a first look; bytes that do not fit are left out."""
    if not _is_readable(head) and (western := from_windows(head)):
        head = western
    text = head.decode(_encoding(head), errors="ignore")
    return text.lstrip("\ufeff \t\r\n")


def _is_readable(head: bytes) -> bool:
    """Whether the beginning of a text is that of UTF-8 or UTF-16, perhaps cut within a letter."""
    try:
        codecs.getincrementaldecoder(_encoding(head))().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(content: bytes) -> str:
    return "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8"


def _undecodable(content: bytes, path: Path, start: int) -> UnreadableFile:
    line = content[:start].count(b"\n") + 1
    return UnreadableFile("encoding", path=str(path), line=line, byte=start)
