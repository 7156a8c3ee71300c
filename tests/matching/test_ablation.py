from __future__ import annotations

from dataclasses import replace

import numpy as np

from catalogue.matching.ablation import GROUPS, ablations, parts
from catalogue.matching.calibration import Labelled
from catalogue.matching.signals import BY_SECOND, SIGNALS


def test_every_signal_is_left_out_alone() -> None:
    alone = {part: signals for part, signals in parts(READ_TWICE).items() if part not in GROUPS}
    assert alone == {signal: (signal,) for signal in SIGNALS}


def test_groups_hold_signals_that_there_are_and_have_names_of_their_own() -> None:
    assert not set(GROUPS) & set(SIGNALS)
    for group, signals in GROUPS.items():
        assert parts(READ_TWICE)[group] == signals
        assert set(signals) < set(SIGNALS)
        assert len(signals) > 1
    assert set(GROUPS["meaning_all"]) == {name for name in SIGNALS if name.startswith("meaning_")}


def queries(*telling: str) -> list[Labelled]:
    """Twelve queries whose first candidate is right, as the telling signals all say."""
    chance = np.random.default_rng(0)
    made = []
    for number in range(12):
        values = np.zeros((4, len(SIGNALS)))
        for signal in telling:
            values[:, SIGNALS.index(signal)] = [0.9, *chance.random(3) / 10]
        made.append(Labelled(str(number), "fr", list("abcd"), values, np.array([2.0, 0, 0, 0])))
    return made


READ_TWICE = [replace(one, encoders=("first", "second")) for one in queries("lexicon")]


def test_what_no_second_encoder_read_is_not_left_out() -> None:
    assert parts(READ_TWICE).keys() - parts(queries("lexicon")).keys() == {"e5_all", *BY_SECOND}


def test_leaving_out_the_only_telling_signal_leaves_nothing() -> None:
    worth = dict(ablations(queries("lexicon"), folds=4, ridge=0.05))
    assert list(worth) == list(parts(queries("lexicon")))
    assert all(odds.argmax() == 0 for odds in worth["keys"])
    assert all(np.ptp(odds) < 1e-9 for odds in worth["lexicon"])
    assert all(np.ptp(odds) < 1e-9 for odds in worth["words_all"])


def test_signals_that_stand_in_for_each_other_are_missed_only_together() -> None:
    worth = dict(ablations(queries("meaning_body", "meaning_title"), folds=4, ridge=0.05))
    assert all(odds.argmax() == 0 for odds in worth["meaning_body"])
    assert all(np.ptp(odds) < 1e-9 for odds in worth["meaning_all"])
