"""Certificates of search, read by their people and verified by anybody."""

from __future__ import annotations

from catalogue.services.certifying import attested, certificate

from .context import actor, workspace
from .operations import Answer, Operations
from .presenting import certified
from .proposal_shapes import AttestedShape, CertificateShape
from .replies import Reply

operations = Operations("certificates")


@operations.add(
    "GET",
    "/proposals/<proposal_id>/submissions/<int(max=10000):number>/certificate",
    {200: Answer(CertificateShape, {"certificate_code": "$response.body#/code"})},
    errors=("not_found", "not_allowed"),
)
def read_certificate(proposal_id: str, number: int) -> Reply:
    """Proof of what was searched and found when a proposal was submitted."""
    return Reply(certified(certificate(actor(), workspace(), proposal_id, number)))


@operations.add(
    "GET",
    "/certificates/<certificate_code>",
    {200: Answer(AttestedShape, {"certificate_code": "$response.body#/code"})},
    public=True,
    errors=("not_found",),
)
def verify_certificate(certificate_code: str) -> Reply:
    """Whether a certificate is genuine: when it was made, and that nothing was altered since."""
    it = attested(workspace(), certificate_code)
    return Reply(
        {
            "code": it.code,
            "at": it.at.isoformat(),
            "components": it.components,
            "model": it.model,
            "whole": it.whole,
        }
    )
