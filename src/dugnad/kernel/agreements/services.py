"""Switching grants on and off. The agreement that decides it records the event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from dugnad.kernel.access import GrantValue
from dugnad.kernel.agreements.models import Grant


def switch_on(grants: Iterable[GrantValue]) -> int:
    """Write the grants of a signed agreement; each counts from its own start. Returns how many are new.

    The same clause between the same two is written once, however often this is called.
    """
    rows = [_row(grant) for grant in grants]
    before = Grant.objects.filter(agreement__in={row.agreement for row in rows}).count()
    Grant.objects.bulk_create(rows, ignore_conflicts=True)
    return Grant.objects.filter(agreement__in={row.agreement for row in rows}).count() - before


def switch_off(agreement: UUID, at: datetime) -> int:
    """No grant of the agreement counts from `at` on, not even one that was to end sooner than said before."""
    return Grant.objects.filter(agreement=agreement).update(off=at)


def _row(grant: GrantValue) -> Grant:
    if grant.agreement is None or grant.agreed_on is None:
        raise ValueError("a grant rests on an agreement")
    return Grant(
        id=grant.id,
        giver_id=grant.giver,
        receiver_id=grant.receiver,
        data=grant.data,
        purpose=grant.purpose,
        start=grant.start,
        end=grant.end,
        agreement=grant.agreement,
        agreement_title=grant.agreement_title,
        clause=grant.clause,
        agreed_on=grant.agreed_on,
    )
