"""A need is its asker's secret: who tries to read it by another way, and whom it is hidden from, learn nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.competence.models import Contact, Gap, Need
from dugnad.areas.competence.needs import personal, selectors
from dugnad.areas.competence.needs.finding import find
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests.makers_needs import sensor_team, sent
from dugnad.areas.competence.tests.secret import SECRET, everywhere, secret_need, shown
from dugnad.kernel.access import wall
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.problems import Forbidden, NotFound
from tests.people import acting, company
from tests.words import words_in
from tests.world import OTHER, PARTNER, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("role", [*PARTNER, *OTHER, "operator", "nobody"])
def test_a_need_that_was_not_sent_is_read_by_nobody_else(world: World, role: str) -> None:
    need = secret_need(world)
    seal_all()
    assert not words_in(everywhere(world, role, need), "Bever")


def test_who_is_asked_reads_it_from_then_on_until_they_say_no(world: World) -> None:
    need, team = secret_need(world), sensor_team(world.partner.id)
    row = contacting.send(actor=acting(world.people["own member"]), need=need.id, experts=[team.id])[0]
    assert words_in(shown(world, "partner member", "contact", contact=row.id), "Bever")
    assert not words_in(everywhere(world, "other administrator", need), "Bever")
    assert not words_in(everywhere(world, "operator", need), "Bever")
    contacting.decline(actor=acting(world.people["partner administrator"]), contact=row.id, reason="Nei")
    assert not words_in(everywhere(world, "partner administrator", need), "Bever")


def test_who_is_asked_sees_not_who_else_was_asked_nor_whom_it_is_hidden_from(world: World) -> None:
    need, team = secret_need(world), sensor_team(world.partner.id)
    rival = company("Rivalen AS")
    third = sensor_team(company("Tredje AS").id, name="Trediemann")
    asking.hide_need(
        actor=acting(world.people["own member"]), need=need.id, organisations=[rival.id], industry=False
    )
    contacting.send(
        actor=acting(world.people["own member"]), need=need.id, experts=[team.id, third.id], message="Hei"
    )
    row = need.contacts.get(expert=team)
    page = shown(world, "partner administrator", "contact", contact=row.id)
    assert "Bever" in page
    assert "Rivalen" not in page
    assert "Trediemann" not in page
    for name, url in (("change_need", need.id), ("hide_need", need.id), ("send_need", need.id)):
        answer = world.client("partner administrator").get(reverse(f"competence:{name}", args=[url]))
        assert answer.status_code in (403, 404)
    api = world.client("partner administrator").get(f"/api/v1/competence/needs/{need.id}")
    assert api.status_code in (403, 404)


@pytest.mark.parametrize("act", ["accept", "decline", "propose", "promise", "withdraw", "undo", "finish"])
@pytest.mark.parametrize("role", ["other administrator", "operator", "partner member"])
def test_nobody_moves_anothers_request(world: World, act: str, role: str) -> None:
    row = sent(world.people["own member"], world.own.id, sensor_team(world.partner.id))
    more: dict[str, Any] = {
        "decline": {"reason": "x"},
        "propose": {"start": timezone.now() + timedelta(days=2), "minutes": 30},
        "promise": {"answer_by": timezone.localdate()},
        "finish": {"outcome": "solved", "satisfaction": 5, "hours_used": 1},
    }.get(act, {})
    with pytest.raises((NotFound, Forbidden)):
        getattr(contacting, act)(actor=acting(world.people[role]), contact=row.id, **more)
    assert Contact.objects.get(id=row.id).state == "sent"


def test_nobody_asks_or_steers_for_another_organisation(world: World) -> None:
    need = secret_need(world)
    for role in ("partner administrator", "other administrator", "operator"):
        actor = acting(world.people[role])
        with pytest.raises((NotFound, Forbidden)):
            asking.ask(actor=actor, organisation=world.own.id, text="Kapret")
        for service in (asking.withdraw_need, asking.hand_over):
            with pytest.raises(NotFound):
                service(actor=actor, need=need.id)
        with pytest.raises(NotFound):
            asking.hide_need(actor=actor, need=need.id, organisations=[], industry=False)
        with pytest.raises(NotFound):
            asking.reply(actor=actor, need=need.id, text="Hei")


def test_who_is_not_signed_in_sees_how_many_but_not_who(world: World) -> None:
    sensor_team(world.partner.id, name="Hemmeliglaget")
    client = world.client("nobody")
    page = client.post(reverse("competence:ask"), {"text": "fukt sensorer i bygg"}).content.decode()
    assert "1" in page
    assert "Hemmeliglaget" not in page
    told = client.get("/api/v1/competence/answers", {"q": "sensorer i bygg"}).json()
    assert (told["experts_found"], told["experts"]) == (1, [])
    assert "Hemmeliglaget" not in client.get("/ask/", {"q": "sensorer i bygg"}).content.decode()
    assert not Need.objects.exists()


def test_no_names_or_numbers_are_kept_of_what_nobody_could_answer(world: World) -> None:
    words = "Ola Nordmann, 12345678901, trenger klarinett og trekkspill på Hønefoss 91 23 45 67"
    world.client("nobody").post(reverse("competence:ask"), {"text": words})
    kept = json.dumps(list(Gap.objects.values("words", "skills", "county")), ensure_ascii=False)
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in Gap.objects.values_list("asker", flat=True))
    assert "klarinett" in kept
    assert not [word for word in ("Ola", "ola", "ordmann", "12345678901", "91", "øne") if f'"{word}' in kept]


def test_a_persons_own_are_given_back_and_made_nameless(world: World) -> None:
    need = secret_need(world)
    someone = world.people["own member"].id
    files = dict(personal.export_asked(someone))
    assert SECRET in files["competence/needs.json"].decode()
    assert personal.erase_asked(someone) == 1
    row = Need.objects.get(id=need.id)
    assert (row.text, row.asked_by) == ("", None)
    assert dict(personal.export_asked(someone)) == {}


def test_words_are_forgotten_a_year_after_it_was_closed(world: World) -> None:
    need, draft = secret_need(world), secret_need(world)
    asking.withdraw_need(actor=acting(world.people["own member"]), need=need.id)
    now = timezone.now()
    personal.expire(now + timedelta(days=29))
    assert Need.objects.filter(text=SECRET).count() == 2
    personal.expire(now + timedelta(days=31))
    assert not Need.objects.filter(id=draft.id).exists()
    personal.expire(now + timedelta(days=366))
    row = Need.objects.get(id=need.id)
    assert row.text == ""
    assert row.forgotten_at
    assert shown(world, "own member", "need", need=need.id)


def _seen(actor_of: UUID, *organisations: UUID) -> set[str]:
    from dugnad.kernel.access import Actor

    actor = Actor(actor_of, frozenset((one, "member") for one in organisations))
    with wall.closed():
        wall.open_for(actor)
        return set(Need.objects.values_list("text", flat=True))


@pytest.mark.postgres
def test_the_database_itself_hides_needs(world: World) -> None:
    need = secret_need(world)
    assert connection.vendor == "postgresql"
    someone = world.people["own member"].id
    assert _seen(someone, world.own.id) == {SECRET}
    assert _seen(someone, world.partner.id) == set()
    contacting.send(
        actor=acting(world.people["own member"]), need=need.id, experts=[sensor_team(world.partner.id).id]
    )
    assert _seen(someone, world.partner.id) == {SECRET}
    assert _seen(someone, world.other.id) == set()


def test_search_never_looks_into_needs(world: World) -> None:
    secret_need(world)
    found = find(acting(world.people["other administrator"]), "kodenavn Bever", selectors.wish_of(Need()))
    assert not found.experts
