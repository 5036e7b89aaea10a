"""Forms of a model's parts, made from the words and bounds in `fields`: what is typed is checked in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dugnad.areas.lab.business import numbers
from dugnad.areas.lab.business.document import Path, State, get, put
from dugnad.areas.lab.business.fields import Spec
from dugnad.areas.lab.business.forms import Form
from dugnad.areas.lab.business.words import FAULTS, NUMBERS

Json = dict[str, Any]
LONGEST_NAME = 200


class PartForm(Form):
    """The fields of `specs`; `values` is the part as it stands. `filled` holds what was filled in, once it is valid."""

    def __init__(
        self,
        data: Any = None,
        *,
        specs: Sequence[Spec],
        values: Mapping[str, Any] | None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.specs, self.values = tuple(specs), dict(values or {})
        for spec in self.specs:
            self._add(spec, held(self.values, spec))

    def _add(self, spec: Spec, value: Any) -> None:
        value = plain_default(spec) if value is None else value
        if spec.form == "flag":
            self.fields[spec.name] = forms.BooleanField(
                label=str(spec.label), required=False, initial=bool(value)
            )
        elif spec.form in ("text", "month"):
            self.fields[spec.name] = _text(spec, str(value or ""))
        else:
            low, likely, high = numbers.parts(numbers.scaled(value, spec.scale, spec.shift))
            self.fields[spec.name] = _number(spec, likely)
            if spec.form == "value":
                if low is not None and likely is None:
                    self.fields[spec.name].widget.attrs["placeholder"] = _("anything in the range")
                self.fields[f"{spec.name}-low"] = _end(_("Lowest"), low)
                self.fields[f"{spec.name}-high"] = _end(_("Highest"), high)

    def clean(self) -> Json:
        self.filled: Json = {}
        for spec in self.specs:
            if spec.name not in self.errors:
                self.filled[spec.name] = self._value(spec)
        return self.cleaned_data

    def _value(self, spec: Spec) -> Any:
        given = self.cleaned_data.get(spec.name)
        if spec.form == "flag":
            return bool(given)
        if spec.form in ("text", "month"):
            return self._words(spec, " ".join(str(given or "").split()))
        if not self._changed(spec) and held(self.values, spec) is not None:
            return held(self.values, spec)
        try:
            return self._number(spec)
        except numbers.NotNumber as wrong:
            self.add_error(spec.name, str(NUMBERS[wrong.code]))
        except ValueError as wrong:
            self.add_error(spec.name, str(NUMBERS.get(str(wrong), wrong)))
        return None

    def _changed(self, spec: Spec) -> bool:
        names = [name for name in (spec.name, f"{spec.name}-low", f"{spec.name}-high") if name in self.fields]
        return any((self.cleaned_data.get(name) or "") != (self.fields[name].initial or "") for name in names)

    def _words(self, spec: Spec, text: str) -> str:
        if spec.needed and not text:
            self.add_error(spec.name, str(FAULTS["missing"]))
        return text

    def _number(self, spec: Spec) -> Any:
        ends = [self._parsed(f"{spec.name}-low"), self._parsed(spec.name), self._parsed(f"{spec.name}-high")]
        for number in ends:
            if number is not None and (wrong := out_of_bounds(spec, number)):
                raise ValueError(wrong)
        kind = (
            (held(self.values, spec) or {}).get("kind", "")
            if isinstance(held(self.values, spec), dict)
            else ""
        )
        kept = [None if one is None else (one - spec.shift) / spec.scale for one in ends]
        low, likely, high = (numbers.scaled(one, 1.0) for one in kept)
        made = numbers.made(low, likely, high, kind)
        if made is None:
            return self._nothing(spec)
        if spec.form == "whole":
            return self._whole(spec, made)
        return made

    def _nothing(self, spec: Spec) -> Any:
        if spec.needed:
            raise ValueError(str(FAULTS["missing"]))
        return plain_default(spec)

    def _whole(self, spec: Spec, number: float) -> int:
        if number != int(number):
            raise ValueError(str(FAULTS["not_whole"]))
        return int(number)

    def _parsed(self, name: str) -> float | None:
        return numbers.parse(str(self.cleaned_data.get(name) or "")) if name in self.fields else None

    def fill(self, state: State, place: Path) -> State:
        """The state with what was filled in at `place`; all else of the part stays."""
        if get(state, place) is None:
            state = put(state, place, dict(self.values))
        for spec in self.specs:
            if spec.inside and get(state, (*place, spec.inside)) is None:
                state = put(state, (*place, spec.inside), {})
            way = (*place, spec.inside, spec.name) if spec.inside else (*place, spec.name)
            state = put(state, way, self.filled[spec.name])
        return state

    def seen(self, state: State, place: Path) -> Any:
        """What of the part this form shows, to tell whether somebody else changed it."""
        part = get(state, place)
        return None if part is None else [held(part, spec) for spec in self.specs]

    def rows(self) -> Iterable[Json]:
        """The fields as the page shows them: a spec with its bound fields."""
        for spec in self.specs:
            row: Json = {"spec": spec, "field": self[spec.name], "low": None, "high": None}
            if spec.form == "value":
                row |= {"low": self[f"{spec.name}-low"], "high": self[f"{spec.name}-high"]}
                row["open"] = bool(row["low"].value() or row["high"].value())
            yield row


def held(values: Mapping[str, Any], spec: Spec) -> Any:
    """The field's value in its part, as it is kept; None where there is none."""
    home = values.get(spec.inside) if spec.inside else values
    return home.get(spec.name) if isinstance(home, Mapping) else None


def plain_default(spec: Spec) -> Any:
    """What is taken where nothing is given, as JSON; None where something must be given."""
    one = spec.default
    if one is None or isinstance(one, bool | int | float | str):
        return one
    return {"low": one.low, "high": one.high, "kind": one.kind, "mode": one.mode}


def out_of_bounds(spec: Spec, number: float) -> str:
    """What is wrong with a number as it is shown; nothing when it is within its bounds."""
    low, high = (numbers.scaled(end, spec.scale, spec.shift) for end in (spec.low, spec.high))
    if number > high and spec.name == "churn" and spec.unit != "%":
        return _("Write less than 100 %. At 100 % every customer is gone after a month.")
    if number < low:
        return _("This cannot be below %(low)s.") % {"low": numbers.written(low)}
    if number > high:
        return _("This cannot be above %(high)s.") % {"high": numbers.written(high)}
    return ""


def _text(spec: Spec, value: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=str(spec.label),
        help_text=str(spec.help),
        required=spec.needed,
        error_messages={"required": str(FAULTS["missing"])},
        initial=value,
        max_length=LONGEST_NAME,
        widget=widget,
    )


def _number(spec: Spec, value: float | None) -> forms.CharField:
    mode = "text" if spec.low < 0 or spec.shift < 0 else "decimal"
    field = _end(str(spec.label), value)
    field.help_text = str(spec.help)
    field.widget.attrs["inputmode"] = mode
    return field


def _end(label: Any, value: float | None) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    initial = "" if value is None else numbers.written(value)
    return forms.CharField(label=label, required=False, initial=initial, max_length=60, widget=widget)
