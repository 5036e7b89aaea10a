"""Roles and invitations as personal data: given back whole, erased, let go in time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.kernel.organisations import personal, services
from dugnad.kernel.organisations.models import Invitation, Membership
from tests.people import PLATFORM, acting, city, person, unit

pytestmark = pytest.mark.django_db


def files(found) -> dict[str, list[dict]]:
    return {name: json.loads(data) for name, data in found}


def test_a_person_gets_back_every_role_and_invitation():
    oslo = city("Åsgård")
    someone = person("Kåre", oslo, "signatory", authority="Sak 1/26", unit=unit("Brann", oslo).id)
    services.invite(actor=PLATFORM, organisation=oslo.id, email=someone.email, role="member")
    person("Other", oslo)
    roles = files(personal.export_roles(someone.id))["roles.json"]
    assert [(r["role"], r["authority"], r["in_organisation"], r["in_unit"]) for r in roles] == [
        ("signatory", "Sak 1/26", "Åsgård", "Brann")
    ]
    invitations = files(personal.export_invitations(someone.id))["invitations.json"]
    assert [(one["email"], one["role"]) for one in invitations] == [(someone.email, "member")]
    assert "token" not in json.dumps(invitations)


def test_who_has_nothing_gets_no_file():
    nobody = person("Nobody")
    assert not files(personal.export_roles(nobody.id)) | files(personal.export_invitations(nobody.id))


def test_erasure_ends_roles_and_forgets_the_rest():
    oslo = city("Oslo")
    someone, other = person("S", oslo, "signatory"), person("O", oslo, "signatory")
    services.invite(actor=PLATFORM, organisation=oslo.id, email=someone.email, role="member")
    services.invite(actor=PLATFORM, organisation=oslo.id, email=other.email, role="member")
    assert personal.erase_roles(someone.id) == 1
    assert personal.erase_invitations(someone.id) == 1
    row = Membership.objects.get(person=someone)
    assert (row.authority, row.unit) == ("", None)
    assert not acting(someone).roles
    assert acting(other).roles
    assert Invitation.objects.get().email == other.email


def test_roles_are_let_go_five_years_after_they_end():
    oslo = city("Oslo")
    someone = person("S", oslo, "member", "signatory")
    services.end_role(actor=PLATFORM, membership=Membership.objects.get(role="member").id)
    later = timezone.now() + personal.ROLES_KEPT
    assert personal.expire_roles(later - timedelta(days=1)) == 0
    assert personal.expire_roles(later + timedelta(days=1)) == 1
    assert list(Membership.objects.filter(person=someone).values_list("role", flat=True)) == ["signatory"]
