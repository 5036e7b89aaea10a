"""From what owners type or send to a `Content`: bounded, known, and told at the field where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.areas import COUNTRY, is_area
from dugnad.areas.services.catalogue.content import (
    EVENTS_AT_MOST,
    LANGUAGES,
    LAWS_AT_MOST,
    LIMITS,
    LONGEST_WORD,
    NEEDED,
    TEXTS,
    WORDS_AT_MOST,
    Content,
    Law,
)
from dugnad.areas.services.rules import Level
from dugnad.kernel.organisations.cleaning import Fault, line, number, prose, website
from dugnad.kernel.problems import Invalid

LEVELS = {"4": Level.MUNICIPAL, "2": Level.COUNTY, COUNTRY: Level.STATE}


def cleaned(values: Mapping[str, Any], *, has_base: bool = False) -> Content:
    """The description; one `Invalid` that names every field at fault, texts as `title_nb`."""
    work = _Work()
    texts = {name: work.texts(name, values.get(name) or {}) for name in TEXTS}
    if not has_base:
        work.needs(texts)
    good = {
        **texts,
        **work.place(values),
        "theme": work.theme(values.get("theme")),
        "who": work.one("who", line(160), values.get("who")),
        "who_number": work.one("who_number", number, values["who_number"])
        if values.get("who_number")
        else "",
        "words": work.words(values.get("words") or {}),
        "url": work.one("url", _long_website, values.get("url")),
        "law": work.laws(values.get("law") or ()),
        "events": work.events(values.get("events") or ()),
        **work.days(values),
    }
    if work.faults:
        raise Invalid(fields=work.faults)
    return Content(**good)


class _Work:
    """The faults found so far."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def one(self, field: str, cleaner: Any, value: Any) -> Any:
        try:
            return cleaner(value)
        except Fault as fault:
            self.faults[field] = str(fault)
            return ""

    def texts(self, name: str, given: Any) -> dict[str, str]:
        if not isinstance(given, Mapping):
            self.faults[name] = _("Give a text for each language: nb, nn, en.")
            return {}
        found = {
            language: self.one(f"{name}_{language}", prose(LIMITS[name]), given.get(language))
            for language in LANGUAGES
        }
        return {language: text for language, text in found.items() if text}

    def needs(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        for name in NEEDED:
            if not texts[name]:
                self.faults.setdefault(f"{name}_nb", _("Fill this in, in one language at least."))

    def place(self, values: Mapping[str, Any]) -> dict[str, str]:
        level, area = str(values.get("level") or ""), str(values.get("area") or "")
        if level not in set(Level):
            self.faults["level"] = _("Choose one of the list.")
        if area and not is_area(area):
            self.faults["area"] = _("No municipality or county has this number today.")
        elif area and LEVELS.get(COUNTRY if area == COUNTRY else str(len(area))) != level:
            self.faults["area"] = _("The area does not fit the level.")
        return {"level": level, "area": area}

    def theme(self, value: Any) -> str:
        if str(value or "") not in themes.all_themes():
            self.faults["theme"] = _("Choose one of the list.")
        return str(value or "")

    def words(self, given: Any) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for language in LANGUAGES:
            field = f"words_{language}"
            words = [self.one(field, line(LONGEST_WORD), word) for word in _list(given, language)]
            if len(words) > WORDS_AT_MOST:
                self.faults[field] = _("At most %(number)d words.") % {"number": WORDS_AT_MOST}
            if kept := tuple(sorted(set(filter(None, words)))):
                found[language] = kept
        return found

    def laws(self, given: Sequence[Any]) -> tuple[Law, ...]:
        if len(given) > LAWS_AT_MOST:
            self.faults["law"] = _("At most %(number)d.") % {"number": LAWS_AT_MOST}
        found = []
        for law in list(given)[:LAWS_AT_MOST]:
            text = self.one("law", line(200), law.get("text"))
            found.append(Law(text, self.one("law", _long_website, law.get("url"))))
        return tuple(law for law in found if law.text)

    def events(self, given: Sequence[Any]) -> tuple[str, ...]:
        if len(given) > EVENTS_AT_MOST:
            self.faults["events"] = _("At most %(number)d.") % {"number": EVENTS_AT_MOST}
        return tuple(
            sorted({self.one("events", line(80), event) for event in list(given)[:EVENTS_AT_MOST]} - {""})
        )

    def days(self, values: Mapping[str, Any]) -> dict[str, date | None]:
        days = {name: self.day(name, values.get(name)) for name in ("valid_from", "valid_until")}
        if days["valid_from"] and days["valid_until"] and days["valid_until"] < days["valid_from"]:
            self.faults["valid_until"] = _("This is before the first day.")
        return days

    def day(self, field: str, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.faults[field] = _("Write the day as 2026-12-31.")
            return None


def _list(given: Any, language: str) -> list[Any]:
    words = given.get(language) if isinstance(given, Mapping) else None
    return list(words) if isinstance(words, (list, tuple)) else []


def _long_website(value: Any) -> str:
    return str(website(value))
