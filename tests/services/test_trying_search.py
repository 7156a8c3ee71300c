"""Documents of a test collection become components of which search knows no more."""

import pytest

from catalogue.domain.component import Component
from catalogue.formats.collection import Collection, Text
from catalogue.services.trying_search import try_search
from catalogue.storage import saving

TEXT = "Clearing of snow in winter streets. At night only, and where people live."


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Snow", TEXT, "Snow"),
        ("", TEXT, "Clearing of snow in winter streets."),
        (" ", "snow " * 100, ("snow " * 30).strip()),
        ("", " ", "d1"),
    ],
)
def test_a_document_without_a_title_is_called_as_it_begins(
    title: str, text: str, name: str, monkeypatch: pytest.MonkeyPatch, no_encoder: None
) -> None:
    stored: list[Component] = []
    save = saving.save

    def noticing(db, component, **how):  # type: ignore[no-untyped-def]
        stored.append(component)
        return save(db, component, **how)

    monkeypatch.setattr(saving, "save", noticing)
    question = Text("q", "", "snow")
    try_search(Collection([Text("d1", title, text)], [question], {"q": {"d1": 1}}), "one")
    assert [one.name.fr or one.name.en for one in stored] == [name]
