"""Who shares what with whom: one organisation's active grants, as a picture and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from dugnad.areas.network.rules import sharing_thing
from dugnad.areas.network.selectors import address
from dugnad.kernel.access import Actor, GrantValue
from dugnad.kernel.access.gate import require
from dugnad.kernel.access.reasons import last_day
from dugnad.kernel.agreements.selectors import grants_between
from dugnad.kernel.areas import manifests
from dugnad.kernel.areas.manifest import Text
from dugnad.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Share:
    """One grant in words: `other` is the organisation at its other end."""

    grant: UUID
    other: UUID
    name: str
    url: str
    data: str
    data_words: str
    purpose: str
    purpose_words: str
    until: datetime
    agreement: UUID | None
    agreement_title: str
    clause: int
    agreement_url: str = ""

    @property
    def last_day(self) -> date:
        return last_day(self.until)


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the picture: another organisation and how many kinds of data go between the two."""

    name: str
    url: str
    count: int
    what: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """All that an organisation shares and receives now."""

    gives: tuple[Share, ...] = ()
    receives: tuple[Share, ...] = ()

    @property
    def outbound(self) -> list[Flow]:
        return flows(self.gives)

    @property
    def inbound(self) -> list[Flow]:
        return flows(self.receives)

    def __bool__(self) -> bool:
        return bool(self.gives or self.receives)


@dataclass(frozen=True, slots=True)
class Ends:
    """The organisations at the ends of grants: what they are called, and which are the reader's own."""

    names: Mapping[UUID, str]
    own: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Counts:
    """With how many organisations one shares, and from how many it receives."""

    gives_to: int
    receives_from: int


def sharing_of(actor: Actor, organisation: UUID) -> Sharing:
    """What an organisation shares and receives now, for those of the network; SignInNeeded for others."""
    require(actor, "read", sharing_thing(organisation))
    grants = grants_between(organisation, timezone.now())
    ends = Ends(_names(grants), actor.organisations)
    gives = [_share(grant, grant.receiver, ends) for grant in grants if grant.giver == organisation]
    receives = [_share(grant, grant.giver, ends) for grant in grants if grant.receiver == organisation]
    return Sharing(_sorted(gives), _sorted(receives))


def counts_of(actor: Actor, organisation: UUID) -> Counts:
    """The same as two numbers, for everyone."""
    require(actor, "count", sharing_thing(organisation))
    grants = grants_between(organisation, timezone.now())
    return Counts(
        gives_to=len({grant.receiver for grant in grants if grant.giver == organisation}),
        receives_from=len({grant.giver for grant in grants if grant.receiver == organisation}),
    )


def flows(shares: Iterable[Share]) -> list[Flow]:
    """The shares put together: one line for each organisation, by name; the same data twice counts once."""
    lines: dict[UUID, list[Share]] = {}
    for share in shares:
        lines.setdefault(share.other, []).append(share)
    return [_flow(line) for line in lines.values()]


def _flow(line: list[Share]) -> Flow:
    kinds = list(dict.fromkeys(share.data_words for share in line))
    return Flow(line[0].name, line[0].url, len(kinds), ", ".join(kinds))


def _sorted(shares: list[Share]) -> tuple[Share, ...]:
    return tuple(
        sorted(shares, key=lambda share: (share.name, str(share.other), share.data_words, share.clause))
    )


def _share(grant: GrantValue, other: UUID, ends: Ends) -> Share:
    return Share(
        grant=grant.id,
        other=other,
        name=ends.names.get(other, "?"),
        url=address(other),
        data=grant.data,
        data_words=_words("shares", grant.data),
        purpose=grant.purpose,
        purpose_words=_words("purposes", grant.purpose),
        until=grant.end,
        agreement=grant.agreement,
        agreement_title=grant.agreement_title,
        clause=grant.clause,
        agreement_url=_agreement_url(grant) if ends.own & {grant.giver, grant.receiver} else "",
    )


def _agreement_url(grant: GrantValue) -> str:
    """Where its parties read the agreement; empty when no area shows agreements."""
    try:
        return reverse("agreements:agreement", args=[grant.agreement])
    except NoReverseMatch:
        return ""


def _words(register: str, name: str) -> str:
    """What the manifests call a kind of data or a purpose; its name when no area knows it any more."""
    known: Iterable[Mapping[str, Text]] = (getattr(manifest, register) for manifest in manifests())
    return str(next((words[name] for words in known if name in words), name))


def _names(grants: Iterable[GrantValue]) -> dict[UUID, str]:
    ids = {end for grant in grants for end in (grant.giver, grant.receiver)}
    return dict(Organisation.objects.filter(id__in=ids).values_list("id", "name")) if ids else {}
