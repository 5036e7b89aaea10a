"""What may be said of a pledge, and the words for what may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils import timezone
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.competence.models import Expert, Offer, OfferKind, Skill
from dugnad.areas.competence.pledges.hours import check_hours
from dugnad.kernel.organisations.models import County
from dugnad.kernel.problems import Invalid, Text

LANGUAGES = {
    "nb": gettext_lazy("Bokmål"),
    "nn": gettext_lazy("Nynorsk"),
    "en": gettext_lazy("English"),
    "se": gettext_lazy("Northern Sami"),
    "pl": gettext_lazy("Polish"),
    "uk": gettext_lazy("Ukrainian"),
    "de": gettext_lazy("German"),
}
MOST_SKILLS = 30
MOST_PRICE = 10_000_000
LONGEST = {"name": 120, "headline": 160, "title": 160, "about": 4_000, "text": 4_000, "url": 500}
NEEDED = ("name", "headline", "title")


class Cleaner:
    """Collects what is wrong, field by field, so that the reader is told of all at once."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = dict(values)
        self.wrong: dict[str, Text] = {}

    def done(self) -> dict[str, Any]:
        """The values as they are kept. Raises Invalid where something was wrong."""
        for name in list(self.values):
            cleaned = getattr(self, f"clean_{name}", None)
            if name in LONGEST:
                self.values[name] = self._text(name, str(self.values[name] or ""))
            if cleaned:
                self._try(name, cleaned)
        if self.wrong:
            raise Invalid(fields=self.wrong)
        return self.values

    def _try(self, name: str, cleaned: Any) -> None:
        try:
            self.values[name] = cleaned(self.values[name])
        except Invalid as wrong:
            self.wrong |= wrong.fields

    def _text(self, name: str, value: str) -> str:
        kept = normalize_newlines(value).replace("\x00", "").strip()
        if name not in ("about", "text"):
            kept = " ".join(kept.split())
        if len(kept) > LONGEST[name]:
            self.wrong[name] = _("At most %(most)d characters.") % {"most": LONGEST[name]}
        elif not kept and name in NEEDED:
            self.wrong[name] = _("Fill this in.")
        return kept

    def clean_hours_month(self, value: int) -> int:
        check_hours(value, "hours_month", least=0)
        return value

    def clean_counties(self, value: Sequence[str]) -> list[str]:
        return _known("counties", value, County.values)

    def clean_languages(self, value: Sequence[str]) -> list[str]:
        return _known("languages", value, LANGUAGES)

    def clean_skills(self, value: Sequence[UUID]) -> list[Skill]:
        found = list(Skill.objects.filter(id__in=value))
        if len(found) < len(set(value)):
            raise Invalid(fields={"skills": _("Choose skills that are listed.")})
        if len(found) > MOST_SKILLS:
            raise Invalid(fields={"skills": _("Choose at most %(most)d skills.") % {"most": MOST_SKILLS}})
        return found

    def clean_kind(self, value: str) -> str:
        if value not in OfferKind.values:
            raise Invalid(fields={"kind": _("Choose one of these.")})
        return value

    def clean_url(self, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or "." not in parts.netloc):
            raise Invalid(fields={"url": _("Write the whole address, such as https://example.no/course.")})
        return value

    def clean_price(self, value: int | None) -> int | None:
        if value is not None and not 0 <= value <= MOST_PRICE:
            raise Invalid(fields={"price": _("Write the price in whole kroner, 0 or more.")})
        return value

    def clean_next_date(self, value: date | None) -> date | None:
        if value is not None and abs(value - timezone.localdate()) > timedelta(days=5 * 366):
            raise Invalid(fields={"next_date": _("Choose a date within five years.")})
        return value


def _known(field: str, value: Iterable[str], choices: Iterable[str]) -> list[str]:
    wanted, known = list(dict.fromkeys(value)), set(choices)
    if not known.issuperset(wanted):
        raise Invalid(fields={field: _("Choose among those listed.")})
    return wanted


def themes_of(skills: Iterable[Skill]) -> list[Skill]:
    """The themes that skills belong to."""
    return list(Skill.objects.filter(narrower__in=[skill.id for skill in skills], kind="theme").distinct())


def teach(row: Expert | Offer, skills: Collection[Skill] | None) -> None:
    """Give an expert or an offer these skills and the themes that they belong to; None leaves them as they are."""
    if skills is not None:
        row.skills.set(skills)
        row.themes.set(themes_of(skills))


def put(row: Expert | Offer, values: Mapping[str, Any]) -> None:
    """Set the fields of a row, not yet kept."""
    for name, value in values.items():
        setattr(row, name, value)
