"""What clauses share, said in a sentence of the present language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dugnad.areas.agreements.catalogue import data_words, purpose_words
from dugnad.areas.agreements.rules import Period


@dataclass(frozen=True, slots=True)
class SharingFacts:
    """What one sharing clause says, as plain values."""

    givers: tuple[UUID, ...]
    receivers: tuple[UUID, ...]
    data: str
    purpose: str
    period: Period


def day(value: date) -> str:
    """A day as the language writes it."""
    return date_format(value, "DATE_FORMAT")


def enumeration(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def sentence(facts: SharingFacts, names: Mapping[UUID, str], whole: Period) -> str:
    """One sharing clause in one sentence; a start of its own is named only if it is not the agreement's."""
    words = {
        "receivers": enumeration([names.get(one, "?") for one in facts.receivers]),
        "givers": enumeration([names.get(one, "?") for one in facts.givers]),
        "data": data_words(facts.data),
        "purpose": purpose_words(facts.purpose),
        "start": day(facts.period.first),
        "end": day(facts.period.last),
    }
    return _pattern(facts, starts_later=facts.period.first != whole.first) % words


def _pattern(facts: SharingFacts, *, starts_later: bool) -> str:
    mutual = set(facts.givers) == set(facts.receivers)
    if mutual and starts_later:
        return _("%(receivers)s may read each other’s %(data)s for %(purpose)s from %(start)s until %(end)s.")
    if mutual:
        return _("%(receivers)s may read each other’s %(data)s for %(purpose)s until %(end)s.")
    if starts_later:
        return _("%(receivers)s may read %(givers)s’s %(data)s for %(purpose)s from %(start)s until %(end)s.")
    return _("%(receivers)s may read %(givers)s’s %(data)s for %(purpose)s until %(end)s.")


def heading(data: str) -> str:
    """The heading of a sharing clause whose writer gave none."""
    return _("Sharing of %(data)s") % {"data": data_words(data)}


def period_words(period: Period) -> str:
    return _("%(start)s to %(end)s") % {"start": day(period.first), "end": day(period.last)}
