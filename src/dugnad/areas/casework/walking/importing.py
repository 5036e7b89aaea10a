"""A file becomes the organisation's next network; the one before ends on its first day, and is kept."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import WalkingNetwork
from dugnad.areas.casework.rules.walking import walking_thing
from dugnad.engines.walking import network as networks
from dugnad.engines.walking.network import Section
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid


@transaction.atomic
def store(
    actor: Actor,
    owner: UUID,
    found: list[Section],
    *,
    name: str,
    valid_from: dt.date,
    report: dict[str, Any],
    invented: bool = False,
) -> WalkingNetwork:
    """Keep a network as the organisation's next. Invalid if it begins before the last; Conflict if the same."""
    Organisation.objects.select_for_update().get(id=owner)
    before = newest(owner)
    check_begins(before, valid_from)
    content = networks.to_bytes(found)
    if before and before.digest == networks.digest(content):
        raise Conflict(_("This network is in use already. Nothing was changed."))
    if before:
        WalkingNetwork.objects.filter(id=before.id).update(valid_until=valid_from)
    made = WalkingNetwork.objects.create(
        organisation_id=owner, number=before.number + 1 if before else 1, name=name[:160], report=report,
        digest=networks.digest(content), content=zlib.compress(content, 6), valid_from=valid_from,
        by_id=actor.person, invented=invented,
    )  # fmt: skip
    detail = {"number": made.number, "file": made.name, "kilometres": report.get("kilometres")}
    record("casework.network_taken_in", actor=actor, thing=walking_thing(owner), detail=detail)
    return made


def newest(owner: UUID) -> WalkingNetwork | None:
    """The organisation's last network, without its content."""
    return WalkingNetwork.objects.filter(organisation=owner).defer("content").first()


def check_begins(before: WalkingNetwork | None, valid_from: dt.date) -> None:
    """That the next network begins no earlier than the last one. Raises Invalid."""
    if before and valid_from < before.valid_from:
        says = _("The network before this one begins on %(day)s; choose that day or a later.")
        raise Invalid(fields={"valid_from": says % {"day": before.valid_from.isoformat()}})
