"""What every manifest says of itself holds together."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from dugnad.kernel.access import NOBODY
from dugnad.kernel.areas import AreaManifest, event_kinds, manifests
from dugnad.web import settings as web_settings
from tests.world import World

ALL = manifests()
ICONS = Path(web_settings.WEB / "static/images/icons.svg").read_text()
WITHOUT_ID = {
    "ledger.entry": "an entry is found by its number, and its own page says why",
    "ledger.platform_entry": "an entry is found by its number, and its own page says why",
}
each = pytest.mark.parametrize("manifest", ALL, ids=lambda manifest: manifest.name)


def _once(names: list[str]) -> None:
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_are_given_once() -> None:
    _once([m.name for m in ALL])
    _once([kind.name for m in ALL for kind in m.kinds])
    _once([event.name for m in ALL for event in m.sends])
    _once([purpose for m in ALL for purpose in m.purposes])
    _once([share for m in ALL for share in m.shares])
    _once([job.name for m in ALL for job in m.jobs])
    _once([schedule.name for m in ALL for schedule in m.schedules])
    _once([f"{m.name}.{data.name}" for m in ALL for data in m.personal_data])


@each
def test_what_is_named_bears_the_name_of_its_manifest(manifest: AreaManifest) -> None:
    named = [*manifest.kinds, *manifest.sends, *manifest.jobs, *manifest.schedules]
    assert [item.name for item in named if not re.fullmatch(rf"{manifest.name}\.[a-z_]+", item.name)] == []


@each
def test_every_text_says_something(manifest: AreaManifest) -> None:
    texts = [manifest.title, *manifest.purposes.values(), *manifest.shares.values()]
    texts += [text for entry in manifest.menu for text in (entry.label, entry.summary)]
    texts += [item.says for item in (*manifest.sends, *manifest.jobs)]
    texts += [text for thing in manifest.things for text in (thing.word, *thing.actions.values())]
    assert all(str(text).strip() for text in texts)


@each
def test_the_menu_leads_somewhere(manifest: AreaManifest) -> None:
    for entry in manifest.menu:
        assert reverse(entry.url_name)
        assert f'id="{entry.icon}"' in ICONS


@each
def test_live_numbers_count(manifest: AreaManifest, world: World) -> None:
    for entry in manifest.menu:
        if entry.live_number:
            for actor in (NOBODY, world.actor("own administrator")):
                told = entry.live_number(actor)
                assert told or actor == NOBODY
                assert not told or (told[0] >= 0 and str(told[1]))


@each
def test_what_is_happening_has_words_and_an_address(manifest: AreaManifest, world: World) -> None:
    if manifest.happening:
        for actor in (NOBODY, world.actor("own signatory"), world.actor("operator")):
            assert all(str(text) and url.startswith("/") for text, url in manifest.happening(actor))


def test_every_kind_can_be_found() -> None:
    kinds = {kind.name for m in ALL for kind in m.kinds}
    assert {thing.kind.name for m in ALL for thing in m.things} == kinds - WITHOUT_ID.keys()


@each
def test_every_action_on_a_kind_is_told(manifest: AreaManifest, db: None) -> None:
    for thing in manifest.things:
        assert thing.actions.keys() == thing.kind.policy.keys(), thing.kind.name
        assert list(thing.find([uuid4()])) == []


@each
def test_data_that_grants_open_can_be_agreed_on(manifest: AreaManifest) -> None:
    agreed = {share for m in ALL for share in m.shares}
    assert {kind.data for kind in manifest.kinds if kind.data} <= agreed


@each
def test_events_that_are_heard_are_sent_by_someone(manifest: AreaManifest) -> None:
    assert manifest.hears.keys() <= event_kinds().keys()


@each
def test_schedules_have_an_interval(manifest: AreaManifest) -> None:
    assert all(schedule.every > timedelta(0) for schedule in manifest.schedules)


@each
def test_personal_data_says_what_why_on_what_ground_and_how_long(manifest: AreaManifest) -> None:
    for data in manifest.personal_data:
        assert all(str(text).strip() for text in (data.what, data.why, data.ground)), data.name
        assert data.keep is None or data.keep > timedelta(0), data.name
        assert data.keep is None or data.expire, f"{data.name} is kept for a time, but nothing deletes it"


@each
def test_personal_data_of_a_stranger_is_nothing(manifest: AreaManifest, db: None) -> None:
    cache.clear()  # its table is no model's, so tests that commit leave rows there
    for data in manifest.personal_data:
        assert data.erase(uuid4()) == 0, data.name
        assert data.expire is None or data.expire(timezone.now()) == 0, data.name


def test_exported_files_have_names_of_their_own(world: World) -> None:
    person = world.people["own administrator"]
    files = [name for m in ALL for data in m.personal_data for name, _ in data.export(person.id)]
    assert files
    _once(files)
    assert all(re.fullmatch(r"[\w./-]+", name) and not name.startswith(("/", ".")) for name in files)
