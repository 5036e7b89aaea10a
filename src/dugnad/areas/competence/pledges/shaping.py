"""An expert and an offer as the API gives them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dugnad.areas.competence.models import Expert, Offer


def _told(row: Expert | Offer, names: Iterable[str]) -> dict[str, Any]:
    owner = {"organisation": row.organisation_id, "organisation_name": row.organisation.name}
    return {**{name: getattr(row, name) for name in names}, **owner}


def expert_out(row: Expert, free: int) -> dict[str, Any]:
    """An expert, with the hours free this month."""
    names = ("id", "name", "headline", "about", "counties", "remote", "languages", "active")
    return {**_told(row, names), "skills": list(row.skills.all()), "free_hours": free}


def pledge_out(row: Expert) -> dict[str, Any]:
    """What an organisation pledges of a person's hours, as the person sees it."""
    return _told(row, ("id", "headline", "hours_month", "agreed_at", "declined_at"))


def offer_out(row: Offer) -> dict[str, Any]:
    """A lab, a course or a solution, with the members that use it."""
    names = (
        "id", "kind", "title", "text", "counties", "remote", "languages", "url", "next_date", "price", "publiccode",
        "used_by", "active",
    )  # fmt: skip
    using = [one.organisation_id for one in row.reuses.all()]
    return {**_told(row, names), "skills": list(row.skills.all()), "members_using": using}
