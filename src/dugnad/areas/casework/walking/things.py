"""How the house finds walking networks and assessments by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.rules import walking as rules
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def find_walking(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(rules.walking_thing(id), name, reverse("casework:walking", args=[id]))


def find_assessments(ids: Collection[UUID]) -> Iterable[Found]:
    for row in RoadAssessment.objects.filter(id__in=ids):
        thing = rules.assessment_thing(row.id, row.organisation_id)
        title = row.section_name or _("Road without a name")
        yield Found(thing, title, reverse("casework:assessment", args=[row.id]))


THINGS = (
    ThingKind(
        rules.WALKING,
        gettext_lazy("Walking network"),
        find_walking,
        {
            "read": gettext_lazy("See the network and what is said of its roads"),
            "import": gettext_lazy("Take in a network"),
            "try": gettext_lazy("Try ways"),
            "assess": gettext_lazy("Say how dangerous a road is"),
        },
    ),
    ThingKind(
        rules.ASSESSMENT,
        gettext_lazy("Assessment of a road"),
        find_assessments,
        {"read": gettext_lazy("See it"), "change": gettext_lazy("Change or withdraw it")},
    ),
)
