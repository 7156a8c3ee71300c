"""What a second encoder reads is kept, follows every change, and chooses the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from catalogue.meaning.e5 import SmallE5
from catalogue.meaning.encoder import Vectors, unit
from catalogue.services import encoders
from catalogue.services.checking import Checker
from catalogue.services.corpora import (
    Corpora,
    model_in_force,
    second_model,
    shipped_model,
    stored_entries,
)
from catalogue.services.encoders import second_encoder
from catalogue.services.importing import import_file
from catalogue.services.second_vectors import second_in_force
from catalogue.services.switches import BadSetting
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace, opened

from .builders import component, draft, stored, written


class Second:
    """Reads words as directions; counts the texts that it had to read."""

    name, dimensions = "second", SmallE5.dimensions

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        rows = np.full((len(texts), self.dimensions), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[crc32(word.encode()) % self.dimensions] += 1
        return unit(rows)


@pytest.fixture
def second() -> Second:
    return Second()


@pytest.fixture
def read_twice(home: Path, second: Second) -> Iterator[Workspace]:
    with opened(home) as workspace:
        workspace = replace(workspace, second=second)
        stored(workspace, component("a"), component("b", name={"en": "Snow ploughs"}))
        yield workspace


def seconds(workspace: Workspace) -> dict[str, bool]:
    return {
        one.record_id: one.second is not None
        for one in stored_entries(workspace, "component")
        for entry in stored_entries(workspace, "component")
    }


def test_every_record_is_read_once(read_twice: Workspace, second: Second) -> None:
    assert seconds(read_twice) == {"a": True, "b": True}
    before = len(second.read)
    assert before == 4
    catch_up(read_twice)
    assert len(second.read) == before


def test_a_changed_text_is_read_again(read_twice: Workspace, second: Second) -> None:
    second.read.clear()
    stored(read_twice, component("a", summary={"en": "Slots at a counter"}))
    assert len(second.read) == 2
    old = {one.record_id: one.second for one in stored_entries(read_twice, "component")}
    assert old["a"] is not None


def test_what_is_kept_serves_where_the_model_is_for_two(read_twice: Workspace) -> None:
    assert second_in_force(read_twice) is read_twice.second
    assert Corpora(read_twice).model is second_model()
    assert model_in_force(read_twice) is second_model()
    assert Corpora(read_twice).encoders[-1] == "second"
    result = Checker(read_twice).check(draft())
    assert result.index.encoders[-1] == "second"
    assert result.model == second_model().name


def test_turned_off_nothing_of_it_is_left_but_what_is_kept(
    read_twice: Workspace, second: Second
) -> None:
    second.read.clear()
    without = replace(read_twice, second=None)
    catch_up(without)
    assert set(seconds(without).values()) == {False}
    assert Corpora(without).model is shipped_model()
    assert model_in_force(without) is shipped_model()
    catch_up(read_twice)
    assert second_in_force(read_twice) is not None
    assert second.read == []


def test_a_record_that_it_has_not_read_leaves_it_out(read_twice: Workspace, tmp_path: Path) -> None:
    without = replace(read_twice, second=None)
    file = written(tmp_path / "more.jsonl", component("c", name={"en": "Library loans"}))
    import_file(without, file, actor="test")
    catch_up(without)
    assert seconds(without) == dict.fromkeys("abc", False)
    assert Corpora(read_twice).model is shipped_model()
    catch_up(read_twice)
    assert seconds(read_twice) == dict.fromkeys("abc", True)
    assert Corpora(read_twice).model is second_model()


def test_it_may_be_installed_later(workspace: Workspace, second: Second) -> None:
    stored(workspace, component("a"))
    later = replace(workspace, second=second)
    assert second_in_force(later) is None
    catch_up(later)
    assert second_in_force(later) is second


@pytest.mark.parametrize(("value", "found"), [("0", None), ("no", None), ("", "it"), ("1", "it")])
def test_a_setting_turns_it_off(
    monkeypatch: pytest.MonkeyPatch, value: str, found: str | None
) -> None:
    monkeypatch.setattr(encoders, "available_e5", lambda: "it")
    assert second_encoder({"CATALOGUE_E5": value}) == found


def test_a_setting_that_says_nothing_is_an_error() -> None:
    with pytest.raises(BadSetting):
        second_encoder({"CATALOGUE_E5": "perhaps"})
