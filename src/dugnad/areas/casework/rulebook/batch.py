"""Many cases by one package: decision, trace and audit record, byte for byte as `deciding` gives them one by one. Pure.

What all cases share is looked up and written once: the compiled model, the values of the day, each condition's place in
the law. `deciding.decide` and `canonical` are the measure; this is the same written differently, and tested against it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dugnad.areas.casework.rulebook.dated import NotInForce, competent, parameters
from dugnad.areas.casework.rulebook.deciding import PERSON, Known, Needs, Reasons, body_of
from dugnad.areas.casework.rulebook.document import Condition, Overlay, Package
from dugnad.areas.casework.rulebook.fragments import Conditions, quoted, value_of, whole
from dugnad.engines import dmn

NOTHING: tuple[None, str] = (None, "")


class Applicant(NamedTuple):
    """One case: what is known, when it is decided, and whether the rules may decide alone."""

    facts: Mapping[str, Known]
    now: dt.datetime
    consent: bool = True


class Record(NamedTuple):
    """How one case ended, and what audit needs: `trace` is the canonical JSON, `fingerprint` its SHA-256.

    `package` and `engine` are the digests of what decided.
    """

    result: str
    why: tuple[str, ...]
    trace: bytes
    fingerprint: str
    package: str
    engine: str

    def line(self) -> bytes:
        """The record as one line of JSON, with the trace as it is in it."""
        head = f'{{"engine":"{self.engine}","fingerprint":"{self.fingerprint}","package":"{self.package}","trace":'
        return head.encode() + self.trace + b"}\n"


class Ended(NamedTuple):
    """The result, why a person must decide, the steps as JSON, and which body decides ('' where it is the city)."""

    result: str
    reasons: list[str]
    steps: str = ""
    body: str = ""


class Batch:
    """A package, a city's overlay and a day made ready; `digest` is the package's, `engine` the engine's."""

    def __init__(
        self, package: Package, overlay: Overlay, *, day: dt.date, digest: str, engine: str = ""
    ) -> None:
        self.package, self.overlay, self.competent = package, overlay, competent(package, overlay)
        self.digest, self.engine, self.needs = digest, engine, Needs(package)
        self.reasons = Reasons(package, day)
        self.not_in_force = ""
        try:
            figures = parameters(package, overlay, day)
        except NotInForce as lacks:
            figures, self.not_in_force = {}, str(lacks.args[0])
        constants = {name: dated.value for name, dated in figures.items()}
        model = dmn.load(package.model.encode())
        self._evaluate = model.repeated(package.outcome, constants, trace=True)
        known = set(model.decisions)
        fixed = {name: value for name, value in self._evaluate.constants.items() if name not in known}
        self.conditions = Conditions(package.conditions, fixed)
        self._about: dict[tuple[str, bool], tuple[dt.datetime | None, str]] = {}
        self._head = f'"day":"{day.isoformat()}","facts":{{'.encode()
        self._middle = f',"package":{quoted(digest)},"parameters":{whole(figures)},"result":'.encode()
        self._orders: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def decide(self, one: Applicant) -> Record:
        """One case."""
        facts = one.facts
        missing, stale = self.needs.lacking(facts, one.now)
        if self.not_in_force:
            ended = Ended(PERSON, [f"not_in_force:{self.not_in_force}"])
        else:
            ended = self._ruled(one, bool(missing), bool(stale))
        result, reasons, steps, body = ended
        trace = b"".join((
            b"{", f'"body":{quoted(body)},'.encode() if body else b"",
            self._head, self._facts(facts).encode(), b'},"missing":', _listed(missing),
            self._middle, quoted(result).encode(), b',"stale":', _listed(stale),
            b',"steps":[', steps.encode(), b'],"why":', _listed(reasons), b"}",
        ))  # fmt: skip
        fingerprint = hashlib.sha256(trace).hexdigest()
        return Record(result, tuple(reasons), trace, fingerprint, self.digest, self.engine)

    def __call__(self, applicants: Iterable[Applicant]) -> Iterator[Record]:
        """Each case in turn; nothing is kept."""
        return map(self.decide, applicants)

    def _ruled(self, one: Applicant, missing: bool, stale: bool) -> Ended:
        outcome = self._evaluate({name: known.value for name, known in one.facts.items()})
        reached: list[tuple[Condition, str]] = []
        steps = self.conditions.written(outcome.trace or [], reached)
        reasons = self.reasons.of(reached, outcome.value)
        body = body_of(self.package, self.overlay, reached)
        if body and body not in self.competent:
            reasons.append(f"other_body:{body}")
        if missing:
            reasons.append("missing")
        if stale:
            reasons.append("stale")
        if not one.consent:
            reasons.append("no_consent")
        result: Any = outcome.value
        return Ended(PERSON if reasons or not isinstance(result, str) else result, reasons, steps, body)

    def _facts(self, facts: Mapping[str, Known]) -> str:
        names = tuple(facts)
        order = self._orders.get(names)
        if order is None:
            order = self._orders[names] = [(name, f'{quoted(name)}:{{"at":"') for name in sorted(names)]
        found, abouts = [], self._about
        for name, before in order:
            known = facts[name]
            at, about = abouts.get((known.source, known.consent), NOTHING)
            if at is not known.at or known.provenance:
                about = self._begun(known)
            found.append(f"{before}{about}{value_of(known.value)}}}")
        return ",".join(found)

    def _begun(self, known: Known) -> str:
        """A register is often asked for all at one moment: what it said then is begun alike."""
        consent = "true" if known.consent else "false"
        more = f'"provenance":{whole(known.provenance)},' if known.provenance else ""
        about = f'{known.at.isoformat()}","consent":{consent},{more}"source":{quoted(known.source)},"value":'
        self._about[known.source, known.consent] = (None if more else known.at), about
        return about


def _listed(texts: Sequence[str]) -> bytes:
    return f"[{','.join([quoted(text) for text in texts])}]".encode() if texts else b"[]"
