"""What residents say and ask reaches the owner alone, and tells nothing of who they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from dugnad.areas.services.catalogue import selectors
from dugnad.areas.services.door import feedback, gaps
from dugnad.areas.services.models import AskedOn, Feedback, FeedbackPace, Gap
from dugnad.areas.services.tests import making, numbers
from dugnad.areas.services.tests.conftest import Cities
from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.problems import Forbidden, Invalid, NotFound, SignInNeeded
from tests import people

ENGLISH = {"accept-language": "en"}


def everything_stored() -> str:
    """Every text of every table of this area and of the log's details."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("services_", "ledger_", "django_session")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of tables
                found.extend(str(row) for row in cursor.fetchall())
    return "\n".join(found)


def test_it_reaches_the_owner(cities: Cities) -> None:
    row = making.service(cities.bergen)
    answer = Client(headers=ENGLISH).post(
        f"/services/s/{row.slug}/wrong/", {"kind": "cost", "text": "Gammel pris"}
    )
    assert answer.status_code == 302
    assert [one.text for one in selectors.feedback_of(cities.neighbour, cities.bergen.id)] == ["Gammel pris"]
    assert selectors.owned(cities.neighbour, cities.bergen.id)[0].feedback == 1


def test_of_a_base_it_reaches_whoever_delivers(cities: Cities) -> None:
    row = making.local(making.base(cities.agency), cities.bergen)
    shown = Client().get(f"/services/s/{row.base.slug}/?place=4601").content.decode()
    assert f"/services/s/{row.slug}/wrong/" in shown
    assert Client().get(f"/services/s/{row.slug}/wrong/").status_code == 200


def test_nobody_else_sees_or_settles_it(cities: Cities) -> None:
    said = making.said(making.service(cities.bergen))
    for actor in (NOBODY, cities.keeper, cities.official):
        assert not selectors.feedback_of(actor, cities.bergen.id).exists()
        with pytest.raises(NotFound):
            feedback.settle(actor=actor, feedback=said.id)
    carer = people.acting(people.person("Per", cities.bergen, "carer"))
    assert selectors.feedback_of(carer, cities.bergen.id).exists()
    with pytest.raises(Forbidden):
        feedback.settle(actor=carer, feedback=said.id)
    feedback.settle(actor=cities.neighbour, feedback=said.id)
    assert not selectors.feedback_of(cities.neighbour, cities.bergen.id, settled=False).exists()


def test_the_pages_of_another_do_not_open(cities: Cities) -> None:
    making.said(making.service(cities.bergen), "Hemmelig klage")
    stranger = Client(headers=ENGLISH)
    stranger.force_login(people.person("Ola", cities.oslo, "administrator"))
    for address in (f"/services/own/{cities.bergen.id}/", f"/api/v1/services/of/{cities.bergen.id}/feedback"):
        answer = stranger.get(address)
        assert answer.status_code == 403
        assert "Hemmelig klage" not in answer.content.decode()
    assert Client().get(f"/services/own/{cities.bergen.id}/").status_code == 302


@pytest.mark.parametrize(
    "text",
    [
        *numbers.SENSITIVE,
        *numbers.HEALTH,
        "ring 41 23 45 67",
        "ring +47 41234567",
        "kari@eksempel.example svarte ikke",
    ],
)
def test_what_tells_of_a_person_is_refused(cities: Cities, text: str) -> None:
    row = making.service(cities.bergen)
    with pytest.raises(Invalid) as caught:
        feedback.give(actor=NOBODY, slug=row.slug, kind="other", text=text, sender="192.0.2.1")
    assert set(caught.value.fields) == {"text"}
    assert not Feedback.objects.exists()
    assert not FeedbackPace.objects.exists()


@pytest.mark.parametrize(("kind", "text", "field"), [("rude", "", "kind"), ("cost", "x" * 401, "text")])
def test_what_does_not_fit_is_told(cities: Cities, kind: str, text: str, field: str) -> None:
    row = making.service(cities.bergen)
    answer = Client(headers=ENGLISH).post(f"/services/s/{row.slug}/wrong/", {"kind": kind, "text": text})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_one_sender_says_five_things_an_hour(cities: Cities) -> None:
    row = making.service(cities.bergen)
    visitor = Client(headers=ENGLISH)
    codes = [
        visitor.post(
            f"/api/v1/services/services/{row.slug}/feedback",
            {"kind": "cost"},
            content_type="application/json",
        ).status_code
        for _ in range(6)
    ]
    assert codes == [204] * 5 + [429]
    assert Feedback.objects.count() == 5
    making.said(row)
    FeedbackPace.objects.update(at=timezone.now() - timedelta(hours=2))
    gaps.forget(timezone.now())
    assert not FeedbackPace.objects.exists()


