"""The changes of an index: written with what they tell of, read by every process that keeps the index."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from dugnad.kernel.matching.models import Change, Version

KEPT = 10_000
TIDY_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Position:
    """How far the changes of an index have been followed."""

    number: int = 0
    stamp: str = ""


@transaction.atomic
def write(name: str, keys: Iterable[str]) -> None:
    """Note in the present transaction that these documents have changed; others that write wait for its end."""
    changed = list(dict.fromkeys(keys))
    if not changed:
        return
    Version.objects.get_or_create(name=name)
    row = Version.objects.select_for_update().get(name=name)
    row.number, row.stamp = row.number + 1, secrets.token_hex(8)
    row.save(update_fields=["number", "stamp"])
    Change.objects.bulk_create(
        Change(name=name, number=row.number, stamp=row.stamp, key=key) for key in changed
    )
    if row.number % TIDY_EVERY == 0:
        Change.objects.filter(name=name, number__lte=row.number - KEPT).delete()


def position(name: str) -> Position:
    """The newest change of an index, in one query."""
    found = Version.objects.filter(name=name).values_list("number", "stamp").first()
    return Position(*found) if found else Position()


def since(name: str, seen: Position, now: Position) -> Collection[str] | None:
    """What has changed after `seen`, until `now`; None where that can no longer be told and all must be read."""
    if seen.number > now.number:
        return None
    rows = Change.objects.filter(name=name, number__gte=seen.number, number__lte=now.number)
    found = list(rows.order_by("number").values_list("number", "stamp", "key"))
    known = {(number, stamp) for number, stamp, _key in found}
    if seen.number and (seen.number, seen.stamp) not in known:
        return None
    if len({number for number, _stamp, _key in found if number > seen.number}) < now.number - seen.number:
        return None
    return {key for number, _stamp, key in found if number > seen.number}
