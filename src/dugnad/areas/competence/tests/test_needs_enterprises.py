"""What an organisation number fills in: from the network, and from the register where one is connected."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dugnad.areas.competence.needs import asked as open_answers
from dugnad.areas.competence.needs import finding
from dugnad.areas.competence.tests.makers_needs import asked, sensor_team
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from tests.people import acting, company, person

pytestmark = pytest.mark.django_db
STANDIN = "dugnad.connectors.enterprises.standin.InventedRegister"
RANA = "313001644"


class Silent:
    """A register that does not answer."""

    def look_up(self, number: str) -> None:
        raise ConnectionError(number)


def _client() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def _page(number: str, text: str = "fukt i kjeller") -> Any:
    return _client().post("/competence/ask/", {"text": text, "number": number})


def _bakery() -> Organisation:
    made = company("Eksempel Bakeri", county="46")
    Organisation.objects.filter(id=made.id).update(number="313002055")
    return made


def test_off_unless_the_operator_turns_it_on(settings: Any) -> None:
    assert settings.ENTERPRISES_URL == ""
    answer = _page(RANA)
    assert answer.status_code == 200
    assert answer.context["asker"] is None
    assert "No member has this number" in answer.content.decode()


def test_the_register_fills_in_who_asks(settings: Any) -> None:
    settings.ENTERPRISES = STANDIN
    page = _page("313 001 644").content.decode()
    assert "Ranfjord Beslag AS (eksempel) · Mo i Rana · Nordland · Under 10 employees · Manufacturing" in page
    api = Client().get("/api/v1/competence/answers", {"q": "fukt", "number": RANA})
    assert api.status_code == 200


def test_an_expert_of_the_county_stands_before_others(settings: Any) -> None:
    settings.ENTERPRISES = STANDIN
    far = sensor_team(company("Eksempel Sør").id, name="Sør", counties=["42"], remote=False)
    near = sensor_team(company("Eksempel Nord").id, name="Nord", counties=["18"], remote=False)
    anne = person("Anne", company("Eksempel Leser"))
    told = open_answers.by_number(Actor(), RANA)
    assert told.asker is not None
    wish = finding.Wish((), told.asker.county, 2)
    found, many = finding.find_and_count(acting(anne), "sensorer i bygg", wish)
    assert [hit.expert.id for hit in found.experts] == [near.id, far.id]
    assert many == 2


@pytest.mark.parametrize("number", ["313001645", "12345", "abc", "9" * 40])
def test_a_number_that_is_none_is_told_at_the_field(settings: Any, number: str) -> None:
    settings.ENTERPRISES = STANDIN
    answer = _page(number)
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"]
    api = Client().get("/api/v1/competence/answers", {"q": "fukt", "number": number[:20]})
    assert api.status_code == 422


@pytest.mark.parametrize(
    ("register", "number", "words"),
    [
        (f"{__name__}.Silent", RANA, "does not answer now"),
        (STANDIN, "313011097", "No member has this number"),
        (STANDIN, "974760673", "No member has this number"),
    ],
)
def test_answers_come_all_the_same(settings: Any, register: str, number: str, words: str) -> None:
    settings.ENTERPRISES = register
    sensor_team(company("Eksempel Sensor").id)
    answer = _page(number, "sensorer i bygg")
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert answer.context["many"] == 1


def test_a_member_that_told_nothing_is_filled_in_once(settings: Any) -> None:
    settings.ENTERPRISES = STANDIN
    member = _bakery()
    row = asked(person("Anne", member), member.id)
    assert (row.county, row.size, row.industry) == ("46", "small", "C")
    settings.ENTERPRISES = f"{__name__}.Silent"
    again = asked(person("Bo", member), member.id)
    assert (again.size, again.industry) == ("small", "C")


def test_a_silent_register_stops_nobody(settings: Any) -> None:
    settings.ENTERPRISES = f"{__name__}.Silent"
    member = _bakery()
    assert asked(person("Anne", member), member.id).size == ""


def test_the_index_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sensor_team(company("Eksempel Sensor").id)
    times: list[str] = []
    search = finding.EXPERTS.search
    monkeypatch.setattr(finding.EXPERTS, "search", lambda *of: times.append(of[0]) or search(*of))
    assert Client().post("/competence/ask/", {"text": "sensorer i bygg"}).context["many"] == 1
    assert len(times) == 1