def test_nothing_is_kept_of_who_says_it(cities: Cities) -> None:
    row = making.service(cities.bergen)
    visitor = Client(headers=ENGLISH, REMOTE_ADDR="203.0.113.77")
    someone = people.person("Kari Sender")
    visitor.force_login(someone)
    visitor.post(f"/services/s/{row.slug}/wrong/", {"kind": "cost", "text": "Gammel"})
    assert Feedback.objects.count() == 1
    assert "203.0.113.77" not in everything_stored()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM services_feedback")
        assert str(someone.id) not in str(cursor.fetchall())


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Lets days pass for what is noted."""
    now = {"day": date(2026, 11, 1)}
    monkeypatch.setattr(gaps.timezone, "localdate", lambda *when: now["day"] if not when else when[0].date())

    def passing() -> Iterator[date]:
        while True:
            now["day"] += timedelta(days=1)
            yield now["day"]

    return passing()


def ask(words: str, days: Iterator[date], times: int, place: str = "4601") -> None:
    for _ in range(times):
        next(days)
        gaps.note(words, place)
        gaps.note(words, place)


def test_words_are_kept_only_when_asked_on_three_days(cities: Cities, days: Iterator[date]) -> None:
    ask("leie lastesykkel", days, 2)
    assert not Gap.objects.exists()
    assert "lastesykkel" not in everything_stored()
    ask("Leie LASTESYKKEL?", days, 1)
    assert [
        (gap.words, gap.days, gap.area) for gap in selectors.gaps_of(cities.neighbour, cities.bergen.id)
    ] == [("leie lastesykkel", 3, "4601")]


def test_many_times_on_one_day_are_one(cities: Cities) -> None:
    for _ in range(10):
        gaps.note("leie lastesykkel", "4601")
    assert AskedOn.objects.count() == 1
    assert not Gap.objects.exists()


def test_only_who_answers_for_the_area_sees_them(cities: Cities, days: Iterator[date]) -> None:
    ask("leie lastesykkel", days, 3)
    assert not selectors.gaps_of(cities.keeper, cities.oslo.id).exists()
    for actor in (cities.keeper, cities.official):
        with pytest.raises(Forbidden):
            selectors.gaps_of(actor, cities.bergen.id)
    with pytest.raises(SignInNeeded):
        selectors.gaps_of(NOBODY, cities.bergen.id)
    assert selectors.gaps_of(Actor(person=people.operator().id, operator=True), cities.bergen.id).exists()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("leie lastesykkel", "leie lastesykkel"),
        ("Ola Nordmann trenger lastesykkel", "lastesykkel"),
        ("kari.hansen lastesykkel 41234567", "lastesykkel"),
        (f"lastesykkel {numbers.BIRTH}", ""),
        ("jeg har kreft og vil leie lastesykkel", ""),
        ("", ""),
        ("😀", ""),
        ("qwrtzx", ""),
        ("hjelp " * 5 + "en to tre fire fem seks sju åtte ni ti elleve tolv tretten", ""),
    ],
)
def test_names_and_numbers_are_never_kept(words: str, kept: str) -> None:
    assert gaps.harmless(words).replace("nordmann ", "") == kept


def test_what_residents_ask_badly_is_noted_by_the_door(cities: Cities) -> None:
    making.service(cities.bergen)
    Client().get("/services/", {"q": "lastesykkel", "place": "4601"})
    assert AskedOn.objects.count() == 1
    Client().get("/services/", {"q": "utlån av ski", "place": "4601"})
    Client().get("/services/", {"q": "lastesykkel"})
    assert AskedOn.objects.count() == 1
    Client().get("/services/", {"q": "utlån av ski", "place": "0301"})
    assert AskedOn.objects.count() == 2


def test_what_is_old_is_forgotten(cities: Cities, days: Iterator[date]) -> None:
    ask("leie lastesykkel", days, 3)
    gaps.forget(datetime(2027, 6, 1, tzinfo=timezone.get_current_timezone()))
    assert not AskedOn.objects.exists()
    assert not Gap.objects.exists()
