"""Agreements keep their parties in the network until they have ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.areas.agreements import services as agreements
from dugnad.areas.agreements.models import Agreement
from dugnad.areas.agreements.tests.makers import NEXT_YEAR, Pair, acting, browser, days, draft, sent, sign
from dugnad.areas.agreements.values import ClauseValues
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.ties import ties_of
from dugnad.kernel.problems import Conflict
from tests.people import PLATFORM


def of_text(pair: Pair, **changes: object) -> Agreement:
    """A draft that shares nothing, so that no grant tells of it."""
    row = draft(pair, clauses=False, **changes)
    text = ClauseValues("text", "Formål", "Vi gjør dette sammen.")
    agreements.add_clause(actor=acting(pair.kari), agreement=row.id, values=text)
    row.refresh_from_db()
    return row


def leave(pair: Pair) -> None:
    services.leave(actor=acting(pair.ola), organisation=pair.bergen.id)


@pytest.mark.parametrize("first", [0, 30], ids=["in force", "to come"])
def test_a_signed_agreement_keeps_its_parties_even_if_it_shares_nothing(pair: Pair, first: int) -> None:
    row = sent(pair, of_text(pair, effective=days(first), expiry=NEXT_YEAR))
    sign(row, pair.kari, pair.ola)
    assert [tie.id for tie in ties_of(acting(pair.ola), pair.bergen.id)] == [row.id]
    with pytest.raises(Conflict) as refused:
        leave(pair)
    assert f"«{row.title}»" in str(refused.value.detail)
    shown = browser(pair.ola).get(f"/network/{pair.bergen.id}/leave/").content.decode()
    assert f'href="/agreements/{row.id}/"' in shown


def test_one_that_is_being_signed_keeps_them_and_strangers_are_not_told_its_title(pair: Pair) -> None:
    row = sent(pair, of_text(pair))
    assert [tie.title for tie in ties_of(acting(pair.ola), pair.bergen.id)] == [row.title]
    (told,) = ties_of(PLATFORM, pair.bergen.id)
    assert row.title not in told.title
    assert told.url == ""


def test_an_agreement_that_was_revoked_or_is_a_draft_keeps_nobody(pair: Pair) -> None:
    of_text(pair)
    row = sent(pair, of_text(pair))
    sign(row, pair.kari, pair.ola)
    agreements.revoke(actor=acting(pair.kari), agreement=row.id, reason="Ferdig")
    leave(pair)
    pair.bergen.refresh_from_db()
    assert timezone.now() - pair.bergen.left_at < timedelta(minutes=1)
