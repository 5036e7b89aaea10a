"""What tests of alarms start from: a building with detectors, its lines and its fire service. All is invented."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.test import Client

from dugnad.areas.rescue.alarms import services
from dugnad.areas.rescue.alarms.receiving import Incoming, Taken, receive
from dugnad.areas.rescue.models import Building, Detector, District, Line
from dugnad.kernel.organisations.models import Organisation
from tests import people

KEY = "000102030405060708090a0b0c0d0e0f"
ALARMS = "/api/v1/rescue/alarms"
_serial = count(1)
_municipalities = count(1000)


def building(owner: Organisation, service: Organisation | None = None, **more: Any) -> Building:
    """A building of the owner in a municipality of its own, which the service answers for."""
    municipality = f"{next(_municipalities):04}"
    number = next(_serial)
    fields = {"name": f"Eksempelbygg {number}", "address": f"Eksempelveien {number}", "invented": True}
    row = Building.objects.create(owner=owner, municipality=municipality, **(fields | more))
    if service:
        services.add_district(actor=people.PLATFORM, service=service.id, municipality=municipality)
    Detector.objects.create(building=row, address="1-12", space="room-214", label="Room 214")
    return row


def account() -> str:
    """An account that no line has."""
    return f"{0xA000 + next(_serial):X}"


def line(of: Building, **more: Any) -> Line:
    """A line of the building, entered by its owner's administrator."""
    admin = people.acting(people.person("Administrator", of.owner, "administrator"))
    return services.add_line(actor=admin, building=of.id, **({"account": account()} | more))


def alarm(of: Building | None = None, **more: Any) -> Taken:
    """An alarm that came in: a fire at detector 12 of the building, unless said otherwise."""
    fields: dict[str, Any] = {
        "channel": "http",
        "key": f"key {next(_serial)}",
        "kind": "fire",
        "detector": "12",
    }
    fields |= {"group": "1", "building": of.id if of else None}
    return receive(Incoming(**(fields | more)))[0]


def district(service: Organisation, municipality: str) -> District:
    return services.add_district(actor=people.PLATFORM, service=service.id, municipality=municipality)


def post(client: Client, data: Any, path: str = ALARMS, **headers: str) -> Any:
    return client.post(path, data, content_type="application/json", headers=headers)
