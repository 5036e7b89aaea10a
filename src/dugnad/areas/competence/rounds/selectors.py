"""Rounds as the actor may see them: how groups fared for all, the rest for those it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.competence.models import Attempt, Placing, Round, RoundState
from dugnad.areas.competence.rounds.words import group_words
from dugnad.areas.competence.rules.rounds import PLACING, PLACING_FIELDS, round_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import NotFound

FEWEST = 3
SHOWN_STATES = (RoundState.APPROVED,)


@dataclass(frozen=True)
class Group:
    """How a group fared. Groups of fewer than three organisations are told together, with empty county and size."""

    county: str
    size: str
    needs: int
    organisations: int
    asked: int
    given: int

    @property
    def rate(self) -> float:
        return self.given / self.asked if self.asked else 1.0

    @property
    def words(self) -> str:
        from django.utils.translation import gettext as _

        return (
            group_words(self.county, self.size) if self.county or self.size else _("Groups of few, together")
        )


def rounds() -> QuerySet[Round]:
    """All rounds, the newest first: that there is one is public."""
    return Round.objects.select_related("runner").order_by("-opened_at", "id")


def round_row(actor: Actor, round: UUID) -> Round:
    """One round."""
    row = rounds().filter(id=round).first()
    if row is None:
        raise NotFound
    require(actor, "read", round_thing(row.id, row.runner_id))
    return row


def may_run(actor: Actor, row: Round) -> bool:
    return bool(ask(actor, "run", round_thing(row.id, row.runner_id)))


def runners(actor: Actor) -> list[tuple[str, str]]:
    """For whom the actor may open a round: id and name; the empty id is the platform's own."""
    ids = [org for org, role in actor.roles if role == "administrator"]
    rows = Organisation.objects.filter(id__in=ids, kind=OrganisationKind.HUB, left_at=None) if ids else ()
    return [*([("", "")] if actor.operator else []), *((str(row.id), row.name) for row in rows)]


def latest(row: Round) -> Attempt | None:
    """The newest attempt, without its bulky input."""
    return row.attempts.defer("input").order_by("-number").first()


def public_groups(groups: Iterable[dict[str, Any]]) -> list[Group]:
    """The groups as they are published: small ones together, and nothing at all of one small group alone."""
    made = [Group(**one) for one in groups]
    small = [one for one in made if one.organisations < FEWEST]
    large = [one for one in made if one.organisations >= FEWEST]
    if not small:
        return large
    if sum(one.organisations for one in small) < FEWEST and large:
        small.append(min(large, key=lambda one: one.organisations))
        large.remove(small[-1])
    if sum(one.organisations for one in small) < FEWEST:
        return []
    sums = {
        name: sum(getattr(one, name) for one in small)
        for name in ("needs", "organisations", "asked", "given")
    }
    return [*large, Group("", "", **sums)]


def placings(actor: Actor, row: Round) -> list[Placing]:
    """What needs got in a round: all for who runs it, their own for askers once it is approved."""
    attempt = latest(row)
    if attempt is None or attempt.done_at is None:
        return []
    found = Placing.objects.filter(attempt=attempt).select_related("organisation", "need", "attempt__round")
    found = found.prefetch_related("shares__expert", "shares__organisation").order_by(
        "organisation__sort_name", "id"
    )
    if may_run(actor, row):
        # Those who asked agreed that who runs the round reads their needs.
        with wall.system():
            return list(found)
    return list(visible(found, actor, PLACING, PLACING_FIELDS)) if row.state in SHOWN_STATES else []
