"""Demand without supply: what people look for and propose that no component does yet."""

from __future__ import annotations

from flask import Blueprint, render_template

from catalogue.services.demand import Unmet, unmet_demand

from .addresses import page
from .proposal_places import page_of
from .reading import Told, today, told
from .resources import actor, workspace

demand = Blueprint("demand", __name__)


@page(demand, "/demand")
def overview() -> str:
    """What many ask for and nobody shares, most asked for first."""
    found = unmet_demand(actor(), workspace(), today())
    return render_template("demand/overview.html", found=found, called=_called, page_of=page_of)


def _called(one: Unmet) -> Told:
    """What is asked for, in a few words."""
    preferred = told(one.concept.preferred) if one.concept else None
    if preferred:
        return preferred
    if one.words:
        return Told(one.words[0])
    titled = one.proposed.wanted[0].title if one.proposed and one.proposed.wanted else ""
    return Told(titled)
