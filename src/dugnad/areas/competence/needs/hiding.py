"""Whom a need is hidden from: they are never hits, never asked, never in a round with it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from dugnad.areas.competence.models import Need, Profile
from dugnad.kernel.organisations.models import Organisation, OrganisationKind


def hidden_from(need: Need) -> frozenset[UUID]:
    """The organisations that must not know of the need, as of now."""
    named = need.hidden_from.values_list("id", flat=True) if need.pk else ()
    same = same_industry(need.organisation_id, need.industry) if need.hidden_industry else ()
    return frozenset({*named, *same} - {need.organisation_id})


def same_industry(organisation: UUID, industry: str) -> Collection[UUID]:
    """All other companies of an industry, and those whose industry nobody has told; bodies are no competitors."""
    known_other = Profile.objects.exclude(industry="").exclude(industry=industry).values("organisation")
    rows = Organisation.objects.filter(Q(kind=OrganisationKind.COMPANY)).exclude(id__in=known_other)
    return set(rows.exclude(id=organisation).values_list("id", flat=True))
