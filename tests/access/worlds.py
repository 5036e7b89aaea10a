"""Random worlds for the property tests: few organisations and people, and times that sit on each other's borders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from hypothesis import strategies as st

from dugnad.kernel.access import (
    Actor,
    Anyone,
    Granted,
    GrantValue,
    Kind,
    Operator,
    Party,
    Role,
    Self,
    SignedIn,
    Thing,
)
from dugnad.kernel.access.values import Rule

SPACE = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
ORGANISATIONS = [uuid5(SPACE, f"organisation {n}") for n in range(4)]
PEOPLE = [uuid5(SPACE, f"person {n}") for n in range(3)]
ROLE_NAMES = ["administrator", "signatory", "member"]
DATA = ["address", "alarm"]
PURPOSES = ["rescue", "statistics"]
ACTION = "read"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

organisations = st.sampled_from(ORGANISATIONS)
people = st.sampled_from(PEOPLE)
# Seconds and the microseconds beside them, so that every border is met from both sides.
times = st.builds(
    lambda second, beside: NOON + timedelta(seconds=second, microseconds=beside),
    st.integers(0, 3),
    st.sampled_from([-1, 0, 1]),
)
roles = st.frozensets(st.tuples(organisations, st.sampled_from(ROLE_NAMES)), max_size=4)
limits = st.none() | st.frozensets(st.sampled_from([*PURPOSES, ""]))
actors = st.builds(Actor, st.none() | people, roles, st.booleans(), st.just(False), limits)
names = st.sets(st.sampled_from(ROLE_NAMES), max_size=2)
rules = st.one_of(
    st.builds(Granted),
    st.builds(SignedIn),
    st.builds(Operator),
    st.builds(Self),
    st.builds(lambda chosen: Role(*chosen), names),
    st.builds(lambda chosen: Party(*chosen), names),
)
only_grants = st.just((Granted(),))
# A rule that lets everyone in decides alone, so it is rare.
policies = st.lists(rules, max_size=3).map(tuple) | st.just((Anyone(),))


@st.composite
def kinds(draw: st.DrawFn, policies: st.SearchStrategy[tuple[Rule, ...]]) -> Kind:
    """A kind with a policy for one action; `data` may be empty."""
    return Kind("test.kind", {ACTION: draw(policies)}, data=draw(st.sampled_from([*DATA, ""])))


@st.composite
def things(draw: st.DrawFn, policies: st.SearchStrategy[tuple[Rule, ...]]) -> Thing:
    """A thing that may lack an owner, parties and a person."""
    parties = draw(st.frozensets(organisations, max_size=2))
    owner = draw(st.sampled_from([*ORGANISATIONS, None]))
    return Thing(draw(kinds(policies)), None, owner, parties, draw(st.none() | people))


AMISS: dict[str, st.SearchStrategy[Any]] = {
    "giver": organisations,
    "receiver": organisations,
    "data": st.sampled_from([*DATA, ""]),
    "purpose": st.sampled_from([*PURPOSES, ""]),
    "start": times,
    "end": times,
    "off": times,
}


@st.composite
def grants(draw: st.DrawFn, actor: Actor, owner: UUID | None, data: str, purpose: str) -> GrantValue:
    """A grant that gives the actor the owner's data for the purpose, but for at most one thing that is amiss."""
    fitting: dict[str, Any] = {
        "giver": owner or draw(organisations),
        "receiver": draw(st.sampled_from(sorted(actor.organisations) or ORGANISATIONS)),
        "data": data,
        "purpose": purpose,
        "start": NOON - timedelta(days=1),
        "end": NOON + timedelta(days=1),
        "off": None,
    }
    amiss = draw(st.sampled_from([None, *fitting]))
    if amiss:
        fitting[amiss] = draw(AMISS[amiss])
    return GrantValue(uuid4(), **fitting)


@dataclass(frozen=True)
class Question:
    """All that one decision rests on."""

    actor: Actor
    thing: Thing
    purpose: str
    grants: tuple[GrantValue, ...]
    at: datetime


@st.composite
def questions(draw: st.DrawFn, policies: st.SearchStrategy[tuple[Rule, ...]] = policies) -> Question:
    """A question in whose world the grants nearly fit."""
    actor, thing = draw(actors), draw(things(policies))
    purpose = draw(st.sampled_from([*PURPOSES, ""]))
    near = st.lists(grants(actor, thing.owner, thing.kind.data, purpose), max_size=2)
    return Question(actor, thing, purpose, tuple(draw(near)), draw(times))
