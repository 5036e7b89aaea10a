"""Inviting people, and accepting."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.network import selectors
from dugnad.areas.network.forms import InviteForm, JoinForm, chosen_unit
from dugnad.areas.network.mail import link, send_invitation
from dugnad.areas.network.pages.members import crumbs
from dugnad.areas.network.tree import tree
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.identity.sessions import open_session
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Invitation
from dugnad.kernel.organisations.rules import (
    InvitationClosed,
    InvitationState,
    TooManyInvitations,
    organisation_thing,
)
from dugnad.kernel.organisations.selectors import invitations_of, units_of
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def invite(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.member(request.actor, organisation)
    require(request.actor, "manage_people", organisation_thing(row.id))
    form = InviteForm(request.POST or None, nodes=tree(units_of(row.id)), initial={"role": "member"})
    if form.is_valid():
        values = {**form.cleaned_data, "unit": chosen_unit(form)}
        try:
            made, token = services.invite(actor=request.actor, organisation=row.id, **values)
        except (Invalid, TooManyInvitations) as wrong:
            form.tell(wrong)
        else:
            _send(request, made, token)
            return redirect("network:people", row.id)
    way = crumbs(row, (_("People"), reverse("network:people", args=[row.id])))
    shown = {"organisation": row, "form": form, "crumbs": way}
    return render(request, "network/invite.html", shown, status=422 if form.errors else 200)


@require_POST
@authorised(PERSON)
def renew(request: Request, organisation: UUID, invitation: UUID) -> HttpResponse:
    _require_there(request, organisation, invitation)
    try:
        row, token = services.renew_invitation(actor=request.actor, invitation=invitation)
    except (InvitationClosed, TooManyInvitations) as refused:
        messages.error(request, str(refused.detail))
    else:
        _send(request, row, token)
    return redirect("network:people", organisation)


@require_POST
@authorised(PERSON)
def withdraw(request: Request, organisation: UUID, invitation: UUID) -> HttpResponse:
    _require_there(request, organisation, invitation)
    try:
        services.withdraw_invitation(actor=request.actor, invitation=invitation)
    except InvitationClosed as closed:
        messages.error(request, str(closed.detail))
    else:
        messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
    return redirect("network:people", organisation)


def _require_there(request: Request, organisation: UUID, invitation: UUID) -> None:
    if not invitations_of(request.actor, organisation).filter(id=invitation).exists():
        raise NotFound


def _send(request: Request, row: Invitation, token: str) -> None:
    if send_invitation(request.actor, row, token):
        messages.success(request, _("The invitation was sent to %(email)s.") % {"email": row.email})
    else:
        messages.warning(
            request, _("The invitation is kept, but the e-mail could not be sent. Send it again.")
        )
    if settings.DEMO:
        words = _("In the demo no e-mail leaves this machine. Open the invitation here.")
        messages.info(request, format_html('<a class="ds-link" href="{}">{}</a>', link(token), words))


@never_cache
@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def invitation(request: Request, token: str) -> HttpResponse:
    """Where the link in the e-mail leads."""
    try:
        row = services.invitation_for(token)
        return _accept(request, row, token) if request.method == "POST" else _show(request, row)
    except InvitationClosed as closed:
        return _closed(request, closed)
    except NotFound as unknown:
        return render(request, "network/invitation_closed.html", {"problem": unknown}, status=unknown.status)


def _show(request: Request, row: Invitation, form: JoinForm | None = None, status: int = 200) -> HttpResponse:
    shown = {"invitation": row, "form": form or JoinForm(), "case": _case(request, row)}
    return render(request, "network/invitation.html", shown, status=status)


def _case(request: Request, row: Invitation) -> str:
    """What the reader can do: 'accept' as the invited, 'wrong' person, 'sign_in' first, or 'join' anew."""
    if request.actor.person:
        return "accept" if services.is_for(row, request.user) else "wrong"
    return "sign_in" if services.has_account(row) else "join"


def _accept(request: Request, row: Invitation, token: str) -> HttpResponse:
    if request.actor.person is None:
        return _join(request, row, token)
    try:
        services.accept_invitation(actor=request.actor, token=token)
    except Forbidden as wrong:
        return _show(request, row, status=wrong.status)
    return _welcome(request, row)


def _join(request: Request, row: Invitation, token: str) -> HttpResponse:
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            person, _row = services.join_with_invitation(token=token, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        except Conflict as taken:
            return _show(request, row, status=taken.status)
        else:
            open_session(request, person, "invitation")
            return _welcome(request, row)
    return _show(request, row, form, status=422)


def _welcome(request: Request, row: Invitation) -> HttpResponse:
    words = _("Welcome. You are now %(role)s in %(name)s.")
    messages.success(request, words % {"role": row.get_role_display().lower(), "name": row.organisation.name})
    return redirect("network:member", row.organisation_id)


def _closed(request: Request, closed: InvitationClosed) -> HttpResponse:
    shown = {"problem": closed, "used": closed.state is InvitationState.ACCEPTED}
    return render(request, "network/invitation_closed.html", shown, status=closed.status)
