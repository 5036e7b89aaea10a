"""The agreements' manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.agreements import mail, services
from dugnad.areas.agreements.demo import make_demo
from dugnad.areas.agreements.personal import PERSONAL_DATA
from dugnad.areas.agreements.rules import AGREEMENT, PEOPLE, SIGNATORIES, SIGNATURE, SUMMARY
from dugnad.areas.agreements.selectors import happening, live_number
from dugnad.areas.agreements.shared import PURPOSES, SHARES
from dugnad.areas.agreements.things import THINGS
from dugnad.kernel.areas.manifest import AreaManifest, EventKind, Job, MenuEntry, Schedule

REASON = {"reason": _("Reason")}

MANIFEST = AreaManifest(
    name="agreements",
    title=_("Agreements"),
    menu=(
        MenuEntry(
            label=_("Agreements"),
            url_name="agreements:list",
            summary=_("Agree on what you do together and what you share. Sign without paper."),
            live_number=live_number,
            icon="document",
        ),
    ),
    kinds=(AGREEMENT, SUMMARY, SIGNATURE, PEOPLE, SIGNATORIES),
    things=THINGS,
    sends=(
        EventKind("agreements.written", _("An agreement was begun")),
        EventKind("agreements.changed", _("A draft was changed")),
        EventKind("agreements.discarded", _("A draft was thrown away")),
        EventKind("agreements.sent", _("An agreement was sent for signature")),
        EventKind("agreements.taken_back", _("An agreement was taken back from signing"), detail=REASON),
        EventKind("agreements.signed", _("A signatory signed")),
        EventKind("agreements.declined", _("A signatory declined to sign"), detail=REASON),
        EventKind("agreements.delegated", _("A signature was handed on to another signatory")),
        EventKind("agreements.reminded", _("A signatory was reminded")),
        EventKind("agreements.concluded", _("All have signed an agreement")),
        EventKind("agreements.finalised", _("A signed agreement was time-stamped for the long term")),
        EventKind("agreements.took_effect", _("An agreement took effect; its sharing is switched on")),
        EventKind(
            "agreements.revoked", _("An agreement was revoked; its sharing is switched off"), detail=REASON
        ),
        EventKind("agreements.notice_ran_out", _("The notice of a revoked agreement ran out")),
        EventKind("agreements.expired", _("An agreement expired; its sharing is switched off")),
        EventKind("agreements.shared_read", _("What an agreement shares was read")),
    ),
    purposes=PURPOSES,
    shares=SHARES,
    personal_data=PERSONAL_DATA,
    jobs=(
        Job(mail.JOB, _("E-mail about an agreement"), mail.deliver),
        Job("agreements.finalise", _("Time-stamp a signed agreement"), services.finalise_job),
    ),
    schedules=(
        Schedule("agreements.effects", timedelta(minutes=5), services.tell_effects),
        Schedule("agreements.reminders", timedelta(hours=1), services.remind_waiting),
        Schedule("agreements.finalise", timedelta(minutes=5), services.finalise_waiting),
    ),
    pages="dugnad.areas.agreements.pages",
    api="dugnad.areas.agreements.api.router",
    happening=happening,
    demo=make_demo,
    guide="silje.knutsen@eksempel.example",
)
