"""Every write to buildings, their plans and detectors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dugnad.areas.rescue.buildings.corrections import in_words, wrong_in_words
from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.buildings.versions import assembly_of, store
from dugnad.areas.rescue.buildings.words import refusal
from dugnad.areas.rescue.models import Building, PlanUpload, PlanVersion
from dugnad.areas.rescue.models.buildings import Source
from dugnad.areas.rescue.rules import building_thing
from dugnad.engines.egress.assembly.values import Assembly, Unusable
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import County
from dugnad.kernel.problems import Conflict, Invalid

"""What reads plans: (content, name) -> Assembly; raises Unusable."""
PARTICULARS = (
    "entrance",
    "key_safe",
    "lifts",
    "sprinklers",
    "vents",
    "shut_offs",
    "hazards",
    "hydrants",
    "ladders",
)
LINES, LINE = 20, 200


@transaction.atomic
def add_building(*, actor: Actor, owner: UUID, name: str, address: str, municipality: str) -> Building:
    """A new building of the organisation, without a plan. Invalid; NotFound for others than its administrators."""
    thing = building_thing(uuid4(), owner)
    require(actor, "change", thing)
    values = _said(name=name, address=address, municipality=municipality)
    row = Building.objects.create(id=thing.id, owner_id=owner, **values)
    record("rescue.building_added", actor=actor, thing=thing)
    return row


@transaction.atomic
def change_building(*, actor: Actor, building: UUID, **changed: Any) -> Building:
    """Change what is said of a building: name, address, municipality, latitude, longitude, height, particulars."""
    row = find_building(building, lock=True)
    require(actor, "change", thing_of(row))
    for field, value in _said(**changed).items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
    record("rescue.building_changed", actor=actor, thing=thing_of(row), detail={"fields": sorted(changed)})
    return row


def _said(**values: Any) -> dict[str, Any]:
    wrong: dict[str, str] = {}
    for field in ("name", "address"):
        if field in values:
            values[field] = str(values[field] or "").strip()
            if not 0 < len(values[field]) <= 160:
                wrong[field] = _("Write between 1 and 160 characters.")
    number = values.get("municipality")
    if number is not None and (not re.fullmatch(r"\d{4}", number) or number[:2] not in County.values):
        wrong["municipality"] = _("Write the municipality's number of four digits, such as 4601.")
    for field, low, high in (("latitude", -90, 90), ("longitude", -180, 180), ("height", 2, 500)):
        value = values.get(field)
        if value is not None and not low <= value <= high:
            wrong[field] = _("Write a number between %(low)s and %(high)s.") % {"low": low, "high": high}
    if "particulars" in values:
        values["particulars"] = _particulars(values["particulars"])
    if wrong:
        raise Invalid(fields=wrong)
    return values


def _particulars(given: Mapping[str, Any]) -> dict[str, list[str]]:
    unknown = set(given) - set(PARTICULARS)
    lines = {key: [str(line).strip()[:LINE] for line in given[key] if str(line).strip()] for key in given}
    if unknown or any(len(found) > LINES for found in lines.values()):
        raise Invalid(fields={"particulars": _("At most 20 lines each, under the keys that are known.")})
    return {key: found for key, found in lines.items() if found}


@transaction.atomic
def upload_plan(*, actor: Actor, building: UUID, name: str, content: bytes) -> JobRun:
    """Take in a file and ask for the job that reads it. Invalid at `file`."""
    row = find_building(building)
    require(actor, "change", thing_of(row))
    if not content:
        raise Invalid(fields={"file": _("Choose a file.")})
    if len(content) > settings.MAX_UPLOAD:
        raise Invalid(fields={"file": too_large(len(content))})
    waiting = PlanUpload.objects.create(
        building=row, name=name[:160] or "plan", content=content, by_id=actor.person
    )
    record("rescue.plan_uploaded", actor=actor, thing=thing_of(row), detail={"file": waiting.name})
    return start("rescue.read_plan", actor=actor, key=waiting.id, upload=str(waiting.id))


def too_large(size: int, most: int | None = None) -> str:
    """That a file of `size` bytes is too large to be sent here; `most`: what is taken, else what a plan may be."""
    return refusal(Unusable("too_large", bytes=size, most=most or settings.MAX_UPLOAD))


def read_plan(progress: Progress, *, upload: str) -> None:
    """The job: read the file that waits, and put the plan in use. Done again it does nothing."""
    waiting = PlanUpload.objects.filter(id=upload).first()
    if waiting is None:
        return
    progress.say(10, _("Reading %(file)s") % {"file": waiting.name})
    try:
        found = _read(bytes(waiting.content), waiting.name)
    except Unusable as reason:
        waiting.delete()
        raise Invalid(refusal(reason)) from reason
    progress.say(85, _("Finding the ways out"))
    _take_in(waiting, found)


def _read(content: bytes, name: str) -> Assembly:
    reader = import_string(settings.PLAN_READER)
    found: Assembly = reader(content, name)
    return found


@transaction.atomic
def _take_in(waiting: PlanUpload, found: Assembly) -> None:
    row = find_building(waiting.building_id, lock=True)
    version = store(row, found, source=found.source, what=waiting.name, by=waiting.by_id)
    _fill_in(row, found)
    waiting.delete()
    record(
        "rescue.plan_read",
        actor=Actor(person=waiting.by_id),
        thing=thing_of(row),
        detail={"version": version.number, "file": waiting.name},
    )


def _fill_in(row: Building, found: Assembly) -> None:
    """What the file tells and nobody has said yet."""
    site, top = found.plan.site, found.plan.storeys[-1]
    if site and row.latitude is None and row.longitude is None:
        row.latitude, row.longitude = site.latitude, site.longitude
    if row.height is None:
        row.height = round(max(2.0, top.elevation + top.height), 1)
    row.save(update_fields=["latitude", "longitude", "height"])


@transaction.atomic
def correct(*, actor: Actor, building: UUID, seen: int, kind: str, values: Mapping[str, Any]) -> PlanVersion:
    """Make the next version with one correction (`engines.egress.assembly.correcting`).

    `seen` is the number of the version that was looked at: Conflict if another has been made since. Invalid.
    """
    from dugnad.engines.egress.assembly import correcting

    row, version = _in_use(actor, building, seen)
    before = assembly_of(version)
    try:
        after = correcting.correct(before, kind, values)
    except correcting.Wrong as wrong:
        raise Invalid(fields={wrong.field: wrong_in_words(wrong)}) from wrong
    what = in_words(kind, values, before.plan, after.plan)
    made = store(row, after, source=Source.DRAWN, what=what, by=actor.person)
    record(
        "rescue.plan_corrected",
        actor=actor,
        thing=thing_of(row),
        detail={"version": made.number, "kind": kind, "what": what},
    )
    return made


@transaction.atomic
def undo(*, actor: Actor, building: UUID, seen: int) -> PlanVersion:
    """Make the next version as the one before the last correction. Conflict as in `correct`, or nothing to undo."""
    row, version = _in_use(actor, building, seen)
    before = row.versions.filter(number__lt=_origin(version)).first()
    if before is None:
        raise Conflict(_("There is nothing to undo."))
    what = _("Undone: %(what)s") % {"what": version.what}
    made = store(row, assembly_of(before), source=Source.DRAWN, what=what, by=actor.person)
    made.report["undoes"] = _origin(before)
    made.save(update_fields=["report"])
    record(
        "rescue.plan_undone", actor=actor, thing=thing_of(row), detail={"version": made.number, "what": what}
    )
    return made


def _origin(version: PlanVersion) -> int:
    """Undoing twice goes back two steps: a version that undid stands for the one that it restored."""
    return int(version.report.get("undoes", version.number))


def _in_use(actor: Actor, building: UUID, seen: int) -> tuple[Building, PlanVersion]:
    row = find_building(building, lock=True)
    require(actor, "change", thing_of(row))
    if row.plan is None:
        raise Conflict(_("The building has no plan yet."))
    if row.plan.number != seen:
        raise Conflict(
            _(
                "Someone else has changed the plan since you opened it. Look at it again; your change was not made."
            )
        )
    return row, row.plan
