"""What goes in and out of the network's part of the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Kind = Literal["city", "county", "state", "hub", "company", "research"]
Role = Literal["administrator", "signatory", "member", "responder", "carer", "caseworker", "lawyer", "archivist"]


class Member(Schema):
    """A member in the list. The position is in degrees, WGS 84."""

    id: UUID
    name: str
    number: str
    kind: Kind
    place: str
    county: str = Field(description="Number of the county, as Statistics Norway's; empty: not said")
    latitude: float | None
    longitude: float | None
    invented: bool = Field(description="An example, in no register")


class MemberDetail(Member):
    """A member's own page."""

    about: str
    website: str
    joined_at: datetime


class MemberPage(Schema):
    """A part of the list; `total` counts all that fit the filters."""

    total: int
    items: list[Member]


class NewMember(Schema):
    """What is needed to add an organisation."""

    number: str
    name: str
    kind: str
    about: str = ""
    website: str = ""
    place: str = ""
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None


class MemberChange(Schema):
    """What is to be changed; what is left out stays."""

    name: str = ""
    kind: str = ""
    about: str = ""
    website: str = ""
    place: str = ""
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None


class NumberIn(Schema):
    """The right organisation number."""

    number: str


class FormerMember(Schema):
    """An organisation that has left the network."""

    id: UUID
    name: str
    number: str
    left_at: datetime


class UnitOut(Schema):
    """A unit; `parent` is the unit it belongs to, null at the top."""

    id: UUID
    name: str
    parent: UUID | None = Field(None, alias="parent_id")


class UnitIn(Schema):
    """A unit's name and place in the tree."""

    name: str
    parent: UUID | None = None


class ShareOut(Schema):
    """One active grant: what is shared with, or received from, `other`."""

    grant: UUID
    other: UUID
    name: str
    data: str
    data_words: str
    purpose: str
    purpose_words: str
    until: datetime = Field(description="The moment from which it counts no more")
    last_day: date
    agreement: UUID | None
    agreement_title: str
    clause: int


class SharingPicture(Schema):
    """How many organisations one shares with and receives from; which, for those who are signed in."""

    gives_to: int
    receives_from: int
    gives: list[ShareOut] | None = None
    receives: list[ShareOut] | None = None


class RoleOut(Schema):
    """One role of one person."""

    id: UUID
    person: UUID
    name: str
    role: Role
    authority: str
    unit: UUID | None
    since: datetime


class RoleIn(Schema):
    """A role for a person who is in the organisation already."""

    person: UUID
    role: str
    authority: str = ""
    unit: UUID | None = None


class AuthorityIn(Schema):
    """On what ground a signatory signs."""

    authority: str


class PlaceIn(Schema):
    """Which unit a person belongs to; null: the organisation itself."""

    unit: UUID | None


class InvitationOut(Schema):
    """An invitation that nobody has accepted or withdrawn; past `expires_at` its link no longer works."""

    id: UUID
    email: str
    role: Role
    authority: str
    unit: UUID | None = Field(None, alias="unit_id")
    invited_at: datetime
    expires_at: datetime
    sent_at: datetime | None


class InvitationIn(Schema):
    """Whom to invite to what."""

    email: str
    role: str
    authority: str = ""
    unit: UUID | None = None


class Acceptance(Schema):
    """The secret of the invitation's link; name and password only for those without an account."""

    token: str
    name: str = ""
    password: str = ""


class Accepted(Schema):
    """What came of accepting."""

    organisation: UUID
    role: Role
