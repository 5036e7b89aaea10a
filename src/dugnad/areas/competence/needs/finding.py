"""From a need's own words to the experts and offers that answer it, with what each was scored for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dugnad.areas.competence import scoring
from dugnad.areas.competence.models import Expert, HourMonth, Offer, Skill
from dugnad.areas.competence.needs.indexing import EXPERTS, OFFERS, labels_of
from dugnad.areas.competence.pledges.hours import months_ahead
from dugnad.areas.competence.pledges.selectors import experts_open_to, offers_open_to
from dugnad.areas.competence.scoring import Candidate, Met, Scored, Wish
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.matching.live import LiveIndex

HITS = 5
LOOKED_AT = 12
ASKED_FOR = 40
WHOLE = "word"
Free = Mapping[date, int]


@dataclass(frozen=True)
class ExpertHit:
    """An expert who answers, the reasons, and the hours free in the months ahead."""

    expert: Expert
    scored: Scored
    free: Free


@dataclass(frozen=True)
class OfferHit:
    """A lab, a course or a solution that answers, and the reasons."""

    offer: Offer
    scored: Scored


@dataclass(frozen=True)
class Answers:
    """What answers a need: good experts and offers first; `near`: the nearest where none is good."""

    experts: Sequence[ExpertHit]
    offers: Sequence[OfferHit]
    near: Sequence[ExpertHit] = ()

    @property
    def good(self) -> bool:
        return bool(self.experts or self.offers)


def find(actor: Actor, text: str, wish: Wish, *, but: Collection[UUID] = ()) -> Answers:
    """What answers a need, of what the actor may see; never of the organisations in `but`."""
    wish = replace(wish, words=scoring.telling_words(text))
    experts = experts_open_to(actor).exclude(organisation__in=but)
    return _answers(_ranked(experts, text, wish, _worth(EXPERTS, text)), _offers(actor, text, wish, but))


def find_and_count(actor: Actor, text: str, wish: Wish) -> tuple[Answers, int]:
    """What answers a need, and how many experts do, at most five: told also to those who may not see who.

    The index is searched once.
    """
    wish = replace(wish, words=scoring.telling_words(text))
    worth = _worth(EXPERTS, text)
    found = _answers(_ranked(experts_open_to(actor), text, wish, worth), _offers(actor, text, wish, ()))
    if found.experts:
        return found, len(found.experts)
    with wall.system():
        rows = Expert.objects.filter(active=True, organisation__left_at=None)
        many = sum(hit.scored.good for hit in _ranked(rows, text, wish, worth))
    return found, min(many, HITS)


def scored(text: str, wish: Wish, experts: Sequence[Expert], free: Mapping[UUID, int]) -> list[Scored]:
    """The scores of these experts for a need, best first: what a round is decided on.

    `experts` with skills and themes prefetched; `free`: hours in the month that counts.
    """
    wish = replace(wish, words=scoring.telling_words(text))
    rows = {str(row.id): row for row in experts}
    worth = {hit.key: hit.score for hit in EXPERTS.search(text, len(rows), among=rows.keys())} if rows else {}
    months = {row.id: {timezone.localdate(): free.get(row.id, 0)} for row in experts}
    return scoring.ranked(wish, _candidates(EXPERTS, text, rows, worth, months))


def _answers(experts: Sequence[ExpertHit], offers: Iterable[OfferHit]) -> Answers:
    good = [hit for hit in experts if hit.scored.good]
    near = [] if good else experts[:HITS]
    return Answers(good[:HITS], _one_of_each(hit for hit in offers if hit.scored.good), near)


def _ranked(open_: QuerySet[Expert], text: str, wish: Wish, worth: Mapping[str, float]) -> list[ExpertHit]:
    rows = _rows(open_, worth)
    free = free_ahead([row.id for row in rows.values()])
    ranked = scoring.ranked(wish, _candidates(EXPERTS, text, rows, worth, free))
    return [ExpertHit(rows[one.key], one, free.get(rows[one.key].id, {})) for one in ranked]


def _offers(actor: Actor, text: str, wish: Wish, but: Collection[UUID]) -> list[OfferHit]:
    open_ = offers_open_to(actor).exclude(organisation__in=but).prefetch_related("reuses__organisation")
    worth = _worth(OFFERS, text)
    rows = _rows(open_, worth)
    ranked = scoring.ranked(wish, _candidates(OFFERS, text, rows, worth, None))
    return [OfferHit(rows[one.key], one) for one in ranked]


def _one_of_each(hits: Iterable[OfferHit]) -> list[OfferHit]:
    """The best lab, the best course and the best solution."""
    best: dict[str, OfferHit] = {}
    for hit in hits:
        best.setdefault(hit.offer.kind, hit)
    return list(best.values())


def _worth(index: LiveIndex, text: str) -> dict[str, float]:
    """The engine's score of each key that the words find."""
    return {hit.key: hit.score for hit in index.search(text, ASKED_FOR)}


def _rows(open_: Any, worth: Mapping[str, float]) -> dict[str, Any]:
    """The rows among these keys that are open."""
    rows = open_.filter(id__in=list(worth)).prefetch_related("skills", "themes") if worth else ()
    return {str(row.id): row for row in rows}


def _candidates(
    index: LiveIndex,
    text: str,
    rows: Mapping[str, Any],
    worth: Mapping[str, float],
    free: Mapping[UUID, Free] | None,
) -> list[Candidate]:
    """The rows as they are scored; only the best by words are asked what they met."""
    keys, today = scoring.keys_of(text), timezone.now()
    order = sorted(rows, key=lambda key: -worth.get(key, 0.0))
    best = max((worth.get(key, 0.0) for key in rows), default=0.0)
    return [
        Candidate(
            key=key,
            relevance=worth.get(key, 0.0) / best if best else 0.0,
            met=_met(index, text, key) if at < LOOKED_AT and key in worth else (),
            skills=_named(keys, rows[key].skills.all()),
            themes=_named(keys, rows[key].themes.all()),
            counties=rows[key].counties,
            remote=rows[key].remote,
            free=None if free is None else sum(free.get(rows[key].id, {}).values()),
            age=(today - rows[key].changed_at).days,
        )
        for at, key in enumerate(order)
    ]


def _met(index: LiveIndex, text: str, key: str) -> list[Met]:
    return [
        Met(one.asked, one.found, one.field, one.kind.value == WHOLE, one.score)
        for one in index.explain(text, key)
    ]


def _named(keys: frozenset[str], skills: Iterable[Skill]) -> list[str]:
    return [
        str(skill.id) for skill in skills if any(scoring.names(keys, label) for label in labels_of(skill))
    ]


def free_ahead(experts: Collection[UUID]) -> dict[UUID, Free]:
    """Free hours by expert and month, for the months ahead, in one query."""
    months = months_ahead(timezone.localdate())
    rows = HourMonth.objects.filter(expert__in=experts, month__in=months).order_by("month")
    found: dict[UUID, dict[date, int]] = {}
    for row in rows:
        found.setdefault(row.expert_id, {})[row.month] = row.free
    return dict(found)
