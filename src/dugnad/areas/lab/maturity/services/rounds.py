"""Starting a round of the test, saying whom it is about, throwing it away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dugnad.areas.lab.maturity.content import common
from dugnad.areas.lab.maturity.selectors import editions_for, found, member
from dugnad.areas.lab.models import Assessment
from dugnad.areas.lab.rules.maturity import assessment_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class About:
    """What is not scored: size class and sectors, by their keys."""

    size: str
    sector: str
    second_sector: str = ""

    def checked(self) -> About:
        """Itself; Invalid at each field that is not one of ours."""
        known, wrong = common(), {}
        if self.size not in known["sizes"]:
            wrong["size"] = _("Choose one of these.")
        if self.sector not in known["sectors"]:
            wrong["sector"] = _("Choose one of these.")
        if self.second_sector and self.second_sector not in known["sectors"]:
            wrong["second_sector"] = _("Choose one of these.")
        elif self.second_sector and self.second_sector == self.sector:
            wrong["second_sector"] = _("Choose another than the first, or none.")
        if wrong:
            raise Invalid(fields=wrong)
        return self


@transaction.atomic
def start(*, actor: Actor, organisation: UUID, about: About, test: str = "") -> Assessment:
    """Begin the next round for an organisation of the actor's; the round that is open already, if there is one.

    `test`: `company` or `public`; empty: what suits the organisation's kind. NotFound for another organisation,
    Invalid at the field.
    """
    require(actor, "answer", assessment_thing(None, organisation))
    suited = editions_for(member(organisation).kind)
    if test and test not in suited:
        raise Invalid(fields={"test": _("This test does not suit the organisation.")})
    chosen, values = test or suited[0], about.checked()
    rows = Assessment.objects.filter(organisation=organisation, test=chosen)
    open_one = rows.filter(finished_at=None).first()
    return open_one or _begin(actor, organisation, chosen, values)


def _begin(actor: Actor, organisation: UUID, test: str, about: About) -> Assessment:
    rows = Assessment.objects.filter(organisation=organisation, test=test)
    last = rows.aggregate(last=Max("number"))["last"]
    number = 0 if last is None else last + 1
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                organisation_id=organisation,
                test=test,
                number=number,
                begun_by_id=actor.person,
                **asdict(about),
            )
    except IntegrityError:
        # Begun twice at once: the other one was first.
        return rows.get(finished_at=None)
    record(
        "lab.assessment_begun",
        actor=actor,
        thing=assessment_thing(row.id, organisation),
        detail={"round": number},
    )
    return row


@transaction.atomic
def describe(*, actor: Actor, assessment: UUID, about: About) -> Assessment:
    """Put size and sectors right in a round that is open. NotFound, Conflict when it is finished, Invalid."""
    row = opened(actor, assessment)
    values = asdict(about.checked())
    Assessment.objects.filter(id=row.id).update(**values)
    row.refresh_from_db()
    return row


@transaction.atomic
def remove(*, actor: Actor, assessment: UUID) -> None:
    """Delete a round with its answers. A finished one only by an administrator; what is in an average stays there."""
    row = found(actor, assessment, lock=True)
    thing = assessment_thing(row.id, row.organisation_id)
    require(actor, "remove" if row.finished_at else "answer", thing)
    record("lab.assessment_removed", actor=actor, thing=thing, detail={"round": row.number})
    row.delete()


def opened(actor: Actor, assessment: UUID) -> Assessment:
    """A round that the actor may answer, locked; Conflict when it is finished."""
    row = found(actor, assessment, lock=True)
    require(actor, "answer", assessment_thing(row.id, row.organisation_id))
    if row.finished_at:
        raise Conflict(
            _("This round is finished. Its answers stay as they are; start a new round to answer again.")
        )
    return row
