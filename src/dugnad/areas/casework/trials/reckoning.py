"""One set of rules over a population: how each person's case ends, and one amount. Pure.

By columns where the model allows it. What the rules leave to a person is left here too: the reasons are those of
`rulebook.deciding`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from dugnad.areas.casework.rulebook.dated import competent, parameters
from dugnad.areas.casework.rulebook.deciding import (
    COMPUTED,
    NOT_CLAIMED,
    PERSON,
    STATES,
    UNCLEAR,
    Reasons,
    body_of,
)
from dugnad.areas.casework.rulebook.document import Condition, Overlay, Package
from dugnad.areas.casework.trials.population import People
from dugnad.engines import dmn
from dugnad.engines.dmn.columns import NotByColumns

Say = Callable[[int], None]
EACH = 5_000


@dataclass(frozen=True, slots=True)
class Ends:
    """How each ends: the result's id or 'person', and the amount (NaN where there is none)."""

    results: Any
    amounts: Any
    by: str


class Side:
    """One package with a city's values on a day. Raises `NotInForce` when a value lacks on that day."""

    def __init__(self, package: Package, overlay: Overlay, day: dt.date) -> None:
        self.package, self.overlay = package, overlay
        self.model = dmn.load(package.model.encode())
        self.reasons = Reasons(package, day)
        self.constants = {name: dated.value for name, dated in parameters(package, overlay, day).items()}
        self.conditions: dict[str, Condition] = {}
        for one in package.conditions:
            self.conditions.setdefault(one.decision, one)
        self.required = [one.name for one in package.facts if one.required]
        self.competent = competent(package, overlay)

    def ends(self, people: People, measure: str, say: Say = lambda done: None) -> Ends:
        """For everybody; `measure` is the decision whose number counts, '' for none."""
        try:
            made = self._by_columns(people, measure)
        except (NotByColumns, KeyError, ValueError, TypeError):
            return self._by_rows(people, measure, say)
        say(people.count)
        return made

    def _by_rows(self, people: People, measure: str, say: Say) -> Ends:
        evaluate = self.model.repeated(self.package.outcome, self.constants, trace=True)
        results = np.full(people.count, PERSON, dtype=object)
        amounts = np.full(people.count, np.nan)
        seen: dict[tuple[Any, ...], tuple[str, float]] = {}
        for at, facts in enumerate(people.rows()):
            key = tuple(facts.values())
            if key not in seen:
                seen[key] = self._one(evaluate(facts), facts, measure)
            results[at], amounts[at] = seen[key]
            if at % EACH == EACH - 1:
                say(at + 1)
        return Ends(results, amounts, "rows")

    def _one(self, outcome: dmn.Outcome, facts: Mapping[str, Any], measure: str) -> tuple[str, float]:
        reached, amount = [], float("nan")
        for step in outcome.trace or []:
            if type(step) is not dmn.DecisionStep:
                continue
            if step.name == measure and type(step.value) is Decimal:
                amount = float(step.value)
            if step.name in self.conditions:
                reached.append((self.conditions[step.name], _state(step.value)))
        if any(facts.get(name) is None for name in self.required) or self.reasons.of(reached, outcome.value):
            return PERSON, amount
        body = body_of(self.package, self.overlay, reached)
        return (PERSON if body and body not in self.competent else str(outcome.value)), amount

    def _by_columns(self, people: People, measure: str) -> Ends:
        """NotByColumns when the model, or what is known of these people, does not allow it."""
        if self.package.bodies or self.reasons.out_of_force:
            raise NotByColumns("a body or a provision is looked at case by case")
        columns = {name: _array(values) for name, values in people.columns.items()}
        for name, value in self.constants.items():
            columns[name] = np.full(people.count, float(value))
        value = self._column(self.package.outcome, columns)
        left = self._left(value, {name: self._column(name, columns) for name in self._reached()})
        amounts = self._column(measure, columns) if measure else np.full(people.count, np.nan)
        return Ends(np.where(left, PERSON, value.astype(object)), amounts.astype(float), "columns")

    def _column(self, decision: str, columns: Mapping[str, Any]) -> Any:
        return self.model.evaluate_columns(decision, columns, rows=False)

    def _reached(self) -> list[str]:
        wanted = self.model.required(self.package.outcome)
        return [name for name in self.conditions if name in wanted]

    def _left(self, value: Any, found: Mapping[str, Any]) -> Any:
        """Whom the rules leave to a person."""
        known = self.reasons.results
        refused = np.isin(value, [id for id, one in known.items() if one.refusal])
        left = ~np.isin(value, [id for id, one in known.items() if one.automatic])
        for name, states in found.items():
            left |= (states == UNCLEAR) & refused
            if self.conditions[name].discretion:
                left |= refused & (states != NOT_CLAIMED)
        return left


def _state(value: object) -> str:
    if value is None:
        return UNCLEAR
    return value if isinstance(value, str) and value in STATES else COMPUTED


def _array(values: Any) -> Any:
    if any(value is None for value in values):
        raise NotByColumns("a fact is not known of everybody")
    kind = type(values[0])
    if kind is Decimal:
        return np.array([float(value) for value in values])
    if kind in (bool, str):
        return np.array(values)
    raise NotByColumns("dates are not done by columns")
