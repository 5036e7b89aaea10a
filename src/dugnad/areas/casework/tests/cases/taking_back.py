"""What tests of appeals that are taken back share."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.models import Appeal, Case
from dugnad.kernel.identity.models import Person
from tests import people


def client_of(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, person)
    return client


def page(person: Person, case: Case) -> str:
    return client_of(person).get(reverse("casework:case", args=[case.id])).content.decode()


def withdraw(person: Person, appeal: Appeal, case: Case | None = None) -> Any:
    there = {"case": (case or appeal.case).id, "appeal": appeal.id}
    return client_of(person).post(reverse("casework:withdraw_appeal", kwargs=there))


def by_api(person: Person, appeal: Appeal) -> Any:
    return client_of(person).post(f"/api/v1/casework/appeals/{appeal.id}/withdraw")


def now(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def lines(case: Case, to: str = "") -> str:
    return " ".join(line["text"] for line in case.letters.filter(to=to).first().lines)  # type: ignore[union-attr]
