"""Choosing skills: those of the small vocabulary by theme, others by what they are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Skill, SkillKind, Source
from dugnad.kernel.problems import Invalid

MOST_NAMED = 30
SUGGESTED = 3


@dataclass(frozen=True)
class Choice:
    """One skill to tick."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """A theme with its skills; open where one of them is chosen."""

    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


def folded(text: str) -> str:
    """A text as it is compared: small letters, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def search_text(labels: dict[str, str], synonyms: dict[str, list[str]]) -> str:
    """All that a concept is called, a line each, folded and fenced so that whole names are found."""
    names = [*labels.values(), *(name for names in synonyms.values() for name in names)]
    return "".join(f"|{name}|" for name in dict.fromkeys(map(folded, names)))


def groups(chosen: Iterable[str]) -> list[Group]:
    """The small vocabulary by theme, in the reader's language."""
    ticked = set(chosen)
    themes = Skill.objects.filter(source=Source.OWN, kind=SkillKind.THEME, retired=False).prefetch_related(
        "narrower"
    )
    made = [Group(theme.label, tuple(_choices(theme, ticked))) for theme in themes]
    return sorted(made, key=lambda group: group.label)


def _choices(theme: Skill, ticked: set[str]) -> Iterable[Choice]:
    rows = sorted((row for row in theme.narrower.all() if not row.retired), key=lambda row: row.label)
    return (Choice(str(row.id), row.label, str(row.id) in ticked) for row in rows)


def named(text: str) -> list[UUID]:
    """The skills of any vocabulary that are called so, one name a line or between commas.

    Raises Invalid at `other_skills`, with what is nearest, for a name that no vocabulary knows.
    """
    wanted = [name for line in text.replace(",", "\n").splitlines() if (name := folded(line))][:MOST_NAMED]
    return [_one(name) for name in dict.fromkeys(wanted)]


def _one(name: str) -> UUID:
    rows = Skill.objects.filter(retired=False, kind=SkillKind.SKILL)
    found = rows.filter(search__contains=f"|{name}|").order_by("source", "uri").first()
    if found:
        return found.id
    near = [row.label for row in rows.filter(search__contains=name[:12])[:SUGGESTED]]
    told = _("No vocabulary has “%(name)s”.") % {"name": name}
    if near:
        told += " " + _("Did you mean %(names)s?") % {"names": ", ".join(near)}
    raise Invalid(fields={"other_skills": told})
