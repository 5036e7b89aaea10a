"""The form of a figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm, day, line
from dugnad.areas.casework.packages.editing.parts.choices import offer, provisions
from dugnad.areas.casework.packages.presentation import vary_words
from dugnad.areas.casework.rulebook.document import LANGUAGES


class ParameterForm(ItemForm):
    """A figure with its value from each day on, and what a city may do to it."""

    plain = ("name", "provision", "unit", "vary")
    texts = {"label": (gettext_lazy("Label"), LANGUAGES, 1)}
    name = line(gettext_lazy("Name in the model"))
    provision = forms.ChoiceField(label=gettext_lazy("Provision"))
    unit = line(gettext_lazy("Unit"), help_text=gettext_lazy("As NOK or km."))
    vary = forms.ChoiceField(label=gettext_lazy("Cities"))

    def more(self) -> None:
        offer(self, "provision", provisions(self.package))
        offer(self, "vary", [(one, vary_words(one)) for one in ("no", "lower", "higher", "free")])
        held = list(self.held.get("values", []))
        self.lines = self._sent() if self.is_bound else len(held) + 2
        for n in range(self.lines):
            since, value = held[n] if n < len(held) else ("", "")
            self.fields[f"values_{n}_0"] = day(_("From, line %(line)s") % {"line": n + 1})
            self.fields[f"values_{n}_1"] = line(
                _("Value, line %(line)s") % {"line": n + 1},
                help_text=_("Empty: none is known from that day.") if n == 0 else "",
            )
            self.initial.update(
                {f"values_{n}_0": since, f"values_{n}_1": "" if value is None else str(value)}
            )

    def _sent(self) -> int:
        return next((n for n in range(200) if f"values_{n}_0" not in self.data), 200)

    def clean(self) -> dict[str, Any]:
        pairs = [(f"values_{n}_0", f"values_{n}_1") for n in range(self.lines)]
        for since, value in pairs:
            if self.cleaned_data.get(value) and not self.cleaned_data.get(since):
                self.add_error(since, _("Say from which day."))
        return dict(self.cleaned_data)

    def item(self) -> dict[str, Any]:
        """A day without a value says that none is known from then on."""
        lines = [
            (self.cleaned_data[f"values_{n}_0"], self.cleaned_data[f"values_{n}_1"])
            for n in range(self.lines)
        ]
        return {
            **super().item(),
            "values": [[since, _number(value) or None] for since, value in lines if since],
        }

    def nearest(self, path: str) -> str | None:
        """Lines that are empty are not counted by the package."""
        part, _dot, rest = path.partition(".")
        number, _dot, column = rest.partition(".")
        if part != "values" or not number.isdigit():
            return super().nearest(path)
        filled = [n for n in range(self.lines) if self.cleaned_data.get(f"values_{n}_0")]
        return super().nearest(f"values.{filled[int(number)]}.{column or 0}")


def _number(text: str) -> str:
    return "".join(text.split()).replace(",", ".")
