"""What is pledged, as access sees it, and how the house finds it by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.models import Expert, Offer, Source
from dugnad.areas.competence.rules.pledges import (
    EXPERT,
    OFFER,
    PLEDGES,
    RESTING,
    RESTING_OFFER,
    VOCABULARY,
    expert_thing,
    offer_thing,
    pledges_thing,
    vocabulary_thing,
)
from dugnad.kernel.access import Thing
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound

EXPERT_ACTIONS = {
    "read": _("See who helps with what"),
    "add": _("Pledge an expert"),
    "change": _("Change, pause or withdraw"),
    "agree": _("Agree to be pledged, or take it back"),
    "hours": _("See how the hours were spent"),
    "reserve": _("Reserve hours, and tell how they were spent"),
}
OFFER_ACTIONS = {
    "read": _("See it"),
    "add": _("Add a lab, a course or a solution"),
    "change": _("Change, pause or withdraw"),
    "reuse": _("Say that your organisation uses it"),
}


def thing_of(row: Expert) -> Thing:
    """The expert, open to requests or resting."""
    return expert_thing(row.id, row.organisation_id, row.person_id, active=row.active)


def thing_of_offer(row: Offer) -> Thing:
    """The offer, open or resting."""
    return offer_thing(row.id, row.organisation_id, active=row.active)


def expert_of(expert: UUID) -> Expert:
    """The expert's row, unchecked; NotFound where there is none."""
    row = Expert.objects.select_related("organisation").filter(id=expert).first()
    if row is None:
        raise NotFound
    return row


def offer_of(offer: UUID) -> Offer:
    """The offer's row, unchecked; NotFound where there is none."""
    row = Offer.objects.select_related("organisation").filter(id=offer).first()
    if row is None:
        raise NotFound
    return row


def member_of_network(organisation: UUID) -> None:
    """NotFound where no present member has this id."""
    if not Organisation.objects.filter(id=organisation, left_at=None).exists():
        raise NotFound


def _experts(ids: Collection[UUID], *, active: bool) -> Iterable[Found]:
    for row in Expert.objects.filter(id__in=ids, active=active):
        yield Found(thing_of(row), row.name, reverse("competence:expert", args=[row.id]))


def _offers(ids: Collection[UUID], *, active: bool) -> Iterable[Found]:
    for row in Offer.objects.filter(id__in=ids, active=active):
        yield Found(thing_of_offer(row), row.title, reverse("competence:offer", args=[row.id]))


def _vocabularies(ids: Collection[UUID]) -> Iterable[Found]:
    for source in Source:
        if id_of(source) in ids:
            yield Found(
                vocabulary_thing(id_of(source)), str(source.label), reverse("competence:vocabularies")
            )


def _all_of(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        title = gettext("What %(name)s pledges") % {"name": name}
        yield Found(pledges_thing(id), title, reverse("competence:pledges", args=[id]))


def id_of(source: str) -> UUID:
    """The id that a vocabulary has in the log."""
    return uuid5(NAMESPACE_URL, f"dugnad:vocabulary/{source}")


THINGS = (
    ThingKind(VOCABULARY, _("Vocabulary"), _vocabularies, {"read": _("See it"), "change": _("Import it")}),
    ThingKind(
        PLEDGES,
        _("What an organisation pledges"),
        _all_of,
        {"read": _("See all of it, and how the hours were used"), "add": _("Add to it")},
    ),
    ThingKind(EXPERT, _("Expert"), lambda ids: _experts(ids, active=True), EXPERT_ACTIONS),
    ThingKind(
        RESTING, _("Expert who takes no requests"), lambda ids: _experts(ids, active=False), EXPERT_ACTIONS
    ),
    ThingKind(OFFER, _("Lab, course or solution"), lambda ids: _offers(ids, active=True), OFFER_ACTIONS),
    ThingKind(
        RESTING_OFFER,
        _("Lab, course or solution that rests"),
        lambda ids: _offers(ids, active=False),
        OFFER_ACTIONS,
    ),
)
