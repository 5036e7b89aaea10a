"""A round shares out what is free, says why, and is approved as a whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dugnad.areas.competence.models import (
    Attempt,
    Contact,
    HourMonth,
    Need,
    NeedState,
    Placing,
    RoundState,
)
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.pledges import experts, hours
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.rounds import services
from dugnad.areas.competence.rounds.values import Settings, digest, round_of
from dugnad.areas.competence.rounds.words import why
from dugnad.areas.competence.rounds.working import work_out
from dugnad.areas.competence.tests.makers import administrator, agreed, team
from dugnad.areas.competence.tests.makers_rounds import FIT, got, need, opened, proposal, worked
from dugnad.engines.matching.allocation import allocate
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.organisations.services import give_role
from dugnad.kernel.problems import Conflict, Invalid
from tests.people import PLATFORM, acting, city, company, person

pytestmark = pytest.mark.django_db


def test_hours_go_to_those_who_fit_and_are_reserved_when_a_person_approves():
    helper = team(company("Hjelper").id, 5, **FIT)
    first, second = need(company("En")), need(company("To"), hours_wanted=3)
    row, attempt = proposal()
    assert hours.free_hours(helper.id, this_month()) == 5
    services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    assert [got(attempt, one).given for one in (first, second)] == [2, 3]
    assert hours.free_hours(helper.id, this_month()) == 0
    contacts = Contact.objects.filter(by_round=True)
    assert {one.hours for one in contacts} == {2, 3}
    assert all(hours.reserved_for(helper.id, this_month(), one.id) == one.hours for one in contacts)
    assert set(Need.objects.values_list("state", flat=True)) == {NeedState.AGREED}


def test_the_same_input_and_rules_give_the_same_result():
    for n in range(3):
        team(company(f"Hjelper {n}").id, 2, **FIT)
    for n in range(6):
        need(company(f"Spør {n}"), county=("18", "03")[n % 2])
    row, attempt = proposal()
    again = Attempt.objects.create(round=row, number=2, settings=attempt.settings, input=attempt.input)
    row.state = RoundState.COUNTING
    row.save()
    work_out(Progress(uuid4()), str(again.id))
    told = [
        sorted(Placing.objects.filter(attempt=one).values_list("need", "given", "reason"))
        for one in (attempt, again)
    ]
    assert told[0] == told[1]
    settings = Settings(**attempt.settings)
    assert digest(attempt.input, settings) == attempt.digest
    outcome = allocate(round_of(attempt.input, settings))
    assert sum(one.sessions for one in outcome.given) == sum(p.given for p in attempt.placings.all()) == 6


def test_ones_own_the_hidden_from_and_those_who_said_no_are_barred_and_told():
    own, hidden, asker = company("Egen"), company("Skjult"), city("Byen")
    team(asker.id, 5, **FIT)
    team(hidden.id, 5, **FIT)
    team(own.id, 5, **FIT)
    row_need = need(asker)
    asking.hide_need(
        actor=administrator(asker.id), need=row_need.id, organisations=[hidden.id], industry=False
    )
    contact = contacting.send(
        actor=acting(person("Ask", asker)), need=row_need.id, experts=[own.experts.get().id]
    )[0]
    contacting.decline(actor=administrator(own.id), contact=contact.id, reason="Ikke nå")
    _row, attempt = proposal()
    placed = got(attempt, row_need)
    assert (placed.given, placed.reason) == (0, "barred")
    assert (placed.values["conflict"], placed.values["opted_out"]) == (2, 1)
    assert "2" in why(placed.reason, placed.values)


def test_a_colleague_who_is_pledged_elsewhere_is_ones_own_too():
    asker, elsewhere = company("Spør"), company("Annet")
    kari = person("Kari", elsewhere)
    give_role(actor=PLATFORM, organisation=asker.id, person=kari, role="member")
    agreed(elsewhere.id, kari, 10, headline=FIT["headline"])
    row_need = need(asker)
    _row, attempt = proposal()
    assert got(attempt, row_need).reason == "barred"


def test_who_needs_somebody_there_gets_nobody_from_far_away():
    team(company("Langt unna").id, 5, counties=["03"], remote=True, **FIT)
    near = need(company("Spør"), in_person=True)
    far = need(company("Video"), in_person=False)
    _row, attempt = proposal()
    assert (got(attempt, near).reason, got(attempt, far).reason) == ("barred", "served")


def test_the_limit_the_urgent_and_the_empty_are_each_told_as_what_they_are():
    team(company("Hjelper").id, 4, **FIT)
    busy = need(company("Mye"), hours_wanted=4, urgency=2)
    late = need(company("Vente"), hours_wanted=2, urgency=0)
    odd = need(company("Rar"), text="Sveising av rørledninger")
    _row, attempt = proposal(cap_hours=3)
    assert (got(attempt, busy).reason, got(attempt, busy).given) == ("partly", 3)
    assert "3" in why("partly", got(attempt, busy).values)
    assert got(attempt, late).given == 1
    assert got(attempt, odd).reason == "nobody"
    for one in attempt.placings.all():
        assert why(one.reason, one.values)


def test_more_urgent_needs_come_first_unless_classes_are_off():
    team(company("Hjelper").id, 2, **FIT)
    urgent = need(company("Haster"), urgency=2)
    Need.objects.filter(id=urgent.id).update(sent_at=timezone.now())
    patient = need(company("Venter"), urgency=0)
    Need.objects.filter(id=patient.id).update(sent_at=timezone.now() - timedelta(weeks=20))
    row, attempt = proposal(fairness=0.0)
    assert (got(attempt, urgent).given, got(attempt, patient).reason) == (2, "urgency")
    services.send_back(
        actor=PLATFORM, round=row.id, seen=attempt.id, settings=Settings(classes=False, fairness=0.0, waiting=0.1),
        why="Den som har ventet, skal fram",
    )  # fmt: skip
    changed = worked(row)
    assert got(changed, patient).given == 2
    assert got(changed, urgent).reason == "outranked"


def test_approving_is_all_or_nothing_when_hours_are_gone_meanwhile():
    org = company("Hjelper")
    helper = team(org.id, 4, **FIT)
    need(company("En")), need(company("To"))
    row, attempt = proposal()
    hours.reserve(
        actor=administrator(org.id), expert=helper.id, hours=1, month=this_month(), for_request=uuid4()
    )
    with pytest.raises(Conflict):
        services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    assert HourMonth.objects.get(expert=helper, month=this_month()).reserved == 1
    assert not Contact.objects.exists()
    row.refresh_from_db()
    assert row.state == RoundState.PROPOSED


def test_a_need_withdrawn_or_an_expert_resting_since_stops_the_approval():
    org = company("Hjelper")
    helper = team(org.id, 4, **FIT)
    asker = company("En")
    row_need = need(asker)
    row, attempt = proposal()
    experts.pause_expert(actor=administrator(org.id), expert=helper.id)
    with pytest.raises(Conflict):
        services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    experts.resume_expert(actor=administrator(org.id), expert=helper.id)
    asking.withdraw_need(actor=administrator(asker.id), need=row_need.id)
    with pytest.raises(Conflict):
        services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    assert not Contact.objects.exists()


def test_what_was_seen_is_what_is_approved():
    row, attempt = proposal()
    services.send_back(actor=PLATFORM, round=row.id, seen=attempt.id, settings=Settings(), why="Prøv igjen")
    with pytest.raises(Conflict):
        services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    second = worked(row)
    with pytest.raises(Conflict):
        services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    assert services.approve(actor=PLATFORM, round=row.id, seen=second.id).state == RoundState.APPROVED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cap_hours": 0}, "cap_hours"),
        ({"cap_hours": -3}, "cap_hours"),
        ({"cap_hours": 1_000_000}, "cap_hours"),
        ({"alpha": 2.5}, "alpha"),
        ({"alpha": float("nan")}, "alpha"),
        ({"session_hours": 0}, "session_hours"),
        ({"cap_hours": 2, "session_hours": 3}, "cap_hours"),
        ({"waiting": -1}, "waiting"),
    ],
)
def test_settings_that_cannot_be_are_told_at_the_field(wrong, field):
    with pytest.raises(Invalid) as told:
        opened(**wrong)
    assert field in told.value.fields


def test_one_round_a_month_is_open_at_a_time():
    row = opened()
    with pytest.raises(Conflict):
        opened()
    services.cancel(actor=PLATFORM, round=row.id)
    assert opened().state == RoundState.COUNTING
