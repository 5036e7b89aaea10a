"""The catalogue as open data, and files of owners taken in."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from dugnad.areas.services.catalogue import selectors
from dugnad.areas.services.catalogue.intake import Taken, take_in
from dugnad.areas.services.catalogue.services import content_of
from dugnad.areas.services.models import LifeEvent, Service
from dugnad.areas.services.rules import catalogue_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require


class _Kept:
    """The last file of each form and root, with the state of the catalogue that it tells."""

    files: dict[tuple[str, str], tuple[object, bytes]] = {}


def all_as_rdf(root: str, form: str) -> bytes:
    """Everything that holds today, made anew only when something has changed."""
    newest = Service.objects.aggregate(many=Count("id"), at=Max("changed_at"))
    mark, key = (timezone.localdate(), *newest.values()), (root, form)
    if _Kept.files.get(key, (None, b""))[0] != mark:
        if len(_Kept.files) >= FILES_KEPT:
            _Kept.files.clear()
        _Kept.files[key] = (mark, as_rdf(selectors.everything(), root, form))
    return _Kept.files[key][1]


FILES_KEPT = 6
LARGEST = 10_000_000
SUFFIXES = {"ttl": "ttl", "turtle": "ttl", "jsonld": "jsonld", "json": "jsonld", "rdf": "rdf", "xml": "rdf"}


def as_rdf(rows: Iterable[Service], root: str, form: str) -> bytes:
    """These descriptions with what they take from their bases; addresses are under `root`."""
    from dugnad.areas.services.catalogue.rdf.writing import Described, serialised, written

    described = (
        Described(
            row.slug, content_of(row), row.owner.name, row.owner.number, row.base.slug if row.base else ""
        )
        for row in rows
    )
    events = dict(LifeEvent.objects.values_list("slug", "title"))
    return serialised(written(described, root, events), form)


def take_rdf(*, actor: Actor, owner: UUID, data: bytes, form: str, area: str = "", theme: str = "") -> Taken:
    """Take in the services of a file as the owner's, all or none; raises NoRdf or Invalid.

    `area` and `theme` are for services of another maker that say none.
    """
    from dugnad.areas.services.catalogue.rdf.reading import entries_from

    selectors.organisation(owner)
    require(actor, "add", catalogue_thing(owner))
    known = area or next((one.area for one in selectors.territories(owner)), "")
    return take_in(actor=actor, owner=owner, entries=entries_from(data, form, area=known, theme=theme))


def form_of(name: str) -> str:
    """The form that a file's name tells, "" where it tells none that is read."""
    return SUFFIXES.get(name.rpartition(".")[2].lower(), "")
