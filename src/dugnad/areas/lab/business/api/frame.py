"""The model that an operation is about."""

from __future__ import annotations

from uuid import UUID

from dugnad.areas.lab.business import selectors
from dugnad.areas.lab.business.revising import thing_of
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas.http import Request


def changed(request: Request, model: UUID) -> BusinessModel:
    """The model, for those who may change it."""
    row = selectors.visible_model(request.actor, model)
    require(request.actor, "change", thing_of(row))
    return row
