"""Who gains, who loses and what it costs when rules change: asked for, done as a job, kept as sums and groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.facts import parsed
from dugnad.areas.casework.models import Consequence
from dugnad.areas.casework.models.trials import TrialState
from dugnad.areas.casework.rulebook.dated import NotInForce
from dugnad.areas.casework.rules.trials import consequence_thing, consequences_thing
from dugnad.areas.casework.trials import population, uploads
from dugnad.areas.casework.trials.sides import Rules, facts_of_both, measures, rules_of, sides
from dugnad.areas.casework.trials.words import upload_words
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.services import Progress, mark_finished, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid, NotFound

JOB = "casework.consequences"
PLATFORM = Actor(operator=True)
MOST_SEED = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be reckoned: two sides, whose law, what counts, and for whom.

    `content`: a population as CSV; without it `count` people are drawn by `declared` and `seed`.
    """

    before: str
    after: str
    day: dt.date
    measure: str = ""
    pays: bool = True
    times: float = 12
    stands_for: int = 0
    count: int = 10_000
    seed: int = 1
    declared: tuple[population.Declared, ...] = ()
    content: bytes | None = field(default=None, repr=False)


@transaction.atomic
def ask(*, actor: Actor, organisation: UUID, slug: str, asked: Asked) -> Consequence:
    """Ask for an analysis; Invalid at the field, for a file with lines and columns."""
    if not Organisation.objects.filter(id=organisation, left_at=None).exists():
        raise NotFound
    require(actor, "add", consequences_thing(organisation))
    known = dict(sides(actor, slug))
    if not known:
        raise NotFound
    both = _both(asked, known)
    people = _people(asked, both)
    row = Consequence.objects.create(
        organisation_id=organisation,
        slug=slug,
        before=asked.before,
        after=asked.after,
        names=[known[asked.before], known[asked.after]],
        asked=_told(asked, both),
        people=people,
        asked_by_id=actor.person,
    )
    start(JOB, actor=actor, key=row.id, analysis=str(row.id))
    record("casework.consequences_asked", actor=actor, thing=consequence_thing(row), detail={"package": slug})
    return row


def _both(asked: Asked, known: Mapping[str, str]) -> tuple[Rules, Rules]:
    faults: dict[str, Any] = {
        name: _("Choose one of these.") for name in ("before", "after") if getattr(asked, name) not in known
    }
    if asked.before == asked.after:
        faults["after"] = _("Choose two that differ.")
    if faults:
        raise Invalid(fields=faults)
    both = (rules_of(asked.before), rules_of(asked.after))
    faults = _faults(asked, both)
    if faults:
        raise Invalid(fields=faults)
    return both


def _faults(asked: Asked, both: tuple[Rules, Rules]) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if asked.measure and asked.measure not in measures(*both):
        faults["measure"] = _("Choose one of these.")
    if not 0 < asked.times <= 366:
        faults["times"] = _("Write a number from 1 to 366.")
    if not 0 <= asked.stands_for <= 10_000_000:
        faults["stands_for"] = _("Write a number up to 10,000,000.")
    if asked.content is None:
        faults |= _drawing(asked)
    for rules in both:
        try:
            rules.side(asked.day)
        except NotInForce as lacks:
            faults["day"] = _("“%(name)s” has no value on this day.") % {"name": lacks.args[0]}
    return faults


def _drawing(asked: Asked) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if not population.LEAST <= asked.count <= population.MOST:
        faults["count"] = _("Write a number from %(least)s to %(most)s.") % {
            "least": population.LEAST, "most": f"{population.MOST:,}"}  # fmt: skip
    if not 0 <= asked.seed <= MOST_SEED:
        faults["seed"] = _("Write a whole number from 0 to %(most)s.") % {"most": MOST_SEED}
    for one in asked.declared:
        if one.shape not in population.SHAPES or not -1e12 < one.low <= one.high < 1e12:
            faults[f"facts.{one.name}"] = _("The highest must not be below the lowest.")
        if not (0 <= one.share <= 100 and 0 <= one.unknown <= 100):
            faults[f"facts.{one.name}"] = _("A share is from 0 to 100 per cent.")
    return faults


