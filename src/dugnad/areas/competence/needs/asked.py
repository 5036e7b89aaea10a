"""Answers to somebody who keeps nothing here: without sign-in, without an organisation, or on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.competence.models import OfferKind
from dugnad.areas.competence.models.needs import MOST_LETTERS
from dugnad.areas.competence.needs import finding, gaps, showing
from dugnad.areas.competence.needs.enterprises import by_number
from dugnad.areas.competence.scoring import Wish
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Answer

REMEMBERED = 300


def anonymous(actor: Actor, text: str, number: str, *, noted: bool) -> dict[str, Any]:
    """What a page shows of a need that is not kept; `noted`: what has no good answer goes to the gaps."""
    text = text.replace("\x00", "")[:MOST_LETTERS]
    told = by_number(actor, number)
    wish = Wish((), told.asker.county if told.asker else "", 2)
    found, many = finding.find_and_count(actor, text, wish)
    if noted and not found.good and not many:
        gaps.note(text, wish.county, None)
    words = showing.asked_words(found)
    return showing.cards(found, {}, wish.hours) | {
        "asker": told.asker,
        "number_wrong": told.wrong,
        "number_note": told.note,
        "words": showing.marked(text, words),
        "many": many,
        "back": f"{reverse('competence:ask')}?{urlencode({'q': text[:REMEMBERED]})}",
        "good": found.good or bool(many),
    }


def answers(actor: Actor, words: str) -> Iterator[Answer]:
    """To the box on the first page: experts that the actor may see, what is open to all, and where to ask."""
    wish = Wish((), "", 2)
    found, many = finding.find_and_count(actor, words, wish)
    for hit in found.experts:
        text = f"{hit.expert.headline} · {hit.expert.organisation.name}"
        url = reverse("competence:expert", args=[hit.expert.id])
        yield Answer(hit.expert.name, url, text, hit.scored.score, "person")
    for offer in found.offers:
        row = offer.offer
        text = f"{row.get_kind_display()} · {row.organisation.name}"
        url = reverse("competence:offer", args=[row.id])
        yield Answer(row.title, url, text, offer.scored.score, showing.ICONS[OfferKind(row.kind)])
    if many:
        title = ngettext("%(many)d expert can help with this", "%(many)d experts can help with this", many)
        url = f"{reverse('competence:ask')}?{urlencode({'q': words})}"
        yield Answer(title % {"many": many}, url, _("See who, when and why, and ask them."), 0.95, "people")
