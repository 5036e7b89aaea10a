"""The indexes of experts and offers, which follow every change of what is pledged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save

from dugnad.areas.competence.models import Expert, Offer, Skill
from dugnad.kernel.matching.live import LiveIndex
from dugnad.kernel.organisations.models import Organisation

FIELDS = {"headline": 3.0, "skills": 2.0, "themes": 1.2, "about": 1.0}
Texts = tuple[str, Mapping[str, str]]


def read_experts(keys: Collection[str] | None) -> Iterable[Texts]:
    """The texts of experts who take requests."""
    for row in _chosen(Expert.objects.filter(active=True), keys):
        about = f"{row.about} {row.organisation.name}"
        yield str(row.id), {"headline": row.headline, "about": about, **_named(row)}


def read_offers(keys: Collection[str] | None) -> Iterable[Texts]:
    """The texts of labs, courses and solutions that are open."""
    for row in _chosen(Offer.objects.filter(active=True), keys):
        about = f"{row.text} {row.organisation.name}"
        yield str(row.id), {"headline": row.title, "about": about, **_named(row)}


EXPERTS = LiveIndex("competence.experts", FIELDS, read_experts)
OFFERS = LiveIndex("competence.offers", FIELDS, read_offers)


def _chosen(rows: QuerySet[Any], keys: Collection[str] | None) -> QuerySet[Any]:
    found = rows if keys is None else rows.filter(id__in=keys)
    return found.select_related("organisation").prefetch_related("skills", "themes").order_by("id")


def _named(row: Expert | Offer) -> dict[str, str]:
    return {"skills": _labels(row.skills.all()), "themes": _labels(row.themes.all())}


def _labels(skills: Iterable[Skill]) -> str:
    return " , ".join(label for skill in skills for label in labels_of(skill))


def labels_of(skill: Skill) -> Iterator[str]:
    """What a concept is called, in every language, synonyms included."""
    yield from skill.labels.values()
    for names in skill.synonyms.values():
        yield from [names] if isinstance(names, str) else names


def follow() -> None:
    """From now on whatever saves an expert or an offer touches its index, in its own transaction."""
    for model, index in ((Expert, EXPERTS), (Offer, OFFERS)):
        for signal in (post_save, post_delete):
            signal.connect(_saved(index), sender=model, weak=False, dispatch_uid=f"{index.name}.saved")
        for through in (model.skills.through, model.themes.through):
            uid = f"{index.name}.{through.__name__}"
            m2m_changed.connect(_saved(index), sender=through, weak=False, dispatch_uid=uid)
    post_save.connect(_renamed, sender=Organisation, weak=False, dispatch_uid="competence.organisation")
    post_save.connect(_relabelled, sender=Skill, weak=False, dispatch_uid="competence.skill")


def _saved(index: LiveIndex) -> Any:
    def touch(sender: type[Model], instance: Model, action: str = "post_add", **_more: object) -> None:
        if action.startswith("post_") and isinstance(instance, Expert | Offer):
            index.touch([instance.id])

    return touch


def _renamed(sender: type[Model], instance: Organisation, created: bool, **_more: object) -> None:
    if not created:
        _touch_all(organisation=instance.id)


def _relabelled(sender: type[Model], instance: Skill, created: bool, **_more: object) -> None:
    if not created:
        _touch_all(skills=instance.id)


def _touch_all(**those: UUID) -> None:
    for model, index in ((Expert, EXPERTS), (Offer, OFFERS)):
        index.touch(model.objects.filter(active=True, **those).values_list("id", flat=True))
