"""Every change of descriptions: checked, with a version that can be brought back, and told in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dugnad.areas.services.catalogue.areas import COUNTRY, name_of
from dugnad.areas.services.catalogue.cleaning import cleaned
from dugnad.areas.services.catalogue.content import Content, inherited, own_only, read, said, stored
from dugnad.areas.services.catalogue.index import touch
from dugnad.areas.services.models import Service, Territory, Version
from dugnad.areas.services.rules import catalogue_thing, service_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import Conflict, Invalid, NotFound

NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


@transaction.atomic
def add(*, actor: Actor, owner: UUID, base: UUID | None = None, slug: str = "", **values: Any) -> Service:
    """A new description of the owner's; with `base`, empty texts are taken from there.

    Raises Invalid with the fields at fault, Conflict when the owner delivers the base's service there already.
    """
    organisation = member(owner)
    require(actor, "add", catalogue_thing(owner))
    foundation = _base(base)
    content = _content(values, foundation)
    may_deliver(organisation, content, held_by(owner))
    made = _new(organisation, content, foundation, slug, confirmed(actor, owner))
    detail = {
        "title": said(read(whole(made)).title, "nb")[0],
        "area": name_of(made.area) if made.area else "",
    }
    record("services.added", actor=actor, thing=service_thing(made.id, owner), detail=detail)
    return made


@transaction.atomic
def change(*, actor: Actor, service: UUID, version: int, **values: Any) -> Service:
    """The description anew, as a version of its own; `version` is the one that was looked at.

    Raises Conflict when another came first. What is the same as before makes no version.
    """
    row = _locked(actor, service)
    if row.version != version:
        raise Conflict(_("Somebody has changed this description since you opened it. Look at it again."))
    content = _content(values, row.base)
    may_deliver(row.owner, content, held_by(row.owner_id))
    return row if stored(content) == row.content else _changed(actor, row, content, "services.changed")


@transaction.atomic
def restore(*, actor: Actor, service: UUID, number: int) -> Service:
    """An earlier version as a new one: nothing that came after it is lost."""
    row = _locked(actor, service)
    earlier = row.versions.filter(number=number).first()
    if earlier is None:
        raise NotFound
    return _changed(actor, row, read(earlier.content), "services.restored", restored=number)


@transaction.atomic
def withdraw(*, actor: Actor, service: UUID) -> None:
    """Take the description from the door; it can be put back."""
    row = _locked(actor, service)
    if row.locals.filter(withdrawn_at=None).exists():
        raise Conflict(_("Others take their texts from this description. It cannot be withdrawn."))
    if row.withdrawn_at is None:
        row.withdrawn_at = row.changed_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "changed_at"])
        touch([row])
        record("services.withdrawn", actor=actor, thing=service_thing(row.id, row.owner_id))


@transaction.atomic
def put_back(*, actor: Actor, service: UUID) -> None:
    """Show a withdrawn description again."""
    row = _locked(actor, service)
    if row.withdrawn_at is None:
        return
    row.withdrawn_at, row.changed_at = None, timezone.now()
    try:
        with transaction.atomic():
            row.save(update_fields=["withdrawn_at", "changed_at"])
    except IntegrityError as twice:
        raise delivered_already(row.area) from twice
    touch([row])
    record("services.put_back", actor=actor, thing=service_thing(row.id, row.owner_id))


@transaction.atomic
def confirm(*, actor: Actor, service: UUID) -> None:
    """The owner says that the description is right as it stands; residents are then no longer told to check it."""
    row = _locked(actor, service)
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    record("services.confirmed", actor=actor, thing=service_thing(row.id, row.owner_id))


@transaction.atomic
def seen_base(*, actor: Actor, service: UUID) -> None:
    """The owner has looked at what changed in the base."""
    row = _locked(actor, service)
    if row.base and row.base_seen != row.base.version:
        row.base_seen = row.base.version
        row.save(update_fields=["base_seen"])
        record("services.base_seen", actor=actor, thing=service_thing(row.id, row.owner_id))


def whole(row: Service) -> dict[str, Any]:
    """What the description says with its base, as it is stored."""
    return stored(content_of(row))


def content_of(row: Service) -> Content:
    """What the description says with its base."""
    return inherited(read(row.content), read(row.base.content) if row.base else None)


def member(owner: UUID) -> Organisation:
    """The present member of the network; NotFound."""
    found = Organisation.objects.filter(id=owner, left_at=None).first()
    if found is None:
        raise NotFound
    return found


def _base(base: UUID | None) -> Service | None:
    if base is None:
        return None
    found = Service.objects.filter(id=base, base=None, withdrawn_at=None).first()
    if found is None:
        raise Invalid(fields={"base": _("There is no such description to build on.")})
    return found


def _content(values: Mapping[str, Any], base: Service | None) -> Content:
    foundation = read(base.content) if base else None
    given = dict(values)
    if foundation:
        given |= {"level": foundation.level, "theme": foundation.theme}
    content = own_only(cleaned(given, has_base=base is not None), foundation)
    if base and not content.area:
        raise Invalid(fields={"area": _("Say where you deliver it.")})
    return content


def held_by(organisation: UUID) -> frozenset[str]:
    """The areas that an organisation answers for."""
    return frozenset(Territory.objects.filter(organisation=organisation).values_list("area", flat=True))


def may_deliver(owner: Organisation, content: Content, held: frozenset[str]) -> None:
    """Who answers for an area describes what is delivered there; state agencies what the state delivers, and bases.

    `held` gives the areas that the owner answers for. Raises Invalid.
    """
    allowed = content.area in held
    if content.area in ("", COUNTRY):
        allowed = owner.kind == OrganisationKind.STATE
    if not allowed:
        raise Invalid(fields={"area": _("%(name)s does not answer for this area.") % {"name": owner.name}})


def confirmed(actor: Actor, owner: UUID) -> datetime | None:
    """Now, where the owner's own people write it; nothing where those who run the platform take it in for them."""
    return timezone.now() if actor.person and owner in actor.organisations else None


