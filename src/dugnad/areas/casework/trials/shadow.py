"""Rules over past cases before they are published or taken in use: a job whose result the two who approve see."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.facts import Unusable, parsed
from dugnad.areas.casework.models import Adoption, Decision, ShadowCase, ShadowRun
from dugnad.areas.casework.models.trials import TrialState
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.packages.selectors import document_of, overlay_of
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.rulebook.batch import Applicant, Batch
from dugnad.areas.casework.rulebook.deciding import Known
from dugnad.areas.casework.rulebook.document import Fact, Package, Scalar
from dugnad.areas.casework.rulebook.reading import digest, overlay_from_json
from dugnad.areas.casework.rules.trials import shadow_thing
from dugnad.areas.casework.trials.comparing import SAME, Compared, Trace, compare
from dugnad.areas.casework.trials.subjects import (
    Subject,
    digest_of,
    of_run,
    package_of,
    runs_of,
    runs_thing,
    version_of,
    whose,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

JOB = "casework.shadow"
PLATFORM = Actor(operator=True)
MOST_KEPT = 5_000
EACH = 200
PATIENCE = dt.timedelta(minutes=10)


@transaction.atomic
def ask(*, actor: Actor, row: Subject, day: dt.date | None = None) -> ShadowRun:
    """Try a draft on past cases, by the law of each case's own day or of one day for all.

    Invalid where there are no past cases, Conflict when it is no draft any more or such a run is waiting already.
    """
    require(actor, "run", runs_thing(row))
    if row.state not in OPEN:
        raise Conflict(_("These rules are published already."))
    if not past(row).exists():
        raise Invalid(fields={"day": _("There are no past cases by these rules.")})
    if runs_of(row).filter(state=TrialState.WAITING, asked_at__gt=timezone.now() - PATIENCE).exists():
        raise Conflict(_("The rules are being tried already. Wait for the result."))
    used = row if isinstance(row, Adoption) else None
    run = ShadowRun.objects.create(
        version=version_of(row), adoption=used, digest=digest_of(row), day=day, asked_by_id=actor.person
    )
    start(JOB, actor=actor, key=run.id, run=str(run.id))
    record("casework.shadow_asked", actor=actor, thing=shadow_thing(run), detail=_detail(run))
    return run


def past(row: Subject) -> Any:
    """The final decisions of the organisation's cases by this package, each case's newest first."""
    rows = Decision.objects.filter(
        final=True,
        case__organisation=whose(row),
        case__slug=package_of(row).slug,
        case__applied_at__isnull=False,
    )
    return rows.select_related("adoption__version", "case").order_by("case", "-number")


def fresh(row: Subject, now: str) -> ShadowRun | None:
    """The newest finished run over what the draft holds now (its digest)."""
    return runs_of(row).filter(state=TrialState.DONE, digest=now).first()


def reason_needed(row: Subject, now: str) -> bool:
    """Whether an approval needs words on why: there are past cases, and nobody has tried these rules on them."""
    return fresh(row, now) is None and past(row).exists()


def work(progress: Progress, run: str) -> None:
    """The job; done again it gives the same."""
    rows = ShadowRun.objects.select_related("version__package", "adoption__version")
    row = rows.filter(id=run).first()
    if row is None or row.state == TrialState.DONE:
        return
    progress.say(2, _("Finding the past cases"))
    trial = _Trial(row)
    decisions = list(_latest(past(trial.tried)))
    found: list[ShadowCase] = []
    for at, decision in enumerate(decisions):
        found += trial.case(decision)
        if at % EACH == EACH - 1:
            progress.say(5 + 90 * at // len(decisions), f"{at + 1} / {len(decisions)}")
    _keep(row, trial, found)


def _latest(rows: Any) -> Iterator[Decision]:
    seen: UUID | None = None
    for row in rows.iterator(chunk_size=500):
        if row.case_id != seen:
            seen = row.case_id
            yield row


@transaction.atomic
def _keep(row: ShadowRun, trial: _Trial, found: list[ShadowCase]) -> None:
    row.cases.all().delete()
    ShadowCase.objects.bulk_create(found[:MOST_KEPT], batch_size=500)
    moves = [[*ends, number] for ends, number in sorted(trial.moves.items())]
    row.counts = {"total": trial.total, **trial.kinds, "moves": moves}
    row.digest, row.state, row.finished_at = trial.digest, TrialState.DONE, timezone.now()
    row.save(update_fields=["counts", "digest", "state", "finished_at"])
    record("casework.shadow_done", actor=PLATFORM, thing=shadow_thing(row), detail=_detail(row))


def _detail(run: ShadowRun) -> dict[str, Any]:
    return {"package": run.version.package.slug, "version": run.version.number}


class _Trial:
    """One run under way: the rules made ready for each day and overlay, and what was counted."""

    def __init__(self, row: ShadowRun) -> None:
        self.row, self.tried = row, of_run(row)
        self.package = document_of(row.version)
        self.rules = digest(self.package)
        self.digest = adoption_digest(row.adoption) if row.adoption else self.rules
        self.overlay = overlay_of(row.adoption) if row.adoption else None
        self.total, self.kinds = 0, {"same": 0, "changed": 0, "cannot": 0, "unread": 0}
        self.moves: Counter[tuple[str, str]] = Counter()
        self._ready: dict[Any, Batch] = {}

    def case(self, decision: Decision) -> list[ShadowCase]:
        """What is to be kept of one case: nothing when it ends the same."""
        self.total += 1
        try:
            one = self._compared(decision)
        except (KeyError, TypeError, ValueError):
            self.kinds["unread"] += 1
            return []
        self.kinds[one.kind] += 1
        if one.kind == SAME:
            return []
        self.moves[one.before, one.after] += 1
        told = {"kind": one.kind, "before": one.before, "after": one.after}
        more = {"differs": one.differences(), "missing": list(one.missing)}
        return [ShadowCase(run=self.row, case_id=decision.case_id, **told, **more)]

    def _compared(self, decision: Decision) -> Compared:
        """Where a person judged, the rules of then are asked again: rules are held against rules."""
        trace: Trace = json.loads(decision.trace)
        own_day = dt.date.fromisoformat(trace["day"])
        consent = decision.automatic is False or decision.consent
        before = trace
        if not decision.automatic:
            before = self._by(self._then(decision, own_day), decision, trace, True)
        return compare(
            before, self._by(self._now(decision, self.row.day or own_day), decision, trace, consent)
        )

    def _then(self, decision: Decision, day: dt.date) -> Batch:
        """The rules by which it was decided."""
        key = (decision.adoption_id, day, _key(decision))
        if key not in self._ready:
            package, overlay = document_of(decision.adoption.version), overlay_from_json(decision.overlay)
            self._ready[key] = Batch(package, overlay, day=day, digest=self.rules)
        return self._ready[key]

    def _now(self, decision: Decision, day: dt.date) -> Batch:
        """The rules that are tried: a draft of an adoption has values of its own, a version takes those of then."""
        key = ("tried", day, "" if self.overlay else _key(decision))
        if key not in self._ready:
            overlay = self.overlay or overlay_from_json(decision.overlay)
            self._ready[key] = Batch(self.package, overlay, day=day, digest=self.rules)
        return self._ready[key]

    def _by(self, rules: Batch, decision: Decision, trace: Trace, consent: bool) -> Trace:
        facts = facts_then(rules.package, trace)
        made: Trace = json.loads(rules.decide(Applicant(facts, decision.as_of or decision.at, consent)).trace)
        return made


def _key(decision: Decision) -> str:
    return json.dumps(decision.overlay, sort_keys=True)


def facts_then(package: Package, trace: Trace) -> dict[str, Known]:
    """The facts of a past case as a package's types read them; what cannot be read so is not known."""
    types = {one.name: one for one in package.facts}
    return {
        name: Known(
            _value(types[name], one), one["source"], dt.datetime.fromisoformat(one["at"]), one["consent"]
        )
        for name, one in trace["facts"].items()
        if name in types
    }


def _value(fact: Fact, told: Mapping[str, Any]) -> Scalar:
    value = told["value"]
    text = str(value).lower() if isinstance(value, bool) else str(value or "")
    try:
        return parsed(fact, text)
    except Unusable:
        return None
