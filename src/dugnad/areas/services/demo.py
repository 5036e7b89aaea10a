"""Fills the demo's catalogue from content/*.json through the services. What is there already stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.services.catalogue.areas import COUNTRY
from dugnad.areas.services.catalogue.content import LANGUAGES
from dugnad.areas.services.catalogue.events import put_life_events
from dugnad.areas.services.catalogue.intake import Entry, take_in
from dugnad.areas.services.catalogue.territories import assign
from dugnad.areas.services.catalogue.themes import CONTENT
from dugnad.areas.services.door.feedback import give
from dugnad.areas.services.models import Gap, Service, Shown, Territory
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation

PLATFORM = Actor(operator=True)
KEEPER = "Digitaliseringsdirektoratet"
NO_SERVICES = ("life_events", "themes", "contacts")


def make() -> None:
    """The territories, the services, the life events, and something of what residents say."""
    if Service.objects.exists():
        return
    with transaction.atomic():
        known = dict(Organisation.objects.filter(left_at=None).values_list("number", "id"))
        keeper = Organisation.objects.filter(name=KEEPER).values_list("id", flat=True).first()
        if keeper is None:
            return
        _territories(known)
        _services(list(described()), known, keeper)
        put_life_events(actor=PLATFORM, events=_held("life_events"))
        _what_residents_did()


def described() -> Iterator[Mapping[str, Any]]:
    """Every service of the files, each slug once."""
    seen: set[str] = set()
    for file in sorted(CONTENT.glob("*.json")):
        if file.stem in NO_SERVICES:
            continue
        for one in json.loads(file.read_text(encoding="utf-8")):
            if one["id"] not in seen:
                seen.add(one["id"])
                yield one


def entries_of(one: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """What one service of a file becomes: a base where several deliver it, and each delivery; by owner's number."""
    deliverers = one.get("deliverers") or []
    texts = {name: value for name, value in one.items() if name not in ("id", "deliverers", "base")}
    if len(deliverers) == 1 and not one.get("base"):
        yield deliverers[0].get("org", ""), Entry(one["id"], texts | _delivery(deliverers[0]))
        return
    if not one.get("base"):
        yield "", Entry(one["id"], texts)
    base = one.get("base") or one["id"]
    own = texts if one.get("base") else {}
    for deliverer in deliverers:
        entry = Entry(f"{one['id']}-{deliverer['area']}", own | _delivery(deliverer), base)
        yield deliverer.get("org", ""), entry


def _delivery(deliverer: Mapping[str, Any]) -> dict[str, Any]:
    names = ("area", "cost", "time", "apply", "url", "who")
    given = {name: deliverer[name] for name in names if deliverer.get(name)}
    return given | ({"who_number": deliverer["org"]} if deliverer.get("org") else {})


def _services(found: Sequence[Mapping[str, Any]], known: Mapping[str, UUID], keeper: UUID) -> None:
    answering = dict(Territory.objects.exclude(organisation=None).values_list("area", "organisation"))
    entries = [
        (_owner(known.get(number), entry, answering, keeper), entry)
        for one in found
        for number, entry in entries_of(one)
    ]
    for has_base in (False, True):
        wave = sorted(
            (pair for pair in entries if bool(pair[1].base) is has_base), key=lambda pair: str(pair[0])
        )
        for owner, pairs in groupby(wave, key=lambda pair: pair[0]):
            take_in(actor=PLATFORM, owner=owner, entries=[entry for _owner, entry in pairs])


def _owner(named: UUID | None, entry: Entry, answering: Mapping[str, UUID], keeper: UUID) -> UUID:
    """Who keeps a description: who delivers it, where they take part; else who answers for the area."""
    return named or answering.get(entry.values.get("area", ""), keeper)


def _territories(known: Mapping[str, UUID]) -> None:
    for contact in _held("contacts"):
        hours = {f"hours_{language}": contact.get("hours", {}).get(language, "") for language in LANGUAGES}
        assign(
            actor=PLATFORM,
            area=contact["area"],
            organisation=known.get(contact.get("org", "")),
            name=contact["who"],
            phone=contact.get("phone", ""),
            url=contact.get("url", ""),
            **hours,
        )


def _held(name: str) -> list[dict[str, Any]]:
    file = CONTENT / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


# Invented: what residents asked for and did not find, and how often services were shown.
NOT_FOUND = (
    ("0301", "leie lastesykkel", 9), ("0301", "reparere vinterjakke gratis", 4), ("4601", "låne kajakk", 6),
    ("4601", "hundelufting på kveldstid", 3), ("46", "skyss til kulturskole", 5),
)  # fmt: skip


SAID = (
    ("library-4601", "cost", "Det står ikke hva gebyret er når jeg leverer for sent."),
    ("after-school-0301", "link", "Lenken går til forsiden, ikke til søknaden."),
)


def _what_residents_did() -> None:
    today = timezone.localdate()
    for slug, kind, text in SAID:
        if Service.objects.filter(slug=slug).exists():
            give(actor=Actor(), slug=slug, kind=kind, text=text, sender=f"demo {slug}")
    owners = dict(Territory.objects.exclude(organisation=None).values_list("area", "organisation"))
    Gap.objects.bulk_create(
        Gap(owner_id=owners[area], area=area, words=words, days=days, last=today - timedelta(days=2))
        for area, words, days in NOT_FOUND
        if area in owners
    )
    rows = (
        Service.objects.exclude(area="").exclude(area=COUNTRY).order_by("slug").values_list("id", flat=True)
    )
    Shown.objects.bulk_create(
        Shown(service_id=id, day=today - timedelta(days=back), times=1 + (at * 7 + back * 3) % 19)
        for at, id in enumerate(rows)
        for back in (1, 2, 3)
    )
