"""The area's first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from dugnad.areas.competence.charts import Bar, Row, stacked
from dugnad.areas.competence.models import HourMonth, Round, RoundState
from dugnad.areas.competence.pledges import consent, selectors
from dugnad.areas.competence.pledges.showing import PARTLY, free_in_network, in_words, month_words, this_month
from dugnad.areas.competence.rules.rounds import round_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import County

FEWEST = 3
LATELY = timedelta(days=14)
MOST_TOLD = 3


@require_GET
@authorised(ANYONE)
def overview(request: Request) -> HttpResponse:
    month = this_month()
    shown = {
        "cards": list(_cards(request.actor)),
        "links": _links(request.actor),
        "ask_url": _route("competence:ask"),
        "waiting": list(consent.waiting_for(request.actor)),
        "month": month_words(month),
        "bars": by_county(month),
        "legend": PARTLY,
    }
    return render(request, "competence/overview.html", shown)


def _cards(actor: Actor) -> Iterator[dict[str, Any]]:
    if actor.person:
        yield _card(_("Experts"), "competence:experts", _("Who helps with what, and where."), "people",
                    selectors.experts_open_to(actor).count(), _("take requests"))  # fmt: skip
    yield _card(_("Labs, courses and solutions"), "competence:offers",
                _("Places to try, things to learn, what others use."), "building",
                selectors.offers_open_to(actor).count(), _("to choose from"))  # fmt: skip
    if rounds := _route("competence:rounds"):
        text = _("How scarce hours are shared out, and how fair it was.")
        yield {"title": _("Rounds"), "url": rounds, "text": text, "icon": "share"}
    for one in selectors.administered(actor):
        url = reverse("competence:pledges", args=[one.id])
        yield {"title": _("What %(name)s pledges") % {"name": one.name}, "url": url, "icon": "company",
               "text": _("Your experts and their hours.")}  # fmt: skip


def _links(actor: Actor) -> list[tuple[str, str]]:
    """What else there is, in words and addresses."""
    own = [(_("What you have asked for"), "needs"), (_("Requests to and from you"), "requests"),
           (_("What is pledged of your hours"), "yours")]  # fmt: skip
    all_ = [(_("What nobody has pledged"), "gaps"), (_("Vocabularies of skills"), "vocabularies"),
            (_("The network's hours as CSV"), "statistics_csv")]  # fmt: skip
    return [(words, reverse(f"competence:{name}")) for words, name in [*(own if actor.person else ()), *all_]]


def _card(title: str, route: str, text: str, icon: str, value: int, label: str) -> dict[str, Any]:
    return {"title": title, "url": reverse(route), "text": text, "icon": icon, "value": value, "label": label}


def _route(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def by_county(month: date) -> list[Bar]:
    """The hours of the network in a month, by where experts come; fewer than three givers are left out."""
    sums: dict[str, Counter[str]] = {}
    givers: dict[str, set[UUID]] = {}
    with wall.system():
        rows = list(_open_months(month))
    for row in rows:
        for place in row.expert.counties or [""]:
            kept = sums.setdefault(place, Counter())
            kept.update(used=row.used, reserved=row.reserved, free=row.free)
            givers.setdefault(place, set()).add(row.expert.organisation_id)
    told = {place: kept for place, kept in sums.items() if len(givers[place]) >= FEWEST}
    order = sorted(told, key=lambda place: (-sum(told[place].values()), place))
    names = {"": _("The whole country"), **dict(County.choices)}
    return stacked(
        Row(str(names[place]), values := {part: told[place][part] for part, _w in PARTLY}, in_words(values))
        for place in order
    )


def _open_months(month: date) -> Iterable[HourMonth]:
    rows = HourMonth.objects.filter(month=month, expert__active=True, expert__organisation__left_at=None)
    return rows.select_related("expert").only(
        "pledged", "reserved", "used", "lapsed", "expert__counties", "expert__organisation"
    )


def live_number(actor: Actor) -> tuple[int, str]:
    """The free hours of this month, for the card on the first page."""
    free = free_in_network(this_month())
    return free, ngettext("hour free this month", "hours free this month", free)


def happening(actor: Actor) -> Iterator[tuple[str, str]]:
    """Pledges that wait for the actor's own answer."""
    for row in consent.waiting_for(actor):
        text = _("%(name)s asks to pledge some of your hours") % {"name": row.organisation.name}
        yield text, reverse("competence:yours")
    yield from _rounds(actor)


def _rounds(actor: Actor) -> Iterator[tuple[str, str]]:
    """Rounds that wait for the actor's approval, and the one that was approved last."""
    since = timezone.now() - LATELY
    recent = Q(state=RoundState.PROPOSED) | Q(state=RoundState.APPROVED, approved_at__gte=since)
    for row in Round.objects.filter(recent).order_by("-opened_at")[:MOST_TOLD]:
        words = {"title": row.title, "month": month_words(row.month)}
        if row.state == RoundState.APPROVED:
            yield _("The hours of %(month)s are shared out: %(title)s") % words, _round(row)
        elif ask(actor, "run", round_thing(row.id, row.runner_id)):
            yield _("A round waits for your approval: %(title)s") % words, _round(row)


def _round(row: Round) -> str:
    return reverse("competence:round", args=[row.id])


urlpatterns: list[URLPattern] = [path("", overview, name="overview")]
