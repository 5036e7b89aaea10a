"""Fills the demo's competence network through the services. What is there already stays, so it may be run again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dugnad.areas.competence.demo import data
from dugnad.areas.competence.demo.data import HALDEN, Asked, Offered, Pledged
from dugnad.areas.competence.demo.following import make_needs
from dugnad.areas.competence.models import Expert, Need, Offer, Round, Skill, Source
from dugnad.areas.competence.needs import indexing
from dugnad.areas.competence.needs.services import asking
from dugnad.areas.competence.pledges import consent, experts, offers
from dugnad.areas.competence.pledges.hours import months_ahead
from dugnad.areas.competence.rounds import services as rounds
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.working import work_out
from dugnad.areas.competence.vocabularies import own
from dugnad.areas.competence.vocabularies.services import ensure_own
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.organisations.models import Organisation

PLATFORM = Actor(operator=True)
CAP = 8
JOB = "competence.demo"
ONCE = uuid5(NAMESPACE_URL, "dugnad:demo/competence")
PUBLICCODE = {"version": "0.4", "license": "EUPL-1.2", "status": "stable", "maintenance": "internal"}


@transaction.atomic
def make() -> None:
    """Skills, experts and offers; then a job adds needs and rounds, which need the search's dictionaries."""
    ensure_own()
    ids = dict(Organisation.objects.values_list("name", "id"))
    skills = {uri.removeprefix(own.ADDRESS): id for uri, id in _skills()}
    if not Expert.objects.filter(invented=True).exists():
        for expert in data.experts():
            _pledge(expert, ids, skills)
    if not Offer.objects.filter(invented=True).exists():
        for offer in data.offers():
            _offer(offer, ids, skills)
    if not Round.objects.filter(invented=True).exists():
        start(JOB, actor=PLATFORM, key=ONCE)


def _skills() -> list[tuple[str, UUID]]:
    return list(Skill.objects.filter(source=Source.OWN).values_list("uri", "id"))


def _boss(organisation: UUID) -> Actor:
    return Actor(roles=frozenset({(organisation, "administrator")}))


def _pledge(one: Pledged, ids: Mapping[str, UUID], skills: Mapping[str, UUID]) -> None:
    organisation = ids[one.organisation]
    person = Person.objects.filter(email=one.email).first() if one.email else None
    row = experts.add_expert(
        actor=_boss(organisation),
        organisation=organisation,
        name=one.name,
        person=person.id if person else None,
        headline=one.headline,
        about=one.about,
        hours_month=one.hours,
        skills=[skills[key] for key in one.skills.split()],
        counties=one.counties.split(),
        remote=one.remote,
        languages=one.languages.split(),
        invented=True,
    )
    if person:
        consent.agree(actor=Actor(person=person.id), expert=row.id, most_hours=one.hours + 4)


def _offer(one: Offered, ids: Mapping[str, UUID], skills: Mapping[str, UUID]) -> None:
    organisation = ids[one.organisation]
    source = f"https://kode.eksempel.example/{one.title.lower().replace(' ', '-')}"
    row = offers.add_offer(
        actor=_boss(organisation),
        organisation=organisation,
        kind=one.kind,
        title=one.title,
        text=one.text,
        skills=[skills[key] for key in one.skills.split()],
        counties=one.counties.split(),
        remote=one.remote,
        next_date=timezone.localdate() + timedelta(days=one.days) if one.days else None,
        price=one.price,
        publiccode={**PUBLICCODE, "source": source} if one.publiccode else None,
        invented=True,
    )
    for name in one.used:
        actor = Actor(person=_somebody(), roles=frozenset({(ids[name], "administrator")}))
        offers.tell_reuse(actor=actor, offer=row.id, organisation=ids[name])


def _somebody() -> UUID:
    """One of the demo's people, in whose name members say that they use something."""
    return Person.objects.filter(invented=True).order_by("email").values_list("id", flat=True)[:1].get()


def share_out(progress: Progress) -> None:
    """The job: needs, a round over this month that was approved, one over the next that waits, and requests.

    What reckons is loaded before anything is written, and stories are told one by one: nobody waits for long.
    """
    if not settings.DEMO:
        return
    import_module("dugnad.engines.matching.allocation")
    indexing.EXPERTS.warm()
    indexing.OFFERS.warm()
    ids = dict(Organisation.objects.values_list("name", "id"))
    if not Round.objects.filter(invented=True).exists():
        _share(ids)
    make_needs(ids)


@transaction.atomic
def _share(ids: Mapping[str, UUID]) -> None:
    for need in data.needs():
        _ask(need, ids)
    hub, rules = ids[HALDEN], Settings(cap_hours=CAP)
    this, following, *_later = months_ahead(timezone.localdate())
    first = rounds.open_round(
        actor=_boss(hub), title="Første runde", month=this, settings=rules, runner=hub, invented=True
    )
    rounds.approve(actor=_boss(hub), round=first.id, seen=_worked(first))
    second = rounds.open_round(
        actor=_boss(hub), title="Andre runde", month=following, settings=rules, runner=hub, invented=True
    )
    _worked(second)


def _ask(one: Asked, ids: Mapping[str, UUID]) -> None:
    organisation = ids[one.organisation]
    row = asking.ask(
        actor=_boss(organisation),
        organisation=organisation,
        text=one.text,
        hours=one.hours,
        urgency=one.urgency,
        size=one.size,
        in_person=one.in_person,
        invented=True,
    )
    asking.join_round(actor=_boss(organisation), need=row.id, join=True)
    then = timezone.now() - timedelta(weeks=one.weeks)
    Need.objects.filter(id=row.id).update(sent_at=then, created_at=then)


def _worked(row: Round) -> UUID:
    attempt = row.attempts.get()
    assert attempt.job is not None  # noqa: S101
    work_out(Progress(attempt.job), str(attempt.id))
    return attempt.id
