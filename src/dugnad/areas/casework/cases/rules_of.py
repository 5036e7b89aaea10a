"""By which rules a case is decided: those in force, else the last known, by which a person works."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from dugnad.areas.casework.models import Adoption
from dugnad.areas.casework.packages.selectors import document_of, in_force, overlay_of
from dugnad.areas.casework.rulebook.document import Overlay, Package
from dugnad.areas.casework.rules.packages import PUBLIC
from dugnad.kernel.problems import NotFound


def adopted(organisation: UUID, slug: str, day: dt.date) -> tuple[Adoption, bool]:
    """The adoption and whether it decides by itself; NotFound where the city never took such rules in use."""
    current = in_force(organisation, slug, day)
    if current is not None:
        return current, True
    rows = Adoption.objects.filter(organisation=organisation, version__package__slug=slug, state__in=PUBLIC)
    last = rows.select_related("version__package", "organisation").order_by("-since").first()
    if last is None:
        raise NotFound
    return last, False


def rules(adoption: Adoption) -> tuple[Package, Overlay]:
    """The package and the city's own values."""
    return document_of(adoption.version), overlay_of(adoption)
