"""A case decided by a package: the outcome, and a trace in which each condition stands with its place in the law.

The trace follows NAV's 'subsumsjon': provision, input, output, met or not, where each fact came from and when, which
value of each parameter. The same package, overlay, facts and day give the same bytes (`canonical`) for ever.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from dugnad.areas.casework.rulebook.dated import Dated, NotInForce, competent, in_force, parameters
from dugnad.areas.casework.rulebook.document import Condition, Overlay, Package, Result, Scalar
from dugnad.engines import dmn
from dugnad.engines.dmn.tracing import DecisionStep, TableStep

MET, NOT_MET, UNCLEAR, NOT_CLAIMED, COMPUTED = "met", "not met", "unclear", "not claimed", "computed"
STATES = (MET, NOT_MET, UNCLEAR, NOT_CLAIMED)
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a fact: its value, where from, when it was fetched, and whether the applicant agreed to that.

    `provenance`: what the source itself rested on, as JSON values; `until` in it is the last day that it is so.
    """

    value: Scalar
    source: str
    at: dt.datetime
    consent: bool = True
    provenance: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One condition: `state` is met, not met, unclear, not claimed or computed; `rows` are the rules that hit."""

    decision: str
    provision: str
    state: str
    value: Scalar
    inputs: Mapping[str, Scalar] = field(hash=False)
    rows: tuple[str, ...] = ()
    discretion: bool = False
    body: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """How it ended: `result` is the id of one of the package's results, or 'person' with the reasons `why`.

    `missing`: facts that nobody knows; `stale`: facts that are too old; `body`: who decides, '' where it is the city.
    """

    result: str
    steps: tuple[Step, ...]
    parameters: Mapping[str, Dated] = field(hash=False)
    facts: Mapping[str, Known] = field(hash=False)
    day: dt.date
    package: str
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    body: str = ""


def decide(
    package: Package,
    overlay: Overlay,
    facts: Mapping[str, Known],
    *,
    day: dt.date,
    now: dt.datetime,
    digest: str,
    consent: bool = True,
) -> Decided:
    """The case decided by the law of `day`; a person must decide whatever rules alone may not.

    Goes to a person: no consent to automation, a fact missing or too old, law not in force, an unclear condition, a
    value that cannot be had, a refusal where anything is left to discretion, and a ground that another body decides.
    """
    missing, stale = Needs(package).lacking(facts, now)
    try:
        figures = parameters(package, overlay, day)
    except NotInForce as lacks:
        return Decided(PERSON, (), {}, facts, day, digest, missing, stale, (f"not_in_force:{lacks.args[0]}",))
    given = {name: known.value for name, known in facts.items()} | {n: d.value for n, d in figures.items()}
    outcome = dmn.load(package.model.encode()).evaluate(package.outcome, given, trace=True)
    steps = _steps(package, outcome.trace or [])
    reached = [(one, step.state) for step in steps if (one := package.condition(step.decision))]
    reasons = Reasons(package, day).of(reached, outcome.value)
    body = body_of(package, overlay, reached)
    reasons += [f"other_body:{body}"] if body and body not in competent(package, overlay) else []
    reasons += [*(["missing"] if missing else []), *(["stale"] if stale else [])]
    reasons += [] if consent else ["no_consent"]
    result = PERSON if reasons or not isinstance(outcome.value, str) else outcome.value
    return Decided(result, steps, figures, facts, day, digest, missing, stale, tuple(reasons), body)


def body_of(package: Package, overlay: Overlay, reached: Iterable[tuple[Condition, str]]) -> str:
    """Who decides on the grounds that are met: the city where it may, else the first ground's body.

    The package's body where no ground is met; '' where the package knows no other.
    """
    if not package.bodies:
        return ""
    grounds = [one.body for one, state in reached if state == MET and one.body]
    own = [body for body in grounds if body in competent(package, overlay)]
    return next(iter([*own, *grounds]), package.body)


def holds_until(decided: Decided) -> dt.date | None:
    """The last day that the grounds hold, where what they rest on says one (`until`); None while one has no end."""
    grounds = [step for step in decided.steps if step.state == MET and step.body]
    ends = [_end(decided, step) for step in grounds]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _end(decided: Decided, step: Step) -> dt.date | None:
    rests = [known for name in step.inputs if (known := decided.facts.get(name))]
    ends = [dt.date.fromisoformat(each) for one in rests if (each := one.provenance.get("until"))]
    return min(ends, default=None)


class Needs:
    """Which facts a package wants, and how old each may be."""

    def __init__(self, package: Package) -> None:
        self._each = [(one.name, one.required, dt.timedelta(days=one.fresh_days)) for one in package.facts]

    def lacking(
        self, facts: Mapping[str, Known], now: dt.datetime
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts that must be known and are not, and those that are too old."""
        missing, stale = [], []
        ages: dict[int, dt.timedelta] = {}
        for name, required, limit in self._each:
            known = facts.get(name)
            if known is None:
                if required:
                    missing.append(name)
                continue
            if required and known.value is None:
                missing.append(name)
            at = known.at
            age = ages.get(id(at))
            if age is None:
                age = ages[id(at)] = now - at
            if age > limit:
                stale.append(name)
        return tuple(missing), tuple(stale)


