"""What owners and cities fill in: a package's file, and a city's own values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dugnad.areas.casework.packages.pages.shared import ELSEWHERE, tell
from dugnad.areas.casework.packages.presentation import figure, vary_words
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.dated import on_day
from dugnad.areas.casework.rulebook.document import LETTERS, Overlay, Package, Parameter
from dugnad.kernel.problems import Problem

DAY = {"type": "date"}


class Form(forms.Form):
    """A form that is checked on the server."""

    use_required_attribute = False


class AddForm(Form):
    """A package's document."""

    document = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("A rule package as JSON, 5 MB at most.")
    )


class EditForm(Form):
    """A draft by hand: its decision model and its tests."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    tests = forms.CharField(
        label=gettext_lazy("Tests in Norwegian Gherkin"),
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )
    model_file = forms.FileField(
        label=gettext_lazy("Decision model"),
        required=False,
        help_text=gettext_lazy("A DMN file from any editor, if the model is to change."),
    )

    def given(self) -> dict[str, Any]:
        """What the services take, after `is_valid`; a file that is no text is told at the field, and gives nothing."""
        file = self.cleaned_data["model_file"]
        try:
            model = file.read(5_000_000).decode() if file else ""
        except UnicodeDecodeError:
            self.add_error("model_file", _("The file is no text."))
            return {}
        tests = self.cleaned_data["tests"].replace("\r\n", "\n")
        return {"revision": self.cleaned_data["revision"], "tests": tests, "model": model}


class OverlayForm(Form):
    """A city's own values of what may vary: for each a line for every day it has one from, and one more."""

    since = forms.DateField(
        label=gettext_lazy("In use from"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, package: Package, overlay: Overlay, since: dt.date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"since": since}
        self.varying = [one for one in package.parameters if one.vary != "no"]
        self.bodies = [one for one in package.bodies if one.vary]
        self.lines: dict[str, list[tuple[str, str]]] = {}
        for n, one in enumerate(self.varying):
            self._line_fields(n, one, overlay.values.get(one.name, ()))
        for at, body in enumerate(self.bodies):
            self._body_fields(at, overlay.bodies.get(body.id, {}))
        for language in LETTERS:
            label = _("In letters (bokmål)") if language == "nb" else _("In letters (nynorsk)")
            self.fields[f"says_{language}"] = forms.CharField(
                label=label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                initial=overlay.says.get(language, ""),
            )  # fmt: skip

    def _line_fields(self, n: int, one: Parameter, series: Any) -> None:
        self.lines[one.name] = []
        for k in range(max(len(series), self._sent(n)) + (0 if self.is_bound else 1)):
            day, value = series[k] if k < len(series) else (None, None)
            names = (f"value_{n}_{k}", f"from_{n}_{k}")
            self.fields[names[0]] = forms.CharField(
                label=_("Your value"), required=False, max_length=30, initial=_typed(value),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )  # fmt: skip
            self.fields[names[1]] = forms.DateField(
                label=_("From"),
                required=False,
                initial=day,
                widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            )
            self.lines[one.name].append(names)

    def _body_fields(self, at: int, named: Mapping[str, str]) -> None:
        for language in LETTERS:
            label = _("Named in letters (bokmål)") if language == "nb" else _("Named in letters (nynorsk)")
            self.fields[f"body_{at}_{language}"] = forms.CharField(
                label=label, required=False, max_length=200, initial=named.get(language, "")
            )

    def _named(self, at: int) -> dict[str, str]:
        """What the city calls the body; written in one form it is said so in the other too."""
        given = {one: self.cleaned_data[f"body_{at}_{one}"] for one in LETTERS}
        first = next((words for words in given.values() if words), "")
        return {one: words or first for one, words in given.items()} if first else {}

    def _sent(self, n: int) -> int:
        """How many lines of the n-th parameter were sent; at most 20."""
        return next((k for k in range(20) if f"value_{n}_{k}" not in self.data), 20) if self.is_bound else 0

    def clean(self) -> dict[str, Any]:
        self.values = {one.name: list(self._series(one)) for one in self.varying}
        return dict(self.cleaned_data)

    def _series(self, one: Parameter) -> Any:
        for value_name, day_name in self.lines[one.name]:
            text, day = self.cleaned_data.get(value_name, ""), self.cleaned_data.get(day_name)
            if not text and day is None:
                continue
            value = _number(text)
            if value is None:
                self.add_error(value_name, _("Write a number."))
            elif day is None and day_name not in self.errors:
                self.add_error(day_name, _("Say from which day."))
            elif day is not None:
                yield [day.isoformat(), format(value, "f")]

    @property
    def overlay(self) -> dict[str, Any]:
        """The overlay as JSON, after `is_valid`."""
        says = {one: self.cleaned_data[f"says_{one}"] for one in LETTERS if self.cleaned_data[f"says_{one}"]}
        bodies = {one.id: named for at, one in enumerate(self.bodies) if (named := self._named(at))}
        values = {name: series for name, series in self.values.items() if series}
        return {"values": values, "says": says, "bodies": bodies}

    def saved(self, write: Callable[[], Any]) -> Any:
        """What the service gives; what it refuses stands at the parameter's first line, and None is given."""
        try:
            return write()
        except Problem as wrong:
            if wrong.status in ELSEWHERE:
                raise
            fields = {self._place(name): words for name, words in wrong.fields.items()}
            tell(self, fields, str(wrong.detail or wrong.title))
            return None

    def _place(self, name: str) -> str:
        lines = self.lines.get(name.removeprefix("values."), [])
        filled = [value for value, _day in lines if self.cleaned_data.get(value)]
        return filled[0] if filled else name

    @property
    def body_groups(self) -> list[dict[str, Any]]:
        """Each body that the city may decide for, with its fields."""
        return [
            {"name": said(one.label), "lines": [self[f"body_{at}_{language}"] for language in LETTERS]}
            for at, one in enumerate(self.bodies)
        ]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Each parameter with its national value, what a city may do, and its lines of two fields."""
        language = (get_language() or "nb")[:2]
        today = self.initial.get("since") or dt.date.max
        found = []
        for one in self.varying:
            held = on_day(one.values, today)
            found.append({
                "name": said(one.label, language) or one.name,
                "national": figure(one, held[1], language) if held else "–",
                "vary": vary_words(one.vary),
                "lines": [(self[value], self[day]) for value, day in self.lines[one.name]],
            })  # fmt: skip
        return found


def _typed(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f").replace(".", ",")


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal("1e15") else None
