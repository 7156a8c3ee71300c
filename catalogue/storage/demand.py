"""Proposals of which the last check found no component that does what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

_STILL_WANTED = """
WITH wanted AS (
    SELECT id, json_extract(document, '$.title') AS title, language, organization, estimated_cost,
        (SELECT max(number) FROM submission WHERE submission.proposal = proposal.id) AS latest
    FROM proposal
    WHERE status IN ('submitted', 'in_review', 'returned', 'approved', 'approved_with_conditions',
        'in_delivery')
)
SELECT wanted.id, title, language, organization, estimated_cost, latest IS NOT NULL
FROM wanted LEFT JOIN submission ON submission.proposal = wanted.id AND number = latest
WHERE submission.proposal IS NULL OR NOT EXISTS (
    SELECT 1 FROM json_each(submission.result, '$.matches') AS found
    JOIN component ON component.id = json_extract(found.value, '$.id')
    WHERE json_extract(found.value, '$.type') = 'component'
        AND json_extract(found.value, '$.band') IN ('duplicate', 'overlap')
        AND component.lifecycle <> 'retired'
        AND coalesce((
            SELECT label FROM verdict
            WHERE verdict.proposal = wanted.id AND matched_type = 'component'
                AND matched = component.id
            ORDER BY seq DESC LIMIT 1
        ), '') <> 'distinct'
)
ORDER BY wanted.id
"""


class Wanted(NamedTuple):
    """A proposal that is asked for or under way; ``cost`` in Canadian dollars.

    Where it was ``checked``, no component that is still there duplicates or overlaps it, those
    left aside that a reviewer found distinct; otherwise nothing is known.
    """

    id: str
    title: str
    language: str | None
    organization: str | None
    cost: float | None
    checked: bool


def unserved(db: Database) -> Iterator[Wanted]:
    """Proposals that no component serves, and those never checked, in the order of ids.

    Drafts are nobody's business; what was withdrawn, declined, redirected or delivered is not
    asked for any more.
    """
    for proposal, title, language, organization, cost, checked in db.execute(_STILL_WANTED):
        yield Wanted(proposal, title, language, organization, cost, bool(checked))
