"""A letter as a PDF with the city's seal and the time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from django.utils import timezone

from dugnad.areas.casework.cases.texts import about, day_words
from dugnad.areas.casework.models import Case, Letter
from dugnad.areas.casework.ports import signing
from dugnad.engines.pades.authority import Person
from dugnad.engines.typesetting import Fault, TypesettingError, render

FIELD = "seal"
TRIES = 5
INVENTED = {
    "nb": "Eksempel: personene og saken er oppdiktet.",
    "nn": "Døme: personane og saka er oppdikta.",
}
SEAL = {"nb": "Vedtaket er forseglet av {city}", "nn": "Vedtaket er forsegla av {city}"}


def printed(letter: Letter) -> bytes:
    """The letter typeset, PDF/A-3a; the same letter gives the same bytes."""
    case = letter.case
    data = {
        "title": letter.title,
        "city": case.organisation.name,
        "to": letter.to or case.applicant_name,
        "language": letter.written,
        "date": day_words(timezone.localdate(letter.made_at), letter.written),
        "reference": case.reference,
        "about": about(case.subject, case.born, letter.written),
        "lines": [_line(one["text"], one["citation"], "heading" in one) for one in letter.lines],
        "notice": INVENTED[letter.written] if case.invented else "",
    }
    return _typeset(data, letter.made_at)


def received(case: Case, title: str, at: dt.datetime, lines: Sequence[str]) -> bytes:
    """What an applicant wrote to the city, typeset for the archive; the same words give the same bytes."""
    data = {
        "title": title,
        "city": case.applicant_name,
        "to": case.organisation.name,
        "language": case.written,
        "date": day_words(timezone.localdate(at), case.written),
        "reference": case.reference,
        "about": "",
        "lines": [_line(text) for text in lines],
        "notice": INVENTED[case.written] if case.invented else "",
    }
    return _typeset(data, at)


def _line(text: str, citation: str = "", heading: bool = False) -> dict[str, str | bool]:
    return {"text": text, "citation": citation, "heading": heading}


def _typeset(data: dict[str, Any], at: dt.datetime) -> bytes:
    """Signs that no font shows become '?', for a letter must reach its reader; the case keeps the words whole."""
    template = (files("dugnad.areas.casework.cases") / "letter.typ").read_text()
    for _again in range(TRIES):
        try:
            return render(template, data, created=at.replace(microsecond=0))
        except TypesettingError as wrong:
            if wrong.fault is not Fault.UNPRINTABLE:
                raise
            data = _without(data, wrong.characters)
    return render(template, data, created=at.replace(microsecond=0))


def _without(data: dict[str, Any], signs: str) -> dict[str, Any]:
    shown = json.dumps(data, ensure_ascii=False)
    for sign in signs:
        shown = shown.replace(json.dumps(sign, ensure_ascii=False)[1:-1], "?")
    found: dict[str, Any] = json.loads(shown)
    return found


def sealed(letter: Letter, at: dt.datetime) -> bytes:
    """The letter with the city's seal and a time stamp. Raises PadesError, TypesettingError."""
    from dugnad.engines.pades.signing import Field, add_fields

    city, at = letter.case.organisation, at.replace(microsecond=0)
    reason = SEAL[letter.written].format(city=city.name)
    pdf = add_fields(printed(letter), [Field(FIELD, description=reason)])
    seal = Person(city.name, city.name, city.number, reason)
    signed = signing().sign(pdf, FIELD, seal, at=at, reason=reason, appearance=None)
    return signing().finalise(signed, at=at)
