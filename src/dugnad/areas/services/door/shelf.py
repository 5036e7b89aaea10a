"""What residents may find today: an index over all families, and the rows of those that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from dugnad.areas.services.catalogue.areas import at_present
from dugnad.areas.services.catalogue.content import Content, inherited, read
from dugnad.areas.services.catalogue.index import SERVICES
from dugnad.areas.services.models import Service
from dugnad.areas.services.rules import State, state


@dataclass(frozen=True, slots=True)
class Offer:
    """One description as `who` delivers it in one area; `content` with what it takes from its base."""

    id: UUID
    slug: str
    area: str
    who: str
    content: Content
    confirmed: bool = False


@dataclass(slots=True)
class Family:
    """One service whoever delivers it: its common texts, and what is offered today by area."""

    id: UUID
    slug: str
    content: Content
    offers: dict[str, Offer] = field(default_factory=dict)


def families(roots: Collection[object]) -> dict[str, Family]:
    """The families of these roots that somebody delivers today, by the root's id; one query."""
    return _families(Service.objects.filter(Q(id__in=roots) | Q(base__in=roots)))


def families_by_slug(slugs: Collection[str]) -> dict[str, Family]:
    """The same by slug: a local description's slug gives the family that it belongs to."""
    named = Service.objects.filter(slug__in=slugs).values_list("id", "base", "slug")
    roots = {slug: str(base or id) for id, base, slug in named}
    found = families(set(roots.values()))
    return {slug: found[root] for slug, root in roots.items() if root in found}


def of_theme(theme: str) -> list[Family]:
    """The families of a theme that somebody delivers today, by slug."""
    found = _families(Service.objects.filter(Q(theme=theme) | Q(base__theme=theme)))
    return sorted(found.values(), key=lambda one: one.slug)


def _families(rows: QuerySet[Service]) -> dict[str, Family]:
    held = sorted(rows.select_related("owner"), key=lambda row: (row.base_id is not None, row.slug))
    today, found = timezone.localdate(), dict[str, Family]()
    for row in held:
        root = found.get(str(row.base_id)) if row.base_id else None
        if row.base_id and root is None:
            continue
        content = inherited(read(row.content), root.content if root else None)
        if root is None:
            root = found[str(row.id)] = Family(row.id, row.slug, content)
        if row.area and _holds(row, today):
            area = at_present(row.area)
            root.offers[area] = Offer(
                row.id, row.slug, area, content.who or row.owner.name, content, row.confirmed_at is not None
            )
    return {key: family for key, family in found.items() if family.offers}


def _holds(row: Service, today: date) -> bool:
    return state(row.valid_from, row.valid_until, row.withdrawn_at is not None, today) is State.VALID


def exact_words(family: Family) -> Iterator[str]:
    """What a resident may say that means this service: its titles and its everyday words, as `simple` gives them."""
    for content in (family.content, *(offer.content for offer in family.offers.values())):
        yield from (simple(title) for title in content.title.values())
        yield from (simple(word) for words in content.words.values() for word in words)


def simple(words: str) -> str:
    """Words as they are compared as a whole: small letters, single spaces, no signs."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words.casefold()).split())


def search(words: str, limit: int) -> list[tuple[Family, float, float]]:
    """The families that fit, best first, each with its score and coverage (0 to 1)."""
    hits = SERVICES.search(words, limit)
    found = families([hit.key for hit in hits]) if hits else {}
    return [(found[hit.key], hit.score, hit.coverage) for hit in hits if hit.key in found]
