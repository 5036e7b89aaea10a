"""School transport in use on an invented road, for tests: the school at one end, homes along it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.cases import applying
from dugnad.areas.casework.library import package
from dugnad.areas.casework.models import (
    Adoption,
    Case,
    PackageVersion,
    RoadAssessment,
    RulePackage,
    WalkingNetwork,
)
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.reading import digest, overlay_to_json, to_json
from dugnad.areas.casework.tests.making_walking import at, geojson_of, stored
from dugnad.areas.casework.walking.stored import graph_of
from dugnad.connectors.registers import addresses
from dugnad.engines.walking.network import to_steps
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

SLUG = "school-transport"
# A step is about 55 metres: 1,100, 2,200 and 5,500 metres from the school.
PLACES = {
    "Eksempel skole": at(0, 0),
    "Langveien 20": at(20, 0),
    "Langveien 40": at(40, 0),
    "Langveien 100": at(100, 0),
    "Øyveien 1": at(200, 3),
    "Fjellet 1": at(50, 9),
}
ROADS = (
    ("Langveien", [(n, 0) for n in range(31)]),
    ("Langveien", [(n, 0) for n in range(30, 101)]),
    ("Sideveien", [(30, 0), (30, 2)]),
    ("Øyveien", [(200, 3), (202, 3)]),
)
LATER_ROADS = (*ROADS, ("Snarveien", [(0, 0), (0, 1), (100, 1), (100, 0)]))
COUNTY = {"county": {"nb": "Eksempel kommune for fylket", "nn": "Døme kommune for fylket"}}
ANSWERS = {
    "subject": "Hanna Eksempel",
    "born": "2017-05-04",
    "day": "2026-10-01",
    "area": "Sentrum",
    "homes": "no",
    "moved": "no",
    "written": "nb",
    "decided_by": "rules",
    "fact:trinn": "4",
    "fact:skole": "Eksempel skole",
    "fact:hjemmets adresse": "Langveien 100",
    "fact:farlig vei meldt": "false",
    "fact:båt nødvendig": "false",
    "fact:særlige behov": "false",
    "fact:følge nødvendig": "false",
}


def registers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented registers know the places of the invented road."""
    monkeypatch.setattr(addresses, "PLACES", PLACES)


def adopted(city: Organisation, **overlay: Any) -> Adoption:
    """School transport in use since the law began to hold."""
    rules = package("school_transport")
    row, _made = RulePackage.objects.get_or_create(
        slug=SLUG, defaults={"owner": city, "title": dict(rules.title)}
    )
    version, _made = PackageVersion.objects.get_or_create(
        package=row,
        number=1,
        defaults={"document": to_json(rules), "digest": digest(rules), "state": VersionState.PUBLISHED},
    )
    return Adoption.objects.create(
        organisation=city,
        version=version,
        state=VersionState.PUBLISHED,
        since=dt.date(2024, 8, 1),
        overlay=overlay_to_json(Overlay(city.name, **overlay)),
    )


def network(city: Organisation, **more: Any) -> WalkingNetwork:
    """The invented road as the city's network."""
    return stored(city, geojson_of(ROADS), **more)


def assessed(
    city: Organisation, row: WalkingNetwork, first: int = 1, last: int = 5, **more: Any
) -> RoadAssessment:
    """A person has found the nearer half of the road dangerous for these grades."""
    graph = graph_of(row)
    section = next(one for one in graph.sections if one.name == "Langveien" and len(one.points) == 31)
    id = uuid4()
    told = {
        "dangerous": True,
        "reason": "Ingen fortau (eksempel).",
        "valid_from": dt.date(2024, 8, 1),
        "points": to_steps(section.points),
    }
    return RoadAssessment.objects.create(
        id=id,
        root=id,
        organisation=city,
        section=section.id,
        section_name=section.name,
        first_grade=first,
        last_grade=last,
        **{**told, **more},
    )


def sent(city: Organisation, parent: Person, **more: Any) -> Case:
    """An application that was sent; `home` and `grade` for short."""
    told = {**ANSWERS}
    for short, name in (("home", "fact:hjemmets adresse"), ("grade", "fact:trinn")):
        if short in more:
            told[name] = more.pop(short)
    row = applying.begin(actor=people.acting(parent), organisation=city.id, slug=SLUG)
    return applying.send(actor=people.acting(parent), case=row.id, answers={**told, **more})


def letter(case: Case) -> str:
    """All that the case's letter says."""
    return " ".join(line["text"] for line in case.letters.get().lines).replace("\u00a0", " ")


def page_of(person: Person, case: Case) -> str:
    """The case's page as a person sees it, in English."""
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, person)
    return client.get(reverse("casework:case", args=[case.id])).content.decode()


def opened_form(city: Organisation, parent: Person) -> tuple[Client, str]:
    """A parent's browser in which an application was begun, in English, and the address of its form."""
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, parent)
    return client, client.post(reverse("casework:begin", args=[city.id, SLUG]))["Location"]
