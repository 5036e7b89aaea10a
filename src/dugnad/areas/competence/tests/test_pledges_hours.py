"""Nobody's hours are promised twice: whatever is done in whatever order, and when two do it at once."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dugnad.areas.competence.models import EntryKind, HourEntry, HourMonth, PersonMonth, first_of
from dugnad.areas.competence.pledges import consent, experts, hours
from dugnad.areas.competence.tests.makers import administrator, agreed, pledged, team
from dugnad.kernel.problems import Conflict, Invalid, NotFound, Problem
from tests.people import acting, company, person
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def month() -> date:
    return first_of(timezone.localdate())


def balance(row, at=None):
    kept = HourMonth.objects.get(expert=row, month=at or month())
    return kept.pledged, kept.reserved, kept.used, kept.lapsed


def of_entries(row, at=None):
    """The sums of the month as the ledger's own lines give them."""
    found = dict.fromkeys(EntryKind.values, 0)
    for entry in HourEntry.objects.filter(expert=row, month=at or month()):
        found[entry.kind] += entry.hours
    pledged_now = found["pledged"] - found["withdrawn"]
    return pledged_now, found["reserved"] - found["released"] - found["used"], found["used"], found["lapsed"]


def test_hours_go_from_pledged_to_reserved_to_used_and_the_rest_lapse():
    org = company("Eksempel")
    row, boss, request = team(org.id, 10), administrator(org.id), uuid4()
    assert hours.reserve(actor=boss, expert=row.id, hours=6, month=month(), for_request=request) == 4
    assert hours.release(actor=boss, expert=row.id, hours=1, month=month(), for_request=request) == 5
    assert hours.use(actor=boss, expert=row.id, hours=5, month=month(), for_request=request) == 5
    assert hours.lapse(row, month()) == 5
    assert hours.lapse(row, month()) == 0
    assert balance(row) == of_entries(row) == (10, 0, 5, 5)
    assert hours.free_hours(row.id, month()) == 0


@pytest.mark.parametrize("wrong", [0, -1, 201, 1_000_000])
def test_hours_that_nobody_can_mean_are_told_at_the_field(wrong):
    row = team((org := company("Eksempel")).id)
    with pytest.raises(Invalid) as told:
        hours.reserve(
            actor=administrator(org.id), expert=row.id, hours=wrong, month=month(), for_request=uuid4()
        )
    assert told.value.fields["hours"]


@pytest.mark.parametrize("wrong", [-1, 1_000_000])
def test_a_pledge_below_zero_or_beyond_the_month_is_refused(wrong):
    with pytest.raises(Invalid) as told:
        team(company("Eksempel").id, wrong)
    assert told.value.fields["hours_month"]


def test_no_more_is_let_go_or_used_than_was_reserved_for_that_request():
    org = company("Eksempel")
    row, boss, mine, theirs = team(org.id, 10), administrator(org.id), uuid4(), uuid4()
    hours.reserve(actor=boss, expert=row.id, hours=2, month=month(), for_request=mine)
    hours.reserve(actor=boss, expert=row.id, hours=5, month=month(), for_request=theirs)
    for act in (hours.release, hours.use):
        with pytest.raises(Conflict):
            act(actor=boss, expert=row.id, hours=3, month=month(), for_request=mine)
    assert balance(row) == (10, 7, 0, 0)


def test_only_the_months_ahead_can_be_promised():
    row = team((org := company("Eksempel")).id)
    for far in (date(month().year - 1, 1, 1), date(month().year + 1, 12, 1)):
        with pytest.raises(Invalid) as told:
            hours.reserve(actor=administrator(org.id), expert=row.id, hours=1, month=far, for_request=uuid4())
        assert told.value.fields["month"]


def test_a_pledge_cannot_be_lowered_below_what_is_promised():
    org = company("Eksempel")
    row, boss = team(org.id, 10), administrator(org.id)
    hours.reserve(actor=boss, expert=row.id, hours=6, month=month(), for_request=uuid4())
    with pytest.raises(Invalid):
        hours.pledge(actor=boss, expert=row.id, hours=5, month=month())
    assert hours.pledge(actor=boss, expert=row.id, hours=6, month=month()) == 0
    experts.change_expert(actor=boss, expert=row.id, hours_month=2)
    assert balance(row) == of_entries(row) == (6, 6, 0, 0)


