"""Two homes, a move in mid-year: each home and each time is decided apart, and stays so."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases.forms import ApplicationForm
from dugnad.areas.casework.cases.replay import replay
from dugnad.areas.casework.library import package
from dugnad.areas.casework.models import Adoption, Case, WalkingNetwork
from dugnad.areas.casework.tests import making_transport as making
from dugnad.areas.casework.tests.making_transport import ANSWERS, letter, opened_form, page_of, sent
from dugnad.areas.casework.tests.making_walking import geojson_of, stored
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db


def test_the_form_asks_for_other_homes_and_tells_of_impossible_dates(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    client, address = opened_form(city, parent)
    form = client.get(address).content.decode()
    assert 'id="id_fact-hjemmets-adresse-2"' in form
    assert 'name="fact:skole#moved"' in form
    assert "From which day" in form
    for more, words in (
        ({"day": "2026-02-30"}, "There is no such date"),
        ({"moved": "yes", "moved_on": "2026-11-31"}, "There is no such date"),
        ({"moved": "yes", "moved_on": "2026-10-01"}, "The date must be between"),
        ({"homes": "yes"}, "Answer this."),
    ):
        bad = client.post(address, {**ANSWERS, **more})
        assert bad.status_code == 422
        assert words in bad.content.decode()
    bad = client.post(address, {**ANSWERS, "moved": "yes", "moved_on": "2026-11-31"})
    errors = bad.context["form"].errors
    assert {"moved_on", "fact:hjemmets adresse#moved"} == {*errors}, "every fault of a move is told at once"
    assert Case.objects.get().state == "draft"
    client.post(address, ANSWERS)
    page = client.get(reverse("casework:case", args=[Case.objects.get().id])).content.decode()
    assert "Transport granted" in page
    assert "Langveien 100" in page


def test_only_what_hangs_on_another_home_or_a_move_is_hidden_until_it_is_asked() -> None:
    form = ApplicationForm(package("school_transport"), None, {})
    hidden = {field.name: when for field, when in form.rows() if when}
    assert hidden == {
        "fact:hjemmets adresse#2": "homes",
        "moved_on": "moved",
        "fact:skole#moved": "moved",
        "fact:hjemmets adresse#moved": "moved",
    }
    optional = {name for name in hidden if not form.fields[name].required}
    assert optional == {"fact:skole#moved"}, "the school may be the same after a move"
    fee = ApplicationForm(package("kindergarten_fee"), None, {})
    assert not any(when for _field, when in fee.rows())


def test_each_of_two_homes_has_its_own_way_decision_and_letter(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    first = sent(city, parent, homes="yes", **{"fact:hjemmets adresse#2": "Langveien 20"})
    other = Case.objects.get(first=first)
    assert (first.state, other.state) == ("decided", "person")
    assert "two_homes" not in other.why
    ways = [one.facts.get(name="skoleveiens lengde").value for one in (first, other)]
    assert int(ways[0]) > 4000 > int(ways[1])
    assert "Hvert hjem er avgjort for seg, og dette vedtaket gjelder veien fra Langveien 100." in letter(
        first
    )
    assert not other.letters.exists()
    page = page_of(parent, first)
    assert other.reference in page
    assert "Langveien 20" in page


def test_a_move_in_mid_year_ends_one_decision_and_begins_another(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    told = {"moved": "yes", "moved_on": "2027-01-15", "fact:hjemmets adresse#moved": "Langveien 100"}
    before = sent(city, parent, home="Langveien 20", **told)
    after = Case.objects.get(first=before)
    assert (before.day, before.until) == (dt.date(2026, 10, 1), dt.date(2027, 1, 15))
    assert (after.day, after.until) == (dt.date(2027, 1, 15), None)
    assert (before.state, after.state) == ("person", "decided")
    assert after.facts.get(name="skole").value == "Eksempel skole"
    assert "Vedtaket gjelder fra 15. januar 2027." in letter(after)
    other = sent(
        city, people.person("Per Eksempel"), **{**told, "fact:hjemmets adresse#moved": "Langveien 20"}
    )
    assert "til og med 14. januar 2027" in letter(other)


def test_two_homes_and_a_move_are_three_cases(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    told = {"fact:hjemmets adresse#2": "Langveien 40", "fact:hjemmets adresse#moved": "Langveien 20"}
    first = sent(city, parent, homes="yes", moved="yes", moved_on="2027-01-15", **told)
    homes = {one.facts.get(name="hjemmets adresse").value: one.until for one in Case.objects.all()}
    assert homes == {"Langveien 100": dt.date(2027, 1, 15), "Langveien 40": None, "Langveien 20": None}
    assert first.others.count() == 2


def test_a_decision_replays_byte_for_byte_after_the_network_is_replaced(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    case = sent(city, parent)
    stored(city, geojson_of(making.LATER_ROADS), valid_from=dt.date(2026, 9, 1))
    WalkingNetwork.objects.filter(id=road.id).update(content=b"")
    (found,) = replay(case)
    assert (found.same, found.whole, found.engine) == (True, True, True)
    assert 'id="case-way-drawn"' in page_of(parent, case)
    later = sent(city, people.person("Per Eksempel"))
    digests = [
        json.loads(one.decisions.get().trace)["facts"]["skoleveiens lengde"]["provenance"]["network"]
        for one in (case, later)
    ]
    assert digests[0] == road.digest != digests[1]


def test_stopped_rules_leave_every_home_to_a_person(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    Adoption.objects.update(stopped_at=timezone.now())
    first = sent(city, parent, homes="yes", **{"fact:hjemmets adresse#2": "Langveien 40"})
    assert {one.state for one in (first, *first.others.all())} == {"person"}
    assert "stopped" in first.why
