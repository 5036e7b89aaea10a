"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.residents import mail
from dugnad.areas.rescue.residents.personal import PERSONAL_DATA
from dugnad.areas.rescue.residents.retention import ask_again
from dugnad.areas.rescue.residents.services.telling import tell_looks
from dugnad.areas.rescue.residents.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job, Schedule
from dugnad.kernel.areas.parts import Part

PEOPLE = {"people": _("People")}

PART = Part(
    things=THINGS,
    sends=(
        EventKind("rescue.registered", _("Someone was registered as needing help"), {"ground": _("Ground")}),
        EventKind("rescue.registration_changed", _("A registration was changed")),
        EventKind("rescue.registration_confirmed", _("A registration was confirmed")),
        EventKind("rescue.withdrawn", _("A registration was withdrawn and deleted")),
        EventKind("rescue.tag_added", _("A tag was tied to a registration")),
        EventKind("rescue.tag_removed", _("A tag was untied from a registration")),
        EventKind("rescue.habit_added", _("Where someone usually is was added to a registration")),
        EventKind("rescue.habit_removed", _("Where someone usually is was removed from a registration")),
        EventKind("rescue.looks_told", _("A care service told its resident of looks")),
        EventKind("rescue.people_seen", _("Who needs help was seen in an incident"), PEOPLE),
        EventKind("rescue.opening_asked", _("Someone asked to open the register of who needs help")),
        EventKind("rescue.opening_allowed", _("A second person opened the register")),
        EventKind("rescue.opening_refused", _("A second person refused to open the register")),
        EventKind("rescue.opening_used", _("The opened register was looked at"), PEOPLE),
    ),
    personal_data=PERSONAL_DATA,
    jobs=(Job(mail.JOB, _("Mail about a registration"), mail.deliver),),
    schedules=(
        Schedule("rescue.tell_looks", timedelta(minutes=15), tell_looks),
        Schedule("rescue.ask_again", timedelta(days=1), ask_again, at_hour=6),
    ),
)
