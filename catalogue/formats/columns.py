"""What a column of a flat file is, and the kinds of cells there are."""

from __future__ import annotations

from dataclasses import dataclass

from .amounts import amount_text, read_code, read_money, read_number
from .cells import (
    Read,
    Write,
    contact_text,
    list_text,
    read_contacts,
    read_list,
    read_relations,
    read_uses,
    read_years,
    relation_text,
    use_text,
    year_text,
)


@dataclass(frozen=True)
class Cell:
    """A kind of cell: its name, and how it is read and written."""

    name: str
    read: Read = str
    write: Write = str


TEXT = Cell("text")
CODE = Cell("code", read_code)
CODES = Cell("codes", lambda text: [read_code(item) for item in read_list(text)], list_text)
DATE = Cell("date")
NUMBER = Cell("number", read_number)
MONEY = Cell("money", read_money, amount_text)
LIST = Cell("list", read_list, list_text)
ADDRESS = Cell("address")
CONTACTS = Cell("contacts", read_contacts, contact_text)
RELATIONS = Cell("relations", read_relations, relation_text)
USES = Cell("uses", read_uses, use_text)
YEARS = Cell("years", read_years, year_text)


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field that it holds, and what people call it.

    ``fr`` and ``en`` are its label in each language; ``also`` are other names
    under which it is accepted.
    """

    heading: str
    path: tuple[str, ...]
    fr: str
    en: str
    cell: Cell = TEXT
    also: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every name of the column, its heading first."""
        return (self.heading, self.fr, self.en, *self.also)


def bilingual(
    name: str, fr: str, en: str, cell: Cell = TEXT, *, outer: tuple[str, ...] = ()
) -> tuple[Column, Column]:
    """The two columns of a text in French and in English."""
    heading = "_".join((*outer, name))
    french = Column(
        f"{heading}_fr",
        (*outer, name, "fr"),
        f"{fr} (fr)",
        f"{en} (fr)",
        cell,
        (f"{fr} en français", f"{fr} français", f"{en} in French", f"French {en}"),
    )
    english = Column(
        f"{heading}_en",
        (*outer, name, "en"),
        f"{fr} (en)",
        f"{en} (en)",
        cell,
        (f"{fr} en anglais", f"{fr} anglais", f"{en} in English", f"English {en}"),
    )
    return french, english
