"""Descriptions: who may write them, what they take from their base, and that nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dugnad.areas.services.catalogue import selectors, services, territories
from dugnad.areas.services.catalogue.content import read
from dugnad.areas.services.models import Service
from dugnad.areas.services.rules import State
from dugnad.areas.services.tests import making
from dugnad.areas.services.tests.conftest import Cities
from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from tests import people


def faults(action: Any) -> set[str]:
    with pytest.raises(Invalid) as caught:
        action()
    return set(caught.value.fields)


def test_a_keeper_describes_a_service(cities: Cities) -> None:
    made = services.add(actor=cities.neighbour, owner=cities.bergen.id, **making.texts())
    assert (made.slug, made.area, made.version) == ("utlan-av-ski", "4601", 1)
    assert [version.number for version in made.versions.all()] == [1]


@pytest.mark.parametrize("who", ["nobody", "neighbour", "member of another"])
def test_nobody_else_writes(cities: Cities, who: str) -> None:
    row = making.service(cities.bergen)
    other = people.acting(people.person("Ola", cities.oslo, "member"))
    actor = {"nobody": NOBODY, "neighbour": cities.keeper, "member of another": other}[who]
    refusal = SignInNeeded if actor.person is None else Forbidden
    for write in (
        lambda: services.add(actor=actor, owner=cities.bergen.id, **making.texts()),
        lambda: services.change(actor=actor, service=row.id, version=1, **making.texts()),
        lambda: services.restore(actor=actor, service=row.id, number=1),
        lambda: services.withdraw(actor=actor, service=row.id),
        lambda: services.put_back(actor=actor, service=row.id),
        lambda: services.seen_base(actor=actor, service=row.id),
        lambda: territories.change_contact(actor=actor, area="4601", name="X"),
    ):
        with pytest.raises(refusal):
            write()
    row.refresh_from_db()
    assert (row.version, row.withdrawn_at) == (1, None)


def test_signatories_and_those_on_duty_do_not_write(cities: Cities) -> None:
    for role in ("signatory", "responder", "carer"):
        actor = people.acting(people.person("Per", cities.bergen, role))
        with pytest.raises(Forbidden):
            services.add(actor=actor, owner=cities.bergen.id, **making.texts())


def test_one_describes_only_where_one_answers(cities: Cities) -> None:
    for area in ("0301", "4621", "46"):
        level = "county" if len(area) == 2 else "municipal"
        values = making.texts(area=area, level=level)
        assert faults(lambda v=values: services.add(actor=cities.neighbour, owner=cities.bergen.id, **v)) == {
            "area"
        }
    assert faults(
        lambda: services.add(
            actor=cities.neighbour, owner=cities.bergen.id, **making.texts(area="no", level="state")
        )
    ) == {"area"}
    assert services.add(
        actor=cities.official, owner=cities.agency.id, **making.texts(area="no", level="state")
    ).area == "no"  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": {}}, "title_nb"),
        ({"title": {"nb": "x" * 91}}, "title_nb"),
        ({"summary": {"nb": " \n "}}, "summary_nb"),
        ({"level": "galactic"}, "level"),
        ({"theme": "unknown"}, "theme"),
        ({"area": "9999"}, "area"),
        ({"area": "46"}, "area"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"valid_from": "2026-12-01", "valid_until": "2026-11-01"}, "valid_until"),
        ({"words": {"nb": [f"ord{n}" for n in range(41)]}}, "words_nb"),
        ({"who_number": "123456789"}, "who_number"),
        ({"law": [{"text": "x", "url": "no address here"}]}, "law"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(cities: Cities, given: dict[str, Any], field: str) -> None:
    values = making.texts(**given)
    assert field in faults(lambda: services.add(actor=cities.neighbour, owner=cities.bergen.id, **values))
    assert not Service.objects.exists()


def test_a_local_description_takes_what_it_leaves_empty(cities: Cities) -> None:
    base = making.base(cities.agency, cost={"nb": "Gratis"})
    row = services.add(
        actor=cities.neighbour, owner=cities.bergen.id, base=base.id, area="4601", cost={"nb": "20 kroner"}
    )
    whole = services.content_of(row)
    assert whole.title == {"nb": "Utlån av ski"}
    assert whole.cost == {"nb": "20 kroner"}
    assert (whole.level, whole.theme) == (row.level, row.theme) == ("municipal", "kultur-og-fritid")


def test_what_is_the_same_as_the_base_is_not_kept_twice(cities: Cities) -> None:
    base = making.base(cities.agency)
    row = making.local(base, cities.bergen, title={"nb": "Utlån av ski"})
    assert "title" not in row.content
    services.change(
        actor=cities.official, service=base.id, version=1, **making.texts(area="", title={"nb": "Skiutlån"})
    )
    assert services.content_of(Service.objects.get(id=row.id)).title == {"nb": "Skiutlån"}


def test_a_change_of_the_base_is_shown_until_it_was_looked_at(cities: Cities) -> None:
    base = making.base(cities.agency)
    row = making.local(base, cities.bergen)
    assert not selectors.owned(cities.neighbour, cities.bergen.id)[0].base_changed
    services.change(
        actor=cities.official, service=base.id, version=1, **making.texts(area="", cost={"nb": "Gratis"})
    )
    row = selectors.service(cities.neighbour, row.id)
    assert selectors.owned(cities.neighbour, cities.bergen.id)[0].base_changed
    assert selectors.base_changes(row) == [("cost", {}, {"nb": "Gratis"})]
    services.seen_base(actor=cities.neighbour, service=row.id)
    assert not selectors.owned(cities.neighbour, cities.bergen.id)[0].base_changed


def test_a_base_that_others_build_on_stays(cities: Cities) -> None:
    base = making.base(cities.agency)
    making.local(base, cities.bergen)
    with pytest.raises(Conflict):
        services.withdraw(actor=cities.official, service=base.id)


def test_one_delivers_a_bases_service_once(cities: Cities) -> None:
    base = making.base(cities.agency)
    first = making.local(base, cities.bergen)
    with pytest.raises(Conflict):
        making.local(base, cities.bergen)
    services.withdraw(actor=cities.neighbour, service=first.id)
    making.local(base, cities.bergen)
    with pytest.raises(Conflict):
        services.put_back(actor=cities.neighbour, service=first.id)


def test_nothing_is_built_on_what_builds_on_another(cities: Cities) -> None:
    row = making.local(making.base(cities.agency), cities.bergen)
    assert faults(lambda: making.local(row, cities.oslo, "0301")) == {"base"}


def test_every_version_can_be_brought_back(cities: Cities) -> None:
    row = making.service(cities.bergen)
    services.change(
        actor=cities.neighbour, service=row.id, version=1, **making.texts(title={"nb": "Skøyter"})
    )
    services.restore(actor=cities.neighbour, service=row.id, number=1)
    row.refresh_from_db()
    assert row.version == 3
    assert read(row.content).title == {"nb": "Utlån av ski"}
    told = [(version.number, version.restored, names) for version, names in selectors.changes(row)]
    assert told == [(3, 1, ["title"]), (2, None, ["title"]), (1, None, [])]
    with pytest.raises(NotFound):
        services.restore(actor=cities.neighbour, service=row.id, number=7)


def test_who_comes_second_is_told(cities: Cities) -> None:
    row = making.service(cities.bergen)
    services.change(actor=cities.neighbour, service=row.id, version=1, **making.texts(cost={"nb": "Gratis"}))
    with pytest.raises(Conflict):
        services.change(actor=cities.neighbour, service=row.id, version=1, **making.texts(cost={"nb": "10"}))
    assert services.content_of(Service.objects.get(id=row.id)).cost == {"nb": "Gratis"}


def test_what_is_as_before_makes_no_version(cities: Cities) -> None:
    row = making.service(cities.bergen)
    services.change(actor=cities.neighbour, service=row.id, version=1, **making.texts())
    assert Service.objects.get(id=row.id).version == 1


def test_missing_languages_are_named(cities: Cities) -> None:
    making.service(cities.bergen, cost={"nb": "Gratis", "en": "Free"})
    assert selectors.owned(cities.neighbour, cities.bergen.id)[0].missing == ("en", "nn")


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [(None, -1, State.ENDED), (1, None, State.COMING), (0, 0, State.VALID), (-5, 5, State.VALID)],
)
def test_a_description_holds_between_its_days(
    cities: Cities, first: int | None, last: int | None, state: State
) -> None:
    days = {"valid_from": first, "valid_until": last}
    today = timezone.localdate()
    given = {name: (today + timedelta(days=far)).isoformat() for name, far in days.items() if far is not None}
    making.service(cities.bergen, **given)
    assert selectors.owned(cities.neighbour, cities.bergen.id)[0].state is state


def test_only_those_who_run_the_platform_say_who_answers(cities: Cities) -> None:
    with pytest.raises(Forbidden):
        territories.assign(actor=cities.neighbour, area="4601", organisation=cities.bergen.id, name="X")
    with pytest.raises(Invalid):
        territories.assign(actor=Actor(operator=True), area="1201", organisation=None, name="X")


@pytest.mark.parametrize("phone", ["ring oss", "1", "+47 55 00 00 00 00 00 00 00"])
def test_a_telephone_number_is_one(cities: Cities, phone: str) -> None:
    given = {"name": "Bergen", "phone": phone}
    assert faults(
        lambda: territories.change_contact(actor=cities.neighbour, area="4601", **given)
    ) == {"phone"}  # fmt: skip