def _new(
    owner: Organisation, content: Content, base: Service | None, slug: str, when: datetime | None
) -> Service:
    row = Service(owner=owner, base=base, base_seen=base.version if base else 0, content=stored(content))
    row.confirmed_at = when
    put_columns(row, content)
    row.slug = free_slug(slug or suggested(content, base))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise delivered_already(content.area) from twice
    Version.objects.create(service=row, number=1, content=row.content)
    touch([row])
    return row


def delivered_already(area: str) -> Conflict:
    """The refusal of a second description of the same base in an area."""
    return Conflict(_("This service is described for %(area)s already.") % {"area": name_of(area)})


def put_columns(row: Service, content: Content) -> None:
    """Into the row's columns what is asked for in queries."""
    row.level, row.theme, row.area = content.level, content.theme, content.area
    row.valid_from, row.valid_until = content.valid_from, content.valid_until


def _changed(
    actor: Actor, row: Service, content: Content, event: str, restored: int | None = None
) -> Service:
    row.content = stored(content)
    put_columns(row, content)
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.confirmed_at = confirmed(actor, row.owner_id)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise delivered_already(content.area) from twice
    Version.objects.create(service=row, number=row.version, content=row.content, restored=restored)
    touch([row])
    told = row.locals.filter(withdrawn_at=None).values_list("owner", flat=True)
    detail = {"version": row.version} | ({"restored": restored} if restored else {})
    record(event, actor=actor, thing=service_thing(row.id, row.owner_id), concerns=set(told), detail=detail)
    return row


def _locked(actor: Actor, service: UUID) -> Service:
    row = (
        Service.objects.select_for_update(of=("self",))
        .filter(id=service)
        .select_related("owner", "base")
        .first()
    )
    if row is None:
        raise NotFound
    require(actor, "change", service_thing(row.id, row.owner_id))
    return row


def suggested(content: Content, base: Service | None) -> str:
    """A slug from the base's and the area, or from the title."""
    if base:
        return f"{base.slug}-{content.area}"
    return slugify(said(content.title, "nb")[0].lower().translate(NORWEGIAN))


def free_slug(wanted: str) -> str:
    """The slug, with a number where it is taken."""
    wanted = slugify(wanted.lower().translate(NORWEGIAN))[:100] or "tjeneste"
    taken = set(Service.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
