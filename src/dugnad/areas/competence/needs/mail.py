"""Mail about requests: to whom, in the reader's language, with the calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.competence.models import Contact, Need, Side
from dugnad.areas.competence.needs import letters
from dugnad.areas.competence.needs.calendar import file_of
from dugnad.areas.competence.rules.needs import OTHER, WAITING
from dugnad.kernel.identity.models import Person
from dugnad.kernel.mail import File, Letter, Post, Words

JOB = "competence.mail"
SECOND = 2


def _letter(person: Person, words: Words, timed: Contact | None) -> Letter:
    """A letter with the calendar file of `timed`, if it has a time."""

    def calendar() -> File | None:
        file = file_of(timed) if timed else None
        return ("dugnad.ics", file, "text/calendar") if file else None

    return Letter(person, words, calendar)


def _contact(id: UUID) -> Contact | None:
    rows = Contact.objects.select_related(
        "expert__person", "offer", "organisation", "asker", "need__asked_by", "matcher"
    )
    return rows.filter(id=id).first()


def _administrators(organisation: UUID | None) -> QuerySet[Person]:
    held = Person.objects.filter(
        memberships__organisation=organisation,
        memberships__role="administrator",
        memberships__ended_at=None,
    )
    return held.distinct()


def _belongs(person: Person | None, organisation: UUID) -> bool:
    return person is not None and person.memberships.filter(organisation=organisation, ended_at=None).exists()


def _people(row: Contact, side: str) -> list[Person]:
    """Who hears of it on one side: the expert or who asked; the administrators where there is nobody, or late."""
    own, organisation = (
        (row.expert.person if row.expert else None, row.organisation_id)
        if side == Side.RECEIVER
        else (row.need.asked_by, row.asker_id)
    )
    there = [own] if own and _belongs(own, organisation) else []
    late = row.reminded >= SECOND
    everyone = [*there, *(_administrators(organisation) if late or not there else ())]
    return list({person.id: person for person in everyone}.values())


def _to(side: str, words: Callable[[Contact], tuple[str, str]], *, timed: bool = False) -> Any:
    def written(contact: UUID) -> Iterable[Letter]:
        row = _contact(contact)
        if row is None:
            return
        for person in _people(row, side):
            yield _letter(person, partial(words, row), row if timed else None)

    return written


def _to_other(words: Callable[[Contact], tuple[str, str]]) -> Any:
    """To the side whose turn it is now, with the calendar file."""

    def written(contact: UUID) -> Iterable[Letter]:
        row = _contact(contact)
        if row and row.turn:
            for person in _people(row, row.turn):
                yield _letter(person, partial(words, row), row)

    return written


def _accepted(contact: UUID) -> Iterable[Letter]:
    """Both sides get the time; whoever said yes, too, for the calendar."""
    row = _contact(contact)
    if row is None:
        return
    for side in OTHER:
        for person in _people(row, side):
            yield _letter(person, partial(letters.accepting, row), row)


def _passed_on(contact: UUID) -> Iterable[Letter]:
    """The expert is asked, and the asker told."""
    row = _contact(contact)
    if row is None:
        return
    for side, words in ((Side.RECEIVER, letters.sending), (Side.ASKER, letters.passing)):
        for person in _people(row, side):
            yield Letter(person, partial(words, row))


def _reminded(contact: UUID) -> Iterable[Letter]:
    row = _contact(contact)
    if row and row.state in WAITING and row.turn:
        for person in _people(row, row.turn):
            yield Letter(person, partial(letters.reminding, row))


def _silent(contact: UUID) -> Iterable[Letter]:
    row = _contact(contact)
    if row:
        people = _administrators(row.matcher_id) if row.matcher_id else Person.objects.filter(operator=True)
        for person in people:
            yield Letter(person, letters.asking_human)


def _handed(need: UUID) -> Iterable[Letter]:
    row = Need.objects.filter(id=need, handed_at__isnull=False).first()
    if row:
        people = _administrators(row.matcher_id) if row.matcher_id else Person.objects.filter(operator=True)
        for person in people:
            yield Letter(person, letters.asking_human)


def _replied(need: UUID) -> Iterable[Letter]:
    row = Need.objects.select_related("asked_by").filter(id=need).first()
    if row:
        asked = [row.asked_by] if row.asked_by and _belongs(row.asked_by, row.organisation_id) else []
        for person in asked or _administrators(row.organisation_id):
            yield Letter(person, partial(letters.replying, row))


LETTERS: dict[str, Callable[[UUID], Iterable[Letter]]] = {
    "sent": _to(Side.RECEIVER, letters.sending),
    "passed_on": _passed_on,
    "undone": _to(Side.RECEIVER, letters.undoing),
    "proposed": _to_other(letters.proposing),
    "accepted": _accepted,
    "declined": _to(Side.ASKER, letters.declining),
    "promised": _to(Side.ASKER, letters.promising),
    "withdrawn": _to(Side.RECEIVER, letters.withdrawing),
    "closed": _to(Side.ASKER, letters.closing),
    "reminded": _reminded,
    "silent": _silent,
    "handed": _handed,
    "replied": _replied,
}
MAIL = Post(JOB, LETTERS)
post, deliver = MAIL.ask, MAIL.deliver
