"""What the catalogue promises, on the sample: the sponsor's two cases."""

import pytest

from catalogue.domain.match import Band
from catalogue.meaning.encoder import available_encoder
from catalogue.services.checking import Checker
from catalogue.services.looking_up import stored_proposal
from catalogue.services.workspace import Workspace

pytestmark = pytest.mark.skipif(
    available_encoder() is None, reason="the sentence encoder's package is not installed"
)


def test_a_french_proposal_finds_the_component_that_stands_only_in_english(
    sample: Workspace,
) -> None:
    proposal = stored_proposal(sample, "p-B15")
    assert proposal.language == "fr"
    match = next(one for one in Checker(sample).check(proposal).matches if one.id == "fixit-works")
    assert match.language == "en"
    assert match.band in (Band.duplicate, Band.overlap)
    pairs = {(pair.left, pair.right) for evidence in match.evidence for pair in evidence.pairs}
    assert ("fuite", "leaks") in pairs


@pytest.mark.parametrize("name", ["p-A18", "p-A20", "p-A22", "p-B22", "p-C21", "p-C25"])
def test_a_proposal_that_duplicates_no_component_is_left_alone(
    sample: Workspace, name: str
) -> None:
    result = Checker(sample).check(stored_proposal(sample, name))
    components = [match for match in result.matches if match.type == "component"]
    assert {match.band for match in components} <= {Band.related}
