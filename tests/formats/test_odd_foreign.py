"""Files of other formats as they are met: odd types, holes, templates, other marks."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from catalogue.formats.detect import FORMATS, read
from catalogue.formats.findings import Reading
from catalogue.formats.native import to_native

from .files import errors, ids, left_out, warned, written

PUBLICCODE = """\
publiccodeYmlVersion: "0.4"
name: Rendezvo
url: https://code.lac.example/rendezvo
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Books a visit.
    features: [reminders]
legal: {license: MIT}
maintenance: {type: none}
localisation: {localisationReady: true, availableLanguages: [en]}
"""
BACKSTAGE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: booking
  description: Books a visit.
  tags: [visits]
  links: [{url: https://booking.example/}]
spec: {type: service, lifecycle: production, owner: counters}
"""
RELEASE: dict[str, Any] = {
    "name": "booking",
    "description": "Books a visit.",
    "repositoryURL": "https://code.example/booking",
    "permissions": {"licenses": [{"URL": "u", "name": "MIT"}], "usageType": "openSource"},
}
ORE = """\
schemaVersion: "1.0"
adminCode: lac
releases:
  - name: {en: Visits}
    description: {whatItDoes: {en: Books a visit.}}
    tags: {en: [agenda]}
    licences: [{spdxID: MIT}]
    contact: {email: ana@lac.example}
"""
HEADER = (
    "dateAdded,dateUpdated,url,name,description,documentation,license,maintainer,areaServed,"
    "startDate,endDate,provider\n"
)
ROW = "2020-01-08,,https://api.example/,{},Books a visit.,,,,,,{},lac\n"


def taken(name: str, text: str) -> tuple[Reading, dict[str, Any]]:
    reading = FORMATS[name].read(text.encode(), Path("x"), None)
    assert errors(reading) == []
    return reading, to_native(reading.records[0].record)


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ('"0.4"', "0.4", "name", {"en": "Rendezvo"}),
        ("name: Rendezvo", "name: 365", "name", {"en": "365"}),
        ("name: R", "releaseDate: 2024-01-31\nname: R", "id", "rendezvo"),
        ("[reminders]", "", "name", {"en": "Rendezvo"}),
        ("[reminders]", "reminders", "features", {"en": ["reminders"]}),
        ("platforms: [web]", "usedBy: Ville de Lac", "used_by", [{"organization": "ville-de-lac"}]),
        ("platforms: [web]", "usedBy:\ncategories:", "name", {"en": "Rendezvo"}),
        ("{license: MIT}", "MIT", "licence", "MIT"),
        ("license: MIT", "license: [MIT, ISC]", "licence", "MIT"),
        ("  en:\n", "  en_US:\n", "summary", {"en": "Books a visit."}),
        ("  en:\n", "  eng:\n", "summary", {"en": "Books a visit."}),
        ("  en:\n", "  English:\n", "summary", {"en": "Books a visit."}),
        (
            "  en:\n",
            "  fr: Réserve une visite.\n  en:\n",
            "summary",
            {"fr": "Réserve une visite.", "en": "Books a visit."},
        ),
        (
            "description:\n  en:",
            "description: Books it.\nx:\n  en:",
            "summary",
            {"en": "Books it."},
        ),
        ("{type: none}", "", "lifecycle", "available"),
    ],
)
def test_publiccode(old: str, new: str, field: str, value: object) -> None:
    assert old in PUBLICCODE
    _, component = taken("publiccode", PUBLICCODE.replace(old, new))
    assert {"lifecycle": "available", **component}[field] == value


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("[visits]", "visits, agenda", "keywords", {"en": ["visits", "agenda"]}),
        ("[visits]", "", "name", {"en": "booking"}),
        ("[{url: h", "[h", "links", {"website": "https://booking.example/}"}),
        ("[{url: https://booking.example/}]", "", "id", "booking"),
        ("owner: counters", "owner: group:default/counters", "owner", "counters"),
        ("owner: counters", "owner: user:default/ana", "contacts", [{"name": "ana"}]),
        ("owner: counters", "owner: [a, b]", "id", "booking"),
        ("owner: counters", "owner: ~", "id", "booking"),
        ("name: booking", "name: Book it", "id", "book-it"),
        ("name: booking", "name: 2024", "id", "2024"),
        ("name: booking", f"name: {'b' * 70}", "id", "b" * 63),
        ("name: booking", "name: booking\n  title: {a: b}", "name", {"en": "booking"}),
        ("kind: Component", "kind: component", "kind", "service"),
        ("owner: counters", "owner: a, dependsOn: 'resource:x'", "id", "booking"),
        ("owner: counters", "owner: a, dependsOn: [{kind: Resource}], system: ~", "id", "booking"),
    ],
)
def test_backstage(old: str, new: str, field: str, value: object) -> None:
    assert old in BACKSTAGE
    changed = BACKSTAGE.replace(old, new)
    if new == "[h":
        changed = changed.replace("/}]", "/]")
        value = {"website": "https://booking.example/"}
    _, component = taken("backstage", changed)
    assert component[field] == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BACKSTAGE.replace("booking\n", "{{ cookiecutter.name }}\n"), "bad_yaml"),
        (BACKSTAGE.replace("booking\n", "${{ values.name }}\n"), "not_filled_in"),
        (BACKSTAGE.replace("Books a visit.", "${{ values.description }}"), "not_filled_in"),
        (BACKSTAGE.replace("spec:", "{%- if values.x %}\nspec:"), "bad_yaml"),
    ],
)
def test_templates_are_no_components(text: str, code: str) -> None:
    reading = FORMATS["backstage"].read(text.encode(), Path("x"), None)
    [error] = reading.errors
    assert error.code == code
    assert error.params.get("why", "template") == "template"
    assert error.location.line is not None


