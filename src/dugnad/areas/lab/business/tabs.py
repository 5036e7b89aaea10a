"""The pages of one model, as its tabs; pages of other parts only where they exist."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from dugnad.areas.lab.models import BusinessModel


def tabs(row: BusinessModel, here: str, *, own: bool) -> list[dict[str, Any]]:
    """Label, address and whether it is this one; `own`: for the owner's people, else for those asked to comment."""
    wanted = [
        (_("Canvas"), "lab:model", True),
        (_("Verdict"), "lab:verdict", True),
        (_("Strategies"), "lab:strategies", True),
        (_("Report"), "lab:report", True),
        (_("Comments"), "lab:comments", True),
        (_("History"), "lab:revisions", own),
        (_("Files"), "lab:model_files", own),
    ]
    return [
        {"label": label, "url": url, "current": name == here}
        for label, name, shown in wanted
        if shown and (url := address(name, row))
    ]


def address(name: str, row: BusinessModel) -> str:
    """The address of a page of the model; empty where there is no such page."""
    try:
        return reverse(name, kwargs={"model": row.id})
    except NoReverseMatch:
        return ""
