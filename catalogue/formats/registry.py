"""What a format is to the rest of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .findings import Reading
from .source import LARGEST

Reader = Callable[[bytes, Path, "str | None"], Reading]


@dataclass(frozen=True)
class Format:
    """A kind of file that the catalogue reads.

    ``recognises`` looks at the first bytes; it is asked before the ending is.
    ``text`` says whether the file is text, so that one with errors in its
    first line may still be read for what it promises to be. ``read`` gets
    content, path and the type of records that name none. ``largest`` are the
    bytes of a file that its reader can hold in memory, and more.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Reader
    text: bool = True
    largest: int = LARGEST
