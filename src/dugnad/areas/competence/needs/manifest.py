"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.needs import mail
from dugnad.areas.competence.needs.personal import PERSONAL_DATA
from dugnad.areas.competence.needs.reminders import follow_up
from dugnad.areas.competence.needs.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job, Schedule
from dugnad.kernel.areas.parts import Part

PART = Part(
    things=THINGS,
    sends=(
        EventKind("competence.asked", _("A need was written down")),
        EventKind("competence.need_changed", _("A need was changed")),
        EventKind("competence.need_hidden", _("It was set whom a need is hidden from")),
        EventKind("competence.need_withdrawn", _("A need was withdrawn")),
        EventKind("competence.need_reopened", _("The withdrawal of a need was undone")),
        EventKind("competence.round_joined", _("A need takes part in the next round")),
        EventKind("competence.round_left", _("A need no longer takes part in the next round")),
        EventKind("competence.need_handed", _("A need was handed to a human")),
        EventKind("competence.need_replied", _("A human answered a need")),
        EventKind(
            "competence.request_sent", _("A request was sent"), {"hours": _("Hours"), "people": _("People")}
        ),
        EventKind(
            "competence.request_passed_on", _("A human sent it on to an expert"), {"name": _("Expert")}
        ),
        EventKind("competence.request_promised", _("An answer was promised"), {"day": _("By")}),
        EventKind("competence.request_proposed", _("A time was proposed"), {"start": _("Time")}),
        EventKind("competence.request_accepted", _("A request was accepted")),
        EventKind("competence.request_declined", _("A request was declined")),
        EventKind("competence.request_withdrawn", _("A request was withdrawn")),
        EventKind("competence.request_undone", _("It was undone; the request waits again")),
        EventKind("competence.request_reminded", _("A reminder was sent"), {"days": _("Days")}),
        EventKind("competence.request_silent", _("Nobody answered; a human looks after it")),
        EventKind("competence.request_closed", _("A request was closed without an answer")),
        EventKind("competence.request_finished", _("Help was given"), {"hours": _("Hours")}),
    ),
    personal_data=PERSONAL_DATA,
    jobs=(Job(mail.JOB, _("Mail about a request"), mail.deliver),),
    schedules=(Schedule("competence.follow_up", timedelta(minutes=15), follow_up),),
)
