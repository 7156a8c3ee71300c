"""Whatever a file holds, a refused one leaves no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from formats.foreign_files import FILES
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.formats.findings import UnreadableFile
from catalogue.services.importing import import_file
from catalogue.services.workspace import Workspace, opened

from .builders import content

VALID = {
    "jsonl": b'{"type": "proposal", "title": "a", "description": "b"}\n' * 2,
    "csv": 'id;title;description;estimated_cost\n1;\u00e9;"b;c\n";250 000 $\n'.encode(),
    **{name: text.encode() for name, text in FILES.items()},
}


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), create=True) as workspace:
        yield workspace


@st.composite
def files(draw: st.DrawFn) -> tuple[str | None, bytes]:
    """Random bytes, or a valid file with something cut out of it and something put in."""
    name = draw(st.sampled_from(sorted(VALID)))
    if draw(st.booleans()):
        return draw(st.sampled_from([None, name])), draw(st.binary(min_size=1, max_size=80))
    valid = VALID[name]
    at = draw(st.integers(0, len(valid)))
    piece = draw(st.binary(max_size=4) | st.sampled_from([b"\0", b'"', b"{", b"\xff", b"- &a *a"]))
    return name, valid[:at] + piece + valid[at + draw(st.integers(0, 30)) :]


@given(files())
@settings(deadline=None, max_examples=60)
def test_a_refused_file_leaves_no_trace(
    catalogue: Workspace, case: tuple[str | None, bytes]
) -> None:
    name, held = case
    path = catalogue.home / "any.txt"
    path.write_bytes(held)
    before = content(catalogue)
    try:
        report = import_file(catalogue, path, actor="test", format_name=name)
    except UnreadableFile:
        assert content(catalogue) == before
        return
    if not report.stored:
        assert content(catalogue) == before
