"""The door: one answer, one question, or the ways on; never an empty page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.services.catalogue import services
from dugnad.areas.services.catalogue.events import put_life_events
from dugnad.areas.services.door.answering import answers, reply
from dugnad.areas.services.door.questions import About, question
from dugnad.areas.services.door.where import present
from dugnad.areas.services.models import Service, Shown
from dugnad.areas.services.tests import making, numbers
from dugnad.areas.services.tests.conftest import Cities
from dugnad.kernel.access import NOBODY

ENGLISH = {"accept-language": "en"}
STRANGE = [
    "a",
    "ø",
    "😀🎿",
    "mieszkanie komunalne",
    "?",
    "x" * 50_000,
    "\x00",
    "<script>alert(1)</script>",
    "%",
]


@pytest.fixture
def visitor() -> Client:
    return Client(headers=ENGLISH)


@pytest.fixture
def shelf(cities: Cities) -> dict[str, Service]:
    """Kindergarten in both cities, skis in Bergen alone, a passport from the state."""
    kindergarten = making.base(
        cities.agency,
        theme="barnehage",
        title={"nb": "Barnehageplass", "en": "Kindergarten place"},
        summary={"nb": "Plass i barnehage for barn under skolealder."},
        who_for={"nb": "Barn under skolealder"},
        words={"nb": ["barnehage", "dagmamma"]},
    )
    passport = services.add(
        actor=cities.official,
        owner=cities.agency.id,
        **making.texts(
            area="no",
            level="state",
            theme="trygghet",
            title={"nb": "Pass"},
            summary={"nb": "Du får nytt pass."},
        ),
    )
    return {
        "kindergarten": kindergarten,
        "bergen": making.local(kindergarten, cities.bergen, cost={"nb": "3 000 kroner i Bergen"}),
        "oslo": making.local(kindergarten, cities.oslo, "0301", cost={"nb": "2 000 kroner i Oslo"}),
        "skis": making.service(cities.bergen),
        "passport": passport,
    }


def page(visitor: Client, words: str, place: str = "4601") -> str:
    answer = visitor.get("/services/", {"q": words, "place": place}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_answer_is_the_one_where_the_reader_lives(visitor: Client, shelf: dict[str, Service]) -> None:
    assert "3 000 kroner i Bergen" in page(visitor, "barnehageplass")
    assert "2 000 kroner i Oslo" in page(visitor, "barnehageplass", "0301")
    assert "Eksempel Bergen" in page(visitor, "barnehageplass")


@pytest.mark.parametrize("words", ["barnehaegplass", "Barnehage!", "kindergarten", "barnehagen for minsten"])
def test_slips_and_everyday_words_find_it(shelf: dict[str, Service], words: str) -> None:
    best = reply(words, present("4601")).matches[0]
    assert best.family.slug == shelf["kindergarten"].slug


def test_an_old_number_leads_to_the_city_of_today(visitor: Client, shelf: dict[str, Service]) -> None:
    assert "3 000 kroner i Bergen" in page(visitor, "barnehageplass", "1201")


def test_a_description_from_before_a_merger_holds_for_the_heir(shelf: dict[str, Service]) -> None:
    Service.objects.filter(id=shelf["bergen"].id).update(area="1201")
    best = reply("barnehageplass", present("4601")).matches[0]
    assert best.delivery
    assert (best.delivery.here, best.delivery.offer.area) == (True, "4601")


def test_a_neighbours_service_is_told_to_be_one(visitor: Client, shelf: dict[str, Service]) -> None:
    shown = page(visitor, "utlån av ski", "0301")
    assert "Oslo kommune has not described this service here. This is how Bergen does it." in shown
    near = page(visitor, "barnehageplass", "3201")
    assert "This is how Oslo does it." in near


def test_the_place_is_asked_for_where_it_matters(visitor: Client, shelf: dict[str, Service]) -> None:
    assert "Where do you live?" in page(visitor, "barnehageplass", "")
    assert "Where do you live?" not in page(visitor, "nytt pass", "")


@pytest.mark.parametrize("words", STRANGE)
def test_there_is_always_a_way_on(visitor: Client, shelf: dict[str, Service], words: str) -> None:
    shown = page(visitor, words)
    assert "Other ways" in shown
    assert "55 00 00 00" in shown
    assert "/services/themes/barnehage/" in shown
    assert "<script>alert" not in shown
    assert "\0" not in shown


@pytest.mark.parametrize("words", STRANGE)
def test_what_is_strange_is_no_good_match(shelf: dict[str, Service], words: str) -> None:
    found = reply(words, present("4601"))
    assert found.poor
    assert found.best is None
    assert not found.asks


def test_an_empty_catalogue_is_no_empty_page(visitor: Client, db: None) -> None:
    assert "All themes" in page(visitor, "barnehage")
    assert visitor.get("/services/").status_code == 200


def test_two_that_are_close_are_decided_by_a_question(visitor: Client, cities: Cities) -> None:
    for name, who in (("gravide", "Den som venter barn"), ("ungdom", "Ungdom under 20 år")):
        making.service(
            cities.bergen,
            title={"nb": f"Helsestasjon for {name}"},
            summary={"nb": "Råd og hjelp."},
            who_for={"nb": f"{who}. Gratis."},
        )
    found = reply("helsestasjon", present("4601"))
    assert len(found.asks) == 2
    about, choices = question([one.family for one in found.asks], "nb")
    assert about is About.WHO_FOR
    assert {choice.text for choice in choices} == {"Den som venter barn", "Ungdom under 20 år"}
    assert "Who is it for?" in page(visitor, "helsestasjon")
    assert reply("helsestasjon for ungdom", present("4601")).best is not None


def test_what_is_over_or_not_yet_is_not_found(shelf: dict[str, Service], cities: Cities) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    row = shelf["skis"]
    services.change(actor=cities.neighbour, service=row.id, version=1, **making.texts(valid_until=yesterday))
    assert all(one.family.slug != row.slug for one in reply("utlån av ski", None).matches)


def test_a_change_is_found_at_once(shelf: dict[str, Service], cities: Cities) -> None:
    assert reply("trampoline", None).poor
    services.change(
        actor=cities.neighbour,
        service=shelf["skis"].id,
        version=1,
        **making.texts(title={"nb": "Trampoline"}),
    )
    assert reply("trampoline", None).matches[0].family.slug == shelf["skis"].slug
    services.withdraw(actor=cities.neighbour, service=shelf["skis"].id)
    assert reply("trampoline", None).poor


@pytest.mark.parametrize("text", numbers.SENSITIVE)
def test_an_identity_number_is_neither_shown_nor_looked_for(
    visitor: Client, shelf: dict[str, Service], text: str
) -> None:
    shown = page(visitor, f"barnehageplass {text}")
    assert text not in shown
    assert numbers.BIRTH not in shown
    assert "3 000 kroner i Bergen" in shown
    assert "national identity number" in shown


def test_a_text_in_another_language_says_so(visitor: Client, shelf: dict[str, Service]) -> None:
    shown = page(visitor, "kindergarten place")
    assert "Kindergarten place" in shown
    assert '<p class="lead" lang="nb">Plass i barnehage' in shown


def test_shown_is_counted_without_who_saw_it(visitor: Client, shelf: dict[str, Service]) -> None:
    for _ in range(2):
        page(visitor, "barnehageplass")
    visitor.get(f"/services/s/{shelf['kindergarten'].slug}/?place=4601")
    assert list(Shown.objects.values_list("service", "times")) == [(shelf["bergen"].id, 3)]


def test_the_place_is_chosen_once(visitor: Client, shelf: dict[str, Service]) -> None:
    answer = visitor.post("/services/place/", {"place": "bergen", "back": "/services/?q=barnehageplass"})
    assert answer.headers["Location"] == "/services/?q=barnehageplass"
    assert answer.cookies["dugnad_place"].value == "4601"
    assert answer.cookies["dugnad_place"]["httponly"]
    assert "3 000 kroner i Bergen" in visitor.get("/services/?q=barnehageplass").content.decode()
    visitor.post("/services/place/forget/")
    assert "3 000 kroner" not in visitor.get("/services/?q=barnehageplass").content.decode()


@pytest.mark.parametrize("cookie", ["9999", "'; DROP TABLE", "", "1850", "x" * 5000])
def test_a_strange_cookie_does_no_harm(visitor: Client, shelf: dict[str, Service], cookie: str) -> None:
    visitor.cookies["dugnad_place"] = cookie
    assert visitor.get("/services/?q=barnehageplass").status_code == 200


def test_a_merged_municipality_is_told_of(visitor: Client, shelf: dict[str, Service]) -> None:
    answer = visitor.post("/services/place/", {"place": "Fusa"}, follow=True)
    assert "Fusa has been part of Bjørnafjorden since 2020." in answer.content.decode()


@pytest.mark.parametrize(("typed", "offered"), [("Herøy", 2), ("Tysfjord", 2), ("bergn", 1)])
def test_what_may_be_several_is_chosen_between(visitor: Client, db: None, typed: str, offered: int) -> None:
    answer = visitor.post("/services/place/", {"place": typed})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="choice"') >= offered


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "x"]
)
def test_nobody_is_led_elsewhere(visitor: Client, db: None, back: str) -> None:
    assert (
        visitor.post("/services/place/", {"place": "Oslo", "back": back}).headers["Location"] == "/services/"
    )


def test_a_life_event_bundles_services_of_every_level(visitor: Client, shelf: dict[str, Service]) -> None:
    order = [shelf["passport"].slug, shelf["kindergarten"].slug, "unknown"]
    event = {
        "id": "barn",
        "title": {"nb": "Du får barn"},
        "summary": {"nb": "Alt i rekkefølge"},
        "order": order,
    }
    put_life_events(actor=making.PLATFORM, events=[event])
    visitor.cookies["dugnad_place"] = "4601"
    shown = visitor.get("/services/life/barn/").content.decode()
    assert shown.index("Pass</a>") < shown.index(
        "Barnehageplass</a>" if "Barnehageplass</a>" in shown else "Kindergarten place"
    )
    assert "Du får barn" in visitor.get("/services/").content.decode()


def test_the_first_page_is_answered(shelf: dict[str, Service]) -> None:
    found = list(answers(NOBODY, "barnehageplass"))
    assert found[0].url.startswith(f"/services/s/{shelf['kindergarten'].slug}/")
    assert 0 < found[0].score <= 1
    assert not list(answers(NOBODY, "zzzzqqqq"))


def ask(visitor: Client, **query: Any) -> Any:
    answer = visitor.get("/api/v1/services/answer", query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_the_api_answers_as_the_page_does(visitor: Client, shelf: dict[str, Service]) -> None:
    found = ask(visitor, q="barnehageplass", place="4601")
    assert found["answer"]["cost"] == {"nb": "3 000 kroner i Bergen"}
    assert (found["answer"]["who"], found["answer"]["here"]) == ("Eksempel Bergen", True)
    assert found["contact"]["phone"] == "55 00 00 00"
    assert ask(visitor, q="zzzqqq", place="4601")["answer"] is None
    assert numbers.BIRTH not in json.dumps(ask(visitor, q=f"pass {numbers.BIRTH}"))
    assert visitor.get("/api/v1/services/answer", {"q": "a", "place": "9999"}).status_code == 422
