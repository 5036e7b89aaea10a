"""Forms of what is a list, or stands in one: words, investments, the season, disruptions, strategies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.business import numbers
from dugnad.areas.lab.business.document import LONGEST_TEXT, Path, State, get, put
from dugnad.areas.lab.business.fields import INVESTMENT, LEVER_FIELDS, MONTH_NAMES, PARAMETER_FIELDS, STRATEGY
from dugnad.areas.lab.business.forms import Form
from dugnad.areas.lab.business.parting import PartForm, plain_default
from dugnad.areas.lab.business.words import FAULTS, NUMBERS

Json = dict[str, Any]
MOST_ROWS: Final = 24
BLANK_ROWS: Final = 2
SEASON_HIGH: Final = 12.0
STRATEGY_FIELDS: Final = (*STRATEGY, *(replace(spec, inside="changes") for spec in LEVER_FIELDS))


class WordsForm(Form):
    """One block of the canvas in words."""

    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, value: str = "") -> None:
        super().__init__(data, initial={"text": value})

    def fill(self, state: State, place: Path) -> State:
        return put(state, place, self.cleaned_data["text"])

    def seen(self, state: State, place: Path) -> Any:
        return get(state, place) or ""


class InvestmentsForm(Form):
    """Investments, a row each; a row without an amount is none."""

    def __init__(self, data: Any = None, *, values: Sequence[Mapping[str, Any]] = (), more: int = 0) -> None:
        super().__init__(data)
        count = min(max(len(values) + BLANK_ROWS, _rows_in(data)) + more, MOST_ROWS)
        held = [dict(row) for row in values] + [{}] * (count - len(values))
        self.parts = [
            PartForm(data, specs=INVESTMENT, values=row, prefix=f"row{n}")
            for n, row in enumerate(held[:count])
        ]

    def is_valid(self) -> bool:
        """True when every row that has an amount can be used."""
        return super().is_valid() and not [1 for part in self.parts if not part.is_valid()]

    def fill(self, state: State, place: Path) -> State:
        rows = [dict(part.filled) for part in self.parts if part.filled.get("amount")]
        return put(state, place, rows)

    def seen(self, state: State, place: Path) -> Any:
        return get(state, place) or []


def _rows_in(data: Any) -> int:
    return len([name for name in data if name.endswith("-amount")]) if data else 0


class SeasonForm(Form):
    """How each month of a year compares with a usual one, 100; all empty: no season."""

    def __init__(self, data: Any = None, *, values: Sequence[float] = ()) -> None:
        super().__init__(data)
        for n, name in enumerate(MONTH_NAMES):
            initial = numbers.written(values[n] * 100) if n < len(values) else ""
            widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields[f"month{n}"] = forms.CharField(
                label=str(name), required=False, max_length=40, initial=initial, widget=widget
            )

    def clean(self) -> Json:
        found = [self._month(f"month{n}") for n in range(12)]
        self.months = [] if all(one is None for one in found) else found
        for n, one in enumerate(self.months):
            if one is None and not self.errors.get(f"month{n}"):
                self.add_error(f"month{n}", _("Give all twelve months, or none."))
        return self.cleaned_data

    def _month(self, name: str) -> float | None:
        try:
            number = numbers.parse(str(self.cleaned_data.get(name) or ""))
        except numbers.NotNumber as wrong:
            self.add_error(name, str(NUMBERS[wrong.code]))
            return 0.0
        if number is not None and not 0 <= number <= 100 * SEASON_HIGH:
            self.add_error(name, _("Write a number from 0 to 1 200."))
        return None if number is None else float(f"{number / 100:.12g}")

    def fill(self, state: State, place: Path) -> State:
        return put(state, place, self.months)

    def seen(self, state: State, place: Path) -> Any:
        return get(state, place) or []


class _Meeting(PartForm):
    """A part that meets some streams, or all."""

    def choose(self, streams: Sequence[str], chosen: Sequence[str]) -> None:
        if len(streams) > 1:
            self.fields["streams"] = forms.MultipleChoiceField(
                label=_("Only these streams"),
                help_text=_("None chosen: all of them."),
                required=False,
                choices=[(one, one) for one in streams],
                initial=list(chosen),
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def streams(self) -> list[str]:
        return list(self.cleaned_data.get("streams") or [])

    def seen(self, state: State, place: Path) -> Any:
        return get(state, place)


class ScenarioForm(_Meeting):
    """A disruption: its ranges, whom it meets, and the user's own probability if there is one."""

    def __init__(self, data: Any = None, *, scenario: Mapping[str, Any], streams: Sequence[str]) -> None:
        self.scenario = dict(scenario)
        specs = PARAMETER_FIELDS[self.scenario["kind"]]
        values = {spec.name: plain_default(spec) for spec in specs} | dict(self.scenario.get("values") or {})
        super().__init__(data, specs=specs, values=values)
        stated = self.scenario.get("probability")
        own = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.fields["name"] = forms.CharField(
            label=_("What you call it"), max_length=200, initial=self.scenario.get("name", "")
        )
        self.fields["probability"] = forms.CharField(
            label=_("Your own probability, %"),
            help_text=_("Leave it empty unless you have one. The lab never makes one up."),
            required=False,
            initial="" if stated is None else numbers.written(stated * 100),
            widget=own,
        )
        self.choose(streams, self.scenario.get("streams") or [])

    def clean_probability(self) -> float | None:
        try:
            number = numbers.parse(self.cleaned_data["probability"])
        except numbers.NotNumber as wrong:
            raise forms.ValidationError(str(NUMBERS[wrong.code])) from wrong
        if number is not None and not 0 <= number <= 100:
            raise forms.ValidationError(_("Write a number from 0 to 100."))
        return None if number is None else float(f"{number / 100:.12g}")

    def fill(self, state: State, place: Path) -> State:
        made = {
            "kind": self.scenario["kind"],
            "name": self.cleaned_data["name"].strip(),
            "values": dict(self.filled),
            "streams": self.streams,
            "probability": self.cleaned_data["probability"],
        }
        return put(state, place, made)


class StrategyForm(_Meeting):
    """What the business may do."""

    def __init__(self, data: Any = None, *, strategy: Mapping[str, Any], streams: Sequence[str]) -> None:
        super().__init__(data, specs=STRATEGY_FIELDS, values=strategy)
        self.choose(streams, strategy.get("streams") or [])

    def clean(self) -> Json:
        super().clean()
        if not self.filled.get("name") and "name" not in self.errors:
            self.add_error("name", str(FAULTS["missing"]))
        return self.cleaned_data

    def fill(self, state: State, place: Path) -> State:
        made: Json = {spec.name: self.filled[spec.name] for spec in STRATEGY}
        levers = {spec.name: self.filled[spec.name] for spec in LEVER_FIELDS}
        made["changes"] = {
            spec.name: levers[spec.name]
            for spec in LEVER_FIELDS
            if levers[spec.name] is not None and levers[spec.name] != spec.default
        }
        return put(state, place, made | {"streams": self.streams})
