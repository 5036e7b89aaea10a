"""All that is stored about a person as one ZIP: a page to read in three languages, and the data as files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dugnad.kernel.areas.manifest import Download, PersonalData
from dugnad.kernel.identity.models import Person
from dugnad.kernel.problems import NotFound
from dugnad.kernel.rights.holdings import describe, held

Tell = Callable[[int, str], None]
ROWS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Part:
    """One class of personal data with its files."""

    data: PersonalData
    files: tuple[Download, ...]


def build_zip(person: UUID, tell: Tell | None = None) -> bytes:
    """The ZIP; `tell(percent, what)` hears of the progress. NotFound when there is no such person."""
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NotFound
    parts: list[Part] = []
    for number, data in enumerate(one.data for one in held()):
        if tell:
            tell(number * 90 // len(held()), str(data.what))
        parts.append(Part(data, tuple(data.export(person))))
    return _pack(parts, index_html(row, parts))


def _pack(parts: list[Part], page: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        for name, content in _files(parts):
            archive.writestr(name, content)
    return packed.getvalue()


def _files(parts: list[Part]) -> list[Download]:
    return [file for part in parts for file in part.files]


def index_html(person: Person, parts: list[Part]) -> str:
    """The page to read: what is held and why in each language, then the data themselves."""
    told = [_in_language(code, name, parts) for code, name in settings.LANGUAGES]
    data = [{"name": part.data.name, "files": [_shown(*file) for file in part.files]} for part in parts]
    with translation.override(person.language):
        facts = {"person": person, "languages": told, "parts": data, "at": timezone.localtime()}
        return render_to_string("rights/export.html", facts)


def _in_language(code: str, name: str, parts: list[Part]) -> dict[str, Any]:
    with translation.override(code):
        held = [{**describe(part.data), "files": [name for name, _content in part.files]} for part in parts]
        return {
            "code": code,
            "name": name,
            "title": _("Your data"),
            "lead": _(
                "This is all that Dugnad stores about you. The same data are in the files beside this page."
            ),
            "words": {
                "why": _("Why"),
                "ground": _("On what ground"),
                "keep": _("For how long"),
                "files": _("Files"),
            },
            "held": held,
        }


def _shown(name: str, content: bytes) -> dict[str, Any]:
    """A file as the page shows it: JSON as tables, anything else as a link."""
    if not name.endswith(".json"):
        return {"name": name, "rows": None}
    value = json.loads(content)
    rows = value if isinstance(value, list) else [value]
    return {
        "name": name,
        "rows": [_pairs(row) for row in rows[:ROWS_SHOWN]],
        "more": max(len(rows) - ROWS_SHOWN, 0),
    }


def _pairs(row: Any) -> list[tuple[str, str]]:
    values = row if isinstance(row, dict) else {"": row}
    return [
        (key.replace("_", " "), _text(value))
        for key, value in values.items()
        if value not in (None, "", [], {})
    ]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(part)}" for key, part in value.items())
    return str(value)
