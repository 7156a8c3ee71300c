"""The published rules of publiccode.yml, versions 0.x: held against what is read and written.

Source: the core schema at https://yml.publiccode.tools. Values are texts, as
``yaml_text`` reads them; deprecated keys are allowed.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.identifiers import Email, WebAddress
from catalogue.domain.quantities import Day
from catalogue.domain.text import Model
from catalogue.domain.validation import validate

from .publiccode_words import CATEGORIES

LONGEST_SHORT = 150
SHORTEST_LONG, LONGEST_LONG = 150, 10_000

Status = Literal["concept", "development", "beta", "stable", "obsolete"]
_COUNTRY = re.compile(r"[A-Z]{2}|[a-z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def _licence(value: str) -> str:
    try:
        return canonicalize_license_expression(value)
    except InvalidLicenseExpression as error:
        raise PydanticCustomError("not_spdx", "is no SPDX expression") from error


def _category(value: str) -> str:
    if value not in CATEGORIES:
        raise PydanticCustomError("not_a_category", "is no category of publiccode.yml")
    return value


def _file(value: str) -> str:
    if value.startswith(("/", "file:")):
        raise PydanticCustomError("absolute_path", "is neither a relative path nor an address")
    return value


def _image(value: str) -> str:
    if not value.lower().endswith((".svg", ".svgz", ".png")):
        raise PydanticCustomError("not_an_image", "is neither SVG nor PNG")
    return value


def _filled(value: Any) -> Any:
    if not value:
        raise PydanticCustomError("empty", "is empty")
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(strict=True), AfterValidator(_filled)]
Texts = tuple[Text, ...]
Flag = Literal["true", "false"]
Spdx = Annotated[Text, AfterValidator(_licence)]
File = Annotated[Text, AfterValidator(_file)]
Image = Annotated[File, AfterValidator(_image)]
Category = Annotated[Text, AfterValidator(_category)]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2}|[a-z]{2})$", strict=True)]
Tag = Annotated[str, Field(pattern=f"^{_LANGUAGE.pattern}$", strict=True)]
Uri = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$", strict=True)]


class _Rules(Model):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel)


class _Contact(_Rules):
    name: Text
    email: Email | None = None
    phone: Text | None = None
    affiliation: Text | None = None


class _Contractor(_Rules):
    name: Text
    until: Day
    email: Email | None = None
    website: WebAddress | None = None


class _Maintenance(_Rules):
    type: Literal["internal", "contract", "community", "none"]
    contacts: tuple[_Contact, ...] | None = None
    contractors: tuple[_Contractor, ...] | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> _Maintenance:
        if self.type in ("internal", "community") and not self.contacts:
            raise PydanticCustomError("no_maintenance_contact", "names nobody to write to")
        if self.type == "contract" and not self.contractors:
            raise PydanticCustomError("no_contractor", "names no contractor")
        return self


class _Description(_Rules):
    short_description: Annotated[Text, Field(max_length=LONGEST_SHORT)]
    long_description: Annotated[str, Field(max_length=LONGEST_LONG)] | None = None
    features: Texts | None = None
    localised_name: Text | None = None
    generic_name: Annotated[str, Field(max_length=35)] | None = None
    documentation: WebAddress | None = None
    api_documentation: WebAddress | None = None
    screenshots: tuple[File, ...] | None = None
    videos: tuple[WebAddress, ...] | None = None
    awards: Texts | None = None


class _Legal(_Rules):
    license: Spdx
    main_copyright_owner: Text | None = None
    repo_owner: Text | None = None
    authors_file: File | None = None


class _Localisation(_Rules):
    localisation_ready: Flag
    available_languages: Annotated[tuple[Tag, ...], AfterValidator(_filled)]


class _Party(_Rules):
    uri: Uri
    name: Text | None = None


class _Supported(_Rules):
    id: Text


class _Audience(_Rules):
    scope: Texts | None = None
    countries: tuple[Country, ...] | None = None
    unsupported_countries: tuple[Country, ...] | None = None


class _Dependency(_Rules):
    name: Text
    version: Text | None = None
    version_min: Text | None = None
    version_max: Text | None = None
    optional: Flag | None = None


class _Dependencies(_Rules):
    open: tuple[_Dependency, ...] | None = None
    proprietary: tuple[_Dependency, ...] | None = None
    hardware: tuple[_Dependency, ...] | None = None


def _long_enough(told: dict[str, _Description]) -> dict[str, _Description]:
    if not any(len(text.long_description or "") >= SHORTEST_LONG for text in told.values()):
        raise PydanticCustomError(
            "no_long_description", "has no long description", {"least": SHORTEST_LONG}
        )
    return told


class PublicCode(_Rules):
    """A whole file, without the sections of countries."""

    publiccode_yml_version: Annotated[str, Field(pattern=r"^0(\.[0-9]+){0,2}$")]
    name: Text
    url: WebAddress
    platforms: Annotated[Texts, BeforeValidator(_as_list), AfterValidator(_filled)]
    development_status: Status
    software_type: Literal[
        "standalone/mobile",
        "standalone/iot",
        "standalone/desktop",
        "standalone/web",
        "standalone/backend",
        "standalone/other",
        "addon",
        "library",
        "configurationFiles",
    ]
    description: Annotated[
        dict[Tag, _Description], AfterValidator(_filled), AfterValidator(_long_enough)
    ]
    legal: _Legal
    maintenance: _Maintenance
    localisation: _Localisation
    application_suite: Text | None = None
    landing_url: WebAddress | None = Field(default=None, alias="landingURL")
    is_based_on: Annotated[tuple[WebAddress, ...], BeforeValidator(_as_list)] | None = None
    software_version: Text | None = None
    release_date: Day | None = None
    logo: Image | None = None
    monochrome_logo: Image | None = None
    categories: tuple[Category, ...] | None = None
    used_by: Texts | None = None
    funded_by: tuple[_Party, ...] | None = None
    organisation: _Party | None = None
    roadmap: WebAddress | None = None
    supports: tuple[_Supported, ...] | None = None
    intended_audience: _Audience | None = None
    input_types: Texts | None = None
    output_types: Texts | None = None
    depends_on: _Dependencies | None = None


def broken_rules(data: dict[str, Any]) -> list[FieldError]:
    """Each rule that a file breaks, with its path and a code; empty for a valid file."""
    core = {key: value for key, value in data.items() if not _COUNTRY.fullmatch(key)}
    try:
        validate(PublicCode, _without_nulls(core))
    except InvalidRecord as invalid:
        return [_bare(error) for error in invalid.errors]
    return []


def _without_nulls(value: Any) -> Any:
    """The same data without the keys that hold nothing."""
    if isinstance(value, dict):
        return {key: _without_nulls(held) for key, held in value.items() if held is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _bare(error: FieldError) -> FieldError:
    """The error of a key at the place that the key names."""
    path = tuple(part for part in error.path if part != "[key]")
    return FieldError(path, error.code, error.params)
