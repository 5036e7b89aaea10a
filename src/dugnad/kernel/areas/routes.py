"""Every route says who may come in; what they may then see or do is decided by `access` for each thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from dugnad.kernel.access import Actor
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Forbidden, SignInNeeded

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
PERSON = "person"
OPERATOR = "operator"


def admit(actor: Actor, who: str) -> None:
    """Let the actor pass or raise: `SignInNeeded` for nobody, `Forbidden` for the wrong person."""
    if who != ANYONE and actor.person is None:
        raise SignInNeeded
    if who == OPERATOR and not actor.operator:
        raise Forbidden


def authorised(who: str) -> Callable[[View], View]:
    """Declare and enforce who may use a page or an API operation: ANYONE, PERSON or OPERATOR."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> Any:
            admit(request.actor, who)
            return view(request, *args, **kwargs)

        guarded.admits = who  # type: ignore[attr-defined]
        # The API's parameters are read from the signature, whose names mean what they mean in the view's module.
        guarded.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where a page sends a person who must first say who they are."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
