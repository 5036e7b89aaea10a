"""An agreement as plain values: for the page, for the document, and for its grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.areas.agreements.models import Agreement, Clause, ClauseKind
from dugnad.areas.agreements.rules import Period, pairs
from dugnad.areas.agreements.words import SharingFacts, heading, sentence
from dugnad.kernel.access import GrantValue
from dugnad.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause with its number; `facts` only for clauses on sharing."""

    id: UUID
    number: int
    kind: str
    heading: str
    text: str
    version: int
    facts: SharingFacts | None


@dataclass(frozen=True, slots=True)
class Content:
    """All that an agreement says, read in a fixed number of queries."""

    row: Agreement
    parties: tuple[Organisation, ...]
    clauses: tuple[ClauseView, ...]

    @property
    def period(self) -> Period:
        return Period(self.row.effective, self.row.expiry)

    @property
    def names(self) -> dict[UUID, str]:
        return {party.id: party.name for party in self.parties}

    @property
    def sharing(self) -> tuple[ClauseView, ...]:
        return tuple(clause for clause in self.clauses if clause.facts)

    def sentence(self, clause: ClauseView) -> str:
        """A sharing clause in words, in the present language."""
        return sentence(clause.facts, self.names, self.period) if clause.facts else ""


def content_of(row: Agreement) -> Content:
    """The agreement's content now, headings in its own language: two queries, and two for the sides of clauses."""
    parties = tuple(
        one.organisation for one in row.party_rows.select_related("organisation").order_by("position")
    )
    clauses = (
        row.clauses.filter(removed=False).order_by("position", "id").prefetch_related("givers", "receivers")
    )
    period = Period(row.effective, row.expiry)
    with translation.override(row.language):
        views = tuple(_view(one, number, period) for number, one in enumerate(clauses, 1))
    return Content(row, parties, views)


def _view(clause: Clause, number: int, whole: Period) -> ClauseView:
    facts = _facts(clause, whole) if clause.kind == ClauseKind.SHARING else None
    title = clause.heading or (heading(clause.data) if facts else "")
    return ClauseView(clause.id, number, clause.kind, title, clause.text, clause.version, facts)


def _facts(clause: Clause, whole: Period) -> SharingFacts:
    return SharingFacts(
        givers=tuple(org.id for org in clause.givers.all()),
        receivers=tuple(org.id for org in clause.receivers.all()),
        data=clause.data,
        purpose=clause.purpose,
        period=Period(clause.starts or whole.first, clause.ends or whole.last),
    )


def grants_of(content: Content) -> tuple[GrantValue, ...]:
    """What the agreement lets its parties read of one another, from when all have signed and the clause begins.

    A clause whose period was over before all had signed yields nothing.
    """
    signed = content.row.signed_at
    if signed is None:
        return ()
    return tuple(
        GrantValue(
            id=uuid4(),
            giver=pair.giver,
            receiver=pair.receiver,
            data=clause.facts.data,
            purpose=clause.facts.purpose,
            start=max(signed, clause.facts.period.begins),
            end=clause.facts.period.ceases,
            agreement=content.row.id,
            agreement_title=content.row.title,
            clause=clause.number,
            agreed_on=localdate(signed),
        )
        for clause in content.clauses
        if clause.facts and clause.facts.period.ceases > signed
        for pair in pairs(clause.facts.givers, clause.facts.receivers)
    )


def missing(content: Content, today: date | None = None) -> list[str]:
    """What must be put right before the draft can be sent (today), in words; nothing when it is ready."""
    faults = [] if content.clauses else [_("Add at least one clause.")]
    if content.row.expiry < (today or localdate()):
        faults.append(_("The agreement ends on a day that has passed. Choose a later last day."))
    if any(party.left_at for party in content.parties):
        faults.append(_("A party has left the network."))
    for clause in content.sharing:
        faults += [_("Clause %(number)s: %(fault)s") % {"number": clause.number, "fault": fault}
                   for fault in _sharing_faults(clause, content)]  # fmt: skip
    return faults


def _sharing_faults(clause: ClauseView, content: Content) -> list[str]:
    facts = clause.facts
    if facts is None:
        return []
    faults = []
    if {*facts.givers, *facts.receivers} - set(content.names) or not pairs(facts.givers, facts.receivers):
        faults.append(_("It names an organisation that is not a party."))
    if facts.period.first < content.period.first or facts.period.last > content.period.last:
        faults.append(_("The sharing must end while the agreement lasts."))
    if facts.period.last < facts.period.first:
        faults.append(_("The sharing ends before it starts."))
    return faults
