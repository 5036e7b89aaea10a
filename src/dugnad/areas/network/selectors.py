"""What the network shows of its members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.kernel.access import Actor
from dugnad.kernel.areas import Answer
from dugnad.kernel.organisations.cleaning import sort_name
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.selectors import invitations_waiting_for, members_of_network
from dugnad.kernel.problems import NotFound

MOST_WORDS = 8
NEW = timedelta(days=7)
ICONS = {"state": "agency"}


def members(actor: Actor, *, kind: str = "", county: str = "", words: str = "") -> QuerySet[Organisation]:
    """The present members that the actor may see, in the order of the alphabet.

    Filtered by kind, by county (its number), and by words that must all be found in name, number, place,
    county or what it says about itself; those that have them all in the name come first.
    """
    rows = members_of_network(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if county:
        rows = rows.filter(county=county)
    wanted = split(words)
    for word in wanted:
        rows = rows.filter(search__contains=word)
    return _named_first(rows, wanted) if wanted else rows


def _named_first(rows: QuerySet[Organisation], words: list[str]) -> QuerySet[Organisation]:
    in_name = Q(*(Q(sort_name__contains=sort_name(word)) for word in words))
    elsewhere = Case(When(in_name, then=0), default=1)
    return rows.order_by(elsewhere, "sort_name", "id")


def split(words: str) -> list[str]:
    """The first words of a search as they are looked for, in small letters."""
    return words.replace("\x00", " ").casefold().split()[:MOST_WORDS]


def member(actor: Actor, organisation: UUID) -> Organisation:
    """One present member; NotFound if there is none."""
    row = members_of_network(actor).filter(id=organisation).first()
    if row is None:
        raise NotFound
    return row


def own(actor: Actor) -> list[tuple[str, str]]:
    """Name and address of the organisations that the actor has a role in."""
    if not actor.roles:
        return []
    rows = members_of_network(actor).filter(id__in=actor.organisations).values_list("name", "id")
    return [(name, address(id)) for name, id in rows]


def places(rows: QuerySet[Organisation]) -> list[dict[str, Any]]:
    """The members that have a position, as points for the map (degrees, WGS 84)."""
    fields = rows.exclude(latitude=None).only("id", "name", "kind", "latitude", "longitude")
    return [point for row in fields for point in points_of(row)]


def points_of(row: Organisation) -> list[dict[str, Any]]:
    """The member as a point for the map; none without a position."""
    if row.latitude is None:
        return []
    kind = icon_of(row.kind)
    return [
        {"name": row.name, "lat": row.latitude, "lon": row.longitude, "url": address(row.id), "kind": kind}
    ]


def address(organisation: UUID) -> str:
    """Where the member's page is: `network:member`, without a look-up for each of many."""
    return f"{_members_address()}{organisation}/"


@cache
def _members_address() -> str:
    return reverse("network:members")


def icon_of(kind: str) -> str:
    """The symbol of a kind of organisation."""
    return ICONS.get(kind, kind)


def live_number(actor: Actor) -> tuple[int, str]:
    """How many members there are, for the card on the first page."""
    number = members(actor).count()
    return number, ngettext("member", "members", number)


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """Invitations that wait for an answer, for those who sent them, and who has just joined."""
    yield from _invitations_waiting(actor)
    yield from _new_members(actor)


def _invitations_waiting(actor: Actor) -> Iterable[tuple[str, str]]:
    if not any(role == "administrator" for _org, role in actor.roles):
        return
    waiting = invitations_waiting_for(actor).order_by().values_list("organisation", "organisation__name")
    for organisation, name, number in waiting.annotate(number=Count("id")):
        text = ngettext(
            "An invitation to %(name)s waits for an answer",
            "%(number)d invitations to %(name)s wait for an answer",
            number,
        )
        yield text % {"name": name, "number": number}, reverse("network:people", args=[organisation])


def _new_members(actor: Actor) -> Iterable[tuple[str, str]]:
    new = members(actor).filter(joined_at__gte=timezone.now() - NEW)
    found = list(new.values_list("id", "name")[:3])
    if len(found) > 2:
        text = _("%(number)d organisations joined the network this week") % {"number": new.count()}
        yield text, reverse("network:members")
        return
    for organisation, name in found:
        yield _("%(name)s joined the network") % {"name": name}, address(organisation)


def answers(actor: Actor, words: str) -> Iterable[Answer]:
    """The members that the words are found in; the more of the words, the better."""
    wanted = [word for word in split(words) if len(word) > 2]
    if not wanted:
        return
    any_of = Q()
    for word in wanted:
        any_of |= Q(search__contains=word)
    for row in members(actor).filter(any_of)[:20]:
        share = sum(word in row.search for word in wanted) / len(wanted)
        where = ", ".join(filter(None, [row.get_kind_display(), row.place]))
        yield Answer(row.name, address(row.id), where, 0.9 * share, icon_of(row.kind))
