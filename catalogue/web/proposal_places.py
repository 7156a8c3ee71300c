"""Where a proposal's own page and its check are."""

from __future__ import annotations

from flask import current_app, url_for


def page_of(proposal_id: str) -> str:
    """The page that tells where a proposal stands."""
    return _place("follow.show", proposal_id) or url_for("proposals.overview")


def check_of(proposal_id: str) -> str:
    """The page on which a draft is checked, its warnings are answered and it is submitted."""
    return _place("warnings.show", proposal_id) or url_for(
        "drafts.answers", proposal_id=proposal_id
    )


def _place(endpoint: str, proposal_id: str) -> str | None:
    known = endpoint in current_app.view_functions
    return url_for(endpoint, proposal_id=proposal_id) if known else None
