"""What every page of one model has: the model, its tabs, the way to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.lab.business import selectors
from dugnad.areas.lab.business.revising import thing_of
from dugnad.areas.lab.business.tabs import tabs
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas.http import Request

Shown = dict[str, Any]


def seen(request: Request, model: UUID, here: str) -> tuple[BusinessModel, Shown]:
    """The model with what its pages share. NotFound for those who may not see it."""
    row = selectors.visible_model(request.actor, model)
    own = selectors.may_change(request.actor, row)
    crumbs = [{"label": _("Business models"), "url": reverse("lab:models")}]
    return row, {"model": row, "own": own, "tabs": tabs(row, here, own=own), "crumbs": crumbs}


def changed(request: Request, model: UUID, here: str = "") -> tuple[BusinessModel, Shown]:
    """The same, for those who may change it; Forbidden or NotFound for others."""
    row, shown = seen(request, model, here)
    require(request.actor, "change", thing_of(row))
    back = {"label": row.title, "url": reverse("lab:model", args=[row.id])}
    return row, shown | {"crumbs": [*shown["crumbs"], back]}


def status(*forms: BaseForm | None) -> int:
    """422 when something was sent and cannot be used."""
    return 422 if any(form is not None and form.is_bound and form.errors for form in forms) else 200


def whole(text: str | None, otherwise: int) -> int:
    """A number out of a hidden field."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
