"""What reviewers say to one another, and to sponsors."""

from __future__ import annotations

from enum import Enum

from .text import Model, Prose


class Visibility(str, Enum):
    """Whether reviewers are among themselves, or the proposal's own people read along."""

    internal = "internal"
    shared = "shared"


class Comment(Model):
    """Something said about a proposal."""

    text: Prose
    visibility: Visibility