def test_a_text_may_speak_of_templates() -> None:
    _, component = taken("backstage", BACKSTAGE.replace("Books a", "Fills in {{ names }} of a"))
    assert component["summary"] == {"en": "Fills in {{ names }} of a visit."}


@pytest.mark.parametrize("kind", ["Location", "User", "Template", "Group"])
def test_other_kinds_of_entities(kind: str) -> None:
    reading = FORMATS["backstage"].read(
        BACKSTAGE.replace("kind: Component", f"kind: {kind}").encode(), Path("x"), None
    )
    assert errors(reading) == left_out(reading) == []
    assert len(reading.records) == (kind == "Group")


def test_each_document_stands_for_itself() -> None:
    entities = [
        BACKSTAGE,
        BACKSTAGE.replace("booking\n", "{{ x }}\n"),
        "",
        "# a comment\n",
        BACKSTAGE.replace("Books a visit.", ""),
        "a text\n",
        BACKSTAGE.replace("name: booking", "name: !secret x"),
        "- a\n- list\n",
        BACKSTAGE.replace("booking", "agenda"),
        BACKSTAGE,
    ]
    reading = FORMATS["backstage"].read("---\n".join(entities).encode(), Path("x"), None)
    assert ids(reading) == ["booking", "agenda"]
    assert errors(reading) == []
    assert sorted((one.location.line, one.code) for one in reading.left_out) == [
        (13, "bad_yaml"),
        (24, "no_description"),
        (31, "not_an_object"),
        (36, "yaml_tag"),
        (42, "not_an_object"),
        (54, "id_twice"),
    ]


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_marks_and_ends_of_lines_make_no_difference(
    mark: str, end: str, encoding: str, tmp_path: Path
) -> None:
    if encoding == "utf-16":
        mark = ""  # it writes its own
    for name, text in {
        "x.yaml": BACKSTAGE,
        "y.yml": PUBLICCODE,
        "z.csv": HEADER + ROW.format("Visits", ""),
    }.items():
        content = (mark + text).replace("\n", end).encode(encoding)
        reading = read(written(tmp_path / name, content))
        assert errors(reading) == warned(reading) or name == "y.yml"
        assert len(reading.records) == 1


