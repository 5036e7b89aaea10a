"""Pieces of canonical JSON, made ready as far as they are the same for all cases. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from dugnad.areas.casework.rulebook.deciding import COMPUTED, STATES, UNCLEAR, plain
from dugnad.areas.casework.rulebook.document import Condition
from dugnad.engines.dmn.tracing import DecisionStep, TableStep

quoted = encode_basestring


@dataclass(frozen=True, slots=True)
class _Held:
    value: Any


def whole(value: object) -> str:
    """Any value as `deciding.canonical` writes it."""
    held = asdict(_Held(value))["value"]
    return json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain)


def value_of(value: object) -> str:
    """As `whole`, quickly for what is most common."""
    kind = type(value)
    if kind is Decimal:
        text = str(value)
        return f'"{text}"' if "E" not in text else f'"{value:f}"'
    if kind is str:
        return quoted(value)  # type: ignore[arg-type]
    if kind is bool:
        return "true" if value else "false"
    return "null" if value is None else whole(value)


class Conditions:
    """The conditions of a package with their JSON made ready; `constants`: the values that stand in every trace.

    A name may be a constant's only when no decision has it.
    """

    def __init__(self, conditions: Iterable[Condition], constants: Mapping[str, Any]) -> None:
        self._constants = dict(constants)
        self._texts = {id(one): value_of(one) for one in self._constants.values()}
        self._ready: dict[str, _Ready] = {}
        self._rows: dict[Any, list[str]] = {}
        for one in conditions:
            self._ready.setdefault(one.decision, _Ready(one, self._constants))

    def written(self, trace: Sequence[DecisionStep | TableStep], reached: list[tuple[Condition, str]]) -> str:
        """The steps as JSON, in the order they were reached; `reached` gets each condition with its state."""
        found: list[str] = []
        rows: list[str] = []
        texts = self._texts.copy()
        for one in trace:
            if type(one) is TableStep:
                ids, matched = self._rows.get(one.table) or self._row_ids(one.table), one.matched
                if len(matched) == 1:
                    rows.append(ids[matched[0]])
                else:
                    rows += [ids[at] for at in matched]
                continue
            ready = self._ready.get(one.name)  # type: ignore[union-attr]
            if ready is not None:
                found.append(ready.step(one, rows, texts, reached))  # type: ignore[arg-type]
            if rows:
                rows = []
        return ",".join(found)

    def _row_ids(self, table: Any) -> list[str]:
        made = self._rows[table] = [quoted(id) for id in table.rows]
        return made


Form = tuple[str, list[int]]


class _Ready:
    """One condition as a form: all that is the same is written, the rest is filled in."""

    def __init__(self, condition: Condition, constants: Mapping[str, Any]) -> None:
        self.condition, self.constants = condition, constants
        self.forms: dict[tuple[str, ...], Form] = {}

    def step(
        self, one: DecisionStep, rows: list[str], texts: dict[int, str], reached: list[tuple[Condition, str]]
    ) -> str:
        """The whole step as JSON; `texts` are those of values that the trace holds, by their identity."""
        value, given = one.value, one.inputs
        form, places = self.forms.get(one.required) or self._form(one)
        state = UNCLEAR if value is None else value if type(value) is str and value in STATES else COMPUTED
        reached.append((self.condition, state))
        filled: list[str] = []
        for at in places:
            filled.append(texts.get(id(each := given[at])) or _remembered(texts, each))
        hit = rows[0] if len(rows) == 1 else ",".join(rows)
        return form % (*filled, hit, state, texts.get(id(value)) or _remembered(texts, value))

    def _form(self, one: DecisionStep) -> Form:
        places = {name: at for at, name in enumerate(one.required)}
        inputs, open_places = [], []
        for name in sorted(places):
            constant = self.constants.get(name, self)
            if one.inputs[places[name]] is constant:
                inputs.append(_form_of(f"{quoted(name)}:{value_of(constant)}"))
            else:
                inputs.append(_form_of(f"{quoted(name)}:") + "%s")
                open_places.append(places[name])
        form = self._around(",".join(inputs))
        self.forms[one.required] = form, open_places
        return form, open_places

    def _around(self, inputs: str) -> str:
        one = self.condition
        discretion = "true" if one.discretion else "false"
        before = f'{{"body":{quoted(one.body)},"decision":{quoted(one.decision)},"discretion":{discretion},"inputs":{{'
        between = f'}},"provision":{quoted(one.provision)},"rows":['
        return f'{_form_of(before)}{inputs}{_form_of(between)}%s],"state":"%s","value":%s}}'


def _form_of(text: str) -> str:
    return text.replace("%", "%%")


def _remembered(texts: dict[int, str], value: object) -> str:
    text = texts[id(value)] = value_of(value)
    return text
