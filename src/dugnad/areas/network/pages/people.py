"""The people of a member, their roles and units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dugnad.areas.network import selectors
from dugnad.areas.network.forms import AuthorityForm, PlaceForm, RoleForm, chosen_unit
from dugnad.areas.network.pages.members import crumbs
from dugnad.areas.network.tree import tree
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName
from dugnad.kernel.organisations.rules import membership_thing, organisation_thing
from dugnad.kernel.organisations.selectors import roles_in, units_of, waiting_invitations
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with the roles held in one organisation."""

    person: Person
    roles: tuple[Membership, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(role.role for role in self.roles)

    @property
    def unit(self) -> str:
        return next((role.unit.name for role in self.roles if role.unit), "")

    @property
    def unit_id(self) -> UUID | None:
        return next((role.unit_id for role in self.roles if role.unit_id), None)


@require_safe
@authorised(PERSON)
def people(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    require(request.actor, "see_people", organisation_thing(row.id))
    found = colleagues(roles_in(request.actor, row.id))
    manages = _manages(request, row.id)
    shown = {
        "organisation": row,
        "people": found,
        "manages": manages,
        "invitations": waiting_invitations(request.actor, row.id) if manages else [],
        "now": timezone.now(),
        "leaderless": manages and not _has_administrator(found),
        "crumbs": crumbs(row),
    }
    return render(request, "network/people.html", shown)


@require_safe
@authorised(PERSON)
def person(request: Request, organisation: UUID, person: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    return _page(request, row, _colleague(request, row.id, person))


@require_POST
@authorised(PERSON)
def give_role(request: Request, organisation: UUID, person: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    found = _colleague(request, row.id, person)
    form = RoleForm(request.POST, held=found.names)
    if form.is_valid():
        try:
            services.give_role(
                actor=request.actor, organisation=row.id, person=found.person, **form.cleaned_data
            )
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("The role was given."))
            return redirect("network:person", row.id, person)
    return _page(request, row, found, role_form=form)


@require_POST
@authorised(PERSON)
def place(request: Request, organisation: UUID, person: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    found = _colleague(request, row.id, person)
    form = PlaceForm(request.POST, nodes=tree(units_of(row.id)))
    if form.is_valid():
        services.place_person(actor=request.actor, organisation=row.id, person=person, unit=chosen_unit(form))
        messages.success(request, _("Saved."))
        return redirect("network:person", row.id, person)
    return _page(request, row, found, place_form=form)


@require_POST
@authorised(PERSON)
def authority(request: Request, organisation: UUID, membership: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    held = _role(request, row.id, membership)
    form = AuthorityForm(request.POST)
    if form.is_valid():
        try:
            services.change_authority(actor=request.actor, membership=held.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:person", row.id, held.person_id)
    return _page(request, row, _colleague(request, row.id, held.person_id), authority_form=form)


@require_POST
@authorised(PERSON)
def end_role(request: Request, organisation: UUID, membership: UUID) -> HttpResponse:
    held = _role(request, organisation, membership)
    try:
        services.end_role(actor=request.actor, membership=held.id)
    except Conflict as refused:
        messages.error(request, str(refused.detail))
        return redirect("network:person", organisation, held.person_id)
    messages.success(request, _("The role has ended."))
    left = (
        ask(request.actor, "see_people", organisation_thing(organisation))
        and held.person_id != request.actor.person
    )
    return redirect("network:people" if left else "network:member", organisation)


def colleagues(roles: Iterable[Membership]) -> list[Colleague]:
    """The roles put together by person; they come sorted by person."""
    found: dict[UUID, list[Membership]] = {}
    for role in roles:
        found.setdefault(role.person_id, []).append(role)
    return [Colleague(held[0].person, tuple(held)) for held in found.values()]


def _page(request: Request, row: Organisation, found: Colleague, **forms: Any) -> HttpResponse:
    nodes = tree(units_of(row.id))
    shown = {
        "organisation": row,
        "colleague": found,
        "roles": [_shown(request, role) for role in found.roles],
        "manages": _manages(request, row.id),
        "role_form": RoleForm(held=found.names) if len(found.roles) < len(RoleName) else None,
        "place_form": PlaceForm(nodes=nodes, initial={"unit": found.unit_id}),
        "has_units": bool(nodes),
        "crumbs": crumbs(row, (_("People"), reverse("network:people", args=[row.id]))),
        **forms,
    }
    return render(request, "network/person.html", shown, status=422 if forms else 200)


def _shown(request: Request, role: Membership) -> dict[str, Any]:
    thing = membership_thing(role.id, role.organisation_id, role.person_id)
    signs = role.role == RoleName.SIGNATORY
    return {
        "role": role,
        "may_end": bool(ask(request.actor, "end", thing)),
        "authority_form": AuthorityForm(initial={"authority": role.authority}) if signs else None,
    }


def _colleague(request: Request, organisation: UUID, person: UUID) -> Colleague:
    found = colleagues(roles_in(request.actor, organisation).filter(person=person))
    if not found:
        raise NotFound
    return found[0]


def _role(request: Request, organisation: UUID, membership: UUID) -> Membership:
    held = roles_in(request.actor, organisation).filter(id=membership).first()
    if held is None:
        raise NotFound
    return held


def _manages(request: Request, organisation: UUID) -> bool:
    return bool(ask(request.actor, "manage_people", organisation_thing(organisation)))


def _has_administrator(found: Iterable[Colleague]) -> bool:
    return any(role.role == RoleName.ADMINISTRATOR for one in found for role in one.roles)
