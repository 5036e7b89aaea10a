"""The door: one box, one answer. Open to everyone; nothing is kept of who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.areas import around, today
from dugnad.areas.services.catalogue.index import SERVICES
from dugnad.areas.services.door import feedback, gaps
from dugnad.areas.services.door.answering import Reply, reply
from dugnad.areas.services.door.deliveries import delivery
from dugnad.areas.services.door.forms import FeedbackForm
from dugnad.areas.services.door.presentation import contact, crumbs, text, view
from dugnad.areas.services.door.questions import question
from dugnad.areas.services.door.sensitive import identity_numbers, without_numbers
from dugnad.areas.services.door.shelf import Family, families_by_slug, of_theme
from dugnad.areas.services.door.where import (
    place_of,
)
from dugnad.areas.services.models import LifeEvent, Service
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.matching import warming
from dugnad.kernel.organisations.municipalities import Municipality
from dugnad.kernel.problems import Invalid, NotFound, Problem

LONGEST_SHOWN = 200


@require_safe
@authorised(ANYONE)
def door(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    if any(identity_numbers(words)):
        return redirect(_without_numbers(request, words))
    place = place_of(request, request.GET.get("place", ""))
    shown: dict[str, Any] = {"place": place, "themes": _themes(), "here": request.path}
    if not words:
        warming.soon(SERVICES)
        shown["had_number"] = "number" in request.GET
        shown["events"] = _events()
        return render(request, "services/door.html", shown)
    found = reply(words, place)
    note(found)
    again = found.words[:LONGEST_SHOWN].replace("\0", " ")  # no page may hold NUL
    shown |= {"words": again, "asked": True, "had_number": "number" in request.GET}
    shown["here"] = f"{request.path}?{urlencode({'q': shown['words']})}"
    shown |= _answer(found)
    return render(request, "services/door.html", shown)


def _without_numbers(request: Request, words: str) -> str:
    """The same question without identity numbers, so that no address, history or log keeps them."""
    place = request.GET.get("place", "")[:4]
    return f"{request.path}?{urlencode({'q': without_numbers(words), 'place': place, 'number': 'left out'})}"


def _answer(found: Reply) -> dict[str, Any]:
    asks, best = found.asks, found.best
    shown: dict[str, Any] = {"contact": contact(around(found.place.number) if found.place else ("no",))}
    if asks:
        about, choices = question([one.family for one in asks], get_language() or "nb")
        shown |= {"about": about, "choices": choices}
    if best:
        shown["service"] = view(best.family, best.delivery, found.place)
    shown["others"] = [line(one.family, found.place) for one in found.others]
    shown["bundles"] = _bundles(found.events)
    return shown


def _bundles(slugs: Sequence[str]) -> list[dict[str, Any]]:
    """The life events of these slugs, in their order."""
    rows = {row.slug: row for row in LifeEvent.objects.filter(slug__in=slugs)} if slugs else {}
    return [{"slug": slug, "title": text(rows[slug].title)} for slug in slugs if slug in rows]


def line(family: Family, place: Municipality | None) -> dict[str, Any]:
    """One service in a list: its title, its summary, and who delivers it to the reader."""
    offered = delivery(family, place, today())
    content = offered.offer.content if offered else family.content
    return {
        "slug": family.slug,
        "title": text(content.title),
        "text": text(content.summary),
        "who": offered.offer.who if offered and offered.here else "",
        "elsewhere": bool(offered and not offered.here),
    }


def note(found: Reply) -> None:
    """Count what was shown, and note what was not found."""
    if found.best and found.best.delivery:
        gaps.shown(found.best.delivery.offer.id)
    elsewhere = found.best is not None and found.best.delivery is not None and not found.best.delivery.here
    if found.place and (found.poor or elsewhere):
        gaps.note(found.words, found.place.number)


@require_safe
@authorised(ANYONE)
def service(request: Request, slug: str) -> HttpResponse:
    place = place_of(request, request.GET.get("place", ""))
    family = _family(slug)
    offered = delivery(family, place, today())
    if offered:
        gaps.shown(offered.offer.id)
    shown: dict[str, Any] = {"place": place, "service": view(family, offered, place)}
    shown |= {"here": request.path, "crumbs": crumbs()}
    shown["events"] = LifeEvent.objects.filter(slug__in=family.content.events)
    return render(request, "services/service.html", shown)


def _family(slug: str) -> Family:
    found = families_by_slug([slug]).get(slug)
    if found is None:
        raise NotFound
    return found


@require_safe
@authorised(ANYONE)
def theme(request: Request, theme: str) -> HttpResponse:
    if theme not in themes.all_themes():
        raise NotFound
    place = place_of(request)
    shown = {
        "title": themes.title_of(theme, get_language() or "nb"),
        "place": place,
        "crumbs": crumbs(),
        "here": request.path,
    }
    shown["lines"] = _sorted([line(family, place) for family in of_theme(theme)])
    return render(request, "services/theme.html", shown)


def _sorted(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda one: (one["elsewhere"], one["title"].text.casefold()))


@require_safe
@authorised(ANYONE)
def life_event(request: Request, slug: str) -> HttpResponse:
    row = LifeEvent.objects.filter(slug=slug).first()
    if row is None:
        raise NotFound
    place = place_of(request)
    found = families_by_slug(row.order)
    shown: dict[str, Any] = {
        "title": text(row.title),
        "summary": text(row.summary),
        "place": place,
        "crumbs": crumbs(),
    }
    shown["here"] = request.path
    shown["lines"] = [line(found[one], place) for one in row.order if one in found]
    return render(request, "services/life_event.html", shown)


@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def wrong(request: Request, slug: str) -> HttpResponse:
    row = Service.objects.filter(slug=slug, withdrawn_at=None).first()
    family = families_by_slug([slug]).get(slug)
    if row is None or family is None:
        raise NotFound
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and _sent(request, slug, form):
        messages.success(request, _("Thank you. Those who keep the description will see it."))
        return redirect("services:service", slug=family.slug)
    title = text(family.content.title)
    shown = {
        "form": form,
        "title": title,
        "slug": family.slug,
        "crumbs": crumbs((title.text, reverse("services:service", args=[family.slug]))),
    }
    return render(request, "services/wrong.html", shown, status=422 if form.errors else 200)


def _sent(request: Request, slug: str, form: FeedbackForm) -> bool:
    form.is_valid()
    given = {"kind": request.POST.get("kind", ""), "text": request.POST.get("text", "")}
    form.errors.clear()
    try:
        feedback.give(actor=request.actor, slug=slug, sender=feedback.sender_of(request), **given)
    except Invalid as wrong:
        for field, words in wrong.fields.items():
            form.add_error(field, str(words))
    except Problem as problem:
        form.add_error(None, str(problem.detail or problem.title))
    return not form.errors


def _themes() -> list[tuple[str, str]]:
    language = get_language() or "nb"
    return [(theme, themes.title_of(theme, language)) for theme in themes.all_themes()]


def _events() -> list[dict[str, Any]]:
    return [
        {"slug": row.slug, "title": text(row.title), "text": text(row.summary)}
        for row in LifeEvent.objects.all()
    ]
