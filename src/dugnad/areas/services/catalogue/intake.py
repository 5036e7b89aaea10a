"""Many descriptions of one owner at once: all of them or none, in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.services.catalogue.cleaning import cleaned
from dugnad.areas.services.catalogue.content import Content, own_only, read, stored
from dugnad.areas.services.catalogue.index import touch
from dugnad.areas.services.catalogue.services import (
    confirmed,
    delivered_already,
    held_by,
    may_deliver,
    member,
    put_columns,
)
from dugnad.areas.services.models import Service, Version
from dugnad.areas.services.rules import catalogue_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid

AT_MOST = 2_000
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,119}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One description to take in: its slug, its base's slug or empty, and its values as `cleaned` takes them."""

    slug: str
    values: Mapping[str, Any]
    base: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many descriptions were new, changed, and the same as before."""

    added: int
    changed: int
    same: int


@transaction.atomic
def take_in(*, actor: Actor, owner: UUID, entries: Sequence[Entry]) -> Taken:
    """Add what is new and change what is known by its slug; raises `Invalid` and writes nothing if one is at fault.

    A slug that another owner has is at fault, as is a base that does not exist.
    """
    organisation = member(owner)
    require(actor, "add", catalogue_thing(owner))
    if len(entries) > AT_MOST:
        raise Invalid(_("At most %(number)d services at once.") % {"number": AT_MOST})
    known = _known(entries)
    checked = _checked(organisation, held_by(owner), entries, known)
    when = confirmed(actor, owner)
    new = [_new(organisation, entry, content, known) for entry, content in checked if entry.slug not in known]
    old = [(known[entry.slug], content) for entry, content in checked if entry.slug in known]
    changed = [(row, content) for row, content in old if row.content != stored(content)]
    renewed = [_renewed(row, content) for row, content in changed]
    for row in (*new, *renewed):
        row.confirmed_at = when
    _write(new, renewed)
    taken = Taken(len(new), len(changed), len(old) - len(changed))
    if taken.added or taken.changed:
        detail = {"added": taken.added, "changed": taken.changed}
        record("services.taken_in", actor=actor, thing=catalogue_thing(owner), detail=detail)
    return taken


def _known(entries: Iterable[Entry]) -> dict[str, Service]:
    slugs = {slug for entry in entries for slug in (entry.slug, entry.base) if slug}
    return {row.slug: row for row in Service.objects.select_for_update().filter(slug__in=slugs)}


def _checked(
    owner: Organisation, held: frozenset[str], entries: Sequence[Entry], known: Mapping[str, Service]
) -> list[tuple[Entry, Content]]:
    faults: dict[str, str] = {}
    good, seen = [], set()
    for entry in entries:
        try:
            good.append((entry, _one(owner, held, entry, known)))
            if entry.slug in seen:
                raise Invalid(fields={"slug": _("This is there twice.")})
        except Invalid as wrong:
            faults |= {f"{entry.slug}.{field}": str(words) for field, words in wrong.fields.items()}
        seen.add(entry.slug)
    if faults:
        raise Invalid(_("Nothing was taken in."), fields=faults)
    return good


def _one(owner: Organisation, held: frozenset[str], entry: Entry, known: Mapping[str, Service]) -> Content:
    if not SLUG.fullmatch(entry.slug):
        raise Invalid(fields={"slug": _("Small letters, digits and hyphens, at most 120.")})
    row, base = known.get(entry.slug), known.get(entry.base)
    if row and row.owner_id != owner.id:
        raise Invalid(fields={"slug": _("Another organisation describes this service.")})
    if entry.base and (base is None or base.base_id or base.withdrawn_at):
        raise Invalid(fields={"base": _("There is no such description to build on.")})
    foundation = read(base.content) if base else None
    values = dict(entry.values)
    if foundation:
        values |= {"level": foundation.level, "theme": foundation.theme}
    content = own_only(cleaned(values, has_base=base is not None), foundation)
    may_deliver(owner, content, held)
    return content


def _new(owner: Organisation, entry: Entry, content: Content, known: Mapping[str, Service]) -> Service:
    base = known.get(entry.base)
    row = Service(slug=entry.slug, owner=owner, base=base, base_seen=base.version if base else 0)
    row.content = stored(content)
    put_columns(row, content)
    return row


def _renewed(row: Service, content: Content) -> Service:
    row.content, row.version, row.changed_at = stored(content), row.version + 1, timezone.now()
    put_columns(row, content)
    return row


def _write(new: Sequence[Service], changed: Sequence[Service]) -> None:
    try:
        with transaction.atomic():
            Service.objects.bulk_create(new)
    except IntegrityError as twice:
        raise delivered_already(new[0].area) from twice
    columns = ["content", "version", "changed_at", "level", "theme", "area", "valid_from", "valid_until"]
    columns.append("confirmed_at")
    Service.objects.bulk_update(changed, columns, batch_size=200)
    versions = (Version(service=row, number=row.version, content=row.content) for row in (*new, *changed))
    Version.objects.bulk_create(versions)
    touch((*new, *changed))
