"""Whoever withdraws from the register goes from the incidents too: what was said of them, and what was planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from dugnad.areas.rescue.incidents.states import Kind
from dugnad.areas.rescue.models import Assessment, Entry


def forget_person(resident: UUID, building: UUID) -> None:
    """Unlink entries from the person, and take the person out of assessments; in the present transaction."""
    person = str(resident)
    Entry.objects.filter(incident__building=building, kind=Kind.PERSON, about=person).update(about="")
    for row in Assessment.objects.select_for_update().filter(incident__building=building):
        content = _without(row.content, person)
        if content != row.content:
            Assessment.objects.filter(pk=row.pk).update(content=content)


def _without(content: Mapping[str, Any], person: str) -> dict[str, Any]:
    """The assessment without the person; without routes of teams that were on the way there."""
    teams = content.get("teams", {})
    sent = {team for team, tasks in teams.items() if any(task["person"] == person for task in tasks)}
    return {
        **content,
        "people": {id: advice for id, advice in content.get("people", {}).items() if id != person},
        "teams": {team: [one for one in tasks if one["person"] != person] for team, tasks in teams.items()},
        "routes": {team: lines for team, lines in content.get("routes", {}).items() if team not in sent},
    }
