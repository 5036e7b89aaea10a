"""Units and roles: the tree, the last administrator, the signatory's authority."""

from __future__ import annotations

from functools import partial

import pytest

from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations import selectors, services
from dugnad.kernel.organisations.models import Membership, Unit
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from tests.people import PLATFORM, acting, city, company, person, unit
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def held(someone) -> list[str]:
    return sorted(Membership.objects.filter(person=someone, ended_at=None).values_list("role", flat=True))


def role_of(someone, role: str) -> Membership:
    return Membership.objects.get(person=someone, role=role, ended_at=None)


def test_units_form_a_tree_without_circles():
    oslo = city("Oslo")
    top, mid = unit("Top", oslo), None
    mid = unit("Middle", oslo, parent=top)
    low = unit("Low", oslo, parent=mid)
    for parent in (top.id, mid.id, low.id):
        with pytest.raises(Invalid):
            services.change_unit(actor=PLATFORM, organisation=oslo.id, unit=top.id, name="Top", parent=parent)
    services.change_unit(actor=PLATFORM, organisation=oslo.id, unit=low.id, name="Lowest", parent=top.id)
    low.refresh_from_db()
    assert (low.name, low.parent_id) == ("Lowest", top.id)


def test_a_unit_stays_within_its_organisation():
    oslo, bergen = city("Oslo"), city("Bergen")
    theirs = unit("Theirs", bergen)
    with pytest.raises(Invalid):
        services.add_unit(actor=PLATFORM, organisation=oslo.id, name="Ours", parent=theirs.id)
    with pytest.raises(NotFound):
        services.change_unit(actor=PLATFORM, organisation=oslo.id, unit=theirs.id, name="X", parent=None)
    with pytest.raises(Invalid):
        services.give_role(
            actor=PLATFORM, organisation=oslo.id, person=person("P"), role="member", unit=theirs.id
        )


def test_a_units_name_is_there_once_and_not_empty():
    oslo = city("Oslo")
    unit("Brann", oslo)
    for name in ("Brann", " Brann ", ""):
        with pytest.raises(Invalid) as raised:
            services.add_unit(actor=PLATFORM, organisation=oslo.id, name=name)
        assert "name" in raised.value.fields
    assert Unit.objects.count() == 1


def test_a_unit_is_removed_only_when_nothing_belongs_to_it():
    oslo = city("Oslo")
    top = unit("Top", oslo)
    low = unit("Low", oslo, parent=top)
    worker = person("W", oslo, unit=low.id)
    for used in (top, low):
        with pytest.raises(Conflict):
            services.remove_unit(actor=PLATFORM, organisation=oslo.id, unit=used.id)
    services.end_role(actor=PLATFORM, membership=role_of(worker, "member").id)
    services.remove_unit(actor=PLATFORM, organisation=oslo.id, unit=low.id)
    services.remove_unit(actor=PLATFORM, organisation=oslo.id, unit=top.id)
    assert not Unit.objects.exists()


def test_a_signatory_says_on_what_authority():
    oslo = city("Oslo")
    someone = person("S", oslo)
    for authority in ("", "   "):
        with pytest.raises(Invalid) as raised:
            services.give_role(
                actor=PLATFORM, organisation=oslo.id, person=someone, role="signatory", authority=authority
            )
        assert "authority" in raised.value.fields
    services.give_role(
        actor=PLATFORM, organisation=oslo.id, person=someone, role="signatory", authority="Byrådssak 1/26"
    )
    assert held(someone) == ["member", "signatory"]
    kept = role_of(someone, "signatory")
    with pytest.raises(Invalid):
        services.change_authority(actor=PLATFORM, membership=kept.id, authority="")
    services.change_authority(actor=PLATFORM, membership=kept.id, authority="Byrådssak 2/26")
    kept.refresh_from_db()
    assert kept.authority == "Byrådssak 2/26"


def test_a_role_is_held_once():
    oslo = city("Oslo")
    someone = person("P", oslo)
    with pytest.raises(Conflict):
        services.give_role(actor=PLATFORM, organisation=oslo.id, person=someone, role="member")


def test_an_administrator_gives_roles_to_people_of_the_own_organisation_only():
    oslo, bergen = city("Oslo"), city("Bergen")
    admin = acting(person("A", oslo, "administrator"))
    colleague, stranger = person("C", oslo), person("S", bergen)
    services.give_role(actor=admin, organisation=oslo.id, person=colleague, role="administrator")
    with pytest.raises(Invalid) as raised:
        services.give_role(actor=admin, organisation=oslo.id, person=stranger, role="member")
    assert "person" in raised.value.fields
    with pytest.raises(Forbidden):
        services.give_role(actor=admin, organisation=bergen.id, person=stranger, role="administrator")
    with pytest.raises(NotFound):
        services.end_role(actor=admin, membership=role_of(stranger, "member").id)


def test_the_last_administrator_stays():
    oslo = city("Oslo")
    first = person("F", oslo, "administrator")
    with pytest.raises(Conflict):
        services.end_role(actor=PLATFORM, membership=role_of(first, "administrator").id)
    person("G", oslo, "administrator")
    ended = role_of(first, "administrator")
    services.end_role(actor=acting(first), membership=ended.id)
    assert held(first) == []
    with pytest.raises(NotFound):
        services.end_role(actor=PLATFORM, membership=ended.id)


def test_a_person_may_leave_but_not_end_anothers_role():
    oslo = city("Oslo")
    leaver, other = person("L", oslo), person("O", oslo)
    with pytest.raises(Forbidden):
        services.end_role(actor=acting(leaver), membership=role_of(other, "member").id)
    services.end_role(actor=acting(leaver), membership=role_of(leaver, "member").id)
    assert held(leaver) == []
    assert Event.objects.filter(name="organisations.role_ended").count() == 1


def test_a_person_moves_to_another_unit_with_every_role():
    oslo = city("Oslo")
    brann = unit("Brann", oslo)
    someone = person("P", oslo, "member", "signatory")
    admin = acting(person("A", oslo, "administrator"))
    services.place_person(actor=admin, organisation=oslo.id, person=someone.id, unit=brann.id)
    rows = Membership.objects.filter(person=someone)
    assert {row.unit_id for row in rows} == {brann.id}
    with pytest.raises(NotFound):
        services.place_person(actor=admin, organisation=oslo.id, person=person("X").id, unit=None)
    with pytest.raises(Forbidden):
        services.place_person(actor=acting(someone), organisation=oslo.id, person=someone.id, unit=None)


def test_roles_are_seen_within_the_organisation_and_by_the_person():
    oslo, firm = city("Oslo"), company("Firm")
    a, b = person("A", oslo), person("B", firm)
    assert [row.person for row in selectors.roles_in(acting(a), oslo.id)] == [a]
    assert not selectors.roles_in(acting(b), oslo.id)
    assert [row.person for row in selectors.roles_in(acting(b), firm.id)] == [b]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_role_at_once_leave_one():
    oslo = city("Oslo")
    pair = [person("A", oslo, "administrator"), person("B", oslo, "administrator")]
    targets = [role_of(someone, "administrator").id for someone in reversed(pair)]
    actors = [acting(someone) for someone in pair]
    ends = [
        partial(services.end_role, actor=actor, membership=target)
        for actor, target in zip(actors, targets, strict=True)
    ]
    assert at_once(*ends) == ["conflict", "done"]
    assert Membership.objects.filter(organisation=oslo, ended_at=None).count() == 1