def test_a_tab_that_indents_is_called_one() -> None:
    reading = FORMATS["ore"].read(ORE.replace("    tags", "\ttags").encode(), Path("x"), None)
    assert [(one.location.line, one.params) for one in reading.errors] == [(6, {"why": "tab"})]


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({"tags": "a, b"}, "keywords", {"en": ["a", "b"]}),
        ({"tags": None, "contact": None, "permissions": None}, "id", "lac-booking"),
        ({"contact": "ana@lac.example"}, "contacts", "ana@lac.example"),
        ({"contact": [{"email": "ana@lac.example"}]}, "contacts", "ana@lac.example"),
        ({"permissions": {"licenses": "ISC"}}, "licence", "ISC"),
        ({"permissions": {"licenses": ["ISC", "MIT"]}}, "licence", "ISC"),
        ({"permissions": {"licenses": {"name": "ISC"}}}, "licence", "ISC"),
        ({"name": 365}, "name", {"en": "365"}),
        ({"description": "Books\ta\nvisit."}, "summary", {"en": "Books a visit."}),
    ],
)
def test_code_json(more: dict[str, Any], field: str, value: object) -> None:
    text = json.dumps({"agency": "lac", "releases": [{**RELEASE, **more}]})
    text = text.replace("\\t", "\t").replace("\\n", "\n")
    _, component = taken("codejson", text)
    found = component[field]
    assert (found[0]["email"] if field == "contacts" else found) == value


@pytest.mark.parametrize(
    "agency", [{}, {"agency": "lac"}, {"agency": {"name": "Ville de Lac", "acronym": "lac"}}]
)
def test_code_json_of_the_first_version(agency: dict[str, Any], tmp_path: Path) -> None:
    project = {
        "name": "booking",
        "description": "Books a visit.",
        "license": "https://code.example/LICENSE",
        "openSourceProject": 1,
        "governmentWideReuseProject": 0,
        "tags": ["visits"],
        "contact": {"email": "ana@lac.example"},
        "repository": "https://code.example/booking",
        "homepage": None,
    }
    text = json.dumps({"version": "1.0.1", **agency, "projects": [project, {"name": "mute"}]})
    reading = read(written(tmp_path / "code.json", text))
    component = to_native(reading.records[0].record)
    assert component["links"] == {"source": "https://code.example/booking"}
    assert component["licence"] == "https://code.example/LICENSE"
    assert component.get("owner") == ("lac" if agency else None)
    assert left_out(reading) == [("projects[1].description", "no_description")]


def test_an_inventory_keeps_what_it_can() -> None:
    releases = [RELEASE, None, 7, [], {"description": "Nameless."}, {"name": "mute"}, RELEASE]
    text = json.dumps({"agency": "lac", "releases": releases})
    reading = FORMATS["codejson"].read(text.encode(), Path("x"), None)
    assert ids(reading) == ["lac-booking", "lac-booking-2"]
    assert left_out(reading) == [
        ("releases[1]", "not_an_object"),
        ("releases[2]", "not_an_object"),
        ("releases[3]", "not_an_object"),
        ("releases[4].name", "required"),
        ("releases[5].description", "no_description"),
    ]
    [twice] = reading.warnings
    assert (twice.location.path, twice.code) == ("releases[6]", "name_twice_there")
    assert twice.params == {"id": "lac-booking-2", "first": "releases[0]"}


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ('"1.0"', "1.0", "name", {"en": "Visits"}),
        ("{en: Visits}", "Visits", "name", {"en": "Visits"}),
        ("{whatItDoes: {en: Books a visit.}}", "Books it.", "summary", {"en": "Books it."}),
        ("{whatItDoes: {en: Books a visit.}}", "{en: Books it.}", "summary", {"en": "Books it."}),
        ("{en: [agenda]}", "[agenda, visits]", "keywords", {"en": ["agenda", "visits"]}),
        ("{en: [agenda]}", "{en: 'a, b', fr: }", "keywords", {"en": ["a", "b"]}),
        ("[{spdxID: MIT}]", "MIT", "licence", "MIT"),
        ("[{spdxID: MIT}]", "{spdxID: MIT}", "licence", "MIT"),
        ("{email: ana@lac.example}", "ana@lac.example", "contacts", None),
        ("{email: ana@lac.example}", "[{email: ana@lac.example}]", "contacts", None),
        ("adminCode: lac", "adminCode:", "id", "visits"),
    ],
)
def test_the_exchange(old: str, new: str, field: str, value: object) -> None:
    assert old in ORE
    _, component = taken("ore", ORE.replace(old, new))
    contact = {"name": "ana@lac.example", "email": "ana@lac.example"}
    assert component[field] == (value or [contact])


