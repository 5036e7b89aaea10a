"""Fills the demo with a care home that does not exist, those who answer for it, and its invented people."""

from __future__ import annotations

from django.db import transaction

from dugnad.areas.rescue.alarms.services import add_district, add_line
from dugnad.areas.rescue.buildings.services import add_building, change_building
from dugnad.areas.rescue.buildings.things import find_building
from dugnad.areas.rescue.buildings.versions import store
from dugnad.areas.rescue.demo.house import SITE, STOREYS, care_home, rooms
from dugnad.areas.rescue.models import Building, Detector, District, Line
from dugnad.areas.rescue.models.buildings import Source
from dugnad.areas.rescue.models.residents import Aid, Device, Stairs
from dugnad.areas.rescue.residents import synthetic
from dugnad.areas.rescue.residents.consent import VERSION
from dugnad.areas.rescue.residents.services.registering import register
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.services import add_person
from dugnad.kernel.organisations.models import Organisation, Unit
from dugnad.kernel.organisations.services import give_role

PLATFORM = Actor(operator=True)
NAME = "Solbakken omsorgssenter (eksempel)"
CITIES = {"964338531": "4601", "958935420": "0301"}
ROLES = (
    ("mathias.berge@eksempel.example", "964338531", "responder"),
    ("amina.yusuf@eksempel.example", "958935420", "responder"),
)
"""People of the network's demo who are on duty for their cities' fire services."""

ADDED = (
    ("Marit Hauge", "marit.hauge@eksempel.example", "964338531", "responder", "Bergen brannvesen"),
    ("Liv Aase", "liv.aase@eksempel.example", "964338531", "carer", ""),
    ("Olav Nygård", "olav.nygard@eksempel.example", "", "", ""),
)
PARTICULARS = {
    "entrance": ["Hovedinngang mot vest, ved stua"],
    "key_safe": ["Nøkkelboks 14, høyre side av hovedinngangen"],
    "lifts": ["Én heis, stanser i 1. etasje ved alarm"],
    "sprinklers": ["Alle rom"],
    "vents": ["Luke øverst i begge trapper, knapp i 1. etasje"],
    "shut_offs": ["Strøm: teknisk rom bak kjøkkenet", "Vann: under hovedinngangen"],
    "hazards": ["Oksygenflasker i rom 110"],
    "hydrants": ["Hydrant 30 m nord for hovedinngangen"],
    "ladders": ["Oppstilling for høydemateriell på sørsiden"],
}


@transaction.atomic
def make() -> None:
    """The whole of it; what is there already stays."""
    cities = {row.number: row for row in Organisation.objects.filter(number__in=CITIES)}
    for number, municipality in CITIES.items():
        if not District.objects.filter(municipality=municipality).exists():
            add_district(actor=PLATFORM, service=cities[number].id, municipality=municipality)
    for address, number, role in ROLES:
        _give(Person.objects.get(email=address), cities[number], role)
    for name, address, number, role, unit in ADDED:
        person = _person(name, address)
        if number:
            _give(person, cities[number], role, unit)
    building = _building(cities["964338531"])
    synthetic.fill(building, care_home(NAME), seed=1903)
    _register(building)


def _person(name: str, address: str) -> Person:
    known = Person.objects.filter(email=address).first()
    if known:
        return known
    person = add_person(actor=PLATFORM, email=address, name=name)
    person.invented = True
    person.save(update_fields=["invented"])
    return person


def _give(person: Person, organisation: Organisation, role: str, unit: str = "") -> None:
    if person.memberships.filter(organisation=organisation, role=role, ended_at=None).exists():
        return
    found = Unit.objects.filter(organisation=organisation, name=unit).first()
    give_role(
        actor=PLATFORM,
        organisation=organisation.id,
        person=person,
        role=role,
        authority="",
        unit=found.id if found else None,
    )


def _building(owner: Organisation) -> Building:
    known = Building.objects.filter(owner=owner, name=NAME).first()
    if known:
        return known
    keeper = actor_for(Person.objects.get(email="hakon.vik@eksempel.example"))
    made = add_building(
        actor=keeper,
        owner=owner.id,
        name=NAME,
        address="Solbakken 1, Bergen (oppdiktet)",
        municipality="4601",
    )
    change_building(
        actor=keeper,
        building=made.id,
        latitude=SITE.latitude,
        longitude=SITE.longitude,
        height=11.0,
        particulars=PARTICULARS,
    )
    Building.objects.filter(id=made.id).update(invented=True)
    store(
        find_building(made.id, lock=True),
        Assembly(source=Source.DRAWN, plan=care_home(NAME)),
        source=Source.DRAWN,
    )
    _detectors(made)
    if not Line.objects.filter(account="5EED").exists():
        add_line(actor=keeper, building=made.id, account="5EED", every=0)
    return find_building(made.id)


def _detectors(building: Building) -> None:
    """One in every room, numbered as panels do: loop and point."""
    rows = [
        Detector(
            building=building, address=f"{storey}-{number:02d}", space=room, label=f"Rom {storey}{number:02d}"
        )
        for storey in range(1, STOREYS + 1)
        for number, room in enumerate(rooms(storey), 1)
    ]
    Detector.objects.bulk_create(rows)


def _register(building: Building) -> None:
    """One person with an account, so that the register's own pages have something to show."""
    person = Person.objects.get(email="olav.nygard@eksempel.example")
    if person.residences.exists():
        return
    need = NeedValues(stairs=Stairs.CANNOT, aid=Aid.WHEELCHAIR, carriers=2, device=Device.CHAIR)
    register(actor=actor_for(person), building=building.id, space=rooms(2)[13], need=need, consent=VERSION)
