"""One provision, parameter, fact, condition or result of a draft put in, changed or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.packages.editing.saving import Place, to_change, uncited
from dugnad.areas.casework.packages.words import fault_words
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.reading import Fault, Unreadable, from_json
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Invalid, NotFound

PARTS: Final = ("provisions", "parameters", "facts", "conditions", "results")
KEYS: Final = {
    "provisions": "id",
    "parameters": "name",
    "facts": "name",
    "conditions": "decision",
    "results": "id",
}
# What is wrong elsewhere when an item is called something else, or is gone.
NAMES: Final = ("no_such_provision", "input_without_fact", "no_such_name")
Item = Mapping[str, Any]


@transaction.atomic
def put(
    *, actor: Actor, version: UUID, revision: int, part: str, index: int | None, item: Item
) -> PackageVersion:
    """The draft with the item in place of the one at `index`, or added when that is None.

    Raises Invalid with the faults by their place in the item ('label.nb'; '' for what lies elsewhere), Conflict when
    another saved since `revision`, NotFound when there is no such item.
    """
    row = to_change(actor, version)
    every = _items(row, part)
    if index is None:
        index, changed = len(every), [*every, dict(item)]
    else:
        _at(every, index)
        changed = [dict(item) if n == index else one for n, one in enumerate(every)]
    _once(part, changed, index)
    return _change(actor, row, revision, {part: changed}, f"{part}.{index}.")


@transaction.atomic
def remove(*, actor: Actor, version: UUID, revision: int, part: str, index: int) -> PackageVersion:
    """The draft without the item; Invalid when something else rests on it."""
    row = to_change(actor, version)
    every = _items(row, part)
    _at(every, index)
    return _change(actor, row, revision, {part: every[:index] + every[index + 1 :]}, f"{part}.{index}.")


@transaction.atomic
def put_about(*, actor: Actor, version: UUID, revision: int, values: Item) -> PackageVersion:
    """The draft with another title, summary, body, outcome or appeal."""
    row = to_change(actor, version)
    return _change(actor, row, revision, dict(values), "")


def _items(row: PackageVersion, part: str) -> list[dict[str, Any]]:
    if part not in PARTS:
        raise NotFound
    return list(row.document[part])


def _at(every: list[dict[str, Any]], index: int) -> dict[str, Any]:
    if index >= len(every):
        raise NotFound
    return every[index]


def item_of(row: PackageVersion, part: str, index: int) -> dict[str, Any]:
    """One item as JSON; NotFound."""
    return _at(_items(row, part), index)


def _once(part: str, every: list[dict[str, Any]], index: int) -> None:
    key = KEYS[part]
    name = str(every[index].get(key, "")).strip()
    if not name:
        raise Invalid(fields={key: _("This is missing.")})
    if any(one.get(key) == name for n, one in enumerate(every) if n != index):
        raise Invalid(fields={key: _("There is one of this name already.")})


def _change(actor: Actor, row: PackageVersion, revision: int, parts: Item, place: str) -> PackageVersion:
    document = {**row.document, **parts}
    before = {(one.decision, one.row) for one in uncited(from_json(row.document))}
    try:
        package = from_json(document)
    except Unreadable as wrong:
        raise Invalid(fields=_placed(wrong.faults, place)) from wrong
    _still_cited(package, before)
    return services.change(actor=actor, version=row.id, revision=revision, document=document)


def _still_cited(package: Package, before: set[tuple[str, int]]) -> None:
    """A provision that rows rest on stays under its id."""
    left: list[Place] = [one for one in uncited(package) if (one.decision, one.row) not in before]
    if left:
        raise Invalid(fields={"id": "\n".join(one.words for one in left)})


def _placed(faults: Iterable[Fault], place: str) -> dict[str, str]:
    """Each fault's words at its place in the item; those elsewhere at the item's name when that is why, else at ''."""
    told: dict[str, list[str]] = {}
    key = KEYS.get(place.partition(".")[0], "")
    for one in faults:
        if one.path.startswith(place):
            told.setdefault(one.path.removeprefix(place), []).append(
                fault_words(Fault("", one.code, one.what))
            )
        else:
            told.setdefault(key if one.code in NAMES else "", []).append(fault_words(one))
    return {path: "\n".join(lines) for path, lines in told.items()}
