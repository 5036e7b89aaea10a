"""The network's pages."""

from __future__ import annotations

from django.urls import path

from dugnad.areas.network.pages import administration, invitations, members, membership, people

app_name = "network"
ORGANISATION = "<uuid:organisation>/"
urlpatterns = [
    path("", members.members, name="members"),
    path("add/", administration.add, name="add"),
    path("former/", membership.former, name="former"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path(ORGANISATION, members.member, name="member"),
    path(ORGANISATION + "edit/", administration.edit, name="edit"),
    path(ORGANISATION + "number/", membership.number, name="number"),
    path(ORGANISATION + "leave/", membership.leave, name="leave"),
    path(ORGANISATION + "return/", membership.let_back, name="let_back"),
    path(ORGANISATION + "units/", administration.units, name="units"),
    path(ORGANISATION + "units/<uuid:unit>/", administration.unit, name="unit"),
    path(ORGANISATION + "units/<uuid:unit>/remove/", administration.remove_unit, name="remove_unit"),
    path(ORGANISATION + "people/", people.people, name="people"),
    path(ORGANISATION + "people/invite/", invitations.invite, name="invite"),
    path(ORGANISATION + "people/<uuid:person>/", people.person, name="person"),
    path(ORGANISATION + "people/<uuid:person>/role/", people.give_role, name="give_role"),
    path(ORGANISATION + "people/<uuid:person>/unit/", people.place, name="place"),
    path(ORGANISATION + "roles/<uuid:membership>/end/", people.end_role, name="end_role"),
    path(ORGANISATION + "roles/<uuid:membership>/authority/", people.authority, name="authority"),
    path(
        ORGANISATION + "invitations/<uuid:invitation>/renew/",
        invitations.renew,
        name="renew_invitation",
    ),
    path(
        ORGANISATION + "invitations/<uuid:invitation>/withdraw/",
        invitations.withdraw,
        name="withdraw_invitation",
    ),
]
