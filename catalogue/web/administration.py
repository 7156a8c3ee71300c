"""The way to everything that administrators look after."""

from __future__ import annotations

from flask import Blueprint, render_template

from catalogue.services.permissions import Action, require

from .addresses import page
from .resources import actor

administration = Blueprint("administration", __name__)


@page(administration, "/administration")
def overview() -> str:
    """What there is to look after, and what each is for."""
    require(actor(), Action.manage_people)
    return render_template("administration/overview.html")
