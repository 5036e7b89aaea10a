"""Random worlds for the property tests: few organisations and people, and times that sit on each other's borders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

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
actors = st.builds(Actor, st.none() | people, roles, st.booleans())
names = st.sets(st.sampled_from(ROLE_NAMES), max_size=2)
rules = st.one_of(
    st.builds(SignedIn),
    st.builds(Operator),
    st.builds(Self),
    st.builds(Granted),
    st.builds(lambda chosen: Role(*chosen), names),
    st.builds(lambda chosen: Party(*chosen), names),
)
# A rule that lets everyone in decides alone, so it is rare.
policies = st.lists(rules, max_size=3).map(tuple) | st.just((Anyone(),))


def grants(givers: st.SearchStrategy[UUID] = organisations) -> st.SearchStrategy[GrantValue]:
    """A grant from one of the givers; its period may be empty or switched off before it starts."""
    return st.builds(
        GrantValue,
        st.uuids(version=4),
        givers,
        givers,
        st.sampled_from(DATA),
        st.sampled_from(PURPOSES),
        times,
        times,
        st.none() | times,
    )


@st.composite
def kinds(draw: st.DrawFn) -> Kind:
    """A kind with a policy for one action; `data` may be empty."""
    return Kind("test.kind", {ACTION: draw(policies)}, data=draw(st.sampled_from([*DATA, ""])))


@st.composite
def things(draw: st.DrawFn) -> Thing:
    """A thing that may lack an owner, parties and a person."""
    parties = draw(st.frozensets(organisations, max_size=2))
    return Thing(draw(kinds()), None, draw(st.none() | organisations), parties, draw(st.none() | people))
