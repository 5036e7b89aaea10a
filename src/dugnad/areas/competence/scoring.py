"""How well an expert or an offer answers a need: one score from 0 to 1, and what it was really made of. Pure.

Words carry half. The evidence adds up to the score; nothing is told that was not scored. Whether a match is good is
asked of words and skills alone, so that somebody near with free hours is never taken for somebody who can help.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dugnad.areas.competence.vague import VAGUE

YEAR: Final = 365
STEADY: Final = 0.7
GOOD: Final = 0.5
NEAR: Final = 0.2
ALIKE: Final = 0.5
SHARED_LETTERS: Final = 4
SHORT: Final = 2
SHARED_PIECE: Final = 6
# How much a met word tells, by where it stands.
TELLING_FIELD: Final[Mapping[str, float]] = {"headline": 1.0, "skills": 1.0, "themes": 0.8, "about": 0.6}
VAGUE_WORTH: Final = 0.1


class Part(StrEnum):
    """What a piece of evidence is about."""

    WORD = "word"
    LETTERS = "letters"
    SKILL = "skill"
    THEME = "theme"
    COUNTY = "county"
    REMOTE = "remote"
    HOURS = "hours"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part can give; they add up to 1."""

    words: float = 0.50
    skills: float = 0.18
    themes: float = 0.07
    region: float = 0.10
    hours: float = 0.10
    recent: float = 0.05


