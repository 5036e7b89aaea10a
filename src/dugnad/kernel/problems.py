"""What can go wrong, in words for the reader. The doors turn these into pages or RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Problem(Exception):
    """Something the reader can be told; `fields` holds messages for single fields, `extra` what a program may use
    (members of the JSON beside those of RFC 9457, which are never overwritten)."""

    status = 400
    code = "problem"
    title: Text = _("Something is not right")

    def __init__(self, detail: Text = "", fields: Mapping[str, Text] | None = None, **extra: Any) -> None:
        super().__init__(str(detail))
        self.detail = detail
        self.fields = dict(fields or {})
        self.extra = extra


class Invalid(Problem):
    """What was sent cannot be used; says why, at the field."""

    status = 422
    code = "invalid"
    title = _("Please correct what is marked")


class SignInNeeded(Problem):
    status = 401
    code = "sign-in-needed"
    title = _("Sign in first")


class SecondFactorNeeded(Problem):
    """The action needs a session that was opened with a second factor."""

    status = 403
    code = "second-factor-needed"
    title = _("This needs two-step sign-in")


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = _("You may not do this")


class NotFound(Problem):
    """There is no such thing, or the reader may not know that there is."""

    status = 404
    code = "not-found"
    title = _("Not found")


class Conflict(Problem):
    """Someone else changed it first, or it is in a state that does not allow this."""

    status = 409
    code = "conflict"
    title = _("This has changed since you looked")
