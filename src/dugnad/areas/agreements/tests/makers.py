"""Agreements for tests, made through the services as the pages make them. All people are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils.timezone import localdate

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import Agreement, Document, Signature
from dugnad.areas.agreements.rules import DATA_PEOPLE
from dugnad.areas.agreements.services import Sending
from dugnad.areas.agreements.shared import COOPERATION
from dugnad.areas.agreements.values import ClauseValues, Head
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from tests import people

TODAY = localdate()
NEXT_YEAR = TODAY + timedelta(days=365)


def days(count: int) -> date:
    """The day that many days from today."""
    return TODAY + timedelta(days=count)


@dataclass
class Pair:
    """Two organisations with a signatory each, and a third that is no party."""

    oslo: Organisation = field(default_factory=lambda: people.city("Eksempel Oslo"))
    bergen: Organisation = field(default_factory=lambda: people.city("Eksempel Bergen"))
    kari: Person = field(init=False)
    ola: Person = field(init=False)
    stranger: Person = field(init=False)

    def __post_init__(self) -> None:
        self.kari = people.person("Kari Eksempel", self.oslo, "administrator", "signatory")
        self.ola = people.person("Ola Eksempel", self.bergen, "administrator", "signatory")
        self.stranger = people.person(
            "Per Utenfor", people.company("Eksempel Utenfor"), "administrator", "signatory"
        )

    @property
    def parties(self) -> tuple[UUID, UUID]:
        return self.oslo.id, self.bergen.id

    @property
    def signatories(self) -> tuple[tuple[UUID, UUID], ...]:
        return (self.oslo.id, self.kari.id), (self.bergen.id, self.ola.id)


def acting(person: Person) -> Actor:
    """The person, signed in with a second factor."""
    return people.acting(person, second_factor=True)


def head(pair: Pair, **changes: Any) -> Head:
    values: dict[str, Any] = {
        "title": "Samarbeid om beredskap",
        "language": "nb",
        "effective": TODAY,
        "expiry": NEXT_YEAR,
        "parties": pair.parties,
    }
    return Head(**(values | changes))


def sharing(pair: Pair, **changes: Any) -> ClauseValues:
    """Oslo lets Bergen read its contact people."""
    values: dict[str, Any] = {
        "kind": "sharing",
        "givers": (pair.oslo.id,),
        "receivers": (pair.bergen.id,),
        "data": DATA_PEOPLE,
        "purpose": COOPERATION,
    }
    return ClauseValues(**(values | changes))


def draft(pair: Pair, *, clauses: bool = True, **changes: Any) -> Agreement:
    """A draft with one clause of text and one that shares."""
    row = services.write_agreement(actor=acting(pair.kari), head=head(pair, **changes))
    if clauses:
        text = ClauseValues("text", "Formål", "Vi gjør dette sammen.")
        for values in (text, sharing(pair)):
            services.add_clause(actor=acting(pair.kari), agreement=row.id, values=values)
    row.refresh_from_db()
    return row


def sent(pair: Pair, row: Agreement | None = None, *, order: str = "parallel", **changes: Any) -> Agreement:
    """An agreement that waits for Kari and Ola, in that order."""
    row = row or draft(pair, **changes)
    sending = Sending(pair.signatories, order, "Vi gleder oss.")
    services.send(actor=acting(pair.kari), agreement=row.id, seen=row.version, sending=sending)
    row.refresh_from_db()
    return row


def place_of(row: Agreement, person: Person) -> Signature:
    """Where the person signs."""
    found = Signature.objects.filter(round__agreement=row, person=person).order_by("-round__number").first()
    assert found
    return found


def sign(row: Agreement, *signers: Person) -> None:
    for person in signers:
        services.sign(actor=acting(person), agreement=row.id, signature=place_of(row, person).id)
    row.refresh_from_db()


def signed(pair: Pair, **changes: Any) -> Agreement:
    """An agreement that both have signed."""
    row = sent(pair, **changes)
    sign(row, pair.kari, pair.ola)
    return row


def browser(person: Person | None = None, *, second_factor: bool = True) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    if person:
        people.sign_in(client, person, second_factor=second_factor)
    return client


def api(client: Client, method: str, path: str, data: Any = None) -> Any:
    """The answer of the API; JSON in and out."""
    options = {} if data is None else {"data": data, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1{path}", **options)


def faults(response: Any) -> dict[str, str]:
    """The messages of a refusal, by field."""
    return {one["pointer"].removeprefix("#/"): one["detail"] for one in response.json().get("errors", [])}


def pdf_of(row: Agreement) -> bytes:
    """The document as it is now."""
    return bytes(Document.objects.get(round=row.rounds.order_by("-number")[0]).pdf)


def events(name: str) -> list[Event]:
    return list(Event.objects.filter(name=name).order_by("id"))


def detail(name: str) -> dict[str, Any]:
    """What the latest event of this name says beside the log."""
    facts: dict[str, Any] = events(name)[-1].detail.facts
    return facts