@dataclass(frozen=True, slots=True)
class Met:
    """One word of the need and what it met: the field, whether as a word (or only by its letters), the score."""

    asked: str
    found: str
    field: str
    whole: bool
    score: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as far as it is scored. `words`: the need's telling words; `county`: empty when unknown."""

    words: tuple[str, ...]
    county: str = ""
    hours: int = 1
    in_person: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert or an offer. `relevance`: the engine's score as a share of the best candidate's (0 to 1).

    `met`: the engine's evidence; `skills` and `themes`: those the need names, by id; `free`: hours free in the
    months ahead, None for what has no hours; `age`: days since it was last changed.
    """

    key: str
    relevance: float
    met: Sequence[Met] = ()
    skills: Sequence[str] = ()
    themes: Sequence[str] = ()
    counties: Collection[str] = ()
    remote: bool = True
    free: int | None = None
    age: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, and how much of the score it gave. `value`: a skill's id, a county, hours, or days."""

    part: Part
    weight: float
    asked: str = ""
    found: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, the reasons (the weightiest first, adding up to it), and whether it is good."""

    key: str
    score: float
    good: bool
    evidence: tuple[Evidence, ...] = field(default=())


def score(wish: Wish, candidate: Candidate, weights: Weights | None = None) -> Scored:
    """The score of one candidate for a wish, with its evidence."""
    of = weights or Weights()
    strength = telling(one for one in candidate.met if one.asked in wish.words)
    reasons = [
        *_words(candidate, strength, of.words),
        *_named(Part.SKILL, candidate.skills, of.skills),
        *_named(Part.THEME, candidate.themes, of.themes),
        *_region(wish, candidate, of.region),
        *_hours(wish, candidate, of.hours),
        *_recent(candidate, of.recent),
    ]
    evidence = tuple(sorted((one for one in reasons if one.weight > 0), key=lambda one: -one.weight))
    near = strength >= GOOD and candidate.relevance >= NEAR
    good = near or bool(candidate.skills)
    return Scored(candidate.key, sum(one.weight for one in evidence), good, evidence)


def ranked(wish: Wish, candidates: Iterable[Candidate], weights: Weights | None = None) -> list[Scored]:
    """All candidates scored, good ones first, then the highest score; equal ones in the order they came."""
    return sorted(
        (score(wish, one, weights) for one in candidates), key=lambda one: (not one.good, -one.score)
    )


def telling(met: Iterable[Met]) -> float:
    """How much the words that were met tell: one for a word in headline or skills, less elsewhere or when vague."""
    best: dict[str, float] = {}
    for one in met:
        if is_met(one):
            worth = TELLING_FIELD.get(one.field, 0.5) * (VAGUE_WORTH if one.asked in VAGUE else 1.0)
            best[one.asked] = max(best.get(one.asked, 0.0), worth)
    return sum(best.values())


def is_met(one: Met) -> bool:
    """Whether a reader would say that the two words meet: as words, or with most of their letters."""
    return one.asked == one.found or (one.whole and len(one.asked) > SHORT) or alike(one.asked, one.found)


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> bool:
    """Whether one word holds the other, half the longer one's runs of three letters are shared, or half of the shorter
    in one piece of six letters or more (fuktsensor, sensorer)."""
    short, long = sorted((one, other), key=len)
    if len(short) >= SHARED_LETTERS and short in long:
        return True
    here, there = _runs(one), _runs(other)
    if len(one) > SHORT and len(here & there) >= ALIKE * max(len(here), len(there)):
        return True
    least = max(SHARED_PIECE, -(-len(short) // 2))
    return any(short[at : at + least] in long for at in range(len(short) - least + 1))


@lru_cache(maxsize=20_000)
def _runs(word: str) -> frozenset[str]:
    marked = f"_{word}_"
    return frozenset(marked[at : at + 3] for at in range(max(1, len(marked) - 2)))


def _words(candidate: Candidate, strength: float, worth: float) -> list[Evidence]:
    """The words' share, divided as the engine's own score was."""
    total = sum(one.score for one in candidate.met)
    share = worth * min(1.0, max(0.0, candidate.relevance)) * strength / (strength + STEADY)
    if total <= 0 or share <= 0:
        return []
    sums: dict[tuple[Part, str, str, str], float] = {}
    for one in candidate.met:
        place = (Part.WORD, one.asked, one.found, one.field) if is_met(one) else (Part.LETTERS, "", "", "")
        sums[place] = sums.get(place, 0.0) + share * one.score / total
    return [
        Evidence(part, weight, asked, found, field) for (part, asked, found, field), weight in sums.items()
    ]


def _named(part: Part, ids: Sequence[str], worth: float) -> list[Evidence]:
    """Half for the first, half of the rest for the next, and so on; alike for all."""
    return [Evidence(part, worth * (1 - 0.5 ** len(ids)) / len(ids), value=one) for one in ids]


def _region(wish: Wish, candidate: Candidate, worth: float) -> list[Evidence]:
    if wish.county and wish.county in candidate.counties:
        return [Evidence(Part.COUNTY, worth, value=wish.county)]
    if candidate.remote and not wish.in_person:
        return [Evidence(Part.REMOTE, worth / 2)]
    return []


def _hours(wish: Wish, candidate: Candidate, worth: float) -> list[Evidence]:
    if candidate.free is None or candidate.free <= 0:
        return []
    share = min(1.0, candidate.free / max(1, wish.hours))
    return [Evidence(Part.HOURS, worth * share, value=str(candidate.free))]


def _recent(candidate: Candidate, worth: float) -> list[Evidence]:
    share = max(0.0, 1 - max(0, candidate.age) / YEAR)
    return [Evidence(Part.RECENT, worth * share, value=str(max(0, candidate.age)))]


def keys_of(text: str) -> frozenset[str]:
    """Every folded lemma and compound part of a text's telling words, to know a skill's label by."""
    from dugnad.engines.matching.analysis import keys
    from dugnad.engines.matching.stopwords import telling as without_stop_words
    from dugnad.engines.matching.text import asked

    return frozenset(key for word in without_stop_words(asked(text)) for key in keys(word))


def names(need: frozenset[str], label: str) -> bool:
    """Whether a need (its `keys_of`) names what the label calls a skill: all of the label's telling words."""
    wanted = _label(label)
    return bool(wanted) and all(key in need for key in wanted)


@lru_cache(maxsize=50_000)
def _label(label: str) -> tuple[str, ...]:
    from dugnad.engines.matching.analysis import keys
    from dugnad.engines.matching.stopwords import telling as without_stop_words
    from dugnad.engines.matching.text import asked

    return tuple(keys(word)[-1] for word in without_stop_words(asked(label)))


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a need that are looked for: no stop words, unless there is nothing else."""
    from dugnad.engines.matching.stopwords import STOP_WORDS
    from dugnad.engines.matching.text import asked

    return tuple(word for word in asked(text) if word not in STOP_WORDS)
