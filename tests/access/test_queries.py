"""The rule as a filter shows exactly the rows that the rule allows one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings

from dugnad.kernel.access import Thing, decide
from dugnad.kernel.access.queries import Fields, Scope, allowed
from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.agreements.selectors import active_grants
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Membership, Organisation
from tests.access import worlds
from tests.access.worlds import Question
from tests.people import fresh_number

# A membership has an owner and a person; the organisations of its person stand for parties.
FIELDS = Fields(owner="organisation", parties="person__memberships__organisation", person="person")
in_one_world = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def rows(db: None) -> list[Membership]:
    """Every person in one, two or three organisations, in all roles; each row is a thing."""
    for n, org in enumerate(worlds.ORGANISATIONS):
        Organisation.objects.create(id=org, name=f"Eksempel {n}", number=fresh_number(), kind="company")
    for n, person in enumerate(worlds.PEOPLE):
        Person.objects.create(id=person, name=f"Eksempel {n}", email=f"{n}@eksempel.example")
        for org in worlds.ORGANISATIONS[: n + 1]:
            Membership.objects.create(person_id=person, organisation_id=org, role=worlds.ROLE_NAMES[n])
    return list(Membership.objects.all())


def _parties(rows: Iterable[Membership], person: UUID) -> frozenset[UUID]:
    return frozenset(row.organisation_id for row in rows if row.person_id == person)


def _shown(question: Question, action: str = worlds.ACTION) -> list[UUID]:
    q = question
    scope = Scope(q.actor, q.thing.kind, FIELDS, q.purpose, q.grants, q.at)
    return [row.id for row in allowed(Membership.objects.all(), action, scope)]


def _is_allowed(question: Question, thing: Thing) -> bool:
    q = question
    return bool(decide(q.actor, worlds.ACTION, thing, q.purpose, q.grants, q.at))


@in_one_world
@given(worlds.questions())
def test_the_filter_and_the_rule_agree_on_every_row(rows: list[Membership], question: Question) -> None:
    _agree(rows, question)


def _agree(rows: list[Membership], question: Question) -> None:
    kind = question.thing.kind
    things = [Thing(kind, r.id, r.organisation_id, _parties(rows, r.person_id), r.person_id) for r in rows]
    shown = _shown(question)
    assert set(shown) == {thing.id for thing in things if _is_allowed(question, thing)}
    assert len(shown) == len(set(shown)), "a row is shown twice"


@settings(in_one_world, max_examples=400)
@given(worlds.questions(worlds.only_grants))
def test_the_filter_and_the_rule_agree_on_grants(rows: list[Membership], question: Question) -> None:
    _agree(rows, question)


@in_one_world
@given(worlds.questions())
def test_an_action_without_rules_shows_nothing(rows: list[Membership], question: Question) -> None:
    assert not _shown(question, "erase everything")


def test_stored_grants_are_read_as_active_exactly_when_their_values_are(rows: list[Membership]) -> None:
    borders = [worlds.NOON + timedelta(seconds=s, microseconds=u) for s in range(3) for u in (-1, 0, 1)]
    for start in borders:
        for end in (later for later in borders if later > start):
            for off in (None, worlds.NOON, worlds.NOON + timedelta(seconds=1)):
                _store(start, end, off)
    stored = [grant.value for grant in Grant.objects.all()]
    for at in borders:
        read = {grant.id for grant in active_grants(Q(), at)}
        assert read == {grant.id for grant in stored if grant.active(at)}


def _store(start: datetime, end: datetime, off: datetime | None) -> None:
    giver, receiver = worlds.ORGANISATIONS[:2]
    Grant.objects.create(
        giver_id=giver,
        receiver_id=receiver,
        data=worlds.DATA[0],
        purpose=worlds.PURPOSES[0],
        start=start,
        end=end,
        off=off,
        agreement=uuid4(),
        agreement_title="Eksempel",
        clause=1,
        agreed_on=start.date(),
    )
