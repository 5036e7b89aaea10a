"""From what people type to what is stored. Pure; each cleaner gives the clean value or raises `Fault`."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from stdnum.no import orgnr

from dugnad.kernel.organisations.models import County, Organisation, OrganisationKind, RoleName
from dugnad.kernel.problems import Invalid

Cleaner = Callable[[Any], Any]
NORWAY = {"latitude": (57.0, 81.5), "longitude": (-10.0, 36.0)}
WEB = URLValidator(schemes=["http", "https"])


class Fault(ValueError):
    """Why a value cannot be used, in words for the reader."""


def clean(values: Mapping[str, Any], cleaners: Mapping[str, Cleaner]) -> dict[str, Any]:
    """Every value through its field's cleaner; one `Invalid` that names every field at fault."""
    good: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field, value in values.items():
        try:
            good[field] = cleaners[field](value)
        except Fault as fault:
            faults[field] = str(fault)
    if faults:
        raise Invalid(fields=faults)
    return good


def line(limit: int, *, required: bool = False) -> Cleaner:
    """One line of text: single spaces, no control characters, at most `limit` characters."""

    def clean_line(value: Any) -> str:
        text = " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())
        return _measured(text, limit, required)

    return clean_line


def prose(limit: int) -> Cleaner:
    """Several lines of text without control characters, at most `limit` characters."""

    def clean_prose(value: Any) -> str:
        text = "".join(c for c in str(value or "").replace("\r\n", "\n") if c.isprintable() or c == "\n")
        return _measured(text.strip(), limit, required=False)

    return clean_prose


def _measured(text: str, limit: int, required: bool) -> str:
    if required and not text:
        raise Fault(_("Fill this in."))
    if len(text) > limit:
        raise Fault(_("This is too long. There is room for %(limit)d characters.") % {"limit": limit})
    return text


def one_of(choices: Collection[str], *, required: bool = True) -> Cleaner:
    """One of the choices, or empty when none is required."""

    def clean_choice(value: Any) -> str:
        text = str(value or "")
        if text in choices or not (text or required):
            return text
        raise Fault(_("Choose one of the list."))

    return clean_choice


def number(value: Any) -> str:
    """The nine digits of a Norwegian organisation number, modulus 11 checked (python-stdnum)."""
    digits: str = orgnr.compact(str(value or ""))
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()):
        raise Fault(_("An organisation number has nine digits."))
    if not orgnr.is_valid(digits):
        raise Fault(_("The check digit is wrong. Look for two digits that changed places."))
    return digits


def website(value: Any) -> str:
    """An http or https address; https:// is put before a bare host name."""
    text = str(value or "").strip()
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        WEB(address)
    except ValidationError as wrong:
        raise Fault(_("This is no web address. Write it as www.example.no.")) from wrong
    return str(_measured(address, 200, required=False))


def email(value: Any) -> str:
    """An e-mail address in small letters."""
    text = str(value or "").strip().lower()
    try:
        validate_email(text)
    except ValidationError as wrong:
        raise Fault(_("This is no e-mail address. Write it as name@example.no.")) from wrong
    return str(_measured(text, 254, required=True))


def degrees(axis: str) -> Cleaner:
    """Degrees (WGS 84) within Norway, Svalbard and Jan Mayen included; None when empty."""
    low, high = NORWAY[axis]

    def clean_degrees(value: Any) -> float | None:
        if value is None or value == "":
            return None
        try:
            found = float(str(value).replace(",", "."))
        except ValueError as wrong:
            raise Fault(_("Write degrees as a number, for example 59.91.")) from wrong
        if math.isnan(found) or not low <= found <= high:
            words = {"low": f"{low:g}", "high": f"{high:g}"}
            raise Fault(_("In Norway this is between %(low)s and %(high)s degrees.") % words)
        return found

    return clean_degrees


ORGANISATION: Mapping[str, Cleaner] = {
    "number": number,
    "name": line(160, required=True),
    "kind": one_of(OrganisationKind.values),
    "about": prose(2000),
    "website": website,
    "place": line(80),
    "county": one_of(County.values, required=False),
    "latitude": degrees("latitude"),
    "longitude": degrees("longitude"),
    "invented": bool,
}
UNIT: Mapping[str, Cleaner] = {"name": line(160, required=True)}
ROLE: Mapping[str, Cleaner] = {
    "email": email,
    "role": one_of(RoleName.values),
    "authority": line(160),
}


def organisation_values(values: Mapping[str, Any], before: Organisation | None = None) -> dict[str, Any]:
    """Clean values of an organisation with what is derived from them; a position has both its numbers."""
    good = clean(values, ORGANISATION)
    whole: dict[str, Any] = {field: good.get(field, getattr(before, field, None)) for field in ORGANISATION}
    if (whole["latitude"] is None) != (whole["longitude"] is None):
        missing = "latitude" if whole["latitude"] is None else "longitude"
        raise Invalid(fields={missing: _("Give both latitude and longitude, or neither.")})
    return {**good, "sort_name": sort_name(whole["name"]), "search": search_text(whole)}


def sort_name(name: str) -> str:
    """A key that sorts as the Norwegian alphabet under any collation: æ, ø and å after z."""
    return name.casefold().replace("æ", "zza").replace("ø", "zzb").replace("å", "zzc")


def search_text(whole: Mapping[str, Any]) -> str:
    """What free text is looked for in: name, number, place, county and what it says about itself, in small letters."""
    county = County(whole["county"]).label if whole["county"] else ""
    parts = (whole["name"], whole["number"], whole["place"], county, whole["about"])
    return " ".join(filter(None, parts)).casefold()
