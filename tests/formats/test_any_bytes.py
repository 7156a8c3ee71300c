"""Whatever the bytes, reading answers or refuses by name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.validation import record_from
from catalogue.formats.detect import FORMATS, guess
from catalogue.formats.findings import MOST_FINDINGS, Reading, UnreadableFile
from catalogue.formats.xlsx_writing import write_xlsx
from catalogue.formats.yaml_writing import yaml_text

from .files import component, proposal, repacked
from .foreign_files import FILES


def _workbook() -> bytes:
    stream = io.BytesIO()
    write_xlsx([record_from(component()), record_from(proposal())], stream)
    return stream.getvalue()


VALID = {
    "jsonl": b'{"type": "proposal", "title": "a", "description": "b", "relevant": {"c": 1}}\n' * 2,
    "csv": 'id;title;description;estimated_cost\n1;é;"b;c\n";250 000 $\n'.encode(),
    "xlsx": _workbook(),
    **{name: text.encode() for name, text in FILES.items()},
}
TEXTS = sorted(set(VALID) - {"xlsx"})
NAMES = st.sampled_from(sorted(VALID))
Mutation = Callable[[bytes], bytes]


def read_bytes(content: bytes, name: str) -> Reading | None:
    with suppress(UnreadableFile):
        return FORMATS[name].read(content, Path("x"), None)
    return None


def sound(reading: Reading | None) -> None:
    if reading is not None:
        for finding in (*reading.errors, *reading.warnings):
            assert finding.field.isprintable()
            finding.field.encode()
        assert len(reading.errors) <= MOST_FINDINGS


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(NAMES)
    content = bytearray(VALID[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        action = draw(st.sampled_from(["cut", "insert", "change"]))
        piece = draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b"\0", b'"', b"{", b"\xff"]))
        )
        if action == "cut":
            del content[at : at + draw(st.integers(1, 40))]
        elif action == "insert":
            content[at:at] = piece
        else:
            content[at : at + len(piece)] = piece
    return name, bytes(content)


@given(NAMES, st.binary(min_size=1, max_size=200))
@settings(deadline=None)
def test_random_bytes(name: str, content: bytes) -> None:
    sound(read_bytes(content, name))
    with suppress(UnreadableFile):
        guess(Path(f"x.{name}"), content)


@given(mutated())
@settings(deadline=None, max_examples=200)
def test_mutated_files(case: tuple[str, bytes]) -> None:
    name, content = case
    sound(read_bytes(content, name))


@given(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]), st.data())
@settings(deadline=None, max_examples=80)
def test_workbooks_with_mutated_parts(part: str, data: st.DataObject) -> None:
    book = VALID["xlsx"]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        xml = archive.read(part)
    at = data.draw(st.integers(0, len(xml)))
    piece = data.draw(
        st.sampled_from([b"", b"<", b"9", b'"', b"<row/>", b"<c r='ZZZZ9'/>", b"&x;"])
    )
    gone = data.draw(st.integers(0, 30))
    sound(read_bytes(repacked(book, {part: xml[:at] + piece + xml[at + gone :]}), "xlsx"))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_text_in_every_text_format(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    for name in TEXTS:
        sound(read_bytes(content, name))
        sound(read_bytes(b"name_fr,summary_fr,contacts,used_by,costs\n" + content, name))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "id", "name", "fr", "links", "contacts", "relevant", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from([None, "component", "proposal"]),
)
@settings(deadline=None)
def test_any_json(value: object, default_type: str | None) -> None:
    content = json.dumps(value).encode()
    with suppress(UnreadableFile):
        sound(FORMATS["jsonl"].read(content, Path("x"), default_type))


KEYS = sorted(set(re.findall(r"[A-Za-z$]\w+", "".join(FILES.values()))))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
TREES = st.recursive(
    LEAVES | st.sampled_from(["https://a.example/", "2024-01-01", "component:default/a", "fr"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=25,
)
MARKS = {
    "publiccode": {"publiccodeYmlVersion": "0"},
    "backstage": {"apiVersion": "backstage.io/v1alpha1", "kind": "Component"},
    "ore": {"schemaVersion": "1.0"},
    "codejson": {"releases": [{}]},
}


@st.composite
def trees(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of a format's own keys in any order and of any shape."""
    name = draw(st.sampled_from(sorted(MARKS)))
    tree = draw(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=8))
    data = {**MARKS[name], **tree} if draw(st.booleans()) else {**tree, **MARKS[name]}
    if name == "ore" and draw(st.booleans()):
        data["releases"] = draw(st.lists(TREES, max_size=3))
    if name == "codejson":
        return name, json.dumps(data).encode()
    return name, yaml_text(data).encode("utf-8", "surrogatepass")


@given(trees())
@settings(deadline=None, max_examples=200)
def test_any_shape_of_another_format(case: tuple[str, bytes]) -> None:
    name, content = case
    sound(read_bytes(content, name))


@pytest.mark.parametrize("name", sorted(VALID))
def test_the_valid_files_are_valid(name: str) -> None:
    reading = read_bytes(VALID[name], name)
    assert reading is not None
    assert reading.errors == []
    assert reading.records
