"""Agreements of the demo network, made through the services. What is there already stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import Agreement, RoundState, Signature
from dugnad.areas.agreements.rules import DATA_PEOPLE, DATA_SIGNATORIES
from dugnad.areas.agreements.services import Sending
from dugnad.areas.agreements.values import ClauseValues, Head
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName

OSLO, BERGEN = "958935420", "964338531"
SENSOR, DRONE = "Fjordvakt Sensor AS", "Tindeblikk Droner AS"


def make_demo() -> None:
    """One agreement in force, one that waits for signatures, one draft, one that has expired."""
    oslo, bergen = (Organisation.objects.filter(number=number).first() for number in (OSLO, BERGEN))
    sensor, drone = (Organisation.objects.filter(name=name).first() for name in (SENSOR, DRONE))
    if not (oslo and bergen and sensor and drone):
        return
    for make, parties in (
        (_expired, (oslo.id, sensor.id)),
        (_in_force, (oslo.id, bergen.id)),
        (_draft, (oslo.id, bergen.id, drone.id)),
        (_waiting, (bergen.id, oslo.id, sensor.id)),
    ):
        with transaction.atomic():
            make(*parties)


def _in_force(oslo: UUID, bergen: UUID) -> None:
    row = _begin("Samarbeid om brann og redning", (oslo, bergen), _day(-30), _day(700), standard=True)
    if row is None:
        return
    writer = _signatory(oslo)
    for giver, receiver in ((oslo, bergen), (bergen, oslo)):
        _share(writer, row, (giver,), (receiver,), DATA_PEOPLE, "preparedness")
    _share(writer, row, (oslo, bergen), (oslo, bergen), DATA_SIGNATORIES, "agreements")
    _send(writer, row, (oslo, bergen), "Takk for godt samarbeid så langt.")
    _all_sign(row)


def _expired(oslo: UUID, sensor: UUID) -> None:
    told = "Dette er et eksempel. Demoen laget det etter at perioden var over, så signaturene er yngre enn avtalen."
    row = _begin("Pilot med tilstedeværelsessensorer", (oslo, sensor), _day(-400), _day(-35), conditions=told)
    if row is None:
        return
    writer = _signatory(oslo)
    text = ClauseValues("text", "Formål", "Partene prøver ut sensorer i ett sykehjem og lærer av det sammen.")
    services.add_clause(actor=writer, agreement=row.id, values=text)
    _share(writer, row, (sensor,), (oslo,), DATA_PEOPLE, "cooperation")
    _send(writer, row, (oslo, sensor), "", today=row.effective)
    _all_sign(row, today=row.effective)
    services.tell_effects(row.signed_at or row.changed_at)


def _waiting(bergen: UUID, oslo: UUID, sensor: UUID) -> None:
    parties = (bergen, oslo, sensor)
    row = _begin("Trygg natt på sykehjem", parties, _day(30), _day(760), standard=True)
    if row is None:
        return
    writer = _signatory(bergen)
    _share(writer, row, (sensor,), (bergen, oslo), DATA_PEOPLE, "cooperation")
    _share(writer, row, (bergen, oslo), (sensor,), DATA_PEOPLE, "cooperation")
    _send(
        writer, row, parties, "Teksten er slik vi ble enige om i møtet. Fint om dere kan signere denne uken."
    )


def _draft(oslo: UUID, bergen: UUID, drone: UUID) -> None:
    row = _begin("Droner ved store branner", (oslo, bergen, drone), _day(45), _day(410))
    if row is None:
        return
    writer = _signatory(oslo)
    services.add_standard_clause(actor=writer, agreement=row.id, key="purpose")
    _share(writer, row, (drone,), (oslo, bergen), DATA_PEOPLE, "preparedness")


def _day(distance: int) -> date:
    return localdate() + timedelta(days=distance)


def _begin(
    title: str,
    parties: tuple[UUID, ...],
    first: date,
    last: date,
    *,
    standard: bool = False,
    conditions: str = "",
) -> Agreement | None:
    """A draft, or None if there is an agreement of this title already."""
    if Agreement.objects.filter(title=title).exists():
        return None
    head = Head(title, "nb", first, last, parties, conditions)
    return services.write_agreement(actor=_signatory(parties[0]), head=head, standard=standard)


def _signatory(organisation: UUID) -> Actor:
    return actor_for(_signatory_role(organisation).person, second_factor=True)


def _signatory_role(organisation: UUID) -> Membership:
    held = Membership.objects.select_related("person").filter(
        organisation=organisation, role=RoleName.SIGNATORY, ended_at=None
    )
    return held.order_by("since", "id")[0]


def _share(
    writer: Actor,
    row: Agreement,
    givers: tuple[UUID, ...],
    receivers: tuple[UUID, ...],
    data: str,
    purpose: str,
) -> None:
    values = ClauseValues("sharing", givers=givers, receivers=receivers, data=data, purpose=purpose)
    services.add_clause(actor=writer, agreement=row.id, values=values)


def _send(
    writer: Actor, row: Agreement, parties: Sequence[UUID], message: str, today: date | None = None
) -> None:
    row.refresh_from_db()
    signatories = tuple((party, _signatory_role(party).person_id) for party in parties)
    sending = Sending(signatories, message=message)
    services.send(actor=writer, agreement=row.id, seen=row.version, sending=sending, today=today)


def _all_sign(row: Agreement, today: date | None = None) -> None:
    for place in Signature.objects.filter(round__agreement=row).select_related("person"):
        signer = actor_for(place.person, second_factor=True)
        services.sign(actor=signer, agreement=row.id, signature=place.id, today=today)
    services.finalise(round=row.rounds.get(state=RoundState.SIGNED).id)
    row.refresh_from_db()
