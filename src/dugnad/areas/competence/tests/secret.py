"""A need with a secret in it, and all places where it might be read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from dugnad.areas.competence.models import Need
from dugnad.areas.competence.tests.makers_needs import asked
from tests.world import World

SECRET = "Hemmelig fuktsensor til kjelleren, kodenavn Bever"


def secret_need(world: World) -> Need:
    return asked(world.people["own member"], world.own.id, SECRET)


def shown(world: World, role: str, name: str, **url: Any) -> str:
    answer = world.client(role).get(reverse(f"competence:{name}", kwargs=url), follow=True)
    return answer.content.decode() if answer.status_code == 200 else ""


def everywhere(world: World, role: str, need: Need) -> str:
    """All pages and operations in which the role might read of the need."""
    client = world.client(role)
    addresses = [
        reverse("competence:need", args=[need.id]),
        reverse("competence:send_need", args=[need.id]),
        reverse("competence:needs"),
        reverse("competence:requests"),
        reverse("competence:queue"),
        reverse("competence:gaps"),
        reverse("competence:gaps_csv"),
        reverse("competence:needs_statistics"),
        reverse("competence:needs_csv", args=[need.organisation_id]),
        reverse("ledger"),
        reverse("why", args=["competence.need", need.id]),
        reverse("why", args=["competence.handed_need", need.id]),
        "/",
        "/ask/?q=hemmelig+fuktsensor+til+kjelleren",
        f"/api/v1/competence/needs/{need.id}",
        f"/api/v1/competence/needs/{need.id}/answers",
        f"/api/v1/competence/needs/{need.id}/requests",
        "/api/v1/competence/needs",
        "/api/v1/competence/requests",
        "/api/v1/competence/missing",
    ]
    addresses += [
        address
        for id in need.contacts.values_list("id", flat=True)
        for address in (
            reverse("competence:contact", args=[id]),
            reverse("competence:contact_time", args=[id]),
            reverse("why", args=["competence.contact", id]),
            f"/api/v1/competence/requests/{id}",
        )
    ]
    answers = [client.get(address, follow=True) for address in addresses]
    return "".join(answer.content.decode() for answer in answers if answer.status_code == 200)
