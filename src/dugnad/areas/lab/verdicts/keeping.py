"""What was reckoned of a model: found again while document, seed and version are the same, made anew otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from dugnad.areas.lab.models import BusinessModel, Reckoning
from dugnad.areas.lab.verdicts import refusals, stamp
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.engines.foresight import reading
from dugnad.engines.foresight.errors import Fault, Refused

Json = dict[str, Any]
# How many answers of one model are kept: its worlds, parts and a few questions each.
MOST_KEPT: Final = 40
CALLS: Final = {"verdict": "verdict", "levers": "levers_of", "depth": "depth", "strategies": "compared"}


def faults(document: Any) -> tuple[Fault, ...]:
    """What the document lacks before it can be reckoned with."""
    try:
        reading.from_json(document)
    except Refused as refused:
        return refused.faults
    return ()


def key(row: BusinessModel, part: str, asked: Mapping[str, Any]) -> str:
    """The digest of all that the answer rests on."""
    base = stamp.fingerprint(row.document)
    return stamp.fingerprint(
        {"part": part, "document": base, "seed": row.seed, "version": stamp.version(), **asked}
    )


def kept(row: BusinessModel, part: str, **asked: Any) -> Json | None:
    """The answer if it was reckoned already."""
    found = Reckoning.objects.filter(model=row, key=key(row, part, asked))
    return found.values_list("figures", flat=True).first()


@transaction.atomic
def keep(row: BusinessModel, part: str, figures: Json, **asked: Any) -> None:
    """Keep an answer; of the model's answers only the newest stay."""
    values = {"part": part, "revision": row.revision, "figures": figures}
    Reckoning.objects.get_or_create(model=row, key=key(row, part, asked), defaults=values)
    newest = Reckoning.objects.filter(model=row).order_by("-made_at").values_list("id", flat=True)[:MOST_KEPT]
    Reckoning.objects.filter(model=row).exclude(id__in=list(newest)).delete()


def reckoned(row: BusinessModel, part: str, **asked: Any) -> Json:
    """The answer, reckoned now in the quick room unless it is kept. Raises `Invalid`, `Busy`, `Stopped`."""
    found = kept(row, part, **asked)
    if found is None:
        found = refusals.ask(rooms.quick, CALLS[part], document=row.document, seed=row.seed, **asked)
        keep(row, part, found, **asked)
    return found
