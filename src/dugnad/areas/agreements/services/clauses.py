"""Writing the clauses of a draft: add, change, move, remove, and put back what was removed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dugnad.areas.agreements.catalogue import purposes, shareable
from dugnad.areas.agreements.library import standard_clause
from dugnad.areas.agreements.models import Agreement, Clause, ClauseKind
from dugnad.areas.agreements.services.rows import parties_of, period_of, take_draft, thing_of, touch
from dugnad.areas.agreements.values import ClauseValues, check_clause
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, NotFound

MOST_CLAUSES = 200


@transaction.atomic
def add_clause(*, actor: Actor, agreement: UUID, values: ClauseValues) -> Clause:
    """Add a clause at the end of a draft. Invalid at the fields of `ClauseValues`."""
    row = take_draft(actor, agreement)
    _check(row, values)
    return _add(actor, row, values)


@transaction.atomic
def add_standard_clause(*, actor: Actor, agreement: UUID, key: str) -> Clause:
    """Add a standard clause in the draft's language."""
    row = take_draft(actor, agreement)
    found = standard_clause(key, row.language)
    if found is None:
        raise NotFound
    return _add(actor, row, ClauseValues(kind=ClauseKind.TEXT, heading=found.heading, text=found.text))


@transaction.atomic
def change_clause(*, actor: Actor, agreement: UUID, clause: UUID, seen: int, values: ClauseValues) -> Clause:
    """Change a clause. `seen` is the clause's version that the writer started from.

    Conflict with `theirs` (the stored clause) if someone else changed it meanwhile: nothing is overwritten.
    """
    row = take_draft(actor, agreement)
    found = _find(row, clause)
    if found.version != seen or found.removed:
        raise Conflict(_("Someone else changed this while you were writing."), theirs=found)
    if values.kind != found.kind:
        raise Invalid(fields={"kind": _("A clause keeps its kind. Add a new one instead.")})
    _check(row, values)
    found.version += 1
    _store(found, values)
    _changed(actor, row)
    return found


@transaction.atomic
def move_clause(*, actor: Actor, agreement: UUID, clause: UUID, up: bool) -> None:
    """Let a clause change places with the one before it or after it; nothing happens at the ends."""
    row = take_draft(actor, agreement)
    order = list(Clause.objects.filter(agreement=row, removed=False).order_by("position", "id"))
    here = next((place for place, one in enumerate(order) if one.id == clause), None)
    if here is None:
        raise NotFound
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here].position, order[there].position = order[there].position, order[here].position
    Clause.objects.bulk_update([order[here], order[there]], ["position"])
    _changed(actor, row)


@transaction.atomic
def remove_clause(*, actor: Actor, agreement: UUID, clause: UUID) -> None:
    """Take a clause out of a draft; `restore_clause` puts it back where it was."""
    _set_removed(actor, agreement, clause, removed=True)


@transaction.atomic
def restore_clause(*, actor: Actor, agreement: UUID, clause: UUID) -> None:
    """Put a removed clause back where it was."""
    _set_removed(actor, agreement, clause, removed=False)


def _set_removed(actor: Actor, agreement: UUID, clause: UUID, *, removed: bool) -> None:
    row = take_draft(actor, agreement)
    found = _find(row, clause)
    if found.removed == removed:
        return
    found.removed = removed
    found.version += 1
    found.save(update_fields=["removed", "version"])
    _changed(actor, row)


def _find(row: Agreement, clause: UUID) -> Clause:
    found = Clause.objects.filter(agreement=row, id=clause).first()
    if found is None:
        raise NotFound
    return found


def _check(row: Agreement, values: ClauseValues) -> None:
    check_clause(
        values, parties=parties_of(row.id), period=period_of(row), data=shareable(), purposes=purposes()
    )


def _add(actor: Actor, row: Agreement, values: ClauseValues) -> Clause:
    known = Clause.objects.filter(agreement=row)
    if known.count() >= MOST_CLAUSES:
        raise Conflict(_("An agreement holds at most 200 clauses."))
    last = known.aggregate(last=Max("position"))["last"] or 0
    clause = Clause(agreement=row, position=last + 1, kind=values.kind)
    _store(clause, values)
    _changed(actor, row)
    return clause


def _store(clause: Clause, values: ClauseValues) -> None:
    sharing = values.kind == ClauseKind.SHARING
    clause.heading, clause.text = values.heading.strip(), values.text.strip()
    if sharing:
        clause.data, clause.purpose = values.data, values.purpose
        clause.starts, clause.ends = values.starts, values.ends
    clause.save()
    clause.givers.set(values.givers if sharing else ())
    clause.receivers.set(values.receivers if sharing else ())


def _changed(actor: Actor, row: Agreement) -> None:
    touch(row)
    record("agreements.changed", actor=actor, thing=thing_of(row))
