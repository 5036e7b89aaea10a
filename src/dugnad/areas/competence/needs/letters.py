"""The words of mail about requests: subject and body. They tell who and where to look, never what is needed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, Need


def letter(row: Contact, subject: str, *lines: str) -> tuple[str, str]:
    address = f"{settings.ORIGIN}{reverse('competence:contact', args=[row.id])}"
    return subject, "\n\n".join([*(line for line in lines if line), address])


def facts_of(row: Contact) -> dict[str, Any]:
    when = date_format(localtime(row.start), "DATETIME_FORMAT") if row.start else ""
    return {"asker": row.asker.name, "expert": row.whom, "time": when, "where": row.where}


def sending(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    if row.offer_id:
        told = _("%(asker)s asks for %(expert)s. Read what they need, and say yes, no or when.") % facts
        return letter(row, _("%(asker)s asks for %(expert)s") % facts, told)
    told = _("%(asker)s asks %(expert)s for help. Read what they need, and say yes, no or when.") % facts
    return letter(row, _("%(asker)s asks for help") % facts, told)


def passing(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    told = _("A human has looked at what you asked for, and has asked %(expert)s for you.") % facts
    return letter(row, _("%(expert)s was asked for you") % facts, told)


def proposing(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    told = _("A time is proposed: %(time)s %(where)s. Accept it, or propose another.") % facts
    return letter(row, _("A time is proposed: %(time)s") % facts, told)


def accepting(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    told = (
        _("Agreed: %(expert)s, for %(asker)s.") % facts
        if row.offer_id
        else _("%(expert)s helps %(asker)s.") % facts
    )
    when = _("Time: %(time)s %(where)s") % facts if row.start else ""
    return letter(row, _("Help is agreed: %(expert)s and %(asker)s") % facts, told, when)


def declining(row: Contact) -> tuple[str, str]:
    told = _("%(expert)s cannot help this time. You can ask somebody else with the same words.") % facts_of(
        row
    )
    return letter(row, _("%(expert)s cannot help this time") % facts_of(row), told)


def promising(row: Contact) -> tuple[str, str]:
    day = date_format(row.answer_by, "DATE_FORMAT") if row.answer_by else ""
    facts = facts_of(row) | {"day": day}
    return letter(
        row, _("%(expert)s answers by %(day)s") % facts, _("%(expert)s has promised an answer.") % facts
    )


def withdrawing(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    return letter(
        row, _("%(asker)s no longer asks") % facts, _("The request to %(expert)s was withdrawn.") % facts
    )


def undoing(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    return letter(
        row, _("The request is open again") % facts, _("%(asker)s asks %(expert)s, as before.") % facts
    )


def closing(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    told = _("The request of %(asker)s to %(expert)s was closed without an answer.") % facts
    return letter(row, _("A request was closed") % facts, told)


def reminding(row: Contact) -> tuple[str, str]:
    facts = facts_of(row)
    told = _("The request of %(asker)s to %(expert)s still waits for you.") % facts
    return letter(row, _("Reminder: a request waits for your answer") % facts, told)


def asking_human() -> tuple[str, str]:
    told = _("Somebody has asked for help and has no answer yet. Please look at it.")
    return _("A request needs a human"), f"{told}\n\n{settings.ORIGIN}{reverse('competence:queue')}"


def replying(row: Need) -> tuple[str, str]:
    told = _("Somebody has looked at what you asked for and has answered.")
    address = f"{settings.ORIGIN}{reverse('competence:need', args=[row.id])}"
    return _("An answer to what you asked for"), f"{told}\n\n{address}"
