"""After and beside the incident: the report with the whole timeline, and what goes to shared channels."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dugnad.areas.rescue.incidents.counting import counts_by_storey
from dugnad.areas.rescue.incidents.picture import Picture, state_of
from dugnad.areas.rescue.incidents.picture import picture as picture_of
from dugnad.areas.rescue.incidents.screen import log
from dugnad.areas.rescue.incidents.selectors import title, where
from dugnad.areas.rescue.incidents.states import Kind, PersonState, Said, Verdict
from dugnad.areas.rescue.incidents.words import PERSON_WORDS
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

CERTAINTY = {Verdict.UNCONFIRMED: "Likely", Verdict.CONFIRMED: "Observed", Verdict.FALSE: "Unlikely"}


@require_safe
@authorised(PERSON)
def report(request: Request, incident: UUID) -> HttpResponse:
    """Everything that was said and done, with how long things took. Nobody is named."""
    picture = picture_of(request.actor, incident)
    _state, said = state_of(picture.incident)
    shown = {
        "incident": picture.incident,
        "title": title(picture.incident),
        "where": where(picture.building),
        "lines": log(picture, said),
        "milestones": _milestones(picture, said),
        "people": _outcomes(picture),
        "teams": picture.incident.teams.order_by("name"),
    }
    return render(request, "rescue/report.html", shown)


def _milestones(picture: Picture, said: tuple[Said, ...]) -> list[tuple[str, float]]:
    """What happened first, in seconds after the alarm."""
    firsts = (
        (_("Fire confirmed"), Kind.VERDICT, "confirmed"),
        (_("First team on site"), Kind.TEAM, "ready"),
        (_("First person contacted"), Kind.PERSON, "contacted"),
        (_("First person safe"), Kind.PERSON, "safe"),
        (_("Closed"), Kind.CLOSED, None),
    )
    begun = picture.incident.opened_at
    found = [(words, [one for one in said if _is(one, kind, state)]) for words, kind, state in firsts]
    return [(words, (those[0].clock[0] - begun).total_seconds()) for words, those in found if those]


def _is(one: Said, kind: Kind, state: str | None) -> bool:
    return one.kind == kind and (state is None or one.value.get("state") == state)


def _outcomes(picture: Picture) -> list[tuple[str, int]]:
    """How many people were in which state in the end."""
    closed = picture.state.said(Kind.CLOSED)
    newest = picture.state.all(Kind.PERSON).values()
    states = (
        closed.value.get("people", {}) if closed else Counter(str(one.value.get("state")) for one in newest)
    )
    return [(str(PERSON_WORDS[state]), states[state]) for state in PersonState if states.get(state)]


@require_safe
@authorised(PERSON)
def cap(request: Request, incident: UUID) -> HttpResponse:
    """A CAP 1.2 message: how many need help on each floor, and nothing of who they are."""
    picture = picture_of(request.actor, incident)
    row = picture.incident
    write, info, area = (import_string(f"{settings.CAP}.{name}") for name in ("write", "Info", "Area"))
    content = write(
        identifier=f"{row.id}-{picture.state.number}",
        sender=settings.ORIGIN.split("//")[-1],
        sent=picture.now,
        infos=[info(**_told(picture))],
        area=area(**_area(picture)),
        status="Exercise" if row.exercise else "Actual",
        kind="Update" if picture.state.number > 1 else "Alert",
    )
    response = HttpResponse(content, content_type="application/cap+xml")
    response["Content-Disposition"] = f'attachment; filename="incident-{row.opened_at:%Y%m%d-%H%M}.cap.xml"'
    return response


def _told(picture: Picture) -> dict[str, Any]:
    return {
        "event": _("Fire alarm"),
        "headline": _("Fire alarm in %(place)s") % {"place": title(picture.incident)},
        "language": get_language() or "nb",
        "certainty": CERTAINTY[picture.state.verdict],
        "counts": counts_by_storey(picture),
    }


def _area(picture: Picture) -> dict[str, Any]:
    building = picture.building
    if building is None:
        return {"says": picture.incident.place or _("Place unknown")}
    has_place = building.latitude is not None and building.longitude is not None
    circle = (building.latitude, building.longitude, 0.1) if has_place else None
    return {
        "says": f"{building.name}, {building.address}",
        "circle": circle,
        "geocodes": {"kommunenummer": building.municipality},
    }
