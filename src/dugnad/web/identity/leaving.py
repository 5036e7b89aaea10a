"""Leaving a device: whoever signs out on it leaves nothing of what was shown there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

# Pages in caches, what a service worker and the page's own script have kept (W3C Clear Site Data); browsers heed it
# over https and on the machine itself. Cookies stay: the language is one, and the session is over anyway.
LEFT = '"cache", "storage"'


def leave_nothing(answer: HttpResponse) -> None:
    """Have the browser forget what it keeps of this site."""
    answer.headers["Clear-Site-Data"] = LEFT


def signing_out(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the page that signs out: once someone has, their device keeps nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        found = view(request, *args, **kwargs)
        if was_in and not request.user.is_authenticated:
            leave_nothing(found)
        return found

    return answer