def test_the_exchange_keeps_what_it_can() -> None:
    more = "  - {name: {en: Mute}}\n  -\n  - a text\n  - {name: {en: Y}, description: Does y.}\n"
    reading = FORMATS["ore"].read((ORE + more).encode(), Path("x"), None)
    assert ids(reading) == ["lac-visits", "lac-y"]
    assert [(one.location.line, one.field) for one in reading.left_out] == [
        (9, "releases[1]"),
        (10, "releases[2]"),
        (11, "releases[3]"),
    ]
    empty = FORMATS["ore"].read(b"adminCode: lac\nreleases: []\n", Path("x"), None)
    assert errors(empty) == [("releases", "empty")]
    assert empty.errors[0].location.line == 2


def test_bodies_and_users_of_the_exchange_that_are_written_shortly() -> None:
    bodies = "- {code: on, name: {fr: Ontario}}\n- {name: {fr: Ville}}\n- \n- {code: on, name: O}\n"
    reading = FORMATS["ore"].read(bodies.encode(), Path("x"), None)
    assert ids(reading) == ["on", "ville"]
    assert [one.code for one in reading.left_out] == ["not_an_object", "id_twice"]
    software = (
        "schemaVersion: 1.0\nname: {fr: Agenda}\ndescription: Tient un agenda.\nadministrations:\n"
        "- on\n- {adminCode: lac, uses: {date: {started: 2030-13-01}}}\n- {adminCode: }\n"
        "homepageURL: https://agenda.example/\n"
    )
    reading, component = taken("ore", software)
    assert component["used_by"] == [{"organization": "on"}, {"organization": "lac"}]
    assert [one.code for one in reading.warnings] == ["bad_date"]


@pytest.mark.parametrize(
    "header",
    [HEADER.upper(), HEADER.replace(",", " , "), f"API catalogue, 2024\n\n{HEADER}"],
)
def test_the_api_catalogue_under_other_headings(header: str, tmp_path: Path) -> None:
    reading = read(written(tmp_path / "x.csv", header + ROW.format("Visits", "")))
    assert ids(reading) == ["lac-visits"]
    assert errors(reading) == []


def test_the_api_catalogue_keeps_what_it_can() -> None:
    rows = [
        ROW.format("One", "2021-01-01"),
        ROW.format("Two", "2999-01-01"),
        ROW.format("Three", "soon"),
        ROW.format("", ""),
        ROW.format("Four", "").strip() + ",more\n",
        ROW.format("Fi\0ve", ""),
        "short,row\n",
        ROW.format('"Six"x', ""),
    ]
    reading = FORMATS["uk_apis"].read((HEADER + "".join(rows)).encode(), Path("x"), None)
    assert ids(reading) == ["lac-one", "lac-two", "lac-three", "lac-fi-ve"]
    states = [to_native(one.record).get("lifecycle") for one in reading.records]
    assert states == ["retired", None, None, None]
    assert [code for _, code in warned(reading)] == ["forbidden_character", "bad_date"]
    assert sorted((one.location.row, one.code) for one in reading.left_out) == [
        (5, "required"),
        (6, "too_many_cells"),
        (8, "required"),
        (9, "bad_csv"),
    ]


def test_a_native_file_stays_strict() -> None:
    lines = b'{"type": "component", "name": {"fr": "a"}, "summary": {"fr": "b"}}\n{"type": "x"}\n'
    reading = FORMATS["jsonl"].read(lines, Path("x"), None)
    assert len(reading.errors) == 1
    assert reading.left_out == []


def test_very_long_lists_are_read_in_one_pass() -> None:
    ties = ", ".join(f"c{number}" for number in range(60_000))
    text = BACKSTAGE.replace("[visits]", f"[{ties}]")
    text = text.replace("counters}", f"x, dependsOn: [{ties}]}}")
    start = process_time()
    reading = FORMATS["backstage"].read(text.encode(), Path("x"), None)
    assert process_time() - start < 20  # a moment; comparing all with all would take minutes
    assert {one.code for one in reading.warnings} == {"too_many_values"}
    assert ids(reading) == ["booking"]
