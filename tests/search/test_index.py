from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.search.errors import IndexUnavailable
from catalogue.search.find import find, find_alike
from catalogue.search.index import TextIndex
from catalogue.search.query import Filters


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


def ids(index: TextIndex, text: str, **options: object) -> list[str]:
    with index.searching() as searcher:
        return [hit.record_id for hit in find(searcher, text, **options)]


@pytest.mark.parametrize("text", ["identité", "identite", "IDENTITÉS", "l’identité"])
def test_accents_case_and_inflections_do_not_matter(index: TextIndex, text: str) -> None:
    assert ids(index, text)[0] == "identity"


def test_a_name_counts_more_than_a_text(index: TextIndex) -> None:
    found = ids(index, "identity")
    assert found.index("identity") < found.index("permits")


def test_one_language_only(index: TextIndex) -> None:
    assert "queues" not in ids(index, "comptoirs", languages=["en"])
    assert ids(index, "comptoirs") == ["queues"]


def test_filters_limit_what_is_found(index: TextIndex) -> None:
    assert ids(index, "identity", filters=Filters({"type": ["proposal"]})) == ["idea"]


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
    assert len(ids(index, "identity", limit=1)) == 1


def test_alike_records_come_by_type(index: TextIndex) -> None:
    with index.searching() as searcher:
        assert find_alike(searcher, "identity", "en")["proposal"] == ["idea"]
        assert find_alike(searcher, "", "en") == {}


def test_a_record_updated_twice_stands_once(index: TextIndex) -> None:
    renamed = QUEUES.model_copy(update={"kind": "platform"})
    with index.writing():
        index.update([QUEUES, QUEUES, component("queues", **_native(renamed))])
        index.update([QUEUES])
    assert ids(index, "comptoirs") == ["queues"]


def _native(record: Component) -> dict[str, object]:
    return {"name": {"fr": "Files"}, "summary": {"fr": "Comptoirs"}}


def test_what_is_gone_is_not_found(index: TextIndex) -> None:
    with index.writing():
        index.update([], gone=[("component", "queues")])
    assert ids(index, "comptoirs") == []


def test_a_search_goes_on_while_the_index_is_rebuilt(index: TextIndex) -> None:
    with index.searching() as searcher:
        with index.writing():
            index.rebuild([QUEUES])
        assert [hit.record_id for hit in find(searcher, "permit")] == ["permits"]
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
    assert ids(index, "comptoirs") == ["queues"]


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
