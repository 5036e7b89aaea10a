"""What is kept of those who wrote, approved and took rules in use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Adoption, Approval, PackageSave, PackageVersion
from dugnad.kernel.areas.manifest import Download, PersonalData


def export_work(person: UUID) -> Iterable[Download]:
    """The drafts, approvals and adoptions of the person."""
    yield from _file(
        "rules-written",
        PackageVersion.objects.filter(changed_by=person).values("package__slug", "number", "changed_at"),
    )
    saved = PackageSave.objects.filter(by=person).values("version__package__slug", "revision", "at")
    yield from _file("rules-saved", saved)
    yield from _file("rules-approved", Approval.objects.filter(by=person).values("role", "at", "digest"))
    asked = Adoption.objects.filter(asked_by=person).values("version__package__slug", "since", "asked_at")
    yield from _file("rules-taken-in-use", asked)


def _file(name: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[Download]:
    found = list(rows)
    if found:
        yield f"{name}.json", json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def erase_work(person: UUID) -> int:
    """Forget who wrote and who asked; the two who approved stay as people without a name."""
    written = PackageVersion.objects.filter(changed_by=person).update(changed_by=None)
    written += PackageSave.objects.filter(by=person).update(by=None)
    return written + Adoption.objects.filter(asked_by=person).update(asked_by=None)


PERSONAL = (
    PersonalData(
        name="rules_work",
        what=_("Rules that you wrote, approved or took in use for your organisation, and when"),
        why=_("So that it can be seen that two people approved the rules that decide cases"),
        ground=_("The task in the public interest (GDPR article 6.1 e)"),
        keep=None,
        export=export_work,
        erase=erase_work,
        stays=_("That a professional and a lawyer approved stays, without your name."),
    ),
)
