"""A small network in which every route is tried by everyone, and what an area gives so that its routes are tried.

An area (or a room of the kernel) has `tests/samples.py` with

    SAMPLES: dict[str, Builder] = {
        "network:organisation": lambda world: {"organisation": world.own.id},
        "POST /organisations": lambda world: Sample(data={"number": fresh_number(), "name": "Ny"}, public=True),
    }

A key is a page's url name or an operation's method and path as in the API's description. A builder makes a thing
that belongs to `world.own` (one between several: to `world.own` and `world.partner`) and gives the url's parameters,
or a `Sample` when there is more to say. It may be called again and again. Routes without parameters that only read
need no sample. What is added here is walked by the access matrix, the query counts, the browser and the fuzz tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

ENGLISH = {"accept-language": "en"}
NOBODY = "nobody"
SUSPENDED = "suspended"
OPERATOR = "operator"
OWN = (
    "own administrator",
    "own signatory",
    "own member",
    "own responder",
    "own carer",
    "own caseworker",
    "own lawyer",
    "own archivist",
)
PARTNER = (
    "partner administrator",
    "partner signatory",
    "partner member",
    "partner responder",
    "partner caseworker",
)
OTHER = ("other administrator", "other signatory", "other member", "other responder")
ROLES = (NOBODY, SUSPENDED, *OWN, *PARTNER, *OTHER, OPERATOR)
STRANGERS = (NOBODY, SUSPENDED)


@dataclass(frozen=True)
class World:
    """Three organisations with a person in each role, an operator, and an administrator who was suspended."""

    own: Organisation
    partner: Organisation
    other: Organisation
    people: Mapping[str, Person]

    def actor(self, role: str) -> Actor:
        """The person of that role as an actor, signed in with a second factor."""
        return people.acting(self.people[role], second_factor=True)

    def client(self, role: str, **options: Any) -> Client:
        """A browser that reads English, in which the person of that role is signed in with a second factor."""
        client = Client(**{"headers": ENGLISH, **options})
        if role != NOBODY:
            people.sign_in(client, self.people[role], second_factor=True)
        return client


@dataclass(frozen=True)
class Sample:
    """How to call one route: parameters of its url, the query, and the form or JSON body that a change needs.

    `public` says that everyone may know that the thing exists. If not, outsiders must be told that it does not.
    """

    url: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] | Sequence[Any] | None = None
    public: bool = False


Builder = Callable[[World], Sample | Mapping[str, Any]]


def make_world() -> World:
    """A fresh world; all its people and organisations are invented."""
    organisations = {name: people.company(f"Eksempel {name}") for name in ("own", "partner", "other")}
    cast = {
        name: people.person(" ".join(reversed(name.split())), organisations[where], role)
        for name in (*OWN, *PARTNER, *OTHER)
        for where, role in [name.split()]
    }
    cast[OPERATOR] = people.operator()
    cast[SUSPENDED] = people.person("suspended", organisations["own"], "administrator", "signatory")
    cast[SUSPENDED].is_active = False
    cast[SUSPENDED].save(update_fields=["is_active"])
    return World(**organisations, people=cast)
