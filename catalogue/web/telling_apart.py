"""Pairs that people told apart, with their reasons."""

from __future__ import annotations

from flask import Blueprint, render_template

from catalogue.services.people import names
from catalogue.services.telling_apart import told_apart

from .addresses import page
from .resources import actor, workspace

telling_apart = Blueprint("telling_apart", __name__)


@page(telling_apart, "/told-apart")
def overview() -> str:
    """Components that are another or a variant, and proposals that a reviewer found distinct."""
    found = told_apart(actor(), workspace())
    people = {one.person for one in found.different} | {one.person for one in found.distinct}
    return render_template(
        "telling_apart/overview.html", found=found, people=names(actor(), workspace(), people)
    )
