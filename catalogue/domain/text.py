"""Texts in two languages, and what a text may contain."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)
from pydantic_core import PydanticCustomError

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_SAYS: dict[str, JsonValue] = {
    "minLength": 1,
    "pattern": rf"^[^{_UNSEEN}]*[^\s{_UNSEEN}][^{_UNSEEN}]*$",
}
"""For documents, the rules that the validators keep: something readable, no control characters."""


def clean(value: object) -> object:
    """Normalise to NFC and strip; refuse control characters and lone surrogates."""
    if not isinstance(value, str):
        return value
    if found := _FORBIDDEN.search(value):
        raise PydanticCustomError(
            "forbidden_character",
            "contains the character U+{character}",
            {"character": f"{ord(found.group()):04X}"},
        )
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _clean_line(value: object) -> object:
    value = clean(value)
    if not isinstance(value, str):
        return value
    return " ".join(line.strip() for line in value.splitlines() if line.strip())


def _filled(value: str) -> str:
    if not value:
        raise PydanticCustomError("empty", "is empty")
    return value


Line = Annotated[
    str,
    BeforeValidator(_clean_line),
    Field(max_length=300, strict=True, json_schema_extra=_SAYS),
    AfterValidator(_filled),
]
"""A short text on one line, at most 300 characters; line breaks become spaces."""

Prose = Annotated[
    str,
    BeforeValidator(clean),
    Field(max_length=20_000, strict=True, json_schema_extra=_SAYS),
    AfterValidator(_filled),
]
"""A longer text, at most 20,000 characters."""

Summary = Annotated[
    str,
    BeforeValidator(_clean_line),
    Field(max_length=150, strict=True, json_schema_extra=_SAYS),
    AfterValidator(_filled),
]
"""What something is in one sentence, at most 150 characters."""


class Model(BaseModel):
    """Parent of the domain's models: immutable, and unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Bilingual(Model):
    @model_validator(mode="after")
    def _one_language_at_least(self) -> _Bilingual:
        if not self.model_fields_set & set(LANGUAGES) or not any(
            getattr(self, language) for language in LANGUAGES
        ):
            raise PydanticCustomError("no_language", "is given in neither language")
        return self

    def languages(self) -> tuple[Language, ...]:
        """The languages in which this text stands."""
        return tuple(language for language in LANGUAGES if getattr(self, language))


class BilingualLine(_Bilingual):
    """A short text in French, in English, or in both."""

    fr: Line | None = None
    en: Line | None = None


class BilingualSummary(_Bilingual):
    """A one-sentence text in French, in English, or in both."""

    fr: Summary | None = None
    en: Summary | None = None


class BilingualProse(_Bilingual):
    """A longer text in French, in English, or in both."""

    fr: Prose | None = None
    en: Prose | None = None


class BilingualList(Model):
    """Lists of short texts, one list a language; either may be empty."""

    fr: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()


AnyBilingual = BilingualLine | BilingualSummary | BilingualProse


def in_language(text: AnyBilingual | None, language: Language) -> tuple[str, Language] | None:
    """The text as a reader of ``language`` gets it.

    Returns the text and the language it really stands in, which is the other
    one where the wanted one is missing; None where there is no text at all.
    """
    if text is None:
        return None
    other: Language = "en" if language == "fr" else "fr"
    for choice in (language, other):
        if found := getattr(text, choice):
            return found, choice
    return None
