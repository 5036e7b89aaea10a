"""What the whole area tells the house: its number on the first page, and what waits for an owner."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from dugnad.areas.services.models import Feedback, Service
from dugnad.areas.services.rules import FEEDBACK, FEEDBACK_FIELDS
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import visible


def live_number(actor: Actor) -> tuple[int, str]:
    """How many services are described, for the card on the first page."""
    number = Service.objects.filter(base=None, withdrawn_at=None).count()
    return number, ngettext("service", "services", number)


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """What residents say is wrong and nobody has looked at, for those who keep the description."""
    if not actor.organisations:
        return
    rows = Feedback.objects.filter(settled_at=None, owner__in=actor.organisations)
    found = visible(rows, actor, FEEDBACK, FEEDBACK_FIELDS, action="settle").order_by()
    for owner, name, number in found.values_list("owner", "owner__name").annotate(number=Count("id")):
        text = ngettext(
            "A resident says that a service of %(name)s is described wrongly",
            "Residents say that services of %(name)s are described wrongly: %(number)d",
            number,
        )
        yield text % {"name": name, "number": number}, reverse("services:own", args=[owner])
