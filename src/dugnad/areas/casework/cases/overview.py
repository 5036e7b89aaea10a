"""What waits at the desks of a case worker, for the area's first page and for the house's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.casework.cases import selectors
from dugnad.areas.casework.cases.corrections.selectors import to_send
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Desk:
    """A city's desk: how many cases are to be decided, appeals to be answered, corrections to be sent and
    decisions to be looked through."""

    city: Organisation
    cases: int
    appeals: int
    corrections: int
    drawn: int

    @property
    def words(self) -> list[str]:
        """What waits, each kind with its number; empty when nothing does."""
        told = (
            (self.cases, ngettext("one case to decide", "%(number)s cases to decide", self.cases)),
            (self.appeals, ngettext("one appeal to answer", "%(number)s appeals to answer", self.appeals)),
            (self.corrections, corrections_words(self.corrections)),
            (
                self.drawn,
                ngettext("one decision drawn for a look", "%(number)s drawn for a look", self.drawn),
            ),
        )
        return [text % {"number": number} for number, text in told if number]


def corrections_words(number: int) -> str:
    """How many corrections wait for one click."""
    return ngettext("one correction to send", "%(number)s corrections to send", number)


def desks(actor: Actor) -> list[Desk]:
    """Each desk of the actor with what waits there."""
    return [_desk(actor, city) for city in selectors.desks(actor)]


def _desk(actor: Actor, city: Organisation) -> Desk:
    unanswered = [one for one in selectors.open_appeals(actor, city.id) if one.sent_on_at is None]
    queue, drawn = selectors.queue(actor, city.id), selectors.to_control(actor, city.id)
    return Desk(city, queue.count(), len(unanswered), to_send(actor, city.id).count(), drawn.count())


def happening(actor: Actor) -> Iterator[tuple[str, str]]:
    """What waits for the actor as a case worker, one line for each desk."""
    if not any(role == "caseworker" for _organisation, role in actor.roles):
        return
    for desk in desks(actor):
        if words := desk.words:
            told = {"name": desk.city.name, "what": ", ".join(words)}
            yield _("Waits in %(name)s: %(what)s") % told, reverse("casework:desk", args=[desk.city.id])
