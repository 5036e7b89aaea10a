"""Logs for tests: filled through the door that all areas use, and altered behind its back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from dugnad.kernel.access import Actor
from dugnad.kernel.ledger import sealing
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.services import record
from dugnad.kernel.ledger.verification import LogReport
from dugnad.kernel.organisations.rules import organisation_thing

NAME = "organisations.changed"
SIZE = 600
SIGNED = (250, 400, SIZE)


def write(organisation: UUID | None = None, *, actor: Actor | None = None, **detail: Any) -> Event:
    """One entry about an organisation."""
    with transaction.atomic():
        number = record(
            NAME,
            actor=actor or Actor(person=uuid4()),
            thing=organisation_thing(organisation or uuid4()),
            detail=detail or None,
        )
    return Event.objects.get(id=number)


def grow(count: int, *, sign: bool = True) -> None:
    """So many more entries, every third with a detail, sealed; and signed unless told otherwise."""
    for number in range(count):
        write(**({"place": f"place {number}"} if number % 3 == 0 else {}))
    while sealing.seal():
        pass
    if sign:
        sealing.checkpoint()


def sql(statement: str, *parameters: object) -> None:
    """Alter the database as someone does who can write in it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def blob(value: bytes) -> object:
    """Bytes as a parameter of `sql`."""
    return connection.Database.Binary(value)


def first(report: LogReport) -> tuple[object, int] | None:
    """Code and place of the first bad entry."""
    found = report.first_entry
    return (found.code, found.index) if found else None


def codes(report: LogReport) -> set[object]:
    return {found.code for found in report.findings}
