"""What the pages of rules share: breadcrumbs, the two who approve, a service called from a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.models.packages import ApproverRole, VersionState
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.trials.selectors import may_count
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Problem

ELSEWHERE = (401, 403, 404)


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here: the list of rules, and what is given as (label, url)."""
    first = {"label": _("Casework"), "url": reverse("casework:packages")}
    return [first, *({"label": label, "url": url} for label, url in more)]


def version_crumb(row: PackageVersion) -> tuple[str, str]:
    return said(row.package.title), reverse("casework:package", args=[row.package.slug])


def two(actor: Actor, row: PackageVersion | Adoption, now: str) -> list[dict[str, Any]]:
    """The two approvals; who approved is told to those who are signed in."""
    held = {one.role: one for one in row.approvals.select_related("by") if one.digest == now}
    return [
        {
            "role": label,
            "name": one.by.name if (one := held.get(role)) and actor.person else "",
            "at": one.at if one else None,
            "reason": one.reason if one and actor.person else "",
            "shadow": one.shadow_id if one and may_count(actor, row) else None,
        }
        for role, label in ApproverRole.choices
    ]


def may_approve(
    actor: Actor, row: PackageVersion | Adoption, thing: Thing, now: str
) -> list[tuple[str, str]]:
    """The roles, with words, in which the actor may approve it now."""
    if row.state != VersionState.ASKED:
        return []
    held = [one for one in row.approvals.all() if one.digest == now]
    if any(one.by_id == actor.person for one in held):
        return []
    taken = {one.role for one in held}
    return [
        (role, str(label))
        for role, label in ApproverRole.choices
        if role not in taken and ask(actor, f"approve_as_{role}", thing)
    ]


def done(request: Request, write: Callable[[], Any], success: str, where: str) -> HttpResponse:
    """Call the service and go on; what it refuses is told as a message on the same page."""
    try:
        write()
    except Problem as wrong:
        if wrong.status in ELSEWHERE:
            raise
        words = [str(one) for one in wrong.fields.values()] or [str(wrong.detail or wrong.title)]
        messages.error(request, " ".join(words))
    else:
        messages.success(request, success)
    return redirect(where)


def saved(form: forms.Form, write: Callable[[], Any], names: Mapping[str, str] | None = None) -> Any:
    """What the service gives; what it refuses goes to the form's fields (by `names`), and None is given."""
    try:
        return write()
    except Problem as wrong:
        if wrong.status in ELSEWHERE:
            raise
        fields = {(names or {}).get(name, name): words for name, words in wrong.fields.items()}
        tell(form, fields, str(wrong.detail or wrong.title))
        return None


def tell(form: forms.Form, fields: dict[str, Any], detail: str) -> None:
    """Put each message at its field; what has no field here at the top."""
    if not fields:
        form.add_error(None, detail)
    for name, words in fields.items():
        lines: Iterable[str] = str(words).splitlines()
        form.add_error(name if name in form.fields else None, list(lines))


def status(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
