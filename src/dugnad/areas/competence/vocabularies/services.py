"""Keeping a vocabulary: the same import twice changes nothing, and what is used is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dugnad.areas.competence.models import Skill, Source, Vocabulary
from dugnad.areas.competence.pledges.choosing import search_text
from dugnad.areas.competence.pledges.things import id_of
from dugnad.areas.competence.rules.pledges import vocabulary_thing
from dugnad.areas.competence.vocabularies import own
from dugnad.areas.competence.vocabularies.values import Concept
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)
AT_ONCE = 500
KEPT = ("kind", "labels", "synonyms", "version", "retired", "search")


@dataclass(frozen=True)
class Kept:
    """What an import did."""

    added: int
    changed: int
    same: int
    retired: int
    removed: int


@transaction.atomic
def keep(
    *,
    actor: Actor,
    source: str,
    concepts: Sequence[Concept],
    version: str = "",
    say: Callable[[int], None] = lambda percent: None,
) -> Kept:
    """Make the vocabulary what the concepts say. Those that are gone are removed, or retired where they are used."""
    require(actor, "change", vocabulary_thing(id_of(source)))
    rows = {row.uri: row for row in Skill.objects.filter(source=source)}
    added = [_row(source, one, version) for one in concepts if one.uri not in rows]
    changed = [
        rows[one.uri] for one in concepts if one.uri in rows and _brought_up(rows[one.uri], one, version)
    ]
    Skill.objects.bulk_create(added, batch_size=AT_ONCE)
    say(40)
    Skill.objects.bulk_update(changed, KEPT, batch_size=AT_ONCE)
    say(60)
    retired, removed = _let_go(source, {one.uri for one in concepts})
    say(75)
    linked = _link(source, concepts)
    found = Kept(len(added), len(changed), len(concepts) - len(added) - len(changed), retired, removed)
    if added or changed or retired or removed or linked:
        _remember(actor, source, concepts, version, found)
        _tell_index()
    return found


def ensure_own(now: datetime | None = None) -> None:
    """The small vocabulary as the installed version has it; quick where it is there already."""
    if not Vocabulary.objects.filter(source=Source.OWN, version=own.version()).exists():
        keep(actor=PLATFORM, source=Source.OWN, concepts=own.concepts(), version=own.version())


def _values(one: Concept, version: str) -> dict[str, object]:
    labels = dict(one.labels)
    synonyms = {language: list(names) for language, names in one.synonyms.items() if names}
    return {"kind": one.kind, "labels": labels, "synonyms": synonyms, "version": version, "retired": False,
            "search": search_text(labels, synonyms)}  # fmt: skip


def _row(source: str, one: Concept, version: str) -> Skill:
    return Skill(source=source, uri=one.uri, **_values(one, version))


def _brought_up(row: Skill, one: Concept, version: str) -> bool:
    """Give the row what the concept says; whether that changed anything."""
    values = _values(one, version)
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    return True


def _let_go(source: str, there: set[str]) -> tuple[int, int]:
    gone = [row.id for row in Skill.objects.filter(source=source).only("id", "uri") if row.uri not in there]
    retired = removed = 0
    for at in range(0, len(gone), AT_ONCE):
        rows = Skill.objects.filter(id__in=gone[at : at + AT_ONCE])
        in_use = Q(experts__isnull=False) | Q(offers__isnull=False) | Q(experts_on_theme__isnull=False)
        used = set(rows.filter(in_use | Q(offers_on_theme__isnull=False)).values_list("id", flat=True))
        retired += Skill.objects.filter(id__in=used, retired=False).update(retired=True)
        removed += rows.exclude(id__in=used).count()
        rows.exclude(id__in=used).delete()
    return retired, removed


def _link(source: str, concepts: Iterable[Concept]) -> int:
    """What is broader than what; returns how many links were added or removed."""
    ids = dict(Skill.objects.filter(source=source).values_list("uri", "id"))
    through = Skill.broader.through
    wanted = {(ids[one.uri], ids[uri]) for one in concepts for uri in one.broader if uri in ids}
    rows = through.objects.filter(from_skill__source=source)
    there = {(link.from_skill_id, link.to_skill_id): link.pk for link in rows}
    gone = [pk for pair, pk in there.items() if pair not in wanted]
    for at in range(0, len(gone), AT_ONCE):
        through.objects.filter(pk__in=gone[at : at + AT_ONCE]).delete()
    fresh = sorted(wanted - set(there))
    links = [through(from_skill_id=one, to_skill_id=broader) for one, broader in fresh]
    through.objects.bulk_create(links, batch_size=AT_ONCE)
    return len(gone) + len(fresh)


def _remember(actor: Actor, source: str, concepts: Sequence[Concept], version: str, kept: Kept) -> None:
    languages = sorted({language for one in concepts for language in one.labels})
    values = {
        "version": version,
        "languages": languages,
        "concepts": len(concepts),
        "imported_at": timezone.now(),
    }
    Vocabulary.objects.update_or_create(source=source, defaults=values)
    record("competence.vocabulary_imported", actor=actor, thing=vocabulary_thing(id_of(source)),
           detail={"source": source, "added": kept.added, "changed": kept.changed})  # fmt: skip


def _tell_index() -> None:
    """What experts and offers are found by has other names now."""
    from dugnad.areas.competence.models import Expert, Offer
    from dugnad.areas.competence.needs.indexing import EXPERTS, OFFERS

    EXPERTS.touch(Expert.objects.filter(active=True).values_list("id", flat=True))
    OFFERS.touch(Offer.objects.filter(active=True).values_list("id", flat=True))
