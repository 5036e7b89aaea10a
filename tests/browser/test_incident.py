"""The commander's screen in a real browser: what one taps all see, also after the network was gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event, Thread
from uuid import UUID

import pytest
from django.db import close_old_connections
from django.test import Client
from playwright.sync_api import Error, Page, expect

from dugnad.areas.rescue.models import Incident
from dugnad.areas.rescue.tests import alarming, burning
from dugnad.kernel.access import wall
from dugnad.kernel.ledger.sealing import seal_all
from tests.browser.conftest import Opener
from tests.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = ".helped-one >> nth=0"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def sealing(world: World) -> Iterator[None]:
    """The sealer at work, as the worker does it."""
    stopping = Event()

    def seal() -> None:
        with wall.system():
            while not stopping.wait(0.05):
                seal_all()
        close_old_connections()

    thread = Thread(target=seal, daemon=True)
    thread.start()
    yield
    stopping.set()
    thread.join(70)
    assert not thread.is_alive()


@pytest.fixture
def screen(page_at: Opener, world: World) -> Callable[[Incident], Page]:
    """Opens the screen of an incident as a commander, each time as a device of its own."""

    def open_screen(incident: Incident, width: int = 1280) -> Page:
        client: Client = world.client("own responder")
        page = page_at(width, client)
        page.goto(f"/rescue/incidents/{incident.id}/")
        expect(page.locator("#incident")).to_be_visible()
        return page

    return open_screen


def states(incident: UUID) -> list[str]:
    rows = Incident.objects.get(id=incident).entries.filter(kind="person").order_by("number")
    return [str(value["state"]) for value in rows.values_list("value", flat=True)]


def test_what_one_taps_another_sees(world: World, sealing: None, screen: Callable[..., Page]) -> None:
    incident = burning.drill(world)
    one, other = screen(incident), screen(incident, 390)
    person = one.locator(FIRST).get_attribute("id")
    button = one.locator(f"#{person} .helped-next")
    button.click()
    expect(button).to_contain_text("Kontaktet")
    expect(other.locator(f"#{person} .helped-next")).to_contain_text("Kontaktet")


# The page says when it has had a picture in which somebody is contacted.
SEEN = """() => {
  const there = window.fetch;
  window.fetch = async (url, ...rest) => {
    const answer = await there(url, ...rest);
    if (String(url).includes('/picture/') && (await answer.clone().text()).includes('data-state="contacted"'))
      setTimeout(() => { document.documentElement.dataset.seen = 'yes'; }, 100);
    return answer;
  };
}"""


def test_a_tap_is_not_lost_when_the_picture_changes_under_the_finger(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.drill(world)
    page, other = screen(incident), screen(incident, 390)
    expect(page.locator("#no-contact")).to_be_hidden()
    button = page.locator(f"#{page.locator(FIRST).get_attribute('id')} .helped-next")
    page.evaluate(SEEN)
    button.hover()
    page.mouse.down()
    button.evaluate("button => { button.dataset.pressed = 'yes'; }")
    other.locator(".helped-next").nth(30).click()
    expect(page.locator("html[data-seen]")).to_have_count(1)
    expect(page.locator("[data-pressed]")).to_have_count(1)
    page.mouse.up()
    expect(button).to_contain_text("Kontaktet")
    expect(page.locator("[data-pressed]")).to_have_count(0)


# Pictures arrive when they are let.
LATE = """() => {
  window.late = [];
  window.promptly = window.fetch;
  window.fetch = (url, options) => window.promptly(url, options).then(answer =>
    String(url).includes('/picture/') ? new Promise(go => window.late.push(() => go(answer))) : answer);
}"""
NOTED = """selector => {
  window.noted = [];
  new MutationObserver(() => window.noted.push(document.querySelector(selector).textContent))
    .observe(document.body, {subtree: true, childList: true});
}"""


def test_a_picture_from_before_a_tap_does_not_take_it_back(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.drill(world)
    page = screen(incident)
    expect(page.locator("#no-contact")).to_be_hidden()
    person = page.locator(FIRST).get_attribute("id")
    page.evaluate(LATE)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.wait_for_function("() => window.late.length")
    with page.expect_response(lambda answer: answer.url.endswith("/entries")):
        page.locator(f"#{person} .helped-next").click()
    page.evaluate(NOTED, f"#{person} .helped-next")
    with page.expect_response("**/picture/"):
        page.evaluate("() => { window.fetch = window.promptly; window.late.forEach(go => go()); }")
    expect(page.locator(f"#{person} .helped-next")).to_contain_text("Kontaktet")
    assert not [text for text in page.evaluate("() => window.noted") if "Ikke" in text]


def test_a_second_detector_appears_by_itself(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.fire(world)
    page = screen(incident)
    expect(page.locator(".floor-tab[data-fire=yes]")).to_have_count(1)
    assert incident.building is not None
    burning.Detector.objects.create(
        building=incident.building, address="3-01", space="R301", label="Room 301"
    )
    alarming.alarm(incident.building, detector="3-01", group="")
    expect(page.locator(".floor-tab[data-fire=yes]")).to_have_count(2)


# A promise is true for wait_for_function, so the page itself waits until it is kept for lack of a network.
KEPT = """async () => {
  const longest = Date.now() + 20000;
  const kept = () => caches.match(location.href);
  while (!(await kept()) && Date.now() < longest) await new Promise(done => setTimeout(done, 50));
  return Boolean(await kept());
}"""


def test_taps_without_a_network_are_kept_and_sent_when_it_is_back(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.drill(world)
    page = screen(incident)
    person = page.locator(FIRST).get_attribute("id")
    button = page.locator(f"#{person} .helped-next")
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    button.click()
    expect(button).to_contain_text("Kontaktet")
    expect(page.locator("#no-contact")).to_be_visible()
    expect(page.locator("#unsent b")).to_have_text("1")
    assert states(incident.id) == []
    page.reload()
    expect(page.locator(f"#{person} .helped-next")).to_contain_text("Kontaktet")
    page.locator(f"#{person} .helped-next").click()
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20_000)
    assert states(incident.id)[0] == "contacted"
    assert len(states(incident.id)) == 2


# Neither the page nor a picture is to be had until the network is back.
GONE = """
const there = window.fetch;
window.fetch = (url, ...rest) => {
  const picture = document.getElementById('incident')?.dataset.pictureUrl;
  if (window.back || ![location.pathname, picture].includes(url)) return there(url, ...rest);
  if (url === location.pathname) document.documentElement.dataset.tried = 'yes';
  return Promise.reject(new TypeError('Failed to fetch'));
};"""


def test_a_screen_that_could_not_be_kept_at_once_is_kept_when_the_network_is_back(
    world: World, page_at: Opener
) -> None:
    incident = burning.drill(world)
    page = page_at(1280, world.client("own responder"))
    page.add_init_script(GONE)
    page.goto(f"/rescue/incidents/{incident.id}/")
    expect(page.locator("html[data-tried]")).to_have_count(1)
    expect(page.locator("#no-contact")).to_be_visible()
    assert page.evaluate("() => caches.match(location.href).then(one => !one)")
    page.evaluate("() => { window.back = true; dispatchEvent(new Event('online')); }")
    assert page.evaluate(KEPT)


def test_a_kept_picture_is_not_taken_for_contact(world: World, screen: Callable[..., Page]) -> None:
    page = screen(burning.drill(world))
    assert page.evaluate(KEPT)
    kept = "async () => (await fetch(document.getElementById('incident').dataset.pictureUrl)).headers.has('x-kept-at')"
    assert page.evaluate(kept) is False
    page.context.set_offline(True)
    assert page.evaluate(kept) is True
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("#no-contact")).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator("#no-contact")).to_be_visible()


def test_a_room_that_is_touched_is_said_to_burn_by_keyboard(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.fire(world)
    page = screen(incident)
    page.locator("[data-storey-tab=S3]").click()
    room = page.locator('[data-storey=S3] [data-space="R305"]')
    room.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#say-space")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button").first.click()
    expect(page.locator(".floor-tab[data-fire=yes]")).to_have_count(2)
    expect(dialog).to_be_hidden()


def test_when_it_is_closed_names_leave_the_screen(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.drill(world)
    one, other = screen(incident), screen(incident)
    expect(other.locator(".helped-one")).to_have_count(60)
    one.goto(f"/rescue/incidents/{incident.id}/close/")
    one.locator("#id_outcome").fill("Øvelsen er over")
    one.locator("form.form button[type=submit]").click()
    one.wait_for_url(f"**/rescue/incidents/{incident.id}/")
    expect(one.locator(".helped-one")).to_have_count(0)
    expect(other.locator(".helped-one")).to_have_count(0)


def test_a_tap_after_a_new_log_in_elsewhere_is_not_lost(
    world: World, sealing: None, screen: Callable[..., Page]
) -> None:
    incident = burning.drill(world)
    page = screen(incident)
    page.evaluate("document.getElementById('incident').dataset.token = 'x'.repeat(64)")
    page.locator(f"{FIRST} >> .helped-next").click()
    expect(page.locator("#unsent")).to_be_hidden(timeout=20_000)
    assert states(incident.id) == ["contacted"]


AGE = """async () => {
  const address = location.href;
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    const old = await kept.match(address);
    if (!old) continue;
    const headers = new Headers(old.headers);
    headers.set('x-kept-at', String(Date.now() - 13 * 3600 * 1000));
    await kept.put(address, new Response(await old.blob(), { headers }));
  }
}"""


def test_a_screen_that_was_kept_for_more_than_twelve_hours_is_not_shown(
    world: World, screen: Callable[..., Page]
) -> None:
    page = screen(burning.drill(world))
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    page.evaluate(AGE)
    with pytest.raises(Error, match="ERR_"):
        page.reload()
    expect(page.locator(".helped-one")).to_have_count(0)
