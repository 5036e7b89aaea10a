"""This part's share of the manifest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.packages.personal import PERSONAL
from dugnad.areas.casework.packages.things import THINGS
from dugnad.kernel.areas.manifest import EventKind
from dugnad.kernel.areas.parts import Part

DETAIL = {"package": _("Rules"), "version": _("Version")}
EVENTS = (
    ("drafted", _("A draft of rules was begun")),
    ("draft_changed", _("A draft of rules was changed")),
    ("draft_discarded", _("A draft of rules was thrown away")),
    ("approval_asked", _("Rules were sent to approval")),
    ("approved", _("One of the two approved rules")),
    ("published", _("Rules were published")),
    ("rule_error", _("An error was found in published rules")),
    ("adoption_drafted", _("A city began to take rules in use")),
    ("overlay_changed", _("A city's own values were changed")),
    ("adoption_asked", _("A city's use of rules was sent to approval")),
    ("adoption_approved", _("One of the two approved a city's use of rules")),
    ("adoption_discarded", _("A city's draft was thrown away")),
    ("adopted", _("A city took rules in use")),
    ("stopped", _("A city stopped deciding by rule")),
    ("resumed", _("A city decides by rule again")),
)
MORE = {
    "approved": {"role": _("As"), "reason": _("Why without past cases")},
    "adoption_approved": {"role": _("As")},
    "stopped": {"why": _("Why")},
    "rule_error": {"why": _("What is wrong")},
}
PART = Part(
    things=THINGS,
    sends=tuple(
        EventKind(f"casework.{name}", says, detail=DETAIL | MORE.get(name, {})) for name, says in EVENTS
    ),
    personal_data=PERSONAL,
)
