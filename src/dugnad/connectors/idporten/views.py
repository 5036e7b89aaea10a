"""Going to the provider and coming back."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dugnad.connectors.idporten.configuration import PROVIDER
from dugnad.connectors.idporten.provider import Exchange, IdPorten
from dugnad.connectors.idporten.refusals import Refused
from dugnad.kernel.problems import NotFound


def the_provider(request: HttpRequest) -> IdPorten | None:
    """The installation's log-in provider, if it has one."""
    try:
        provider: IdPorten = get_adapter(request).get_provider(request, PROVIDER)
    except SocialApp.DoesNotExist:
        return None
    return provider


@never_cache
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the provider, to sign in or to link it to the account that is open.

    The way leads over a page of ours: a form may only be answered from here (the content policy's
    form-action), and the provider sends people on to hosts that we do not know.
    """
    provider = the_provider(request)
    if provider is None:
        raise NotFound
    if request.POST.get("process") == AuthProcess.CONNECT:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    try:
        answer: HttpResponse = provider.redirect_from_request(request)
    except Refused as fault:
        answer = render_authentication_error(request, provider, exception=fault)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "socialaccount/leaving.html", {"provider": provider, "address": answer.url})


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The provider sends the visitor back here, with a code or an error."""
    if the_provider(request) is None:
        raise NotFound
    view: Any = OAuth2CallbackView.adapter_view(Exchange(request))
    answer: HttpResponse = view(request)
    return answer
