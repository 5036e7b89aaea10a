"""A description of a service as plain values: what it may hold, what it takes from its base, what it lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Final

LANGUAGES: Final = ("nb", "nn", "en")
TEXTS: Final = ("title", "summary", "who_for", "bring", "cost", "time", "apply")
NEEDED: Final = ("title", "summary")
LIMITS: Final[Mapping[str, int]] = {
    "title": 90, "summary": 400, "who_for": 300, "bring": 300, "cost": 200, "time": 200, "apply": 300,
}  # fmt: skip
WORDS_AT_MOST: Final = 40
LONGEST_WORD: Final = 60
LAWS_AT_MOST: Final = 10
EVENTS_AT_MOST: Final = 12

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Law:
    """A statute that the service rests on."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that one description says. Texts are by language; a language that lacks is left out."""

    level: str
    theme: str
    area: str = ""
    who: str = ""
    who_number: str = ""
    title: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    who_for: Texts = field(default_factory=dict)
    bring: Texts = field(default_factory=dict)
    cost: Texts = field(default_factory=dict)
    time: Texts = field(default_factory=dict)
    apply: Texts = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    url: str = ""
    law: tuple[Law, ...] = ()
    events: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


INHERITED: Final = (*TEXTS, "words", "url", "law", "events")


def stored(content: Content) -> dict[str, Any]:
    """The description as JSON; what is empty is left out."""
    return {name: _plain(value) for name, value in asdict(content).items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def read(held: Mapping[str, Any]) -> Content:
    """The description again from what `stored` gave."""
    known = {name.name for name in fields(Content)}
    values = {name: value for name, value in held.items() if name in known}
    values["law"] = tuple(Law(**law) for law in values.get("law", ()))
    values["events"] = tuple(values.get("events", ()))
    values["words"] = {language: tuple(words) for language, words in values.get("words", {}).items()}
    for day in ("valid_from", "valid_until"):
        values[day] = date.fromisoformat(values[day]) if values.get(day) else None
    return Content(**values)


def inherited(own: Content, base: Content | None) -> Content:
    """The description with what it takes from its base: each field that is empty, as a whole."""
    if base is None:
        return own
    return replace(own, **{name: getattr(base, name) for name in INHERITED if not getattr(own, name)})


def own_only(whole: Content, base: Content | None) -> Content:
    """The description without what its base says anyhow."""
    if base is None:
        return whole
    same = (name for name in INHERITED if getattr(whole, name) == getattr(base, name))
    empty = Content(whole.level, whole.theme)
    return replace(whole, **{name: getattr(empty, name) for name in same})


def missing(content: Content) -> dict[str, tuple[str, ...]]:
    """The languages that lack of each text that is given in some language, and of what every service needs."""
    lacking = {
        name: tuple(language for language in LANGUAGES if not texts.get(language))
        for name in TEXTS
        if (texts := getattr(content, name)) or name in NEEDED
    }
    return {name: languages for name, languages in lacking.items() if languages}


def differences(before: Content, after: Content) -> Iterator[tuple[str, Any, Any]]:
    """The fields that differ, with what they held before and after."""
    for one in fields(Content):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old != new:
            yield one.name, old, new


def said(texts: Texts, language: str) -> tuple[str, str]:
    """The text and the language it is in: the reader's where there is one, else the first that is given."""
    for one in (language, *LANGUAGES):
        if texts.get(one):
            return texts[one], one
    return "", language
