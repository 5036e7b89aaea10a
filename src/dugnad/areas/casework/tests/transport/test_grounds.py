"""Dangerous roads, other bodies, ways that are not known: what rules decide, and what goes to a person."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from dugnad.areas.casework.cases import judging
from dugnad.areas.casework.cases.replay import replay
from dugnad.areas.casework.models import WalkingNetwork
from dugnad.areas.casework.tests import making_transport as making
from dugnad.areas.casework.tests.making_transport import COUNTY, letter, page_of, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid
from tests import people

pytestmark = pytest.mark.django_db


def test_a_section_that_a_person_found_dangerous_gives_transport_and_the_municipality_decides(
    town: Organisation, parent: Person
) -> None:
    said = making.assessed(town, making.network(town))
    case = sent(town, parent, home="Langveien 20")
    assert (case.state, case.why) == ("decided", [])
    trace = json.loads(case.decisions.get().trace)
    assert trace["body"] == "municipality"
    rests = trace["facts"]["farlige strekninger"]["provenance"]["dangerous"]
    assert [one["assessment"] for one in rests] == [str(said.id)]
    assert "særlig farlig eller vanskelig for elever på 4. trinn" in letter(case)
    page = page_of(parent, case)
    assert 'id="case-way-drawn"' in page
    assert "Ingen fortau (eksempel)." in page


@pytest.mark.parametrize(
    ("more", "grade"),
    [
        ({"first": 1, "last": 3}, "4"),
        ({"season": "winter"}, "4"),
        ({"dangerous": False}, "4"),
        ({"withdrawn_at": dt.datetime(2026, 9, 1, tzinfo=dt.UTC)}, "4"),
        ({"valid_until": dt.date(2026, 9, 30)}, "4"),
        ({}, "6"),
        ({}, "12"),
    ],
)
def test_a_danger_for_others_another_season_or_no_more_goes_to_a_person(
    town: Organisation, parent: Person, more: dict[str, Any], grade: str
) -> None:
    making.assessed(town, making.network(town), **more)
    case = sent(town, parent, home="Langveien 20", grade=grade)
    assert case.state == "person"
    assert not case.letters.exists()


def test_in_winter_a_danger_of_winter_counts(town: Organisation, parent: Person) -> None:
    making.assessed(town, making.network(town), season="winter")
    case = sent(town, parent, home="Langveien 20", day="2026-12-01")
    assert case.state == "decided"
    assert "fra 1. desember 2026 til og med 31. mars 2027. For tiden etter må dere søke på nytt." in letter(
        case
    )


@pytest.mark.parametrize(
    ("season", "until", "words"),
    [
        ("summer", None, "til og med 31. oktober 2026"),
        ("summer", dt.date(2026, 10, 15), "til og med 15. oktober 2026"),
        ("all_year", dt.date(2026, 12, 24), "til og med 24. desember 2026"),
        ("all_year", None, "Vedtaket gjelder fra 1. oktober 2026."),
    ],
)
def test_a_grant_on_danger_holds_as_long_as_the_assessment_does(
    town: Organisation, parent: Person, season: str, until: dt.date | None, words: str
) -> None:
    making.assessed(town, making.network(town), season=season, valid_until=until)
    assert words in letter(sent(town, parent, home="Langveien 20"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"home": "Langveien 20"}, "unclear:Særlig farlig vei"),
        ({"home": "Langveien 20", "fact:farlig vei meldt": "true"}, "unclear:Særlig farlig vei"),
        ({"fact:båt nødvendig": "true", "home": "Langveien 20"}, "unclear:Båt"),
        ({"fact:særlige behov": "true"}, "unclear:Særlige behov"),
        ({"fact:følge nødvendig": "true"}, "unclear:Følge på reisen"),
        ({"home": "Ingenveien 1"}, "missing"),
        ({"home": "Øyveien 1"}, "missing"),
        ({"home": "Fjellet 1"}, "missing"),
        ({"decided_by": "person"}, "no_consent"),
    ],
)
def test_what_rules_may_not_decide_goes_to_a_person_and_is_never_refused(
    city: Organisation, road: WalkingNetwork, parent: Person, more: dict[str, str], why: str
) -> None:
    case = sent(city, parent, **more)
    assert case.state == "person"
    assert why in case.why
    assert not case.letters.exists()


@pytest.mark.parametrize(
    ("home", "words"),
    [
        ("Ingenveien 1", "The register has no such address"),
        ("Øyveien 1", "The map has no way between the two places"),
        ("Fjellet 1", "The place is too far from a road on the map"),
    ],
)
def test_the_brief_says_why_the_way_is_not_known(
    city: Organisation, road: WalkingNetwork, parent: Person, home: str, words: str
) -> None:
    assert words in page_of(parent, sent(city, parent, home=home))


def test_without_a_walking_network_a_person_decides_and_is_told_so(
    city: Organisation, parent: Person
) -> None:
    case = sent(city, parent)
    assert case.state == "person"
    assert "The city has no walking network for that day" in page_of(parent, case)


def test_an_address_that_a_case_worker_puts_right_is_measured_again(
    city: Organisation, road: WalkingNetwork, parent: Person
) -> None:
    case = sent(city, parent, home="Lang veien 100")
    worker = people.person("Sara Eksempel", city, "caseworker")
    told = {"name": "hjemmets adresse", "value": "Langveien 100", "note": "Skrivefeil, spurt søkeren."}
    case = judging.enter(actor=people.acting(worker), case=case.id, **told)
    assert case.state == "decided"
    assert "Langveien 100" in letter(case)


def test_the_city_that_does_not_decide_for_the_county_sends_a_long_way_on(
    town: Organisation, parent: Person
) -> None:
    making.network(town)
    case = sent(town, parent)
    assert case.why[:1] == ["other_body:county"]
    worker = people.person("Sara Eksempel", town, "caseworker")
    assert "Others decide on this ground: The county" in page_of(worker, case)
    decide = {
        "actor": people.acting(worker),
        "case": case.id,
        "brief": 1,
        "states": {},
        "reason": "For lang.",
    }
    with pytest.raises(Invalid) as refused:
        judging.judge(result="granted", **decide)
    assert "Others decide" in str(refused.value.fields["result"])
    judging.judge(result="sent-on", **decide)
    assert "Fylkeskommunen avgjør dette etter loven." in letter(case)
    assert all(one.same for one in replay(case))


def test_in_a_city_where_the_head_teacher_assesses_each_danger_no_rule_grants_it(parent: Person) -> None:
    oslo = people.city("Eksempel Oslo")
    head = {"nb": "Rektor ved skolen", "nn": "Rektor ved skolen"}
    from decimal import Decimal

    own = {"farlig vei av regel": ((dt.date(2024, 8, 1), Decimal(0)),)}
    making.adopted(oslo, bodies={**COUNTY, "municipality": head}, values=own)
    making.assessed(oslo, making.network(oslo))
    case = sent(oslo, parent, home="Langveien 20")
    assert (case.state, "unclear:Særlig farlig vei" in case.why) == ("person", True)
    worker = people.person("Sara Eksempel", oslo, "caseworker")
    states = {"Særlig farlig vei": {"state": "met", "reason": "Rektor har gått veien."}}
    judging.judge(
        actor=people.acting(worker), case=case.id, brief=1, states=states, result="granted", reason="Rektor."
    )
    assert "Rektor ved skolen avgjør dette etter loven." in letter(case)
