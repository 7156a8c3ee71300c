from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.search.errors import IndexUnavailable
from catalogue.search.find import find_alike, find_holding
from catalogue.search.index import TextIndex

from .builders import ids


def component(identifier: str, **fields: object) -> Component:
    return Component.model_validate({"id": identifier, **fields})


IDENTITY = component(
    "identity",
    name={"fr": "Identité numérique", "en": "Digital identity"},
    summary={"fr": "Prouver qui l’on est", "en": "Prove who you are"},
)
PERMITS = component(
    "permits", name={"en": "Permit desk"}, summary={"en": "Applications for permits and identity"}
)
QUEUES = component("queues", name={"fr": "Files d’attente"}, summary={"fr": "Gérer les comptoirs"})
IDEA = Proposal(id="idea", title="Identity for citizens", description="One identity", language="en")


@pytest.fixture
def index(tmp_path: Path) -> TextIndex:
    made = TextIndex(tmp_path / "index", "db-1")
    with made.writing():
        made.rebuild([IDENTITY, PERMITS, QUEUES, IDEA])
    return made


@pytest.mark.parametrize("text", ["identité", "identite", "IDENTITÉS", "l’identité"])
def test_accents_case_and_inflections_do_not_matter(index: TextIndex, text: str) -> None:
    assert ids(index, text, "fr")[0] == "identity"


def test_words_are_those_of_their_language(index: TextIndex) -> None:
    assert ids(index, "comptoirs", "fr") == ["queues"]
    assert ids(index, "desk", "fr") == ["permits"]  # by its beginning
    assert ids(index, "who", "en") == []


def test_who_says_an_expression_holds_its_telling_words(index: TextIndex) -> None:
    with index.searching() as searcher:
        assert find_holding(searcher, "permits and identity") == {"permits"}
        assert find_holding(searcher, "identity") == {"identity", "permits"}
        assert find_holding(searcher, "attente") == {"queues"}
        assert find_holding(searcher, "identity of counters") == set()


@pytest.mark.parametrize("expression", ["", "the of", "de la", "!"])
def test_an_expression_of_stop_words_may_be_said_by_any(index: TextIndex, expression: str) -> None:
    with index.searching() as searcher:
        assert find_holding(searcher, expression) is None


HOSTILE = [
    "(",
    "AND",
    "OR NOT",
    "*",
    '"',
    "name_en:x",
    "type:proposal",
    "the of",
    "",
    "\x00",
    "🙂",
    "'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_breaks_a_search(index: TextIndex, text: str) -> None:
    assert isinstance(ids(index, text), list)


def test_no_input_addresses_a_field(index: TextIndex) -> None:
    assert ids(index, "key:component/queues") == ids(index, "key component queues")
    assert ids(index, "type:proposal") == ids(index, "type proposal")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(text=st.text(max_size=60))
def test_any_text_can_be_asked(index: TextIndex, text: str) -> None:
    assert len(ids(index, text)) <= 4


def test_ten_thousand_words_can_be_asked(index: TextIndex) -> None:
    with index.searching() as searcher:
        assert "identity" in find_alike(searcher, "identity " * 10_000, "en")["component"]


def test_limits_are_kept(index: TextIndex) -> None:
    assert ids(index, "identity", limit=0) == []
    assert len(ids(index, "permits", limit=1)) == 1


def test_alike_records_come_by_type(index: TextIndex) -> None:
    with index.searching() as searcher:
        assert find_alike(searcher, "identity", "en")["proposal"] == ["idea"]
        assert find_alike(searcher, "", "en") == {}


def test_a_record_updated_twice_stands_once(index: TextIndex) -> None:
    renamed = QUEUES.model_copy(update={"kind": "platform"})
    with index.writing():
        index.update([QUEUES, QUEUES, component("queues", **_native(renamed))])
        index.update([QUEUES])
    assert ids(index, "comptoirs", "fr") == ["queues"]


def _native(record: Component) -> dict[str, object]:
    return {"name": {"fr": "Files"}, "summary": {"fr": "Comptoirs"}}


def test_what_is_gone_is_not_found(index: TextIndex) -> None:
    with index.writing():
        index.update([], gone=[("component", "queues")])
    assert ids(index, "comptoirs", "fr") == []


def test_a_search_goes_on_while_the_index_is_rebuilt(index: TextIndex) -> None:
    with index.searching() as searcher:
        with index.writing():
            index.rebuild([QUEUES])
        assert find_alike(searcher, "permit", "en") == {"component": ["permits"]}
    assert ids(index, "permit") == []


def test_another_databases_index_is_not_usable(index: TextIndex) -> None:
    assert index.usable()
    assert not TextIndex(index.folder, "db-2").usable()


def test_a_missing_or_damaged_index_says_so_and_can_be_rebuilt(index: TextIndex) -> None:
    for file in index.folder.glob("generation-*/*"):
        file.write_bytes(b"rubbish")
    assert not index.usable()
    with pytest.raises(IndexUnavailable), index.searching():
        pass
    with index.writing():
        index.rebuild([QUEUES])
    assert ids(index, "comptoirs", "fr") == ["queues"]


def test_an_unfinished_generation_is_swept_away(index: TextIndex) -> None:
    rubbish = index.folder / "generation-unfinished"
    rubbish.mkdir()
    with index.writing():
        index.rebuild([QUEUES])
    assert not rubbish.exists()


def test_a_failing_rebuild_leaves_the_former_index(index: TextIndex) -> None:
    def failing() -> Iterator[Component]:
        yield QUEUES
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError), index.writing():
        index.rebuild(failing())
    assert ids(index, "permit") == ["permits"]
