"""The pages of pledges: they open, tell what is wrong at the field, and every turn can be undone."""

from __future__ import annotations

import pytest

from dugnad.areas.competence.models import Expert, Offer
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.tests.makers import offer, pledged, skill, team
from tests.people import company, person, sign_in

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def boss(client):
    return sign_in(client, person("Sjef", company("Eksempel"), "administrator"), second_factor=True)


def own(boss):
    return boss.memberships.get().organisation_id


def wrong(client, url, /, **data):
    answer = client.post(url, data, headers=ENGLISH)
    assert answer.status_code == 422
    return answer.content.decode()


def test_the_lists_and_pages_open_with_what_was_pledged(client, boss):
    known = skill("Datasjø")
    row = team(own(boss), 7, skills=[known.id], counties=["03"])
    course = offer(own(boss), skills=[known.id])
    for url, text in (
        (f"experts/?q=datasjø&county=03&skill={known.id}", row.name),
        (f"experts/{row.id}/", "Datasjø"),
        (f"experts/{row.id}/change/", row.headline),
        ("offers/?kind=course", course.title),
        (f"offers/{course.id}/", "Datasjø"),
        (f"pledges/{own(boss)}/", row.name),
        ("", "Competence"),
    ):
        assert text in client.get(f"/competence/{url}", headers=ENGLISH).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"hours_month": "-4"}, "cannot be below zero"),
        ({"hours_month": "1000000"}, "at most 200"),
        ({"hours_month": "many"}, "Enter a whole number"),
        ({"other_skills": "sjonglering"}, "No vocabulary has"),
        ({"headline": "x" * 161}, "At most 160"),
        ({"name": ""}, "Fill this in"),
        ({"counties": "99"}, "99 is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(client, boss, said, told):
    values = {"name": "Laget", "headline": "Hjelper", "hours_month": "4", **said}
    assert told in wrong(client, f"/competence/pledges/{own(boss)}/expert/", **values)
    assert not Expert.objects.exists()


def test_an_expert_is_pledged_paused_withdrawn_and_brought_back(client, boss):
    values = {"name": "Laget", "headline": "Hjelper", "hours_month": "4", "skills": [str(skill().id)]}
    made = client.post(f"/competence/pledges/{own(boss)}/expert/", values)
    row = Expert.objects.get()
    assert made.url.endswith(f"/{row.id}/")
    for act, active in (("pause", False), ("resume", True), ("withdraw", False), ("restore", True)):
        client.post(f"/competence/experts/{row.id}/{act}/")
        row.refresh_from_db()
        assert row.active is active
    assert client.post(f"/competence/experts/{row.id}/unknown/").status_code == 404


def test_a_person_answers_on_their_own_page(client, boss):
    row = pledged(own(boss), boss, 10)
    answer = f"/competence/experts/{row.id}/answer/"
    assert "10" in client.get("/competence/yours/").content.decode()
    wrong(client, answer, answer="agree", most_hours="3")
    wrong(client, answer, answer="agree", most_hours="x")
    assert client.post(answer, {"answer": "agree", "most_hours": "30"}).status_code == 302
    assert "More is pledged already" in wrong(client, "/competence/yours/limit/", most_hours="1")
    client.post(answer, {"answer": "decline"})
    assert not Expert.objects.get(id=row.id).active


def test_the_hours_of_one_month_are_changed_or_refused_at_the_field(client, boss):
    row = team(own(boss), 10)
    url, month = f"/competence/experts/{row.id}/month/", f"{this_month():%Y-%m-%d}"
    assert "cannot be below zero" in wrong(client, url, month=month, hours="-1")
    assert "Choose this month" in wrong(client, url, month="2020-01-01", hours="1")
    assert client.post(url, {"month": month, "hours": "3"}).status_code == 302
    assert row.months.get(month=this_month()).free == 3


def test_members_say_that_they_use_a_solution(client, boss):
    row = offer(own(boss), kind="solution")
    client.post(f"/competence/offers/{row.id}/reuse/", {"organisation": str(own(boss)), "uses": "yes"})
    assert row.reuses.count() == 1
    client.post(f"/competence/offers/{row.id}/reuse/", {"organisation": str(own(boss)), "uses": "no"})
    assert row.reuses.count() == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"price": "-1"}, "0 or more"),
        ({"url": "example"}, "whole address"),
        ({"next_date": "1800-01-01"}, "within five years"),
        ({"kind": "boat"}, "boat is not one of the available choices"),
    ],
)
def test_an_offer_that_cannot_be_is_told(client, boss, said, told):
    values = {"kind": "course", "title": "Kurs", **said}
    assert told in wrong(client, f"/competence/pledges/{own(boss)}/offer/", **values)
    assert not Offer.objects.exists()
