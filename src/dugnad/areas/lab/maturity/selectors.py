"""Every read of the maturity test."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.lab.maturity.content import edition
from dugnad.areas.lab.maturity.scoring import Answers
from dugnad.areas.lab.models import Assessment
from dugnad.areas.lab.rules.maturity import ASSESSMENT, ASSESSMENT_FIELDS, assessment_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import NotFound

COMPANY, PUBLIC = "company", "public"
LATEST = 3
SUITED = {
    OrganisationKind.COMPANY: (COMPANY,),
    OrganisationKind.HUB: (COMPANY, PUBLIC),
    OrganisationKind.RESEARCH: (PUBLIC, COMPANY),
}


def editions_for(kind: str) -> tuple[str, ...]:
    """The tests that suit a kind of organisation, the likeliest first."""
    return SUITED.get(OrganisationKind(kind), (PUBLIC,))


def assessments(actor: Actor) -> QuerySet[Assessment]:
    """The rounds of the actor's organisations, the latest first in each, with how many questions are answered."""
    rows = visible(Assessment.objects.all(), actor, ASSESSMENT, ASSESSMENT_FIELDS)
    counted = rows.select_related("organisation").annotate(answered=Count("answers"))
    return counted.order_by("organisation__sort_name", "organisation_id", "test", "-number")


def answered_in(row: Assessment) -> int:
    """How many questions are answered in a round that `assessments` gave."""
    return int(getattr(row, "answered", 0))


def found(actor: Actor, assessment: UUID, *, lock: bool = False) -> Assessment:
    """One round of an organisation of the actor's; NotFound otherwise."""
    rows = visible(Assessment.objects.all(), actor, ASSESSMENT, ASSESSMENT_FIELDS)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    row = rows.select_related("organisation").filter(id=assessment).first()
    if row is None:
        raise NotFound
    return row


def may_answer(actor: Actor, organisation: UUID) -> Organisation:
    """The actor's organisation, if they may take the test for it; NotFound otherwise."""
    require(actor, "answer", assessment_thing(None, organisation))
    return member(organisation)


def member(organisation: UUID) -> Organisation:
    """A present member; NotFound if there is none."""
    row = Organisation.objects.filter(id=organisation, left_at=None).first()
    if row is None:
        raise NotFound
    return row


def own_organisations(actor: Actor) -> list[Organisation]:
    """The present members in which the actor has a role."""
    return list(Organisation.objects.filter(id__in=actor.organisations, left_at=None)) if actor.roles else []


def answers_of(row: Assessment) -> Answers:
    """The answers of a round by question."""
    return dict(row.answers.values_list("question", "value"))


def rounds_until(row: Assessment) -> list[Assessment]:
    """Finished rounds of the same test and organisation up to this one: the first, and the latest three."""
    rows = Assessment.objects.filter(organisation=row.organisation_id, test=row.test, number__lte=row.number)
    found = list(rows.exclude(finished_at=None).order_by("number"))
    return found if len(found) <= LATEST + 1 else [found[0], *found[-LATEST:]]


def last_round(organisation: UUID, test: str) -> Assessment | None:
    """The latest round of the organisation, open or finished."""
    return Assessment.objects.filter(organisation=organisation, test=test).order_by("-number").first()


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """The rounds of the actor's organisations that are not finished."""
    if not actor.roles:
        return
    for row in assessments(actor).filter(finished_at=None)[:3]:
        left = len(edition(row.test).questions) - answered_in(row)
        yield _waits(left) % {"name": row.organisation.name, "left": left}, _review(row)


def _waits(left: int) -> str:
    if not left:
        return _("%(name)s can finish the maturity test")
    return ngettext(
        "%(name)s has %(left)d question left of the maturity test",
        "%(name)s has %(left)d questions left of the maturity test",
        left,
    )


def _review(row: Assessment) -> str:
    return reverse("lab:maturity_summary", args=[row.id])
