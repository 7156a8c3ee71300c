"""Test collections are read as the benchmark lays them out."""

from pathlib import Path

import pytest

from catalogue.formats.collection import BadCollection, read_collection

GOOD = {
    "corpus.jsonl": '{"_id": "a", "title": "Snow", "text": "Clears"}\n{"_id": "b", "text": "x"}\n',
    "queries.jsonl": '{"_id": "q", "text": "winter"}\n{"_id": "unjudged", "text": "?"}\n',
    "qrels.tsv": "query-id\tcorpus-id\tscore\nq\ta\t2\nq\tgone\t1\nq\tb\t0\n",
}


def _folder(tmp_path: Path, **changes: str) -> Path:
    for name, content in (
        GOOD | {key.replace("_", "."): value for key, value in changes.items()}
    ).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_collection(tmp_path: Path) -> None:
    collection = read_collection(_folder(tmp_path))
    assert [(one.id, one.title) for one in collection.documents] == [("a", "Snow"), ("b", "")]
    assert [one.id for one in collection.questions] == ["q"]
    assert collection.grades == {"q": {"a": 2}}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"corpus_jsonl": '{"_id": "a"'}, 1),
        ({"corpus_jsonl": '{"_id": "a", "text": "x"}\n{"_id": 3, "text": "x"}'}, 2),
        ({"queries_jsonl": "[]"}, 1),
        ({"qrels_tsv": "query-id\tcorpus-id\tscore\nq\ta"}, 2),
        ({"qrels_tsv": "query-id\tcorpus-id\tscore\nq\tgone\t1"}, 1),
    ],
)
def test_what_is_wrong_is_placed(tmp_path: Path, changes: dict[str, str], line: int) -> None:
    with pytest.raises(BadCollection) as raised:
        read_collection(_folder(tmp_path, **changes))
    assert raised.value.params["line"] == line
