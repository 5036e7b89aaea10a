"""What a scenario expects: the outcome, conditions, figures, what is missing, and words of the letter."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from dugnad.areas.casework.rulebook.deciding import (
    COMPUTED,
    MET,
    NOT_CLAIMED,
    NOT_MET,
    PERSON,
    UNCLEAR,
)
from dugnad.areas.casework.rulebook.document import Scalar
from dugnad.areas.casework.rulebook.letters import after, sentences, values_of
from dugnad.areas.casework.rulebook.testing.given import number
from dugnad.areas.casework.rulebook.testing.scenario import Case, Refused

STATES: Final = {
    "oppfylt": MET,
    "ikke oppfylt": NOT_MET,
    "ikkje oppfylt": NOT_MET,
    "uklart": UNCLEAR,
    "ikke påberopt": NOT_CLAIMED,
    "ikkje påberopt": NOT_CLAIMED,
    "beregnet": COMPUTED,
    "berekna": COMPUTED,
}


def result(case: Case, step: Mapping[str, Any], name: str) -> None:
    """'er utfallet «x»', by its id or label, or 'person'."""
    decided = case.end
    result = case.package.result(decided.result)
    names = {decided.result, *(result.label.values() if result else ())}
    if decided.result == PERSON:
        names |= {"en saksbehandler", "ein saksbehandlar"}
    if name not in names:
        raise Refused("other_result", ", ".join([decided.result, *decided.why]))


def condition(case: Case, step: Mapping[str, Any], name: str, state: str) -> None:
    """'er vilkåret «y» «oppfylt»'."""
    decided = case.end
    labels = {one.decision: {one.decision, *one.label.values()} for one in case.package.conditions}
    if state not in STATES:
        raise Refused("no_such_state", state)
    if not any(name in names for names in labels.values()):
        raise Refused("no_such_condition", name)
    found = [one.state for one in decided.steps if name in labels[one.decision]]
    if STATES[state] not in found:
        raise Refused("other_state", ", ".join(found))


def computed(case: Case, step: Mapping[str, Any], name: str, value: str) -> None:
    """'er «månedspris» 1500'."""
    held = values_of(case.end)
    if name not in held:
        raise Refused("no_such_value", name)
    found = held[name]
    wanted: Scalar = number(value) if isinstance(found, Decimal) else value
    if found != wanted:
        raise Refused("other_value", "ukjent" if found is None else str(found))


def missing(case: Case, step: Mapping[str, Any], name: str) -> None:
    """'mangler «fakta»'."""
    decided = case.end
    if name not in decided.missing:
        raise Refused("not_missing", ", ".join(decided.missing))


def body(case: Case, step: Mapping[str, Any], name: str) -> None:
    """'avgjør «county»'."""
    decided = case.end
    if name != decided.body:
        raise Refused("other_body", decided.body)


def letter(case: Case, step: Mapping[str, Any], words: str) -> None:
    """'sier brevet «words»'."""
    decided = case.end
    told = [*sentences(case.package, decided, "nb"), *after(case.package, case.overlay, decided, "nb")]
    whole = " ".join(" ".join(one.text for one in told).split())
    if words not in whole:
        raise Refused("not_in_letter", whole)
