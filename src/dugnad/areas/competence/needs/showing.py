"""Hits as pages and the API tell them: who, why, where, when, and at what cost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.competence.models import Offer, OfferKind, Skill
from dugnad.areas.competence.needs.finding import Answers, ExpertHit, OfferHit
from dugnad.areas.competence.needs.similar import Liked
from dugnad.areas.competence.pledges.showing import month_words
from dugnad.areas.competence.scoring import Evidence, Part
from dugnad.kernel.organisations.models import County

ICONS = {OfferKind.LAB: "research", OfferKind.COURSE: "calendar", OfferKind.SOLUTION: "share"}
MOST_WORDS = 6
MOST_FIRST = 4
FIRST = (Part.WORD, Part.SKILL, Part.THEME, Part.COUNTY)
_WORD = re.compile(r"[^\W_]+")
Segments = list[tuple[str, bool]]


@dataclass(frozen=True)
class Why:
    """One reason in words, and its share of the score in percent."""

    text: str | Promise
    share: int
    part: str


def marked(text: str, words: Collection[str]) -> Segments:
    """The text in pieces, those that are among the words marked."""
    wanted, pieces, at = set(words), [], 0
    for found in _WORD.finditer(text):
        if _plain(found[0]) in wanted:
            pieces += [(text[at : found.start()], False), (found[0], True)]
            at = found.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


@lru_cache(maxsize=10_000)
def _plain(word: str) -> str:
    """The word as the engine compares it."""
    from dugnad.engines.matching.text import words as words_of

    return next(iter(words_of(word)), "")


def asked_words(answers: Answers) -> set[str]:
    """The words of the need that were scored in some hit: what is marked in the person's own text."""
    scored = [hit.scored for hit in answers.experts] + [hit.scored for hit in answers.offers]
    return {one.asked for each in scored for one in each.evidence if one.part is Part.WORD}


def found_words(evidence: Iterable[Evidence]) -> list[str]:
    """The words that were met on the other side, the weightiest first, each once."""
    return list(dict.fromkeys(one.found for one in evidence if one.part is Part.WORD))


def expert_card(
    hit: ExpertHit, skills: Mapping[str, Skill], liked: Liked | None, hours: int
) -> dict[str, Any]:
    """What the card of an expert shows."""
    row, met = hit.expert, found_words(hit.scored.evidence)
    return {
        "row": row,
        "url": reverse("competence:expert", args=[row.id]),
        "headline": marked(row.headline, met),
        "about": marked(_short(row.about, met), met),
        "why": (reasons := whys(hit.scored.evidence, skills)),
        "first": [one for one in reasons if one.part in FIRST][:MOST_FIRST],
        "words": met[:MOST_WORDS],
        "place": ", ".join(filter(None, [row.organisation.name, row.organisation.place])),
        "ways": ways(row.counties, remote=row.remote),
        "slot": slot(hit, hours),
        "share": round(100 * hit.scored.score),
        "liked": liked,
    }


