"""Hostile files of the largest size that is accepted stay below 512 MiB."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.formats import codejson, findings, source

pytest.importorskip("resource", reason="only Unix tells the peak of a process")

MEGABYTE = 1024 * 1024
MOST = 512
SIZE = 31 * MEGABYTE
MEASURE = """
import resource, sys
from pathlib import Path
from catalogue.formats.detect import read
from catalogue.formats.findings import UnreadableFile
try:
    found = read(Path(sys.argv[1]))
    print(found.error_count, len(found.records))
except UnreadableFile as error:
    print(error.reason)
if sys.platform == "linux":  # getrusage would count the process that this one began as, too
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024)
"""

Made = Callable[[], bytes]
FILES: dict[str, tuple[Made, str]] = {
    "line.jsonl": (lambda: b'{"type":"component","x":"' + b"a" * SIZE, "1 0"),
    "line.csv": (lambda: b"name_fr,summary_fr\n" + b"a" * SIZE, "1 0"),
    "line.yml": (lambda: b"publiccodeYmlVersion: '0'\nname: " + b"a" * SIZE, "too_large"),
    "wide.csv": (lambda: "name_fr,summary_fr\n😀,b\n".encode() + b"a,\n" * (SIZE // 3), "too_many"),
    "huge.jsonl": (lambda: b"{}\n" * 34 * MEGABYTE, "too_large"),
    "lists.json": (
        lambda: b'{"releases":[' + b"[]," * (3 * MEGABYTE) + b"{}]}",
        "too_many_records",
    ),
    "wide_letters.jsonl": (
        lambda: b"".join(
            b'{"type":"component","name":{"fr":"%d"},"summary":{"fr":"b"},'
            b'"description":{"fr":"\xf0\x9f\x98\x80%s"}}\n' % (number, b"d" * 440)
            for number in range(59_000)
        ),
        "0 59000",
    ),
    "bomb.yml": (lambda: b"schemaVersion: '1.0'\nreleases:\n" + b"- [a]\n" * 900_000, "1 0"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    make, said = FILES[name]
    path = tmp_path / name
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    answer, peak = done.stdout.splitlines()
    assert answer.startswith(said)
    assert int(peak) < MOST


def test_the_number_of_records_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MOST_RECORDS", 2)
    monkeypatch.setattr(codejson, "MOST_RELEASES", 2)
    from catalogue.formats.detect import FORMATS

    line = b'{"type":"component","name":{"fr":"a"},"summary":{"fr":"b"}}\n'
    assert len(FORMATS["jsonl"].read(line * 2, Path("x"), None).records) == 2
    for name, content in {
        "jsonl": line * 3,
        "csv": b"name_fr,summary_fr\n" + b"a,b\n" * 3,
        "codejson": b'{"releases":[{},{},{}]}',
    }.items():
        with pytest.raises(findings.UnreadableFile, match="too_many_records"):
            FORMATS[name].read(content, Path("x"), None)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"{}\n" * 100)
    monkeypatch.setattr(source, "HEAD", 10)
    with pytest.raises(findings.UnreadableFile, match="too_large"):
        source.read_bytes(path, 1000, lambda head: len(head))
