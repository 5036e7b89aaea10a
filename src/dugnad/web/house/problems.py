"""`/docs/problems`: what each kind of problem means; the `type` of RFC 9457 details points here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.problems import Problem, Text

MEANING: dict[str, tuple[Text, Text]] = {
    "problem": (
        _("The request could not be carried out, and nothing was changed."),
        _("Read the detail; it says what is wrong."),
    ),
    "invalid": (
        _("Something that was sent cannot be used. Nothing was stored."),
        _("Each entry of errors names a field and says why. Correct it and send again."),
    ),
    "sign-in-needed": (
        _("Only people who are signed in may do this."),
        _("Sign in, or send a token: Authorization: Bearer …"),
    ),
    "invalid-token": (
        _("The token is unknown, has expired or was revoked, or its maker's account is closed."),
        _("Make a new token on the page of your account."),
    ),
    "second-factor-needed": (
        _("This needs a session that was opened with two-step sign-in."),
        _("Sign in with your second step. You can add one on the page of your account."),
    ),
    "forbidden": (
        _("You are known, but have no access to this. Or the form was sent from a page that had grown old."),
        _("Ask an administrator of your organisation for the role, or load the page again."),
    ),
    "not-found": (
        _("There is no such thing, or you may not know whether there is."),
        _("Check the address. If a colleague can see it, ask for access."),
    ),
    "invitation-closed": (
        _("The invitation was used, withdrawn, or left for more than 14 days."),
        _("Ask the one who invited you to send it again."),
    ),
    "too-many-invitations": (
        _("The organisation has sent as many invitations in an hour as it may. Nothing was sent."),
        _("Try again at the time that the detail gives."),
    ),
    "sealed": (
        _("What is asked for is sealed now, and opens for nobody but in the cases that the detail names."),
        _("Wait for such a case, or open it together with someone else who may."),
    ),
    "sensor-too-fast": (
        _("The sensor sends more than it may. What it said now was not taken in."),
        _("Send fewer sightings, or several in one request."),
    ),
    "sensors-not-connected": (
        _("This installation has no broker that sensors' messages go through. Nothing was taken in."),
        _("Ask those who run the platform to set DUGNAD_MQTT_URL."),
    ),
    "broker-down": (
        _("The broker of the sensors does not answer. Nothing was taken in."),
        _("Send it again in a moment."),
    ),
    "engine-busy": (
        _(
            "The engine that reckons with business models has more to do than it can take. Nothing was reckoned."
        ),
        _("Ask again in a moment."),
    ),
    "engine-stopped": (
        _("The reckoning took too long or broke off. Nothing was changed."),
        _("Ask again. If it stops again, ask for less: fewer months, fewer scenarios."),
    ),
    "not-enough-hours": (
        _("The expert has fewer free hours in that month than are asked for. Nothing was reserved."),
        _("Ask for fewer hours, another month or somebody else."),
    ),
    "too-large": (
        _("The file is larger than what is taken in. Nothing was stored."),
        _("Send a file of at most 30 MB."),
    ),
    "too-much-feedback": (
        _("More was said about services from one address than is taken in within an hour. Nothing was sent."),
        _("Try again in an hour."),
    ),
    "no-rdf": (
        _("The file is no RDF of CPSV-AP-NO 1.1 that can be read. Nothing was taken in."),
        _("Read the detail: it names the line, or the version."),
    ),
    "signing-unavailable": (
        _("The signing service or the time-stamp authority does not answer. Nothing was signed."),
        _("Try again in a few minutes."),
    ),
    "secret-changed": (
        _("The installation's secret is not the one that your second step was stored under."),
        _("Tell those who run the platform: the old secret must be put back."),
    ),
    "failure": (
        _("The platform itself failed. What you sent was not stored."),
        _("Try again in a few minutes. If it stays so, tell those who run the platform."),
    ),
    "conflict": (
        _("It has changed since you looked, or is in a state that does not allow this."),
        _("Load it again and decide anew."),
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of problem as the page shows it."""

    code: str
    status: int
    title: Text
    meaning: Text
    remedy: Text


def kinds(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every kind of problem that is known, the general one first."""
    yield of
    for narrower in of.__subclasses__():
        yield from kinds(narrower)


def told() -> list[Told]:
    """Each code once, in words."""
    by_code = {kind.code: kind for kind in reversed(list(kinds()))}
    known = [by_code[code] for code in sorted(by_code, key=lambda code: (by_code[code].status, code))]
    return [Told(k.code, k.status, k.title, *MEANING.get(k.code, MEANING["problem"])) for k in known]


@require_GET
@authorised(ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "house/problems.html", {"problems": told()})
