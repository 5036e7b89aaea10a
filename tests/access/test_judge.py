"""`decide` gives the answers of an independent judge, and says truly why."""

from __future__ import annotations

from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dugnad.kernel.access import Actor, Granted, GrantValue, Kind, Thing, decide
from dugnad.kernel.access.values import Rule
from tests.access.cedar import judged
from tests.access.worlds import (
    ACTION,
    DATA,
    NOON,
    ORGANISATIONS,
    PEOPLE,
    PURPOSES,
    actors,
    grants,
    things,
    times,
)

GIVER, RECEIVER = ORGANISATIONS[:2]
purposes = st.sampled_from([*PURPOSES, ""])


@settings(max_examples=400, deadline=None)
@given(actors, things(), purposes, st.lists(grants(), max_size=4), times)
def test_the_same_answers_as_cedar(
    actor: Actor, thing: Thing, purpose: str, held: list[GrantValue], at: datetime
) -> None:
    assert bool(decide(actor, ACTION, thing, purpose, held, at)) == judged(actor, thing, purpose, held, at)


@settings(max_examples=300, deadline=None)
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


@given(actors, things(), purposes, st.lists(grants(), max_size=4), times)
def test_the_reason_is_that_of_the_first_rule_that_allows(
    actor: Actor, thing: Thing, purpose: str, held: list[GrantValue], at: datetime
) -> None:
    decision = decide(actor, ACTION, thing, purpose, held, at)
    alone = [
        decide(actor, ACTION, _only(thing, rule), purpose, held, at) for rule in thing.kind.policy[ACTION]
    ]
    first = next((d for d in alone if d), None)
    assert decision.reason.code == (
        first.reason.code if first else ("no_rule" if actor.person else "signed_out")
    )
    if decision.reason.grant:
        assert decision.reason.grant in held
        assert decision.reason.grant.active(at)


def _only(thing: Thing, rule: Rule) -> Thing:
    kind = Kind(thing.kind.name, {ACTION: (rule,)}, data=thing.kind.data)
    return Thing(kind, None, thing.owner, thing.parties, thing.person)


@given(actors, things(), purposes, st.lists(grants(), max_size=4), times)
def test_what_no_rule_speaks_of_is_denied(
    actor: Actor, thing: Thing, purpose: str, held: list[GrantValue], at: datetime
) -> None:
    assert not decide(actor, "erase everything", thing, purpose, held, at)
