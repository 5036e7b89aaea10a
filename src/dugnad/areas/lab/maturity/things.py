"""How the house finds rounds of the maturity test by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.models import Assessment
from dugnad.areas.lab.rules.maturity import ASSESSMENT, assessment_thing
from dugnad.kernel.areas.manifest import Found, ThingKind


def find_assessments(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Assessment.objects.filter(id__in=ids).values_list(
        "id", "organisation", "organisation__name", "number"
    )
    for id, organisation, name, number in rows:
        title = _("Maturity test T%(number)d, %(name)s") % {"number": number, "name": name}
        yield Found(assessment_thing(id, organisation), title, reverse("lab:assessment", args=[id]))


THINGS = (
    ThingKind(
        ASSESSMENT,
        gettext_lazy("Round of the maturity test"),
        find_assessments,
        {
            "read": gettext_lazy("See answers and result"),
            "answer": gettext_lazy("Answer and finish"),
            "remove": gettext_lazy("Delete it when it is finished"),
        },
    ),
)
