"""What was asked for in vain: known words only, without names, and told only when several have asked."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dugnad.areas.competence import scoring
from dugnad.areas.competence.models import Gap, Skill, in_language
from dugnad.areas.competence.needs.indexing import labels_of
from dugnad.areas.competence.vague import VAGUE
from dugnad.kernel.access import wall

FEWEST = 3
MOST_WORDS = 12
SHORT = 2
# A capital letter within a sentence: a name, most likely.
_CAPITAL = re.compile(r"(?<=[^\W_] )[A-ZÆØÅ]\w+")
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Missing:
    """A word or a skill that at least three asked for in vain."""

    what: str
    asked: int
    skill: bool = False


def note(text: str, county: str, organisation: UUID | None) -> None:
    """Keep that this had no good answer. Those who are not signed in count as one asker a day, all together."""
    words = known_words(text)
    skills = [str(skill.id) for skill in named_skills(text)]
    if not words and not skills:
        return
    asker = _digest(str(organisation) if organisation else f"{timezone.localdate()}")
    values = {"asker": asker, "words": words, "skills": skills, "county": county}
    with wall.system():
        Gap.objects.get_or_create(once=_digest(f"{asker} {' '.join(sorted(words))}"), defaults=values)


def known_words(text: str) -> list[str]:
    """The dictionary forms of a need's telling words, of those that a dictionary knows and that are no names."""
    from dugnad.engines.matching.lemmas import english, known, lemma, named

    capital = {word.lower() for word in _CAPITAL.findall(text)}
    telling = (word for word in scoring.telling_words(text) if word not in VAGUE and len(word) > SHORT)
    found = [
        lemma(word)
        for word in telling
        if word not in capital and (english(word) or (known(word) and not named(word)))
    ]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def missing(county: str = "") -> list[Missing]:
    """What at least three asked for in vain in a year, the most first."""
    rows = Gap.objects.filter(at__gte=timezone.now() - LOOKED_BACK)
    rows = rows.filter(county=county) if county else rows
    words: dict[str, set[str]] = {}
    skills: dict[str, set[str]] = {}
    for asker, said, named in rows.values_list("asker", "words", "skills"):
        for sets, keys in ((words, said), (skills, named)):
            for key in keys:
                sets.setdefault(key, set()).add(asker)
    names = {str(row.id): in_language(row.labels) for row in Skill.objects.filter(id__in=list(skills))}
    told = [Missing(names[key], len(who), skill=True) for key, who in skills.items() if key in names]
    told += [Missing(key, len(who)) for key, who in words.items()]
    return sorted(
        (one for one in told if one.asked >= FEWEST), key=lambda one: (-one.asked, not one.skill, one.what)
    )


def named_skills(text: str) -> list[Skill]:
    """The skills of the vocabulary that a need names."""
    keys = scoring.keys_of(text)
    rows = Skill.objects.filter(retired=False, source="own")
    return [row for row in rows if any(scoring.names(keys, label) for label in labels_of(row))]


def expire(now: datetime) -> int:
    """Forget what is older than is looked back on; how many rows."""
    return Gap.objects.filter(at__lt=now - LOOKED_BACK).delete()[0]


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
