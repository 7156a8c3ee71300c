"""Workbooks are ZIP archives of XML: what is looked at before one is opened."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from .findings import MOST_FINDINGS, UnreadableFile

NAME = "xlsx"
LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of a part that is held in memory whole: all but sheets."""
LARGEST_RATIO = 200
MOST_ENTRIES = 2_000
MOST_IN_ROW = 60_000
"""Elements of a row of a sheet."""
MOST_IN_PART = 2_000_000
DEEPEST = 100

_SMALL = 10 * 1024 * 1024
_CHUNK = 1024 * 1024
_MEGABYTE = 1024 * 1024
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    expat.ExpatError,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
)


class _NoWorkbook(ValueError):
    """XML that no spreadsheet program writes."""


def check_archive(content: bytes, path: Path) -> dict[str, list[str]]:
    """Refuse what is no workbook, unpacks to too much, or declares entities.

    Returns, for each part, its cells whose formula has no value: programs that
    write formulas do not always compute them. Raises UnreadableFile.
    """
    unvalued: dict[str, list[str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, path)
            if "[Content_Types].xml" not in {entry.filename for entry in entries}:
                raise UnreadableFile("wrong_type", path=str(path), expected=NAME, found="zip")
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    unvalued[entry.filename] = _refuse_strange_xml(archive, entry)
    except UnreadableFile:
        raise
    # zipfile answers damage with whatever it stumbles over
    except _DAMAGE as error:
        raise damaged(path) from error
    return unvalued


def damaged(path: Path) -> UnreadableFile:
    """What to raise for something that only looks like a workbook."""
    return UnreadableFile("wrong_type", path=str(path), expected=NAME, found="damaged")


def _refuse_bomb(entries: list[zipfile.ZipInfo], path: Path) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max((entry.file_size / max(entry.compress_size, 1) for entry in entries), default=0)
    parts = [entry.file_size for entry in entries if "/worksheets/" not in entry.filename]
    bomb = unpacked > _SMALL and ratio > LARGEST_RATIO
    too_large = unpacked > LARGEST_UNPACKED or max(parts, default=0) > LARGEST_PART
    if bomb or too_large or len(entries) > MOST_ENTRIES:
        raise UnreadableFile("too_large", path=str(path), limit=LARGEST_UNPACKED // _MEGABYTE)


class _Watch:
    """Follows the XML of a part and stops where no workbook would go."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.depth = self.seen = 0
        self.most = MOST_IN_PART
        self.cell: str | None = None
        self.parts: set[str] = set()
        self.unvalued: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.cell = attributes.get("r", "?")
            # the value of a formula that gives a text may be an empty one
            self.parts = {"value"} if attributes.get("t") == "str" else set()
        elif local == "f":
            self.parts.add("formula")
        elif local == "v" and self.parts == {"formula"}:
            self.parser.CharacterDataHandler = self.value
        if self.depth == 0 and local == "worksheet":
            self.most = MOST_IN_ROW
        self.depth += 1
        sheet = self.most == MOST_IN_ROW
        self.seen = 0 if sheet and local == "row" else self.seen + 1
        # a shared string within a sheet: strings that pass for rows
        if self.depth > DEEPEST or self.seen > self.most or (sheet and local == "si"):
            raise _NoWorkbook

    def value(self, _: str) -> None:
        self.parts.add("value")
        self.parser.CharacterDataHandler = None

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(":")[2] == "c" and self.cell is not None:
            self.parser.CharacterDataHandler = None
            if self.parts == {"formula"} and len(self.unvalued) < MOST_FINDINGS:
                self.unvalued.append(self.cell)
            self.cell = None

    def doctype(self, *_: object) -> None:
        raise _NoWorkbook


def _refuse_strange_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[str]:
    """Entities (a workbook declares none), endless rows and depths would fill the memory.

    Returns the cells whose formula has no value, the first of very many.
    """
    parser = expat.ParserCreate()
    watch = _Watch(parser)
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.StartDoctypeDeclHandler = watch.doctype
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return watch.unvalued
