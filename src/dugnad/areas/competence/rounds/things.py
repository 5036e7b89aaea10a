"""How the house finds rounds, and what needs got, by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.competence.models import Placing, Round, RoundState
from dugnad.areas.competence.rules.rounds import PLACING, ROUND, placing_thing, round_thing
from dugnad.kernel.areas.manifest import Found, ThingKind


def find_rounds(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Round.objects.filter(id__in=ids):
        yield Found(round_thing(row.id, row.runner_id), row.title, reverse("competence:round", args=[row.id]))


def find_placings(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Placing.objects.filter(id__in=ids, attempt__round__state=RoundState.APPROVED)
    for row in rows.select_related("attempt__round"):
        of = row.attempt.round
        thing = placing_thing(row.id, row.organisation_id, of.runner_id)
        yield Found(thing, _("What a need got"), reverse("competence:round", args=[of.id]))


THINGS = (
    ThingKind(
        ROUND,
        gettext_lazy("Round"),
        find_rounds,
        {
            "read": gettext_lazy("See how groups fared"),
            "open": gettext_lazy("Open a round"),
            "run": gettext_lazy("See the proposal, send it back, approve or cancel it"),
        },
    ),
    ThingKind(
        PLACING,
        gettext_lazy("What a need got in a round"),
        find_placings,
        {"read": gettext_lazy("See what it got, and why")},
    ),
)
