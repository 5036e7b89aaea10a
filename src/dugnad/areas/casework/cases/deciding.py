"""A case decided by rule where rules alone may, else put before a person with all that is known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from dugnad.areas.casework.cases import letters, sampling
from dugnad.areas.casework.cases.engine import engine_digest
from dugnad.areas.casework.cases.entries import PLATFORM, tell
from dugnad.areas.casework.cases.gathering import gather
from dugnad.areas.casework.cases.making import Judgement, known, made
from dugnad.areas.casework.cases.reversal import marks
from dugnad.areas.casework.cases.rules_of import adopted, rules
from dugnad.areas.casework.models import Adoption, Case, Correction, Decision
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.rulebook.deciding import PERSON, Decided, canonical, fingerprint
from dugnad.areas.casework.rulebook.document import Package
from dugnad.kernel.access import Actor

ASKED = {"homes": "two_homes", "moved": "moved"}


def proceed(case: Case) -> Case:
    """Gather what lacks and decide; waits while a register does not answer, a decided case stays as it is."""
    if case.state == CaseState.DECIDED or case.day is None:
        return case
    adoption, _running = adopted(case.organisation_id, case.slug, case.day)
    package, _overlay = rules(adoption)
    silent = gather(case, package)
    if silent:
        return _wait(case, silent)
    case.waits_for = []
    decision = decided(case)
    case.why = [*marks(case.why), *_why(decision)]
    if decision.final:
        conclude(case, decision)
    else:
        case.state = CaseState.PERSON
        tell(case, "case_to_person")
    case.save()
    return case


def _wait(case: Case, silent: list[str]) -> Case:
    if case.state != CaseState.WAITING or case.waits_for != silent:
        tell(case, "case_waits", says=", ".join(silent))
    case.state, case.waits_for = CaseState.WAITING, silent
    case.save()
    return case


def decided(
    case: Case,
    *,
    actor: Actor = PLATFORM,
    judgement: Judgement | None = None,
    judged: Any = (),
    reason: str = "",
    by: Adoption | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> Decision:
    """One more decision of the case by what is known now, kept with all that it takes to make it again.

    By the rules in force on the case's day, or those given. `beside`: what else is kept of a person's judgement.
    """
    assert case.day is not None  # noqa: S101 - a case that was sent has a day
    adoption, running = (by, True) if by else adopted(case.organisation_id, case.slug, case.day)
    now, extra = timezone.now(), reasons(case, rules(adoption)[0], running)
    return _written(
        case,
        adoption,
        _found(case, adoption, now, extra, judgement),
        automatic=judgement is None,
        consent=_consents(case),
        judged={"extra": extra, **_told(judgement, judged, beside)},
        reason=reason,
        by_id=actor.person,
        at=now,
    )


def _found(
    case: Case, by: Adoption, now: dt.datetime, extra: list[str], judgement: Judgement | None
) -> Decided:
    """What the rules find of what is known now, or with them the person who judged."""
    assert case.day is not None  # noqa: S101 - a case that was sent has a day
    package, overlay = rules(by)
    return made(
        package,
        overlay,
        known(package, case.facts.all()),
        day=case.day,
        now=now,
        digest=by.version.digest,
        consent=_consents(case),
        extra=extra,
        judgement=judgement,
    )


def _consents(case: Case) -> bool:
    """Whether the rules may decide alone: the applicant said so, and has not asked for a person since."""
    return case.consent and case.control_at is None


def _told(judgement: Judgement | None, judged: Any, beside: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of a person's judgement; empty where the rules decided."""
    told = {"states": list(judged), "result": judgement.result if judgement else ""}
    return {**told, **{name: text for name, text in beside.items() if text}}


def kept(
    case: Case, by: Adoption, found: Decided, *, before: Decision, actor: Actor = PLATFORM, extra: Any = ()
) -> Decision:
    """What other rules found of an earlier decision's facts, kept as the next; a brief where a person decides."""
    same = [one for one in before.judged["extra"] if one != "stopped"]
    return _written(
        case,
        by,
        found,
        automatic=True,
        consent=before.consent,
        judged={"extra": [*same, *extra], "states": [], "result": ""},
        by_id=actor.person,
        at=timezone.now(),
        as_of=before.as_of or before.at,
    )


def _written(case: Case, by: Adoption, found: Decided, *, automatic: bool, **more: Any) -> Decision:
    """The next decision of the case, with what names the rules and the engine that made it."""
    final = found.result != PERSON
    return Decision.objects.create(
        case=case,
        number=case.decisions.count() + 1,
        adoption=by,
        overlay=by.overlay,
        result=found.result,
        final=final,
        automatic=automatic and final,
        trace=canonical(found).decode(),
        fingerprint=fingerprint(found),
        package_digest=by.version.digest,
        engine_digest=engine_digest(),
        **more,
    )


def reasons(case: Case, package: Package, running: bool) -> list[str]:
    """Why a person must see to it beside what the rules say: rules stopped, homes that they do not decide apart."""
    asked = {} if package.by_home() else ASKED
    told = [reason for name, reason in asked.items() if case.answers.get(name) == "yes"]
    again = ["reopened"] if case.decided_at else []
    return [*([] if running else ["stopped"]), *told, *again]


def conclude(
    case: Case, decision: Decision, *, actor: Actor = PLATFORM, corrects: Correction | None = None
) -> None:
    """The case ends with the decision, and the letter goes out."""
    case.state, case.decided_at = CaseState.DECIDED, decision.at
    case.sampled = decision.automatic and sampling.drawn(case)
    tell(case, "case_decided", actor=actor, says=decision.result)
    letters.write(case, decision, corrects=corrects)


def _why(decision: Decision) -> list[str]:
    return list(json.loads(decision.trace)["why"])