def _short(text: str, words: Sequence[str]) -> str:
    """The sentence of a longer text in which most of the words stand."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    return max(
        sentences, key=lambda one: sum(_plain(word) in words for word in _WORD.findall(one)), default=""
    )


def whys(evidence: Sequence[Evidence], skills: Mapping[str, Skill]) -> list[Why]:
    """Every reason that was scored, the weightiest first; words of one kind together."""
    sums: dict[tuple[Part, str], float] = {}
    met: dict[tuple[Part, str], list[str]] = {}
    for one in evidence:
        key = (one.part, one.value)
        sums[key] = sums.get(key, 0.0) + one.weight
        if one.found:
            met.setdefault(key, []).append(one.found)
    order = sorted(sums, key=lambda key: -sums[key])
    return [
        Why(_told(part, value, met.get((part, value), []), skills), round(100 * sums[part, value]), part)
        for part, value in order
    ]


def _told(part: Part, value: str, met: Sequence[str], skills: Mapping[str, Skill]) -> str:
    label = skills[value].label if value in skills else value
    texts = {
        Part.WORD: _("Words: %(words)s") % {"words": ", ".join(list(dict.fromkeys(met))[:MOST_WORDS])},
        Part.LETTERS: _("Parts of words that look alike"),
        Part.SKILL: _("Skill: %(name)s") % {"name": label},
        Part.THEME: _("Theme: %(name)s") % {"name": label},
        Part.COUNTY: _("Comes to %(county)s") % {"county": dict(County.choices).get(value, value)},
        Part.REMOTE: _("Helps by video"),
        Part.HOURS: _("%(hours)s free hours") % {"hours": value},
        Part.RECENT: _("Changed %(days)s days ago") % {"days": value},
    }
    return texts[part]


def ways(counties: Sequence[str], *, remote: bool) -> str:
    """By video, in person and where."""
    names = [str(dict(County.choices)[code]) for code in counties if code in County.values]
    travels = ", ".join(names) if names else _("the whole country")
    told = [_("By video")] if remote else []
    return " · ".join([*told, _("Comes to %(county)s") % {"county": travels}])


def slot(hit: ExpertHit, hours: int) -> dict[str, Any]:
    """The free hours, and the first month with as many as are wanted."""
    months = [(month, free) for month, free in hit.free.items() if free > 0]
    first = next(((month, free) for month, free in months if free >= hours), None)
    if first:
        text = ngettext("%(hours)d hour free in %(month)s", "%(hours)d hours free in %(month)s", first[1])
        return {"kind": "fine", "text": text % {"hours": first[1], "month": month_words(first[0])}}
    if months:
        some = sum(free for _month, free in months)
        text = ngettext("%(hours)d hour free in three months", "%(hours)d hours free in three months", some)
        return {"kind": "watch", "text": text % {"hours": some}}
    return {"kind": "unknown", "text": _("No free hours now")}


def offer_card(hit: OfferHit) -> dict[str, Any]:
    """What the card of a lab, a course or a solution shows; for a solution, who uses it."""
    row = hit.offer
    uses = [reuse.organisation.name for reuse in row.reuses.all()] + [str(name) for name in row.used_by]
    return {
        "row": row,
        "url": reverse("competence:offer", args=[row.id]),
        "icon": ICONS.get(OfferKind(row.kind), "info"),
        "kind": row.get_kind_display(),
        "title": marked(row.title, found_words(hit.scored.evidence)),
        "uses": list(dict.fromkeys(uses)),
        "price": price(row),
        "ask": ask_words(row),
    }


def ask_words(row: Offer) -> str:
    """What asking for it is called."""
    words = {
        OfferKind.LAB: _("Ask for time in the lab"),
        OfferKind.COURSE: _("Ask for a seat"),
        OfferKind.SOLUTION: _("Talk with those who use it"),
    }
    return words[OfferKind(row.kind)]


def price(row: Offer) -> str:
    """What it costs, in words."""
    if row.price is None:
        return _("Ask for the price")
    return _("No cost") if row.price == 0 else _("%(price)d kroner") % {"price": row.price}


def skills_of(answers: Answers) -> dict[str, Skill]:
    """The skills and themes that evidence names, in one query."""
    scored = [hit.scored for hit in (*answers.experts, *answers.near)]
    scored += [hit.scored for hit in answers.offers]
    named = (Part.SKILL, Part.THEME)
    ids = {one.value for each in scored for one in each.evidence if one.part in named}
    return {str(row.id): row for row in Skill.objects.filter(id__in=ids)} if ids else {}


def cards(answers: Answers, liked: Mapping[Any, Liked], hours: int) -> dict[str, Any]:
    """All that a page of answers shows."""
    skills = skills_of(answers)
    return {
        "good": answers.good,
        "experts": [expert_card(hit, skills, liked.get(hit.expert.id), hours) for hit in answers.experts],
        "near": [expert_card(hit, skills, None, hours) for hit in answers.near],
        "offers": [offer_card(hit) for hit in answers.offers],
    }
