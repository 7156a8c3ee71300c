"""What files of other formats become, and where they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.formats.detect import FORMATS, read
from catalogue.formats.findings import Reading, UnreadableFile
from catalogue.formats.native import to_native
from catalogue.formats.sketching import LONGEST_SUMMARY, shortened
from catalogue.formats.tongue import tongue_of

from . import foreign_files as files
from .files import errors, left_out, written


def read_text(name: str, text: str) -> Reading:
    return FORMATS[name].read(text.encode(), Path("x"), None)


def native(reading: Reading) -> list[dict[str, Any]]:
    assert errors(reading) == []
    return [to_native(located.record) for located in reading.records]


def told(reading: Reading) -> list[tuple[int | None, str, str]]:
    return [(one.location.line, one.field, one.code) for one in reading.warnings]


def test_publiccode() -> None:
    reading = read_text("publiccode", files.PUBLICCODE)
    component, body = native(reading)
    assert component == {
        "type": "component",
        "id": "rendez-vous-lac",
        "name": {"fr": "Rendez-vous Lac", "en": "Rendezvo"},
        "summary": {
            "fr": "Prise de rendez-vous au comptoir.",
            "en": "Appointments at the counter.",
        },
        "description": {"fr": files.LONG},
        "features": {"fr": ["Rappels", "Annulation"]},
        "keywords": {"en": ["appointment scheduling", "no such category"]},
        "owner": "Ville de Lac-Perdu",
        "contacts": [
            {
                "name": "Équipe Rendezvo",
                "email": "equipe@lac.example",
                "role": "Services numériques",
            }
        ],
        "lifecycle": "pilot",
        "links": {
            "website": "https://rendezvo.example/",
            "documentation": "https://docs.rendezvo.example/",
            "source": "https://code.lac.example/rendezvo",
        },
        "licence": "EUPL-1.2",
        "used_by": [{"organization": "ville-de-lac-perdu"}],
    }
    assert body == {
        "type": "organization",
        "id": "ville-de-lac-perdu",
        "name": {"fr": "Ville de Lac-Perdu"},
    }
    assert told(reading) == [
        (22, "description.nl", "language_left_out"),
        (36, "isBasedOn", "based_on_left_out"),
        (34, "localisation.localisationReady", "unknown_value"),
        (5, "releaseDate", "bad_date"),
        (7, "categories[1]", "not_a_category"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("name: Rendezvo\n", "name: []\n", []),
        ("  fr-CA:", "  de:", []),
        ("developmentStatus: beta", "developmentStatus: 7", []),
        ("url: https", "url: no-address\nx-url: https", []),
        ("    shortDescription: App", "    nothing: App", []),
    ],
)
def test_publiccode_survives_odd_fields(old: str, new: str, wrong: list[Any]) -> None:
    reading = read_text("publiccode", files.PUBLICCODE.replace(old, new))
    assert errors(reading) == wrong
    assert reading.records


@pytest.mark.parametrize(
    ("text", "line", "field", "code"),
    [
        ("publiccodeYmlVersion: '0'\ndescription:\n  nl: {}\n", 2, "description", "no_language"),
        ("publiccodeYmlVersion: '0'\nname: x\n", 1, "description", "no_description"),
        (
            "publiccodeYmlVersion: '0'\ndescription:\n  en: {shortDescription: x}",
            1,
            "name",
            "required",
        ),
        ("publiccodeYmlVersion: '0'\nname: x\ndescription:\n  en: {features: [y]}", 1, "", "no_su"),
        ("- publiccodeYmlVersion\n", 1, "", "not_an_object"),
        ("# nothing\n", 1, "", "no_document"),
        ("publiccodeYmlVersion: [\n", 2, "", "bad_yaml"),
    ],
)
def test_publiccode_that_lacks_what_a_record_needs(
    text: str, line: int, field: str, code: str
) -> None:
    reading = read_text("publiccode", text)
    [error] = reading.errors
    assert (error.location.line, error.field) == (line, field)
    assert error.code.startswith(code)
    assert reading.records == []


def test_backstage() -> None:
    reading = read_text("backstage", files.BACKSTAGE)
    group, system, booking, api, slots = native(reading)
    assert group["name"] == {"en": "Office of Counters"}
    assert group["id"] == "counters"
    assert (system["id"], system["kind"], system["owner"]) == (
        "system:visits",
        "platform",
        "counters",
    )
    assert booking == {
        "type": "component",
        "id": "booking",
        "name": {"en": "Online booking"},
        "kind": "service",
        "summary": {"en": "Books a visit."},
        "keywords": {"en": ["visits", "agenda"]},
        "owner": "counters",
        "links": {
            "website": "https://booking.example/",
            "documentation": "https://docs.booking.example/",
            "source": "https://github.com/counters/booking",
        },
        "licence": "MIT",
        "relations": [
            {"type": "depends_on", "target": "resource:slots"},
            {"type": "depends_on", "target": "component:other:elsewhere"},
            {"type": "part_of", "target": "system:visits"},
        ],
    }
    assert (api["id"], api["kind"]) == ("api:booking-api", "api")
    assert api["relations"] == [{"type": "part_of", "target": "booking"}]
    assert api["contacts"] == [{"name": "ana"}]
    assert api["links"] == {"api": "https://booking.example/openapi.yaml"}
    assert slots["kind"] == "dataset"
    assert list(slots["name"]) == ["fr"]
    assert [(field, code) for _, field, code in told(reading)] == [
        ("spec.lifecycle", "unknown_lifecycle"),
        ("kind", "entity_left_out"),
    ]
    assert all(one.provisional for one in reading.records)


@pytest.mark.parametrize(
    ("entity", "field", "code"),
    [
        ("kind: Component\nmetadata: {name: a}\n", "metadata", "no_description"),
        ("kind: Component\nmetadata: {description: b}\n", "metadata.name", "bad_entity"),
        (
            "kind: Component\nmetadata: {name: /, description: b}\n",
            "metadata.name",
            "bad_entity",
        ),
        ("metadata: {name: a}\n", "kind", "bad_entity"),
    ],
)
def test_backstage_entities_that_cannot_be_held(entity: str, field: str, code: str) -> None:
    reading = read_text("backstage", "apiVersion: backstage.io/v1alpha1\n" + entity)
    assert errors(reading) == [(field, code)]
    assert reading.errors[0].location.line is not None


def test_code_json_of_an_agency() -> None:
    reading = read_text("codejson", files.CODE_JSON)
    assert native(reading) == [
        {
            "type": "component",
            "id": "counters-booking",
            "name": {"en": "booking"},
            "summary": {"en": "Books a visit to an office."},
            "keywords": {"en": ["visits"]},
            "owner": "COUNTERS",
            "contacts": [{"name": "team@counters.example", "email": "team@counters.example"}],
            "links": {"source": "git://code.example/booking.git"},
            "licence": "MIT",
        }
    ]
    assert left_out(reading) == [("releases[1].description", "no_description")]


@pytest.mark.parametrize("text", [files.FLAT_CODE_JSON, f"[{files.FLAT_CODE_JSON}]"])
def test_code_json_of_one_repository(text: str) -> None:
    reading = read_text("codejson", text)
    [component] = native(reading)
    assert component["id"] == "office-of-counters-booking"
    assert component["lifecycle"] == "pilot"
    assert component["licence"] == "Apache-2.0"
    assert component["contacts"] == [{"name": "Team"}]
    assert [code for _, _, code in told(reading)] == ["bad_email"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{"releases": []}', [("releases", "no_releases")]),
        ('{"releases": [7]}', [("releases[0]", "not_an_object")]),
        ('{"releases": [{"name": "a"}]}', [("releases[0].description", "no_description")]),
        ('{"releases": [{"description": "a"}]}', [("releases[0].name", "required")]),
        ('{"releases": [}', [("", "bad_json")]),
    ],
)
def test_code_json_that_holds_nothing(text: str, wrong: list[tuple[str, str]]) -> None:
    reading = read_text("codejson", text)
    assert [code for _, code in errors(reading)] == [code for _, code in wrong]
    assert reading.records == []


def test_code_of_the_exchange() -> None:
    [component] = native(read_text("ore", files.ORE_CODE))
    assert component == {
        "type": "component",
        "id": "on-visites",
        "name": {"fr": "Visites", "en": "Visits"},
        "summary": {"fr": "Réserve une visite.", "en": "Books a visit."},
        "description": {"fr": "Réserve une visite.\n\nPar un calendrier partagé."},
        "keywords": {"fr": ["agenda", "visite"], "en": ["agenda"]},
        "owner": "on",
        "links": {"source": "https://code.example/visites"},
        "licence": "MIT",
    }


def test_software_of_the_exchange_and_who_uses_it() -> None:
    [component] = native(read_text("ore", files.ORE_SOFTWARE))
    assert component["id"] == "agenda"
    assert component["used_by"] == [
        {"organization": "on", "since": "2019-05-01"},
        {"organization": "lac"},
    ]
    assert component["contacts"] == [{"name": "Ana", "email": "ana@on.example", "role": "on"}]


def test_standards_and_partnerships_of_the_exchange() -> None:
    [standard] = native(read_text("ore", files.ORE_STANDARD))
    assert (standard["kind"], standard["acronyms"]) == ("standard", ["DAYS"])
    first, second = native(read_text("ore", files.ORE_PARTNERSHIP))
    assert first == {
        "type": "proposal",
        "id": "lac-visites-communes",
        "title": "Visites communes",
        "description": "Un seul calendrier pour tous.",
        "language": "fr",
        "organization": "lac",
        "people": ["Ana"],
        "start": "2021-04-01",
        "end": "2022-03-31",
        "status": "delivered",
    }
    assert (second["language"], second["status"]) == ("en", "in_delivery")
    assert second["description"] == "A second one."


def test_public_bodies_of_the_exchange() -> None:
    reading = read_text("ore", files.ORE_BODIES)
    assert [one["id"] for one in native(reading)] == ["lac", "on"]
    assert all(one.provisional for one in reading.records)


def test_the_api_catalogue() -> None:
    reading = read_text("uk_apis", files.UK_APIS)
    first, second = native(reading)
    assert first["id"] == "office-of-counters-visits"
    assert first["description"] == {"en": "Books a visit.\n\nIt can:\n\n- remind"}
    assert first["contacts"] == [{"name": "Counters", "email": "api@visits.example"}]
    assert (first["kind"], first["lifecycle"]) == ("api", "retired")
    assert "links" not in second
    assert [(one.location.row, one.field, one.code) for one in reading.warnings] == [
        (3, "url", "bad_address")
    ]


@pytest.mark.parametrize("name", sorted(files.FILES))
@pytest.mark.parametrize("file", ["x", "data.yml", "data.yaml", "data.json", "data.csv"])
def test_the_format_is_told_by_content(name: str, file: str, tmp_path: Path) -> None:
    path = written(tmp_path / file, files.FILES[name])
    fits = path.suffix in ("", *FORMATS[name].endings)
    if fits:
        assert read(path).records == FORMATS[name].read(path.read_bytes(), path, None).records
    else:
        with pytest.raises(UnreadableFile):
            read(path)


def test_yaml_and_json_of_other_kinds_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="file_unknown_yaml"):
        read(written(tmp_path / "x.yml", "apiVersion: apps/v1\nkind: Deployment\n"))
    with pytest.raises(UnreadableFile, match="file_unknown_json"):
        read(written(tmp_path / "code.json", '{\n"total": 1,\n"items": []\n}'))


def test_words_tell_the_language() -> None:
    assert tongue_of("Les plages de la ville") == "fr"
    assert tongue_of("The slots of the town") == "en"
    assert tongue_of(None, "agenda") == "en"


@pytest.mark.parametrize("text", ["short", "word " * 40, "x" * 200, "é " + "x" * 200])
def test_a_shortened_text_fits(text: str) -> None:
    assert len(shortened(text)) <= LONGEST_SUMMARY
    assert shortened(text).rstrip("…")[:20] == text[: len(shortened(text).rstrip("…"))][:20]
