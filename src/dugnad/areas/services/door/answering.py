"""From a need in somebody's own words to one answer, one question, or the ways on where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from dugnad.areas.services.catalogue.areas import today
from dugnad.areas.services.catalogue.content import said
from dugnad.areas.services.door.deliveries import Delivery, delivery
from dugnad.areas.services.door.sensitive import without_numbers
from dugnad.areas.services.door.shelf import Family, exact_words, search, simple
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Answer as HouseAnswer
from dugnad.kernel.organisations.municipalities import Municipality

LONGEST = 50_000
LONGEST_EXACT = 200
LOOKED_AT = 12
SHOWN = 6
POOR = 0.25
CLOSE = 0.86
CHOICES = 3
OTHERS = 0.5
NEAREST = 3
TOO_FAR = 0.1
SHORTEST = 3
ELSEWHERE = 0.93
EXACT = 1.6
EVENTS = 2


@dataclass(frozen=True, slots=True)
class Match:
    """One family that fits a need: how well (`score` beside the others, `coverage` 0 to 1), and who delivers it."""

    family: Family
    score: float
    coverage: float
    exact: bool
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a need is answered with: the best first; `asks` holds those between which a question decides."""

    words: str
    place: Municipality | None
    matches: tuple[Match, ...]
    asks: tuple[Match, ...]

    @property
    def best(self) -> Match | None:
        """The one answer; None where a question comes first or nothing fits."""
        return self.matches[0] if self.matches and not self.asks and not self.poor else None

    @property
    def others(self) -> tuple[Match, ...]:
        """What else it may be, or what is nearest where nothing fits; what is worth little is left out."""
        if self.poor:
            return tuple(one for one in self.matches if one.coverage >= TOO_FAR)[:NEAREST]
        shown = (*self.asks, *([self.best] if self.best else []))
        least = OTHERS * self.matches[0].score if shown else 0.0
        return tuple(one for one in self.matches if one not in shown and one.score >= least)

    @property
    def poor(self) -> bool:
        """Whether nothing fits well: what is shown is the nearest there is."""
        if not self.matches:
            return True
        telling = len(simple(self.words)) >= SHORTEST and self.matches[0].coverage >= POOR
        return not (telling or self.matches[0].exact)

    @property
    def events(self) -> tuple[str, ...]:
        """The life events that what is answered belongs to, those that most of what fits belong to first."""
        answered = self.asks or self.matches[:1]
        if self.poor:
            return ()
        weight: dict[str, float] = {event: 0.0 for one in answered for event in one.family.content.events}
        for one in self.matches:
            for event in weight.keys() & set(one.family.content.events):
                weight[event] += one.score
        return tuple(sorted(weight, key=lambda event: -weight[event])[:EVENTS])


def reply(words: str, place: Municipality | None) -> Reply:
    """The reply to a need; identity numbers in it are left out of account."""
    words = without_numbers(words[:LONGEST])
    matches = tuple(matched(words, place))
    found = Reply(words, place, matches[:SHOWN], ())
    return found if found.poor else replace(found, asks=_close(matches))


def matched(words: str, place: Municipality | None) -> Sequence[Match]:
    """The families that fit, the best first: those said exactly before others, those delivered here a little before."""
    wanted, towns = simple(words[:LONGEST_EXACT]), today()
    found = (_match(*one, wanted, place, towns) for one in search(words, LOOKED_AT))
    return sorted(found, key=lambda one: -one.score)


def _match(
    family: Family,
    score: float,
    coverage: float,
    wanted: str,
    place: Municipality | None,
    towns: Mapping[str, Municipality],
) -> Match:
    exact, offered = wanted in set(exact_words(family)), delivery(family, place, towns)
    far = place is not None and not (offered and offered.here)
    weighed = score * (EXACT if exact else 1.0) * (ELSEWHERE if far else 1.0)
    return Match(family, weighed, coverage, exact, offered)


def _close(matches: Sequence[Match]) -> tuple[Match, ...]:
    near = [one for one in matches if one.score >= CLOSE * matches[0].score][:CHOICES]
    return tuple(near) if len(near) > 1 else ()


def answers(actor: Actor, words: str) -> Iterable[HouseAnswer]:
    """What services answer to the box on the first page."""
    language = get_language() or "nb"
    found = reply(words, None)
    if found.poor:
        return
    first = found.matches[0].score
    for match in found.matches[:4]:
        content = match.family.content
        address = (
            f"{reverse('services:service', args=[match.family.slug])}?{urlencode({'q': found.words[:200]})}"
        )
        score = min(1.0, 0.55 + 0.45 * match.coverage) * match.score / first
        yield HouseAnswer(
            said(content.title, language)[0], address, said(content.summary, language)[0], score, "document"
        )
