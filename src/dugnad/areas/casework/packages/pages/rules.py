"""The rules as everybody may read them: the list, a version, what changes, the files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dugnad.areas.casework.cases.overview import desks
from dugnad.areas.casework.cases.selectors import archives
from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.packages.approving import needed
from dugnad.areas.casework.packages.documentation import documentation as documentation_of
from dugnad.areas.casework.packages.errors import parts
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.presentation import (
    change_rows,
    decisions,
    facts,
    parameters,
    provisions,
    tests,
)
from dugnad.areas.casework.packages.quality import quality_of
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.differences import between
from dugnad.areas.casework.rules.packages import version_thing
from dugnad.areas.casework.trials import panel
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request


@require_safe
@authorised(ANYONE)
def packages(request: Request) -> HttpResponse:
    newest: dict[str, PackageVersion] = {}
    drafts: list[PackageVersion] = []
    for row in selectors.versions(request.actor).order_by("package__slug", "-number"):
        if row.state == VersionState.PUBLISHED:
            newest.setdefault(row.package.slug, row)
        elif row.state != VersionState.STOPPED:
            drafts.append(row)
    used = _used(request)
    shown = {
        "rows": [(row, said(row.package.title), used.get(row.package_id, [])) for row in newest.values()],
        "drafts": [(row, said(row.package.title)) for row in drafts],
        "organisations": selectors.keepers(request.actor),
        "desks": desks(request.actor),
        "archives": archives(request.actor),
    }
    return render(request, "casework/packages.html", shown)


def _used(request: Request) -> dict[Any, list[str]]:
    """The names of the cities in which each package decides today."""
    today = timezone.localdate()
    names: dict[Any, list[str]] = {}
    for row in selectors.adoptions(request.actor).filter(state=VersionState.PUBLISHED):
        if _holds(row, today):
            names.setdefault(row.version.package_id, []).append(row.organisation.name)
    return names


def _holds(row: Adoption, day: date) -> bool:
    begun = row.since is not None and row.since <= day
    return begun and (row.until is None or day < row.until) and row.stopped_at is None


@require_safe
@authorised(ANYONE)
def package(request: Request, slug: str) -> HttpResponse:
    return _shown(request, selectors.version(request.actor, slug))


@require_safe
@authorised(ANYONE)
def version(request: Request, slug: str, number: int) -> HttpResponse:
    return _shown(request, selectors.version(request.actor, slug, number))


def _shown(request: Request, row: PackageVersion) -> HttpResponse:
    whole = selectors.document_of(row)
    language = (get_language() or "nb")[:2]
    thing, quality = version_thing(row), quality_of(row)
    everything = list(selectors.versions(request.actor).filter(package=row.package))
    shown = {
        "row": row,
        "title": said(whole.title),
        "summary": said(whole.summary),
        "package": whole,
        "provisions": provisions(whole, language),
        "parameters": parameters(whole, timezone.localdate(), language),
        "facts": facts(whole, language),
        "decisions": decisions(whole, quality, language),
        "quality": quality,
        "tests": tests(quality),
        "versions": everything,
        "before": next((one for one in everything if one.number < row.number), None),
        "adoptions": selectors.adoptions(request.actor).filter(version=row),
        "two": shared.two(request.actor, row, row.digest),
        "approves": shared.may_approve(request.actor, row, thing, row.digest),
        "may_change": bool(ask(request.actor, "change", thing)),
        "ready": row.state == VersionState.ASKED and quality.green and not needed(row, row.digest),
        "open": row.state in OPEN,
        "adopters": selectors.keepers(request.actor) if row.state == VersionState.PUBLISHED else [],
        "may_stop": bool(ask(request.actor, "stop", thing)) and row.state == VersionState.PUBLISHED,
        "parts": parts(whole) if ask(request.actor, "stop", thing) else {},
        "kind": thing.kind.name,
        "crumbs": shared.crumbs((said(whole.title), "")),
    }
    shown |= {"shadow": panel.shadow(request.actor, row), "analysers": panel.makers(request.actor)}
    return render(request, "casework/version.html", shown)


@require_safe
@authorised(ANYONE)
def changes(request: Request, slug: str, number: int) -> HttpResponse:
    row = selectors.version(request.actor, slug, number)
    others = selectors.versions(request.actor).filter(package=row.package).exclude(number=number)
    wanted = request.GET.get("from", "")
    chosen = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else None
    earlier = others.filter(number=chosen) if chosen is not None else others.filter(number__lt=number)
    before = earlier.defer(None).first()
    shown: dict[str, Any] = {
        "row": row,
        "before": before,
        "others": others,
        "groups": [],
        "title": said(row.package.title),
        "crumbs": shared.crumbs(shared.version_crumb(row), (_("Changes"), "")),
    }
    if before:
        found = between(selectors.document_of(before), selectors.document_of(row))
        shown["groups"] = change_rows(found, selectors.document_of(row))
    return render(request, "casework/changes.html", shown)


@require_safe
@authorised(ANYONE)
def document(request: Request, slug: str, number: int) -> HttpResponse:
    row = selectors.version(request.actor, slug, number)
    answer = JsonResponse(row.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}.json"'
    return answer


@require_safe
@authorised(ANYONE)
def documentation(request: Request, slug: str, number: int) -> HttpResponse:
    row = selectors.version(request.actor, slug, number)
    answer = HttpResponse(documentation_of(row), content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}.md"'
    return answer


@require_safe
@authorised(ANYONE)
def model(request: Request, slug: str, number: int) -> HttpResponse:
    row = selectors.version(request.actor, slug, number)
    answer = HttpResponse(row.document["model"].encode(), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}.dmn"'
    return answer


def address(row: PackageVersion) -> str:
    """The page of a version; needs its package."""
    return reverse("casework:version", args=[row.package.slug, row.number])
