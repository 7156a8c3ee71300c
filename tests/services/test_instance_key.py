from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from catalogue.services.instance_key import FILE, InstanceKeyUnusable, key_for

posix = pytest.mark.skipif(os.name != "posix", reason="needs the permissions of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_once_for_each_purpose(tmp_path: Path) -> None:
    first = key_for(tmp_path, "links")
    assert len(first) == 32
    assert key_for(tmp_path, "links") == first
    assert key_for(tmp_path, "attempts") != first
    assert first not in (tmp_path / FILE).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_each_instance_has_its_own(tmp_path: Path) -> None:
    homes = [tmp_path / "a", tmp_path / "b"]
    for home in homes:
        home.mkdir()
    assert key_for(homes[0], "links") != key_for(homes[1], "links")


@posix
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = key_for(tmp_path, "links")
    assert mode(tmp_path / FILE) == 0o600
    (tmp_path / FILE).chmod(0o644)
    assert key_for(tmp_path, "links") == key
    assert mode(tmp_path / FILE) == 0o600


def test_processes_that_begin_together_share_one(tmp_path: Path) -> None:
    found: list[bytes] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(key_for(tmp_path, "links"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_what_is_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"too short")
    with pytest.raises(InstanceKeyUnusable) as caught:
        key_for(tmp_path, "links")
    assert caught.value.params == {"path": str(tmp_path / FILE), "reason": "not_a_key"}
    assert "too short" not in repr(caught.value)
    with pytest.raises(InstanceKeyUnusable):
        key_for(tmp_path / "nowhere", "links")