def test_a_person_in_two_organisations_is_never_promised_beyond_their_own_limit():
    one, two = company("En"), company("To")
    kari = person("Kari", one)
    from dugnad.kernel.organisations.services import give_role
    from tests.people import PLATFORM

    give_role(actor=PLATFORM, organisation=two.id, person=kari, role="member")
    first = agreed(one.id, kari, 10, most=15)
    second = pledged(two.id, kari, 10)
    with pytest.raises(Invalid) as told:
        consent.agree(actor=acting(kari), expert=second.id, most_hours=15)
    assert "5" in str(told.value.fields["most_hours"])
    consent.agree(actor=acting(kari), expert=second.id, most_hours=20)
    with pytest.raises(Invalid) as told:
        experts.change_expert(actor=administrator(two.id), expert=second.id, hours_month=11)
    assert told.value.fields["hours_month"]
    with pytest.raises(Invalid):
        hours.pledge(actor=administrator(two.id), expert=second.id, hours=11, month=month())
    with pytest.raises(Invalid):
        consent.set_limit(actor=acting(kari), hours=19)
    assert PersonMonth.objects.get(person=kari, month=month()).pledged == 20
    experts.withdraw_expert(actor=administrator(one.id), expert=first.id)
    assert PersonMonth.objects.get(person=kari, month=month()).pledged == 10


def test_who_has_not_agreed_has_no_hours():
    org = company("Eksempel")
    kari = person("Kari", org)
    row = pledged(org.id, kari, 10)
    with pytest.raises(Conflict):
        hours.reserve(actor=administrator(org.id), expert=row.id, hours=1, month=month(), for_request=uuid4())
    consent.agree(actor=acting(kari), expert=row.id, most_hours=10)
    assert hours.free_hours(row.id, month()) == 10
    consent.decline(actor=acting(kari), expert=row.id)
    assert hours.free_hours(row.id, month()) == 0


def test_another_organisation_promises_nothing_of_ours():
    own, other = company("Egen"), company("Annen")
    row = team(own.id)
    for actor in (administrator(other.id), acting(person("Ola", other))):
        for act in (hours.reserve, hours.release, hours.use):
            with pytest.raises(Problem) as refused:
                act(actor=actor, expert=row.id, hours=1, month=month(), for_request=uuid4())
            assert refused.value.code in ("forbidden", "sign-in-needed", "not-found")
    with pytest.raises(NotFound):
        hours.reserve(
            actor=administrator(own.id), expert=uuid4(), hours=1, month=month(), for_request=uuid4()
        )


def test_the_database_itself_refuses_to_promise_twice():
    row = team(company("Eksempel").id, 10)
    for wrong in ({"reserved": 11}, {"used": 6, "reserved": 5}, {"pledged": 201}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HourMonth.objects.filter(expert=row).update(**wrong)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "release", "use", "pledge", "lapse", "pause", "resume"]),
        st.integers(-3, 14),
        st.integers(0, 2),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_ledger_and_its_sums_agree_and_nothing_is_below_zero(acts):
    with transaction.atomic():
        org = company("Eksempel")
        row, boss, requests = team(org.id, 10), administrator(org.id), [uuid4() for _ in range(3)]
        for act, many, which in acts:
            try:
                with transaction.atomic():
                    _do(act, many, requests[which], row, boss)
            except (Invalid, Conflict):
                pass
            sums = balance(row)
            assert sums == of_entries(row)
            assert min(sums) >= 0
            assert sums[0] - sum(sums[1:]) >= 0
            held = [hours.reserved_for(row.id, month(), request) for request in requests]
            assert min(held) >= 0
            assert sum(held) == sums[1]
        transaction.set_rollback(True)


def _do(act, many, request, row, boss):
    if act in ("reserve", "release", "use"):
        getattr(hours, act)(actor=boss, expert=row.id, hours=many, month=month(), for_request=request)
    elif act == "pledge":
        hours.pledge(actor=boss, expert=row.id, hours=many, month=month())
    elif act == "lapse":
        hours.lapse(row, month())
    else:
        getattr(experts, f"{act}_expert")(actor=boss, expert=row.id)


@pytest.mark.django_db(transaction=True)
def test_two_who_reserve_at_once_do_not_get_the_same_hours():
    org = company("Eksempel")
    row, boss = team(org.id, 10), administrator(org.id)

    def take():
        hours.reserve(actor=boss, expert=row.id, hours=4, month=month(), for_request=uuid4())

    assert at_once(*[take] * 4) == ["done", "done", "not-enough-hours", "not-enough-hours"]
    assert balance(row) == of_entries(row) == (10, 8, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_organisations_that_pledge_a_person_at_once_stay_below_the_limit():
    from dugnad.kernel.organisations.services import give_role
    from tests.people import PLATFORM

    one, two = company("En"), company("To")
    kari = person("Kari", one)
    give_role(actor=PLATFORM, organisation=two.id, person=kari, role="member")
    rows = [agreed(one.id, kari, 0, most=10), agreed(two.id, kari, 0, most=10)]
    acts = [
        lambda row=row, org=org: hours.pledge(
            actor=administrator(org.id), expert=row.id, hours=8, month=month()
        )
        for row, org in zip(rows, (one, two), strict=True)
    ]
    assert at_once(*acts) == ["done", "invalid"]
    assert PersonMonth.objects.get(person=kari, month=month()).pledged == 8
    assert sum(balance(row)[0] for row in rows) == 8
