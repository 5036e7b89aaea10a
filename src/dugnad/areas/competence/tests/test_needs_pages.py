"""The box through the doors: whatever is typed, something useful comes back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.competence.models import Contact, Need
from dugnad.areas.competence.tests.makers_needs import WORDS, asked, sensor_team, sent
from tests.people import company, person, sign_in

pytestmark = pytest.mark.django_db
ASK = "competence:ask"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "😀",
        "og i til",
        "potrzebujemy czujników",
        "<script>alert(1)</script>",
        "x" * 50_000,
        "=1+1",
        "\u202e",
    ],
)
def test_the_box_always_answers(client: Client, words: str) -> None:
    asker = company("Eksempel")
    sensor_team(company("Eksempel giver").id)
    page = client.post(reverse(ASK), {"text": words})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    sign_in(client, person("Anne", asker))
    page = client.post(reverse(ASK), {"text": words, "organisation": str(asker.id)}, follow=True)
    assert page.status_code == 200
    told = page.content.decode()
    assert "None of these" in told
    assert "<script>alert" not in told


@pytest.mark.parametrize("words", ["", "   ", "b" * 50_001])
def test_what_is_nothing_or_too_much_is_told_at_the_box_and_stays_there(client: Client, words: str) -> None:
    asker = company("Eksempel")
    sign_in(client, person("Anne", asker))
    page = client.post(reverse(ASK), {"text": words, "organisation": str(asker.id)})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Need.objects.exists()


def test_own_words_stay_on_top_and_are_marked(client: Client) -> None:
    asker = company("Eksempel")
    sensor_team(company("Eksempel giver").id)
    sign_in(client, person("Anne", asker))
    page = client.post(reverse(ASK), {"text": WORDS, "organisation": str(asker.id)}, follow=True)
    told = page.content.decode()
    assert "<mark>sensorer</mark>" in told
    assert told.index("blockquote") < told.index("Sensorlaget")


def test_an_organisation_number_fills_in_the_place(client: Client) -> None:
    member = company("Eksempel Rana", place="Mo i Rana", county="18")
    page = client.post(reverse(ASK), {"text": WORDS, "number": member.number}).content.decode()
    assert "Eksempel Rana · Mo i Rana · Nordland" in page
    wrong = client.post(reverse(ASK), {"text": WORDS, "number": "123456789"})
    assert wrong.status_code == 422
    assert "This is no organisation number" in wrong.content.decode()


def test_a_request_is_sent_and_declined_with_the_reason_at_the_field(client: Client) -> None:
    asker, giver = company("Eksempel"), company("Eksempel giver")
    anne, boss = person("Anne", asker), person("Boss", giver, "administrator")
    team, need = sensor_team(giver.id), asked(anne, asker.id)
    sign_in(client, anne)
    send = reverse("competence:send_need", args=[need.id])
    assert client.post(send, {"hours": "2"}).status_code == 422
    assert client.post(send, {"experts": [str(team.id)], "hours": "0"}).status_code == 422
    assert client.post(send, {"experts": [str(team.id)], "hours": "2"}).status_code == 302
    row = Contact.objects.get()
    sign_in(client, boss)
    move = reverse("competence:move_contact", args=[row.id, "decline"])
    page = client.post(move, {"reason": ""})
    assert page.status_code == 422
    assert "Say why" in page.content.decode()
    assert client.post(move, {"reason": "Ferie"}).status_code == 302
    assert client.post(reverse("competence:move_contact", args=[row.id, "dance"])).status_code == 404


def test_the_calendar_file_comes_when_there_is_a_time(client: Client) -> None:
    asker, giver = company("Eksempel"), company("Eksempel giver")
    boss = person("Boss", giver, "administrator")
    row = sent(person("Anne", asker), asker.id, sensor_team(giver.id))
    sign_in(client, boss)
    address = reverse("competence:contact_time", args=[row.id])
    assert client.get(address).status_code == 404
    client.post(
        reverse("competence:move_contact", args=[row.id, "propose"]),
        {"start": "2026-13-45T99:00", "minutes": "60"},
    )
    assert client.get(address).status_code == 404


def test_a_spreadsheet_runs_nothing_of_what_was_asked(client: Client) -> None:
    asker = company("Eksempel")
    anne = person("Anne", asker)
    asked(anne, asker.id, "=HYPERLINK(1)")
    sign_in(client, anne)
    found = client.get(reverse("competence:needs_csv", args=[asker.id])).content.decode()
    assert "'=HYPERLINK" in found
