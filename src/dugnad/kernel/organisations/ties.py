"""What binds an organisation to the network, so that it cannot leave before that has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.agreements.models import Grant


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that names the organisation, as the actor may know it: an agreement's id, its title, its page."""

    id: UUID
    title: str
    url: str = ""


Finder = Callable[[Actor, UUID], Iterable[Tie]]
_FINDERS: list[Finder] = []


def register(find: Finder) -> None:
    """Let an area name its ties: `find(actor, organisation)` gives those that hold now or are about to."""
    if find not in _FINDERS:
        _FINDERS.append(find)


def ties_of(actor: Actor, organisation: UUID) -> list[Tie]:
    """Every tie once, those that an area describes before bare grants, by title."""
    found: dict[UUID, Tie] = {}
    for find in (*_FINDERS, _from_grants):
        for tie in find(actor, organisation):
            found.setdefault(tie.id, tie)
    return sorted(found.values(), key=lambda tie: tie.title)


def _from_grants(actor: Actor, organisation: UUID) -> Iterable[Tie]:
    now = timezone.now()
    named = Q(giver=organisation) | Q(receiver=organisation)
    lasting = Grant.objects.filter(named & Q(end__gt=now) & (Q(off=None) | Q(off__gt=now)))
    for agreement, title in lasting.values_list("agreement", "agreement_title").distinct():
        yield Tie(agreement, title)
