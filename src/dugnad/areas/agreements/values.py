"""What a writer hands in, and what must hold of it. Pure but for the words of the messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from dugnad.areas.agreements.rules import Period
from dugnad.kernel.problems import Invalid

LONGEST_YEARS = 50
TEXT_LIMIT = 20_000
MOST_PARTIES = 50


@dataclass(frozen=True, slots=True)
class Head:
    """The frame of an agreement: who, how long, in which language."""

    title: str
    language: str
    effective: date
    expiry: date
    parties: tuple[UUID, ...]
    conditions: str = ""

    @property
    def period(self) -> Period:
        return Period(self.effective, self.expiry)


@dataclass(frozen=True, slots=True)
class ClauseValues:
    """One clause as its writer hands it in; text clauses use only heading and text."""

    kind: str
    heading: str = ""
    text: str = ""
    givers: tuple[UUID, ...] = ()
    receivers: tuple[UUID, ...] = ()
    data: str = ""
    purpose: str = ""
    starts: date | None = None
    ends: date | None = None


def check_head(head: Head, *, members: Collection[UUID], own: Collection[UUID]) -> None:
    """Invalid with a message at each field that is wrong.

    `members` are those of the parties that are members of the network now; `own` the writer's organisations.
    """
    faults = {
        "title": _title_fault(head.title),
        "effective": _year_fault(head.effective),
        "expiry": _expiry_fault(head),
        "parties": _parties_fault(head.parties, members, own),
        "conditions": _length_fault(head.conditions),
    }
    _raise(faults)


def _raise(faults: dict[str, str]) -> None:
    found = {field: message for field, message in faults.items() if message}
    if found:
        raise Invalid(fields=found)


def _title_fault(title: str) -> str:
    if not title.strip():
        return _("Give the agreement a title.")
    return _("Use at most 160 characters.") if len(title) > 160 else ""


def _year_fault(day: date) -> str:
    return "" if 2000 <= day.year <= 2200 else _("Check the year.")


def _expiry_fault(head: Head) -> str:
    if head.expiry < head.effective:
        return _("The agreement ends before it starts.")
    if head.expiry.year - head.effective.year > LONGEST_YEARS:
        return _("An agreement lasts at most 50 years.")
    return _year_fault(head.expiry)


def _parties_fault(parties: tuple[UUID, ...], members: Collection[UUID], own: Collection[UUID]) -> str:
    if len(set(parties)) < 2:
        return _("Choose at least two organisations.")
    if len(parties) > MOST_PARTIES:
        return _("Choose at most 50 organisations.")
    if len(set(parties)) != len(parties):
        return _("An organisation is named twice.")
    if set(parties) - set(members):
        return _("One of these is not a member of the network.")
    return "" if set(parties) & set(own) else _("Your own organisation must be one of the parties.")


def _length_fault(text: str) -> str:
    return _("This text is too long.") if len(text) > TEXT_LIMIT else ""


def check_clause(
    clause: ClauseValues,
    *,
    parties: Collection[UUID],
    period: Period,
    data: Iterable[str],
    purposes: Iterable[str],
) -> None:
    """Invalid with a message at each field that is wrong."""
    faults = {"heading": _heading_fault(clause), "text": _clause_text_fault(clause)}
    if clause.kind == "sharing":
        faults |= {
            "givers": _side_fault(clause.givers, parties),
            "receivers": _side_fault(clause.receivers, parties) or _pair_fault(clause),
            "data": "" if clause.data in set(data) else _("Choose what is shared."),
            "purpose": ""
            if clause.purpose in set(purposes)
            else _("Choose a purpose. Nothing is shared without one."),
            "starts": _starts_fault(clause, period),
            "ends": _ends_fault(clause, period),
        }
    _raise(faults)


def _heading_fault(clause: ClauseValues) -> str:
    if len(clause.heading) > 120:
        return _("Use at most 120 characters.")
    missing = clause.kind == "text" and not clause.heading.strip()
    return _("Give the clause a heading.") if missing else ""


def _clause_text_fault(clause: ClauseValues) -> str:
    missing = clause.kind == "text" and not clause.text.strip()
    return _("Write the text of the clause.") if missing else _length_fault(clause.text)


def _side_fault(side: tuple[UUID, ...], parties: Collection[UUID]) -> str:
    if not side:
        return _("Choose at least one party.")
    return _("Choose among the parties of this agreement.") if set(side) - set(parties) else ""


def _pair_fault(clause: ClauseValues) -> str:
    givers, receivers = set(clause.givers), set(clause.receivers)
    alone = (len(givers) == 1 and givers <= receivers) or (len(receivers) == 1 and receivers <= givers)
    return _("An organisation cannot share with itself. Choose another.") if alone else ""


def _starts_fault(clause: ClauseValues, period: Period) -> str:
    if clause.starts is None or period.first <= clause.starts <= period.last:
        return ""
    return _("The sharing must start while the agreement lasts.")


def _ends_fault(clause: ClauseValues, period: Period) -> str:
    if clause.ends is None:
        return ""
    if clause.ends < (clause.starts or period.first):
        return _("The sharing ends before it starts.")
    return _("The sharing must end while the agreement lasts.") if clause.ends > period.last else ""
