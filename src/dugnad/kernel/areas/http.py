"""The request as views see it, after the middleware."""

from __future__ import annotations

from django.http import HttpRequest

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person


class Request(HttpRequest):
    """The type of `request` in every page and API operation.

    `actor` is who acts, nobody included. `user` is the person, on routes that admit PERSON or OPERATOR.
    """

    actor: Actor
    user: Person
    csp_nonce: str