def _people(asked: Asked, both: tuple[Rules, Rules]) -> dict[str, list[str]] | None:
    if asked.content is None:
        return None
    try:
        return uploads.read(facts_of_both(*both), asked.content)
    except uploads.Faulty as wrong:
        raise Invalid(fields={"file": "\n".join(upload_words(one) for one in wrong.faults)}) from wrong


def _told(asked: Asked, both: tuple[Rules, Rules]) -> dict[str, Any]:
    plain = {"day": asked.day.isoformat(), "measure": asked.measure, "pays": asked.pays, "times": asked.times}
    plain |= {"stands_for": asked.stands_for, "uploaded": asked.content is not None}
    if asked.content is None:
        plain |= {"count": asked.count, "seed": asked.seed, "facts": population.to_json(asked.declared)}
    return plain


def work(progress: Progress, analysis: str) -> None:
    """The job; done again it gives the same. An uploaded population is gone when it ends."""
    row = Consequence.objects.filter(id=analysis).first()
    if row is None or row.state != TrialState.WAITING:
        return
    progress.say(2, _("Making the rules ready"))
    try:
        result = _result(row, progress)
    except (NotFound, NotInForce):
        Consequence.objects.filter(id=row.id).update(state=TrialState.FAILED, people=None)
        mark_finished(UUID(str(progress.job)), failed=_("The rules have changed since. Ask anew."))
        return
    _keep(row, result)


@transaction.atomic
def _keep(row: Consequence, result: dict[str, Any]) -> None:
    row.result, row.people, row.state, row.finished_at = result, None, TrialState.DONE, timezone.now()
    row.save(update_fields=["result", "people", "state", "finished_at"])
    record(
        "casework.consequences_done",
        actor=PLATFORM,
        thing=consequence_thing(row),
        detail={"package": row.slug},
    )


def _result(row: Consequence, progress: Progress) -> dict[str, Any]:
    from dugnad.areas.casework.trials.summing import Terms, summed

    both, asked = (rules_of(row.before), rules_of(row.after)), row.asked
    day = dt.date.fromisoformat(asked["day"])
    people = _population(row, both)
    ends: list[Any] = []
    for at, rules in enumerate(both):
        told = lambda done, at=at: progress.say(5 + 45 * at + 45 * done // people.count)  # noqa: E731
        ends.append(rules.side(day).ends(people, asked["measure"], told))
    progress.say(96, _("Summing up"))
    factor = (asked["stands_for"] or people.count) / people.count
    refusals = frozenset(one.id for rules in both for one in rules.package.results if one.refusal)
    terms = Terms(bool(asked["measure"]), asked["pays"], refusals, asked["times"], factor)
    return summed(people, ends[0], ends[1], terms, invented=not asked["uploaded"])


def _population(row: Consequence, both: tuple[Rules, Rules]) -> population.People:
    facts = facts_of_both(*both)
    if not row.asked["uploaded"]:
        declared = population.from_json(row.asked["facts"])
        return population.drawn(facts, declared, row.asked["count"], row.asked["seed"])
    types, held = {one.name: one for one in facts}, row.people or {}
    columns = {
        name: [parsed(types[name], text) for text in texts] for name, texts in held.items() if name in types
    }
    return population.People(columns, len(next(iter(columns.values()))))


@transaction.atomic
def delete(*, actor: Actor, analysis: UUID) -> None:
    """Throw an analysis away."""
    row = Consequence.objects.filter(id=analysis).first()
    if row is None:
        raise NotFound
    require(actor, "delete", consequence_thing(row))
    record(
        "casework.consequences_deleted",
        actor=actor,
        thing=consequence_thing(row),
        detail={"package": row.slug},
    )
    row.delete()
