"""The lexicon and the thesaurus as CSV."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.errors import FieldError
from catalogue.domain.validation import validate
from catalogue.formats import listing as listing_module
from catalogue.formats.findings import Severity, UnreadableFile
from catalogue.formats.listing import ListFormat, Listing
from catalogue.formats.vocabulary import LEXICON, THESAURUS

from .files import errors, warned, written
from .strategies import CAPABILITIES, LINES, LISTS, bilingual, some

SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
PAIRS = st.fixed_dictionaries({"fr": LINES, "en": LINES}, optional={"domain": LINES}).map(
    lambda data: validate(Equivalent, data)
)
CONCEPTS = st.fixed_dictionaries(
    {"id": SLUGS, "preferred": bilingual(LINES)},
    optional={"alternative": LISTS, "broader": SLUGS, "capabilities": some(CAPABILITIES)},
).map(lambda data: validate(Concept, data))
HEADER = "id,preferred_fr,preferred_en,alternative_fr,alternative_en,broader,capabilities"


def lexicon(tmp_path: Path, text: str | bytes) -> Listing[Equivalent]:
    return LEXICON.read(written(tmp_path / "a.csv", text))


def thesaurus(tmp_path: Path, text: str) -> Listing[Concept]:
    return THESAURUS.read(written(tmp_path / "a.csv", text))


def there_and_back(form: ListFormat[Any], entries: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        form.write(entries, path)
        found = form.read(path)
    assert (found.errors, found.warnings) == ([], [])
    assert found.entries == entries


@given(st.lists(PAIRS, max_size=3))
@settings(deadline=None, max_examples=60)
def test_a_lexicon_that_is_written_is_read_as_it_was(entries: list[Equivalent]) -> None:
    there_and_back(LEXICON, entries)


@given(st.lists(CONCEPTS, max_size=3))
@settings(deadline=None, max_examples=60)
def test_a_thesaurus_that_is_written_is_read_as_it_was(entries: list[Concept]) -> None:
    there_and_back(THESAURUS, entries)


def test_what_is_written() -> None:
    stream = io.StringIO()
    terms = {"fr": ["comptoir", "point; de service"]}
    concept = {"id": "desk", "preferred": {"en": "desk"}, "alternative": terms}
    THESAURUS.write_to([Concept.model_validate(concept)], stream)
    assert stream.getvalue() == f"{HEADER}\ndesk,,desk,comptoir; point\\; de service,,,\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save(tmp_path: Path, mark: str, encoding: str) -> None:
    text = mark.join(["Anglais", "FRANÇAIS ", "Domaine"]) + "\r\n"
    text += mark.join(["permit", "permis", ""]) + "\r\n" + mark * 2 + "\r\n"
    found = lexicon(tmp_path, text.encode(encoding))
    assert found.entries == [Equivalent(fr="permis", en="permit")]
    assert errors(found) == warned(found) == []


def test_the_domain_may_be_missing_and_other_columns_are_left_out(tmp_path: Path) -> None:
    found = lexicon(tmp_path, "fr,en,note,\na,b,c,\n")
    assert found.entries == [Equivalent(fr="a", en="b")]
    assert warned(found) == [("note", "unknown_column")]


def test_every_wrong_cell_has_its_row_and_column(tmp_path: Path) -> None:
    text = f'fr,en\n,b\na,\n"a\nb",c\na,{"x" * 301}\nd,e,f\n"g" h,i\nj,k\n'
    found = lexicon(tmp_path, text)
    places = [(e.location.row, e.location.line, e.field, e.code) for e in found.errors]
    assert places == [
        (2, None, "fr", "required"),
        (3, None, "en", "required"),
        (5, 6, "en", "too_long"),
        (6, 7, "", "too_many_cells"),
        (7, 8, "", "bad_csv"),
    ]
    assert [(pair.fr, pair.en) for pair in found.entries] == [("a b", "c"), ("j", "k")]
    assert [place.line for place in found.places] == [None, 9]


def test_wrong_cells_of_concepts(tmp_path: Path) -> None:
    rows = ["Bad Id,a,,,,,", "b,,,,,,", f"c,c,,x; {'y' * 301},,,", "d,d,,,,,pay;No Such"]
    found = thesaurus(tmp_path, "\n".join([HEADER, *rows]))
    assert errors(found) == [
        ("id", "bad_slug"),
        ("preferred_fr", "required"),
        ("alternative_fr[1]", "too_long"),
        ("capabilities[1]", "bad_identifier"),
    ]


def test_what_is_wrong_with_the_whole_is_told_at_its_rows(tmp_path: Path) -> None:
    found = thesaurus(tmp_path, f'{HEADER}\na,"x\ny",,,,,\n\nb,x,,,,,\n')
    flaw = FieldError((1, "preferred", "fr"), "term_shared", {"first": 0})
    THESAURUS.add_flaw(found, flaw, Severity.warning)
    assert errors(found) == []
    (finding,) = found.warnings
    assert (finding.location.row, finding.location.line) == (4, 5)
    assert (finding.field, finding.params) == ("preferred_fr", {"first": 2})


def test_a_column_twice(tmp_path: Path) -> None:
    assert errors(lexicon(tmp_path, "fr,en,French\na,b,c\n")) == [("French", "column_twice")]


def test_a_column_that_is_missing_is_no_empty_column(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        thesaurus(tmp_path, "id,preferred_fr,preferred_en,alternative_fr,broader\na,b,,,\n")
    assert caught.value.reason == "missing_columns"
    assert caught.value.params["columns"] == "alternative_en, capabilities"
    with pytest.raises(UnreadableFile, match="missing_columns"):
        lexicon(tmp_path, "fr\na\n")
    assert errors(lexicon(tmp_path, '"fr" x,en\n')) == [("", "bad_csv")]


def test_a_file_is_bounded_and_is_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="not_csv"):
        LEXICON.read(written(tmp_path / "a.xlsx", "fr,en\n"))
    with pytest.raises(UnreadableFile, match="not_csv"):
        LEXICON.write([], tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
    with pytest.raises(UnreadableFile, match="file_encoding"):
        lexicon(tmp_path, "fr,en\ndéchet,waste\n".encode("cp850"))
    western = lexicon(tmp_path, "fr,en\ndéchet,waste\n".encode("cp1252"))
    assert [one.code for one in western.warnings] == ["read_as_windows"]
    assert [one.fr for one in western.entries] == ["déchet"]
    monkeypatch.setattr(listing_module, "LARGEST", 10)
    with pytest.raises(UnreadableFile, match="too_large"):
        lexicon(tmp_path, "fr,en\na,bcdef\n")


def test_entries_differ_in_columns() -> None:
    old = Concept.model_validate({"id": "a", "preferred": {"fr": "a", "en": "a"}})
    new = Concept.model_validate(
        {"id": "a", "preferred": {"fr": "a", "en": "b"}, "capabilities": ["pay"]}
    )
    assert THESAURUS.differing(old, new) == ["preferred_en", "capabilities"]
    assert THESAURUS.differing(old, old) == []
