"""Saving one answer, as soon as it is given."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.maturity.checking import Contradiction, Unusable, checked, contradiction
from dugnad.areas.lab.maturity.content import edition, say
from dugnad.areas.lab.maturity.services.rounds import opened
from dugnad.areas.lab.maturity.values import Question, Value
from dugnad.areas.lab.models import Answer
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Invalid, NotFound

FAULTS = {
    "shape": gettext_lazy("This is not how the question is answered. The list of questions shows it."),
    "unknown": gettext_lazy("The question has no such line: %(at)s."),
    "level": gettext_lazy("This is not one of the levels: %(at)s."),
}


@transaction.atomic
def answer(*, actor: Actor, assessment: UUID, question: str, value: object) -> Value | None:
    """Save the answer to one question of an open round; None takes it back. What was saved, in the question's order.

    NotFound for another organisation's round or an unknown question, Conflict when the round is finished, Invalid at
    `value` for an answer that does not fit or contradicts itself.
    """
    row = opened(actor, assessment)
    asked = edition(row.test).by_key.get(question)
    if asked is None:
        raise NotFound
    if value is None:
        Answer.objects.filter(assessment=row, question=question).delete()
        return None
    fit = _fitting(asked, value)
    stamp = {"value": fit, "answered_by_id": actor.person, "answered_at": timezone.now()}
    Answer.objects.update_or_create(assessment=row, question=question, defaults=stamp)
    return fit


def _fitting(question: Question, value: object) -> Value:
    try:
        fit = checked(question, value)
    except Unusable as fault:
        raise Invalid(fields={"value": FAULTS[fault.code] % {"at": fault.at}}) from fault
    if clash := contradiction(question, fit):
        raise Invalid(fields={"value": said(clash)})
    return fit


def said(clash: Contradiction) -> str:
    """Two ticks that cannot both be true, in words."""
    words = {"one": say(clash.item.text), "other": say(clash.others[0].text)}
    return _("“%(one)s” and “%(other)s” cannot both be true. Which one is?") % words
