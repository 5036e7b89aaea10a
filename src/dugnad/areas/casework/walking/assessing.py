"""What people say of sections: how dangerous, for which grades, season and days. Every version is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.models.walking import Season
from dugnad.areas.casework.rules.walking import assessment_thing, walking_thing
from dugnad.areas.casework.walking.holding import covers, standing
from dugnad.areas.casework.walking.stored import graph_of, in_use
from dugnad.engines.walking.network import Section, from_steps, to_steps
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound

GRADES = (1, 13)
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a section. Grades are 1 to 13; `valid_until` is the last day, None: no end."""

    first_grade: int
    last_grade: int
    season: str
    dangerous: bool
    reason: str
    valid_from: dt.date
    valid_until: dt.date | None = None


def section_of(owner: UUID, section: str) -> Section:
    """A section of the network in use today; NotFound."""
    row = in_use(owner, timezone.localdate())
    graph = graph_of(row) if row else None
    if graph is None or section not in graph.number_of:
        raise NotFound
    return graph.sections[graph.number_of[section]]


@transaction.atomic
def assess(*, actor: Actor, organisation: UUID, section: str, said: Said) -> RoadAssessment:
    """A person's first word on a section for those grades and days. Invalid; Conflict if one stands for them."""
    require(actor, "assess", walking_thing(organisation))
    _by_a_person(actor)
    one = section_of(organisation, section)
    said = _checked(said)
    Organisation.objects.select_for_update().get(id=organisation)
    _alone(organisation, one, said, None)
    id = uuid4()
    about = {"section": one.id, "section_name": one.name, "points": to_steps(one.points)}
    row = RoadAssessment.objects.create(
        id=id, root=id, organisation_id=organisation, by_id=actor.person, **about, **asdict(said)
    )
    _tell("casework.road_assessed", actor, row)
    return row


@transaction.atomic
def assess_anew(*, actor: Actor, assessment: UUID, said: Said) -> RoadAssessment:
    """The next version, which supersedes this one; both are kept. Conflict if it is not the newest, or withdrawn."""
    row = locked(actor, assessment)
    said = _checked(said)
    one = Section(row.section, row.section_name, from_steps(row.points), 0)
    _alone(row.organisation_id, one, said, row.root)
    RoadAssessment.objects.filter(id=row.id).update(superseded_at=timezone.now())
    same = ("root", "organisation_id", "section", "section_name", "points")
    kept = {name: getattr(row, name) for name in same}
    made = RoadAssessment.objects.create(**kept, **asdict(said), number=row.number + 1, by_id=actor.person)
    _tell("casework.road_assessed_anew", actor, made)
    return made


@transaction.atomic
def withdraw(*, actor: Actor, assessment: UUID, why: str) -> RoadAssessment:
    """From now on nobody is granted anything by it; it is kept. Invalid without a reason; Conflict as above."""
    row = locked(actor, assessment)
    why = why.strip()
    if not 0 < len(why) <= 300:
        raise Invalid(fields={"why": _("Write why, in at most 300 characters.")})
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_why = timezone.now(), actor.person, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _tell("casework.assessment_withdrawn", actor, row)
    return row


def locked(actor: Actor, assessment: UUID) -> RoadAssessment:
    """The newest version, held until the transaction ends. NotFound; Conflict if another came after it."""
    row = RoadAssessment.objects.select_for_update(of=("self",)).filter(id=assessment).first()
    if row is None:
        raise NotFound
    require(actor, "change", assessment_thing(row.id, row.organisation_id))
    _by_a_person(actor)
    if row.superseded_at or row.withdrawn_at:
        raise Conflict(_("A newer version of this assessment stands, or it is withdrawn."))
    return row


def _by_a_person(actor: Actor) -> None:
    if actor.person is None:
        raise Forbidden(_("Only a person can say how dangerous a road is."))


def _checked(said: Said) -> Said:
    wrong: dict[str, str] = {}
    low, high = GRADES
    if not low <= said.first_grade <= high:
        wrong["first_grade"] = _("Choose a grade from 1 to 13.")
    elif not said.first_grade <= said.last_grade <= high:
        wrong["last_grade"] = _("The last grade comes before the first.")
    if said.season not in Season.values:
        wrong["season"] = _("Choose a season.")
    reason = said.reason.strip()
    if not 0 < len(reason) <= LONGEST:
        wrong["reason"] = _("Write why, in at most 2000 characters.")
    if said.valid_until and said.valid_until < said.valid_from:
        wrong["valid_until"] = _("The last day comes before the first.")
    if wrong:
        raise Invalid(fields=wrong)
    return Said(**{**asdict(said), "reason": reason})


def _alone(owner: UUID, one: Section, said: Said, root: UUID | None) -> None:
    """That no other assessment of the road stands for any of the same grades, season and days."""
    rows = standing().filter(
        organisation=owner, first_grade__lte=said.last_grade, last_grade__gte=said.first_grade
    )
    if said.season != Season.ALL_YEAR:
        rows = rows.filter(season__in=(Season.ALL_YEAR, said.season))
    for row in rows.exclude(root=root) if root else rows:
        if _days_meet(row, said) and covers(row, one.points):
            text = _(
                "An assessment for these grades stands already: grades %(first)s to %(last)s. Change that one."
            )
            raise Conflict(text % {"first": row.first_grade, "last": row.last_grade})


def _days_meet(row: RoadAssessment, said: Said) -> bool:
    latest = dt.date.max
    return row.valid_from <= (said.valid_until or latest) and said.valid_from <= (row.valid_until or latest)


def _tell(event: str, actor: Actor, row: RoadAssessment) -> None:
    detail: dict[str, Any] = {"road": row.section_name or row.section, "version": row.number}
    detail["grades"] = f"{row.first_grade}–{row.last_grade}"
    if row.withdrawn_at:
        detail["why"] = row.withdrawn_why
    else:
        detail["dangerous"] = row.dangerous
    record(event, actor=actor, thing=assessment_thing(row.root, row.organisation_id), detail=detail)
