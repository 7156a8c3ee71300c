"""What the texts that answer best tell of those that lie near them, in words and in meaning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .stacks import Stacks

Floats = NDArray[np.float32]

_BEST = 3
"""First answers whose neighbours are drawn up."""
_AMONG = 50
_NEIGHBOURS = 10
"""Answers that share their scores, and with how many of the others each does."""


def beside(stacks: Stacks, scores: Floats, known: float) -> Floats:
    """How near each text lies to those that answer best, the vector form of feedback.

    Rocchio (1971). ``known`` is the share of what is asked that the texts know by its words.
    """
    if not len(scores):
        return scores
    best = np.argsort(-scores, kind="stable")[:_BEST]
    rows = stacks.latent.rows
    near: Floats = np.float32(known) * (rows @ rows[best].mean(axis=0))
    if stacks.bodies is not None:
        near += stacks.bodies @ stacks.bodies[best].mean(axis=0)
    return near


def together(stacks: Stacks, scores: Floats, share: float) -> Floats:
    """The scores, of which the first answers give a share to their neighbours among them.

    Texts that lie near each other tend to answer the same questions (the cluster hypothesis;
    Diaz, « Regularizing ad hoc retrieval scores », 2005). None of them falls behind the others.
    """
    if not share or len(scores) < 2:
        return scores
    first = np.argsort(-scores, kind="stable")[:_AMONG]
    held = scores[first]
    least = held.min()
    near = _near(stacks, first)
    shared: Floats = scores.copy()
    shared[first] = (
        least + np.float32(1 - share) * (held - least) + np.float32(share) * (near @ (held - least))
    )
    return shared


def _near(stacks: Stacks, rows: NDArray[np.intp]) -> Floats:
    """How near each of the rows has its nearest others, as shares of one."""
    placed = stacks.latent.rows[rows]
    cosines = placed @ placed.T
    if stacks.bodies is not None:
        bodies = stacks.bodies[rows]
        cosines += bodies @ bodies.T
    np.fill_diagonal(cosines, 0)
    near: Floats = np.maximum(cosines, 0)
    if len(rows) > _NEIGHBOURS:
        near[near < np.sort(near, axis=1)[:, -_NEIGHBOURS, None]] = 0
    near /= np.maximum(near.sum(axis=1, keepdims=True), np.float32(1e-9))
    return near
