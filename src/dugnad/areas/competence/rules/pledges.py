"""Who may do what with what is pledged.

An expert who is open to requests is shown to the network; one who is not (waiting for the person's consent,
paused, withdrawn) only to the organisation and the person. How the hours were spent is the organisation's.
"""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Anyone, Kind, Operator, Role, Self, SignedIn, Thing
from dugnad.kernel.access.queries import Fields

ADMINISTRATOR = Role("administrator")
EXPERT = Kind(
    "competence.expert",
    {
        "read": (SignedIn(),),
        "add": (ADMINISTRATOR,),
        "change": (ADMINISTRATOR,),
        "agree": (Self(),),
        "hours": (Role(), Self(), Operator()),
        "reserve": (Role(), Self(), Operator()),
    },
    secret=True,
)
# The same while it is not open to requests.
RESTING = Kind("competence.resting_expert", {**EXPERT.policy, "read": (Role(), Self())}, secret=True)
OFFER = Kind(
    "competence.offer",
    {"read": (Anyone(),), "add": (ADMINISTRATOR,), "change": (ADMINISTRATOR,), "reuse": (SignedIn(),)},
    secret=True,
)
RESTING_OFFER = Kind(
    "competence.resting_offer", {**OFFER.policy, "read": (Role(),), "reuse": ()}, secret=True
)
VOCABULARY = Kind("competence.vocabulary", {"read": (Anyone(),), "change": (Operator(),)})
PLEDGES = Kind("competence.pledges", {"read": (Role(), Operator()), "add": (ADMINISTRATOR,)})

EXPERT_FIELDS = Fields(owner="organisation", person="person")
OFFER_FIELDS = Fields(owner="organisation")
KINDS = (EXPERT, RESTING, OFFER, RESTING_OFFER, VOCABULARY, PLEDGES)


def expert_thing(
    expert: UUID | None, owner: UUID, person: UUID | None = None, *, active: bool = True
) -> Thing:
    """`person`: whose hours they are; `active`: open to requests."""
    return Thing(EXPERT if active else RESTING, expert, owner=owner, person=person)


def offer_thing(offer: UUID | None, owner: UUID, *, active: bool = True) -> Thing:
    return Thing(OFFER if active else RESTING_OFFER, offer, owner=owner)


def pledges_thing(organisation: UUID) -> Thing:
    """All that an organisation pledges, and how it was used."""
    return Thing(PLEDGES, organisation, owner=organisation)


def vocabulary_thing(vocabulary: UUID | None = None) -> Thing:
    return Thing(VOCABULARY, vocabulary)