def _steps(package: Package, trace: list[DecisionStep | TableStep]) -> tuple[Step, ...]:
    """The conditions in the order they were reached, each with the rules of the tables that led to it."""
    found: list[Step] = []
    rows: list[str] = []
    for one in trace:
        if isinstance(one, TableStep):
            rows += one.rows
            continue
        condition = package.condition(one.name)
        if condition is not None:
            found.append(_step(condition, one, tuple(rows)))
        rows = []
    return tuple(found)


def _step(condition: Condition, one: DecisionStep, rows: tuple[str, ...]) -> Step:
    value: Any = one.value
    state = UNCLEAR if value is None else value if value in STATES else COMPUTED
    inputs: dict[str, Any] = dict(one.named_inputs())
    return Step(
        condition.decision,
        condition.provision,
        state,
        value,
        inputs,
        rows,
        condition.discretion,
        condition.body,
    )


class Reasons:
    """Why a person must decide, by one package on one day."""

    def __init__(self, package: Package, day: dt.date) -> None:
        self.results: dict[str, Result] = {one.id: one for one in package.results}
        self.out_of_force = {one.id for one in package.provisions if not in_force(one, day)}

    def of(self, reached: Iterable[tuple[Condition, str]], value: object) -> list[str]:
        """For the conditions with their states, in order, and the value of the outcome."""
        reached = list(reached)
        result = self.results.get(value) if isinstance(value, str) else None
        reasons: list[str] = []
        if not _settled(result):
            reasons += [f"unclear:{one.decision}" for one, state in reached if state == UNCLEAR]
        if self.out_of_force:
            named = [one.provision for one, _ in reached if one.provision in self.out_of_force]
            reasons += [f"not_in_force:{provision}" for provision in named]
        if result is None:
            return [*reasons, "no_result"]
        if not result.automatic:
            reasons.append("not_automatic")
        if result.refusal and any(one.discretion and state != NOT_CLAIMED for one, state in reached):
            reasons.append("discretion")
        return reasons


def _settled(result: Result | None) -> bool:
    """A grant on one ground stands although another ground is unclear."""
    return result is not None and not result.refusal


def canonical(decided: Decided) -> bytes:
    """The decision as JSON of one form only: keys in order, numbers as they were written, times in ISO 8601."""
    return json.dumps(
        _told(decided), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain
    ).encode()


def _told(decided: Decided) -> dict[str, Any]:
    """Without what is not said: so the form is the same as before there was anything to say there."""
    whole = asdict(decided)
    for known in whole["facts"].values():
        if not known["provenance"]:
            del known["provenance"]
    return whole if whole["body"] else {name: value for name, value in whole.items() if name != "body"}


def fingerprint(decided: Decided) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(decided)).hexdigest()


def plain(value: object) -> str:
    """A value that JSON has not, as canonical JSON writes it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value)
