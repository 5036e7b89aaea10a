"""One's own account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.connectors.idporten.views import the_provider
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.identity import selectors, services, sessions, tokens
from dugnad.kernel.problems import Invalid
from dugnad.web.identity.forms import FOR_ME, AboutForm, TokenForm


def _about(request: Request) -> dict[str, str]:
    return {"name": request.user.name, "language": request.user.language}


def _page(request: Request, form: AboutForm, status: int = 200) -> HttpResponse:
    person = request.user
    context: dict[str, Any] = {
        "form": form,
        "roles": selectors.roles(person.pk),
        "factors": selectors.factors(person),
        "provider": the_provider(request),
        "linked": selectors.linked(person),
        "sign_ins": sessions.sign_ins(person.pk),
        "here": request.session.session_key,
        "tokens": tokens.tokens(request.actor).count(),
    }
    return render(request, "identity/you.html", context, status=status)


@never_cache
@require_GET
@authorised(PERSON)
def you(request: Request) -> HttpResponse:
    return _page(request, AboutForm(_about(request)))


@require_POST
@authorised(PERSON)
def change(request: Request) -> HttpResponse:
    """Change name and language; the page is shown in the new language from now on."""
    form = AboutForm(request.POST)
    if not form.is_valid() or not _change(request, form):
        return _page(request, form, status=422)
    answer = redirect("you")
    language = form.cleaned_data["language"]
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    with translation.override(language):
        messages.success(request, _("Your changes are saved."))
    return answer


def _change(request: Request, form: AboutForm) -> bool:
    try:
        services.change_person(actor=request.actor, person=request.user.pk, **form.cleaned_data)
    except Invalid as fault:
        for field, says in fault.fields.items():
            form.add_error(field, str(says))
        return False
    return True


@require_POST
@authorised(PERSON)
def end_others(request: Request) -> HttpResponseRedirect:
    """Sign out everywhere but here."""
    count = sessions.end_sessions(
        actor=request.actor, person=request.user.pk, keep=request.session.session_key
    )
    if count:
        messages.success(request, _("You are signed out everywhere else."))
    return redirect("you")


@require_POST
@authorised(PERSON)
def end_one(request: Request, sign_in: UUID) -> HttpResponseRedirect:
    """Sign out in one place."""
    sessions.end_sign_in(actor=request.actor, sign_in=sign_in)
    messages.success(request, _("You are signed out there."))
    return redirect("you")


def _tokens_page(request: Request, form: TokenForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "tokens": tokens.tokens(request.actor), **more}
    return render(request, "identity/tokens.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def your_tokens(request: Request) -> HttpResponse:
    """The tokens, and making one. Its secret is on the answer's page and nowhere else."""
    if request.method != "POST":
        return _tokens_page(request, TokenForm(request.actor))
    form = TokenForm(request.actor, request.POST)
    if not form.is_valid():
        return _tokens_page(request, form, status=422)
    try:
        made, secret = _make(request, form)
    except Invalid as fault:
        for field, says in fault.fields.items():
            form.add_error(field, str(says))
        return _tokens_page(request, form, status=422)
    return _tokens_page(request, TokenForm(request.actor), status=201, made=made, secret=secret)


def _make(request: Request, form: TokenForm) -> tuple[Any, str]:
    wanted = form.cleaned_data
    owner = wanted.pop("organisation", FOR_ME)
    organisation = None if owner == FOR_ME else UUID(owner)
    return tokens.make_token(actor=request.actor, organisation=organisation, **wanted)


@require_POST
@authorised(PERSON)
def revoke(request: Request, token: UUID) -> HttpResponseRedirect:
    tokens.revoke_token(actor=request.actor, token=token)
    messages.success(request, _("The token no longer works."))
    return redirect("your_tokens")
