"""Models, saved steps and invitations for tests of business models."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dugnad.areas.lab.business import examples, services
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.access import Actor


def model(
    actor: Actor, organisation: UUID, example: str = "software", title: str = "Hemmelig modell"
) -> BusinessModel:
    """A model of the organisation, begun from an example; with `example` empty it has nothing in it."""
    if not example:
        return services.add_model(actor=actor, organisation=organisation, title=title)
    _title, document, canvas = examples.begun(example, "nb", "2026-01")
    return services.add_model(
        actor=actor, organisation=organisation, title=title, document=document, canvas=canvas, example=example
    )


def fields_of(html: str) -> dict[str, Any]:
    """The values that stand in a page's fields, by name."""
    from lxml import html as lx

    page = lx.fromstring(html)
    found: dict[str, Any] = {}
    for form in page.forms:
        for name, value in form.form_values():
            found.setdefault(name, value)
    return found


def upload(client: Client, row: BusinessModel, content: bytes, name: str = "fil") -> Any:
    """The answer to a file that is sent to the model's page."""
    return client.post(f"/lab/models/{row.id}/files/", {"file": SimpleUploadedFile(name, content)})
