"""Agreements keep their parties in the network until they have ended."""

from __future__ import annotations

import pytest

from dugnad.areas.agreements import services as agreements
from dugnad.areas.agreements.tests.makers import Pair, acting, days, draft, sent, signed
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.ties import ties_of
from dugnad.kernel.problems import Conflict
from tests.people import PLATFORM


def leave(pair: Pair) -> None:
    services.leave(actor=acting(pair.ola), organisation=pair.bergen.id)


def test_an_agreement_in_force_keeps_its_parties_even_if_nothing_is_shared(pair: Pair) -> None:
    row = signed(pair, clauses=False) if False else _signed_text(pair)
    assert [tie.id for tie in ties_of(acting(pair.ola), pair.bergen.id)] == [row.id]
    with pytest.raises(Conflict, match="Samarbeid om beredskap"):
        leave(pair)


def _signed_text(pair: Pair):
    from dugnad.areas.agreements.tests.makers import sign
    from dugnad.areas.agreements.values import ClauseValues

    row = draft(pair, clauses=False)
    text = ClauseValues("text", "Formål", "Vi gjør dette sammen.")
    agreements.add_clause(actor=acting(pair.kari), agreement=row.id, values=text)
    row.refresh_from_db()
    row = sent(pair, row)
    sign(row, pair.kari, pair.ola)
    return row
