"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.alarms.desk import hear, listen
from dugnad.areas.rescue.alarms.supervision import find_silent
from dugnad.areas.rescue.alarms.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Listener, Schedule
from dugnad.kernel.areas.parts import Part

TOLD = {"kind": _("Kind"), "channel": _("Came by"), "detector": _("Detector")}
PART = Part(
    things=THINGS,
    sends=(
        EventKind("rescue.incident_opened", _("An alarm opened an incident"), detail=TOLD),
        EventKind("rescue.alarm_received", _("An alarm was received"), detail=TOLD),
        EventKind("rescue.incident_taken", _("A fire service took an incident that nobody had")),
        EventKind("rescue.line_added", _("An alarm line was added"), detail={"account": _("Account")}),
        EventKind("rescue.line_changed", _("An alarm line was changed"), detail={"what": _("What")}),
        EventKind("rescue.line_removed", _("An alarm line was removed"), detail={"account": _("Account")}),
        EventKind("rescue.line_silent", _("An alarm line fell silent")),
        EventKind("rescue.line_heard", _("An alarm line is heard again")),
        EventKind(
            "rescue.line_refused", _("A message on an alarm line was refused"), detail={"why": _("Why")}
        ),
        EventKind(
            "rescue.district_added",
            _("A fire service was made responsible for a municipality"),
            detail={"municipality": _("Municipality")},
        ),
        EventKind(
            "rescue.district_removed",
            _("A fire service is no longer responsible for a municipality"),
            detail={"municipality": _("Municipality")},
        ),
    ),
    schedules=(Schedule("rescue.silent_lines", timedelta(seconds=10), find_silent),),
    listeners=(Listener("rescue.alarm_lines", listen), Listener("rescue.alarm_messages", hear)),
)
