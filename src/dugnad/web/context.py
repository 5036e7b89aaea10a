"""What every page knows: who acts, the menu, and whether this is the demo."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dugnad.kernel.areas import areas


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The areas' entries, with the one that is open marked."""
    entries = [(entry.label, reverse(entry.url_name)) for area in areas() for entry in area.menu]
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in entries]


def house(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": getattr(request, "actor", None),
        "person": getattr(request, "user", None),
        "menu": menu(request),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "version": version("dugnad"),
    }
