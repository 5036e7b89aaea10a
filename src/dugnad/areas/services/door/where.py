"""Where the reader lives: chosen once, a municipality's number in a cookie and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.services.catalogue.areas import today
from dugnad.areas.services.door.ground import OUTLINES, standing
from dugnad.areas.services.door.places import Found, Looked, look_up
from dugnad.areas.services.door.postal import by_code, by_town, code_in
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.municipalities import DividedMunicipality, Municipality, municipality
from dugnad.kernel.problems import Invalid

COOKIE = "dugnad_place"
YEAR = 365 * 24 * 3600


def place_of(request: Request, asked: str = "") -> Municipality | None:
    """The municipality asked for by number, else the one in the cookie; one that has merged leads to its heir."""
    for number in (asked, request.COOKIES.get(COOKIE, "")):
        if found := present(number):
            return found
    return None


def present(number: str) -> Municipality | None:
    """The municipality of today that has a number or has taken it over; None where that is not one."""
    if number in today():
        return today()[number]
    try:
        return municipality(number, timezone.localdate())
    except (LookupError, DividedMunicipality):
        return None


def remember(response: HttpResponse, place: Municipality | None) -> None:
    """Keep the choice, or forget it."""
    if place is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, place.number, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )


def told(found: Found) -> str:
    """A word about a former municipality or a city district that was asked for; empty for a present one."""
    if found.district:
        return _("%(district)s is in %(name)s.") % {"district": found.district, "name": found.place.name}
    if found.former is None or found.former.name == found.place.name:
        return ""
    words = {"former": found.former.name, "name": found.place.name, "year": found.former.until.year}
    return _("%(former)s has been part of %(name)s since %(year)d.") % words


def named(text: str) -> Looked:
    """The municipalities that a name, a number, a postal code, a post town or an address with one may mean today."""
    day, code = timezone.localdate(), code_in(text)
    posted = by_code(code, day) if code else Looked()
    if posted.town:
        return posted
    name = text.rpartition(code)[2] if code and text.strip() != code else text
    looked = look_up(name, day)
    if looked.found and looked.exact:
        return looked
    town = by_town(name, day)
    return town if town.found or (town.town and not looked.found) else looked


def map_is_here() -> bool:
    """Whether set-up has made the outlines, without which no point can be placed."""
    return bool(finders.find(f"built/map/{OUTLINES}"))


def stood(latitude: str, longitude: str) -> Looked:
    """The municipality at a point in degrees; Invalid for what is no point."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise Invalid(fields={"place": _("This is not a point on the map.")}) from None
    if not (abs(north) <= 90 and abs(east) <= 180):
        raise Invalid(fields={"place": _("This is not a point on the map.")})
    return standing(north, east, timezone.localdate())


def told_of(looked: Looked) -> str:
    """A word about the one that was found by what was typed; empty where its name says it all."""
    one = looked.one
    if one is None:
        return ""
    town = looked.town.split(" ", 1)[-1] if looked.town[:1].isdigit() else looked.town
    if town and town.casefold() != one.place.name.casefold():
        return _("%(district)s is in %(name)s.") % {"district": looked.town, "name": one.place.name}
    return told(one)
