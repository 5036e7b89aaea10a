"""Rules in use, and cases, for tests; the children are those of the invented registers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from dugnad.areas.casework.cases import applying, judging
from dugnad.areas.casework.library import package
from dugnad.areas.casework.models import Adoption, Case, PackageVersion, RulePackage
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.rulebook.reading import digest, from_json, to_json
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

SLUG = "kindergarten-fee"
ANSWERS = {
    "subject": "Ada Eksempel",
    "born": "2022-03-09",
    "day": "2026-10-01",
    "area": "Sentrum",
    "homes": "no",
    "moved": "no",
    "written": "nn",
    "decided_by": "rules",
}
BORN = {
    "Ada": "2022-03-09",
    "Bo": "2023-01-20",
    "Cleo": "2022-11-02",
    "Emil": "2023-05-05",
    "Frida": "2022-08-14",
    "Geir": "2021-02-27",
}


def adopted(city: Organisation) -> Adoption:
    """The kindergarten fee in use since August 2024."""
    rules = package("kindergarten_fee")
    row, _made = RulePackage.objects.get_or_create(
        slug=SLUG, defaults={"owner": city, "title": dict(rules.title)}
    )
    version, _made = PackageVersion.objects.get_or_create(
        package=row,
        number=1,
        defaults={"document": to_json(rules), "digest": digest(rules), "state": VersionState.PUBLISHED},
    )
    found = Adoption.objects.filter(organisation=city, version=version).first()
    return found or Adoption.objects.create(
        organisation=city, version=version, state=VersionState.PUBLISHED, since=dt.date(2024, 8, 1)
    )


def answers(child: str = "Ada", **more: Any) -> dict[str, str]:
    return {**ANSWERS, "subject": f"{child} Eksempel", "born": BORN[child], **more}


def draft(city: Organisation, parent: Person) -> Case:
    return applying.begin(actor=people.acting(parent), organisation=city.id, slug=SLUG)


def sent(city: Organisation, parent: Person, child: str = "Ada", **more: Any) -> Case:
    """An application that was sent."""
    row = draft(city, parent)
    return applying.send(actor=people.acting(parent), case=row.id, answers=answers(child, **more))


def taken_in_use(city: Organisation, number: int, **parameters: str) -> Adoption:
    """A version of the kindergarten fee with other values, in use; what the city used before ends."""
    document = to_json(package("kindergarten_fee"))
    for one in document["parameters"]:
        if one["name"] in parameters:
            one["values"] = [["2015-01-01", parameters[one["name"]]]]
    rules = from_json(document)
    row, _made = RulePackage.objects.get_or_create(
        slug=SLUG, defaults={"owner": city, "title": dict(rules.title)}
    )
    version = PackageVersion.objects.create(
        package=row,
        number=number,
        document=document,
        digest=digest(rules),
        state=VersionState.PUBLISHED,
        published_at=timezone.now(),
    )
    since = dt.date(2024, 8, number)
    earlier = Adoption.objects.filter(organisation=city, version__package=row, until=None)
    earlier.update(until=since)
    return Adoption.objects.create(
        organisation=city, version=version, state=VersionState.PUBLISHED, since=since, asked_at=timezone.now()
    )


def judged(case: Case, worker: Person, **more: Any) -> Any:
    """A case worker decides all conditions of a case."""
    asked = {
        "brief": case.decisions.all()[0].number,
        "result": "reduced",
        "states": {
            "Redusert betaling": {"state": "met", "reason": "Lønnsslippene viser låg inntekt."},
            "Gratis kjernetid": {"state": "met", "reason": "Det same gjeld her."},
            "pris etter søskenrabatt": {"state": "met", "reason": "Rekna for hand."},
            "månedspris": {"state": "met", "reason": "Prisen er rekna for hand."},
        },
        "reason": "Vi har sett på lønnsslippene.",
    }
    return judging.judge(actor=people.acting(worker), case=case.id, **{**asked, **more})
