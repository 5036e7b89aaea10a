"""Finishing a round: the scores are fixed, and may go into an average with others."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.lab.maturity.blocks import close_around
from dugnad.areas.lab.maturity.content import edition
from dugnad.areas.lab.maturity.scoring import Result, score
from dugnad.areas.lab.maturity.selectors import answers_of
from dugnad.areas.lab.maturity.services.rounds import opened
from dugnad.areas.lab.models import Assessment
from dugnad.areas.lab.rules.maturity import assessment_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid


@transaction.atomic
def finish(*, actor: Actor, assessment: UUID) -> Result:
    """Fix the answers and scores of a round. What is blank counts as nothing.

    NotFound, Conflict when it is finished already, Invalid when nothing is answered.
    """
    row = opened(actor, assessment)
    answers = answers_of(row)
    if not answers:
        raise Invalid(_("Answer at least one question first."))
    result = score(edition(row.test), answers)
    _fix(row, actor, result)
    thing = assessment_thing(row.id, row.organisation_id)
    record("lab.assessment_finished", actor=actor, thing=thing, detail={"round": row.number})
    if row.complete:
        close_around(row)
    return result


def _fix(row: Assessment, actor: Actor, result: Result) -> None:
    row.finished_at, row.finished_by_id = timezone.now(), actor.person
    row.scores = result.figures
    row.complete = all(blank.item for blank in result.blanks)
    row.save(update_fields=["finished_at", "finished_by", "scores", "complete"])
