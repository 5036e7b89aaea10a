"""What the door shows of one service: in the reader's language where there is a text, with who delivers it to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.catalogue.areas import COUNTRY, around, name_of
from dugnad.areas.services.catalogue.content import Law, said
from dugnad.areas.services.door.deliveries import Delivery
from dugnad.areas.services.door.responsible import responsible
from dugnad.areas.services.door.shelf import Family
from dugnad.areas.services.models import Territory
from dugnad.kernel.organisations.municipalities import Municipality

FACTS: tuple[tuple[str, str | Promise], ...] = (
    ("who_for", _("Who it is for")),
    ("cost", _("What it costs")),
    ("time", _("How long it takes")),
    ("bring", _("What you need")),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language; `foreign` where it is not the reader's."""

    text: str
    language: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in an area."""

    area: str
    name: str
    phone: str
    url: str
    hours: str

    @property
    def dialled(self) -> str:
        """The number as a telephone dials it."""
        return "".join(letter for letter in self.phone if letter.isdigit() or letter == "+")


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service for the page: `slug` is the family's, `offer` that of the description that is shown."""

    slug: str
    offer: str
    id: UUID | None
    title: Text
    summary: Text
    facts: tuple[tuple[str | Promise, Text], ...]
    apply: Text
    url: str
    host: str
    law: tuple[Law, ...]
    who: str
    area: str
    here: bool
    confirmed: bool
    responsible: str
    kilometres: int
    needs_place: bool
    contact: Contact | None
    offered_in: tuple[str, ...] = field(default=())


def view(family: Family, delivered: Delivery | None, place: Municipality | None) -> ServiceView:
    """The service as it is delivered to the reader; the common description where the place is not known."""
    content = delivered.offer.content if delivered else family.content
    facts = tuple((label, text(getattr(content, name))) for name, label in FACTS if getattr(content, name))
    area = delivered.offer.area if delivered else ""
    far = int(delivered.kilometres) if delivered and delivered.kilometres < 10_000 else 0
    return ServiceView(
        slug=family.slug,
        offer=delivered.offer.slug if delivered else family.slug,
        id=delivered.offer.id if delivered else None,
        title=text(content.title),
        summary=text(content.summary),
        facts=facts,
        apply=text(content.apply),
        url=content.url,
        host=(urlsplit(content.url).hostname or "").removeprefix("www."),
        law=content.law,
        who=delivered.offer.who if delivered else "",
        area=name_of(area) if area else "",
        here=delivered.here if delivered else False,
        confirmed=delivered.offer.confirmed if delivered else False,
        responsible=responsible(content.level, place),
        kilometres=far,
        needs_place=delivered is None,
        contact=contact(_answering(area if delivered and delivered.here else "", place)),
        offered_in=tuple(name_of(one) for one in sorted(family.offers) if one != COUNTRY),
    )


def _answering(area: str, place: Municipality | None) -> tuple[str, ...]:
    """The areas whose contact point is asked, the first that has one; the state's agencies have their own."""
    if area == COUNTRY:
        return ()
    if area:
        return (area, area[:2])
    return around(place.number) if place else (COUNTRY,)


def text(texts: Mapping[str, str]) -> Text:
    """In the reader's language, else in the first that is given."""
    language = get_language() or "nb"
    found, spoken = said(texts, language)
    return Text(found, spoken, spoken != language)


def contact(areas: Iterable[str]) -> Contact | None:
    """The contact point of the first of these areas that has one."""
    wanted = tuple(areas)
    rows = {row.area: row for row in Territory.objects.filter(area__in=wanted)}
    row = next((rows[area] for area in wanted if area in rows), None)
    return Contact(row.area, row.name, row.phone, row.url, text(row.hours).text) if row else None


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here from the door, and what is given as (label, url)."""
    way = [(str(_("Services")), reverse("services:door")), *more]
    return [{"label": label, "url": url} for label, url in way]
