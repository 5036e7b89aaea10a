"""Who sees what is pledged: open experts the network, resting ones and hours their own, consent at once."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dugnad.areas.competence.models import Expert, HourEntry, HourMonth, PersonLimit, first_of
from dugnad.areas.competence.needs.finding import find
from dugnad.areas.competence.pledges import consent, experts, hours, offers, selectors
from dugnad.areas.competence.pledges.exporting import open_rows, own_rows, table
from dugnad.areas.competence.pledges.months import turn_months
from dugnad.areas.competence.pledges.personal import erase_expertise, expire_expertise, export_expertise
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.scoring import Wish
from dugnad.areas.competence.tests.makers import administrator, agreed, offer, pledged, skill, team
from dugnad.kernel.access import NOBODY, wall
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from tests.people import PLATFORM, acting, company, operator, person, sign_in

pytestmark = pytest.mark.django_db
TEXT = "Trenger hjelp med personvern i skjemaer"


@pytest.fixture
def kari():
    return person("Kari", company("Egen"))


def own(someone):
    return someone.memberships.get().organisation


def found_by(someone):
    return {hit.expert.name for hit in find(acting(someone), TEXT, Wish(())).experts}


def test_nobody_finds_a_person_before_consent_or_after_it_is_taken_back(kari):
    stranger = person("Ola", company("Annen"))
    row = pledged(own(kari).id, kari, headline="Personvern i skjemaer")
    with pytest.raises(NotFound):
        selectors.expert(acting(stranger), row.id)
    assert found_by(stranger) == set()
    consent.agree(actor=acting(kari), expert=row.id, most_hours=10)
    assert selectors.expert(acting(stranger), row.id) == row
    assert found_by(stranger) == {"Kari"}
    consent.decline(actor=acting(kari), expert=row.id)
    with pytest.raises(NotFound):
        selectors.expert(acting(stranger), row.id)
    assert found_by(stranger) == set()
    assert row not in selectors.experts_open_to(acting(stranger))


def test_nobody_but_the_person_agrees(kari):
    row = pledged(own(kari).id, kari)
    boss = person("Sjef", own(kari), "administrator")
    for actor, why in ((acting(boss), Forbidden), (PLATFORM, Forbidden), (NOBODY, SignInNeeded)):
        with pytest.raises((why, NotFound, SignInNeeded)):
            consent.agree(actor=actor, expert=row.id, most_hours=10)
    assert not Expert.objects.get(id=row.id).active


def test_only_members_of_the_organisation_are_pledged_and_only_once(kari):
    elsewhere = company("Annen")
    with pytest.raises(Invalid) as told:
        pledged(elsewhere.id, kari)
    assert told.value.fields["person"]
    pledged(own(kari).id, kari)
    with pytest.raises(Invalid) as told:
        pledged(own(kari).id, kari)
    assert told.value.fields["person"]


def test_hours_are_for_the_organisation_the_person_and_operators(kari):
    row = agreed(own(kari).id, kari)
    assert selectors.entries(acting(kari), row.id).count() == 3
    assert selectors.entries(acting(operator()), row.id).count() == 3
    stranger = acting(person("Ola", company("Annen"), "administrator"))
    with pytest.raises(Forbidden):
        selectors.entries(stranger, row.id)
    with pytest.raises(Forbidden):
        own_rows(stranger, own(kari).id)


@pytest.mark.parametrize("act", ["pause", "resume", "withdraw", "restore"])
def test_another_organisation_turns_nothing_of_ours(act):
    row, course = team(company("Egen").id), offer(company("Egen to").id)
    stranger = acting(person("Ola", company("Annen"), "administrator"))
    with pytest.raises(Forbidden):
        getattr(experts, f"{act}_expert")(actor=stranger, expert=row.id)
    with pytest.raises(Forbidden):
        getattr(offers, f"{act}_offer")(actor=stranger, offer=course.id)


def test_a_withdrawn_pledge_can_be_undone_and_a_second_one_stands_in_the_way(kari):
    boss = administrator(own(kari).id)
    first = agreed(own(kari).id, kari)
    experts.withdraw_expert(actor=boss, expert=first.id)
    assert hours.free_hours(first.id, this_month()) == 0
    experts.restore_expert(actor=boss, expert=first.id)
    assert hours.free_hours(first.id, this_month()) == 10
    experts.withdraw_expert(actor=boss, expert=first.id)
    pledged(own(kari).id, kari)
    with pytest.raises(Conflict):
        experts.restore_expert(actor=boss, expert=first.id)


def test_the_wall_hides_resting_experts_and_ledgers_from_others(kari):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no wall")
    agreed(own(kari).id, kari)
    other = person("Per", own(kari))
    pledged(own(kari).id, other)
    stranger = acting(person("Ola", company("Annen")))
    with wall.closed():
        wall.open_for(stranger)
        seen = (Expert.objects.count(), HourEntry.objects.count(), PersonLimit.objects.count())
    assert seen == (1, 0, 0)


def test_months_turn_unused_hours_lapse_and_promised_ones_after_a_while():
    org = company("Eksempel")
    row, boss = team(org.id, 10), administrator(org.id)
    from uuid import uuid4

    hours.reserve(actor=boss, expert=row.id, hours=4, month=this_month(), for_request=uuid4())
    later = timezone.make_aware(datetime.combine(hours.months_ahead(this_month())[1], time(12)))
    turn_months(later)
    kept = HourMonth.objects.get(expert=row, month=this_month())
    assert (kept.reserved, kept.lapsed, kept.free) == (4, 6, 0)
    assert HourMonth.objects.filter(expert=row).count() == 4
    turn_months(timezone.now() + timedelta(days=120))
    kept.refresh_from_db()
    assert (kept.reserved, kept.lapsed, kept.free) == (0, 10, 0)
    turn_months(timezone.now() + timedelta(days=120))
    kept.refresh_from_db()
    assert kept.lapsed == 10


def test_a_person_gets_all_back_and_is_forgotten_on_request(kari):
    row = agreed(own(kari).id, kari, headline="Noe om Kari", skills=[skill().id])
    files = dict(export_expertise(kari.id))
    assert b"Noe om Kari" in files["competence/pledges.json"]
    assert {"competence/limit.json", "competence/hours.json", "competence/skills.json"} <= set(files)
    assert erase_expertise(kari.id) == 2
    row.refresh_from_db()
    assert (row.person, row.name, row.about, row.active) == (None, "–", "", False)
    assert "Kari" not in f"{row.name}{row.headline}{row.about}"
    assert HourMonth.objects.get(expert=row, month=this_month()).pledged == 0


def test_a_withdrawn_person_is_forgotten_after_a_year(kari):
    row = agreed(own(kari).id, kari)
    experts.withdraw_expert(actor=administrator(own(kari).id), expert=row.id)
    assert expire_expertise(timezone.now() + timedelta(days=300)) == 0
    assert expire_expertise(timezone.now() + timedelta(days=370)) == 1
    row.refresh_from_db()
    assert row.person is None
    assert expire_expertise(timezone.now() + timedelta(days=370)) == 0


def test_the_networks_table_names_nobody_and_no_group_of_few():
    for n in range(2):
        team(company(f"Hemmelig {n}", county="18").id)
    assert open_rows() == []
    team(company("Hemmelig tre", county="18").id)
    rows = open_rows()
    assert {(row[1], row[2], row[3]) for row in rows} == {("kind", "company", 3), ("county", "18", 3)}
    assert "Hemmelig" not in str(rows)


def test_a_name_that_a_spreadsheet_would_run_is_kept_as_text(client):
    boss = person("Sjef", company("Eksempel"), "administrator")
    team(own(boss).id, name="=1+1")
    sign_in(client, boss)
    text = client.get(f"/competence/pledges/{own(boss).id}/hours.csv").content.decode("utf-8-sig")
    assert {row["expert"] for row in csv.DictReader(io.StringIO(text))} == {"'=1+1"}
    assert table(("a",), [("@x",)]) == "a\r\n'@x\r\n"


def test_what_is_pledged_again_for_a_month_is_kept_until_the_standing_hours_change():
    org = company("Eksempel")
    row, boss = team(org.id, 10), administrator(org.id)
    assert hours.pledge(actor=boss, expert=row.id, hours=2, month=this_month()) == 2
    turn_months(timezone.now())
    assert hours.free_hours(row.id, first_of(timezone.localdate())) == 2


def test_offers_are_open_to_all_until_they_rest(client):
    row = offer((org := company("Eksempel")).id)
    assert client.get(f"/competence/offers/{row.id}/").status_code == 200
    offers.pause_offer(actor=administrator(org.id), offer=row.id)
    assert client.get(f"/competence/offers/{row.id}/").status_code in (302, 404)
    assert row not in selectors.offers_open_to(NOBODY)
    with pytest.raises(Forbidden):
        offers.tell_reuse(
            actor=acting(person("Ola", org)), offer=offer(org.id).id, organisation=company("X").id
        )
