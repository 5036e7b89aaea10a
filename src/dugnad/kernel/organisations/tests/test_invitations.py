"""Invitations work once, for the invited, in time; also when two accept at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from dugnad.kernel.access import wall
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations import selectors, services
from dugnad.kernel.organisations.models import Invitation, Membership
from dugnad.kernel.organisations.personal import expire_invitations
from dugnad.kernel.organisations.rules import InvitationClosed, InvitationState
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from tests.people import PLATFORM, acting, city, person, unit
from tests.racing import at_once

pytestmark = pytest.mark.django_db

PASSWORD = "en lang setning som passord"
EMAIL = "ny@eksempel.example"


def invite(org, **changed):
    values = {"email": EMAIL, "role": "member", **changed}
    return services.invite(actor=PLATFORM, organisation=org.id, **values)


def join(token, name="Nora Ny", password=PASSWORD):
    return services.join_with_invitation(token=token, name=name, password=password)


def run_out(invitation):
    Invitation.objects.filter(id=invitation.id).update(expires_at=timezone.now())


def test_the_invited_joins_with_an_account_that_can_sign_in():
    oslo = city("Oslo")
    brann = unit("Brann", oslo)
    _, token = invite(
        oslo, email=" NY@Eksempel.example ", role="signatory", authority="Sak 1/26", unit=brann.id
    )
    made, _ = join(token)
    assert made.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=made, verified=True, primary=True).email == EMAIL
    role = Membership.objects.get(person=made)
    assert (role.role, role.authority, role.unit) == ("signatory", "Sak 1/26", brann)
    assert Event.objects.filter(name="organisations.invitation_accepted").count() == 1


def test_the_token_is_not_kept():
    invitation, token = invite(city("Oslo"))
    row = Invitation.objects.filter(id=invitation.id).values().get()
    assert all(token not in str(value) for value in row.values())


def test_a_person_with_an_account_accepts_when_signed_in():
    oslo = city("Oslo")
    someone = person("P")
    _, token = invite(oslo, email=someone.email)
    with pytest.raises(SignInNeeded):
        services.accept_invitation(actor=PLATFORM, token=token)
    with pytest.raises(Forbidden):
        services.accept_invitation(actor=acting(person("Wrong")), token=token)
    with pytest.raises(Conflict):
        join(token)
    services.accept_invitation(actor=acting(someone), token=token)
    assert acting(someone).holds(oslo.id, frozenset({"member"}))


@pytest.mark.parametrize("again", ["join", "accept"])
def test_an_invitation_works_once(again):
    oslo = city("Oslo")
    _, token = invite(oslo)
    made, _ = join(token)
    with pytest.raises(InvitationClosed) as raised:
        join(token) if again == "join" else services.accept_invitation(actor=acting(made), token=token)
    assert raised.value.state is InvitationState.ACCEPTED
    assert Membership.objects.count() == 1
    assert Person.objects.count() == 1


def test_an_expired_invitation_fails_twice_and_then_works_when_renewed():
    oslo = city("Oslo")
    invitation, token = invite(oslo)
    run_out(invitation)
    for _ in range(2):
        with pytest.raises(InvitationClosed) as raised:
            join(token)
        assert raised.value.state is InvitationState.EXPIRED
    assert not Person.objects.exists()
    _, fresh = services.renew_invitation(actor=PLATFORM, invitation=invitation.id)
    with pytest.raises(NotFound):
        join(token)
    join(fresh)


def test_it_is_open_for_fourteen_days():
    invitation, _ = invite(city("Oslo"))
    left = invitation.expires_at - timezone.now()
    assert timedelta(days=14) - timedelta(minutes=1) < left <= timedelta(days=14)


def test_a_withdrawn_invitation_stops():
    invitation, token = invite(city("Oslo"))
    services.withdraw_invitation(actor=PLATFORM, invitation=invitation.id)
    with pytest.raises(InvitationClosed) as raised:
        join(token)
    assert raised.value.state is InvitationState.WITHDRAWN
    for act in (services.withdraw_invitation, services.renew_invitation):
        with pytest.raises(InvitationClosed):
            act(actor=PLATFORM, invitation=invitation.id)


def test_the_same_invitation_is_sent_once_while_it_waits():
    oslo = city("Oslo")
    first, _ = invite(oslo)
    with pytest.raises(Invalid) as raised:
        invite(oslo, email=EMAIL.upper())
    assert "email" in raised.value.fields
    invite(oslo, role="administrator")
    run_out(first)
    invite(oslo)
    assert Invitation.objects.filter(withdrawn_at=None).count() == 2


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("email", {"email": "no address"}),
        ("email", {"email": "a@b.example\nBcc: all@example.org"}),
        ("role", {"role": "king"}),
        ("authority", {"role": "signatory"}),
    ],
)
def test_a_fault_is_told_at_its_field(field, changed):
    with pytest.raises(Invalid) as raised:
        invite(city("Oslo"), **changed)
    assert list(raised.value.fields) == [field]
    assert not Invitation.objects.exists()


def test_who_has_the_role_is_not_invited_to_it():
    oslo = city("Oslo")
    someone = person("P", oslo)
    with pytest.raises(Invalid):
        invite(oslo, email=someone.email)


def test_a_role_that_was_given_meanwhile_is_not_given_twice():
    oslo = city("Oslo")
    someone = person("P")
    _, token = invite(oslo, email=someone.email)
    services.give_role(actor=PLATFORM, organisation=oslo.id, person=someone, role="member")
    services.accept_invitation(actor=acting(someone), token=token)
    assert Membership.objects.filter(person=someone).count() == 1


@pytest.mark.parametrize("password", ["", "kort", "password1234", EMAIL])
def test_a_weak_password_is_refused_and_the_invitation_stays(password):
    _, token = invite(city("Oslo"))
    with pytest.raises(Invalid) as raised:
        join(token, password=password)
    assert list(raised.value.fields) == ["password"]
    assert not Person.objects.exists()
    services.invitation_for(token)


def test_a_name_is_needed():
    _, token = invite(city("Oslo"))
    with pytest.raises(Invalid) as raised:
        join(token, name="  ")
    assert list(raised.value.fields) == ["name"]


def test_only_administrators_of_the_organisation_handle_its_invitations():
    oslo, bergen = city("Oslo"), city("Bergen")
    invitation, _ = invite(oslo)
    other = acting(person("B", bergen, "administrator"))
    member = acting(person("M", oslo))
    with pytest.raises(Forbidden):
        services.invite(actor=other, organisation=oslo.id, email="x@eksempel.example", role="member")
    for actor in (other, member):
        with pytest.raises(NotFound):
            services.withdraw_invitation(actor=actor, invitation=invitation.id)
        assert not selectors.waiting_invitations(actor, oslo.id)
    own = acting(person("A", oslo, "administrator"))
    assert [row.id for row in selectors.waiting_invitations(own, oslo.id)] == [invitation.id]


def test_answered_invitations_are_let_go_after_90_days():
    oslo = city("Oslo")
    invite(oslo)
    _, token = invite(oslo, email="annen@eksempel.example")
    join(token)
    assert expire_invitations(timezone.now() + timedelta(days=80)) == 0
    assert expire_invitations(timezone.now() + timedelta(days=95)) == 1
    assert expire_invitations(timezone.now() + timedelta(days=110)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_join_at_once_make_one_account():
    _, token = invite(city("Oslo"))
    outcomes = at_once(*[lambda: join(token)] * 4)
    assert outcomes == ["done", *["invitation-closed"] * 3]
    assert Person.objects.count() == 1
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_invitations_to_one_address_accepted_at_once_make_one_account():
    (_, first), (_, second) = invite(city("Oslo")), invite(city("Bergen"))
    outcomes = at_once(lambda: join(first), lambda: join(second))
    assert outcomes == ["conflict", "done"]
    assert Person.objects.count() == 1
    assert Invitation.objects.filter(accepted_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_it_is_accepted_does_one_of_the_two():
    oslo = city("Oslo")
    invitation, token = invite(oslo)
    outcomes = at_once(
        lambda: join(token), lambda: services.withdraw_invitation(actor=PLATFORM, invitation=invitation.id)
    )
    assert outcomes == ["done", "invitation-closed"]
    row = Invitation.objects.get(id=invitation.id)
    assert (row.accepted_at is None) != (row.withdrawn_at is None)
    assert Membership.objects.count() == (1 if row.accepted_at else 0)


@pytest.mark.postgres
def test_the_database_itself_hides_invitations_from_others():
    oslo, bergen = city("Oslo"), city("Bergen")
    own, stranger = person("Own", oslo), person("Stranger", bergen, "administrator")
    _, token = invite(oslo)
    with wall.closed():
        assert not Invitation.objects.exists()
        wall.open_for(acting(stranger))
        assert not Invitation.objects.exists()
        wall.open_for(acting(own))
        assert Invitation.objects.count() == 1
    with wall.closed():
        assert services.invitation_for(token).email == EMAIL
        join(token)
        assert not Invitation.objects.exists()
    assert Invitation.objects.get().accepted_at
