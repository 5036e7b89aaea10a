"""What the register of enterprises fills in, where an operator has connected it; `settings.ENTERPRISES` names it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from stdnum.no import orgnr

from dugnad.areas.competence.models import Industry, Size
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import County, Organisation
from dugnad.kernel.organisations.municipalities import municipality
from dugnad.kernel.organisations.selectors import members_of_network


class EnterprisePort(Protocol):
    """An enterprise as the register tells it; `municipality` by number, empty for what it does not tell."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def municipality(self) -> str: ...
    @property
    def size(self) -> str: ...
    @property
    def industry(self) -> str: ...
    @property
    def ended(self) -> bool: ...


class RegisterPort(Protocol):
    """A register; None for a number that it does not know. ConnectionError where it does not answer."""

    def look_up(self, number: str) -> EnterprisePort | None: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as a number tells it."""

    name: str
    place: str = ""
    county: str = ""
    size: str = ""
    industry: str = ""
    member: bool = False

    @property
    def known(self) -> list[str]:
        """What is shown of it, in words."""
        chosen = ((County, self.county), (Size, self.size), (Industry, self.industry))
        labels = [str(dict(kind.choices)[value]) for kind, value in chosen if value in kind.values]
        return [self.name, *filter(None, [self.place]), *labels]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a number: who it is, else what is wrong with it, or a word about the register."""

    asker: Asker | None = None
    wrong: str = ""
    note: str = ""


def by_number(actor: Actor, number: str) -> Told:
    """Who has an organisation number: a member, else an enterprise of the register."""
    digits = "".join(number.split())[:20]
    if not digits:
        return Told()
    if not orgnr.is_valid(digits):
        wrong = _("This is no organisation number: nine digits, the last one tells whether they are right.")
        return Told(wrong=wrong)
    member = members_of_network(actor).filter(number=digits).first()
    if member:
        return Told(Asker(member.name, member.place, member.county, member=True))
    return _registered(digits)


def filled_in(organisation: Organisation) -> dict[str, str]:
    """County, size and industry of a member, as far as the register tells them; nothing where it is silent."""
    found = _asked(organisation.number)[0]
    if found is None:
        return {}
    told = {"county": found.county, "size": found.size, "industry": found.industry}
    return {name: value for name, value in told.items() if value}


def _registered(number: str) -> Told:
    found, answers = _asked(number)
    if found:
        return Told(found)
    if not answers:
        return Told(note=_("The register of enterprises does not answer now. You get answers all the same."))
    return Told(note=_("No member has this number. You get answers all the same."))


def _asked(number: str) -> tuple[Asker | None, bool]:
    """The enterprise, and whether the register answered."""
    try:
        found = _register(settings.ENTERPRISES, settings.ENTERPRISES_URL).look_up(number)
    except ConnectionError:
        return None, False
    if found is None or found.ended:
        return None, True
    size = found.size if found.size in Size.values else ""
    industry = found.industry if found.industry in Industry.values else ""
    return Asker(found.name, found.place, _county(found.municipality), size, industry), True


def _county(number: str) -> str:
    try:
        county = municipality(number, timezone.localdate()).number[:2]
    except LookupError:
        return ""
    return county if county in County.values else ""


@cache
def _register(path: str, url: str) -> RegisterPort:
    made = import_string(path)
    register: RegisterPort = made(url) if url else made()
    return register
