"""`decide` gives the answers of an independent judge, and says truly why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dugnad.kernel.access import Actor, Decision, Granted, GrantValue, Kind, Thing, decide
from dugnad.kernel.access.values import Rule
from tests.access.cedar import judged
from tests.access.worlds import (
    ACTION,
    DATA,
    NOON,
    ORGANISATIONS,
    PEOPLE,
    PURPOSES,
    Question,
    only_grants,
    questions,
    times,
)

GIVER, RECEIVER = ORGANISATIONS[:2]


def _decided(question: Question, action: str = ACTION) -> Decision:
    q = question
    return decide(q.actor, action, q.thing, q.purpose, q.grants, q.at)


@settings(max_examples=300, deadline=None)
@given(questions())
def test_the_same_answers_as_cedar(question: Question) -> None:
    q = question
    assert bool(_decided(q)) == judged(q.actor, q.thing, q.purpose, q.grants, q.at)


@settings(max_examples=500, deadline=None)
@given(questions(only_grants))
def test_grants_are_judged_as_by_cedar(question: Question) -> None:
    q = question
    assert bool(_decided(q)) == judged(q.actor, q.thing, q.purpose, q.grants, q.at)


@settings(max_examples=200, deadline=None)
@given(st.none() | times, times, times, times)
@example(None, NOON, NOON, NOON)
def test_a_grant_holds_from_its_start_until_its_end_or_until_switched_off(
    off: datetime | None, start: datetime, end: datetime, at: datetime
) -> None:
    """Worlds in which only the time can decide, so that each border is met often."""
    grant = GrantValue(PEOPLE[0], GIVER, RECEIVER, DATA[0], PURPOSES[0], start, end, off)
    actor = Actor(PEOPLE[1], frozenset({(RECEIVER, "member")}))
    thing = Thing(Kind("test.kind", {ACTION: (Granted(),)}, data=DATA[0]), owner=GIVER)
    allowed = bool(decide(actor, ACTION, thing, PURPOSES[0], [grant], at))
    assert allowed == judged(actor, thing, PURPOSES[0], [grant], at)
    assert allowed == (start <= at < end and (off is None or at < off))


@given(questions())
def test_the_reason_is_that_of_the_first_rule_that_allows(question: Question) -> None:
    decision = _decided(question)
    alone = [
        _decided(replace(question, thing=_only(question.thing, rule)))
        for rule in question.thing.kind.policy[ACTION]
    ]
    assert decision.reason.code == next((d.reason.code for d in alone if d), _denied(question))
    if decision.reason.grant:
        assert decision.reason.grant in question.grants
        assert decision.reason.grant.active(question.at)


def _denied(question: Question) -> str:
    """Why it is denied: because of the token's purposes only when all would be well without these."""
    if question.actor.person is None:
        return "signed_out"
    free = replace(question, actor=replace(question.actor, purposes=None))
    return "other_purpose" if _decided(free) else "no_rule"


@settings(max_examples=300, deadline=None)
@given(questions(only_grants), st.frozensets(st.sampled_from([*PURPOSES, ""])))
def test_a_limit_to_purposes_only_ever_takes_away(question: Question, purposes: frozenset[str]) -> None:
    free = replace(question, actor=replace(question.actor, purposes=None))
    limited = replace(question, actor=replace(question.actor, purposes=purposes))
    assert bool(_decided(limited)) == (bool(_decided(free)) and question.purpose in purposes)


def _only(thing: Thing, rule: Rule) -> Thing:
    return replace(thing, kind=Kind(thing.kind.name, {ACTION: (rule,)}, data=thing.kind.data))


@given(questions())
def test_what_no_rule_speaks_of_is_denied(question: Question) -> None:
    assert not _decided(question, "erase everything")
