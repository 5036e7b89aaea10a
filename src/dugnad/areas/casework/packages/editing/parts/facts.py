"""The form of something that must be known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm, line
from dugnad.areas.casework.packages.editing.parts.choices import offer
from dugnad.areas.casework.packages.presentation import source_words
from dugnad.areas.casework.rulebook.document import LANGUAGES

SOURCES = ("applicant", "assessment", "tax", "people", "kindergarten", "school", "map")


class FactForm(ItemForm):
    """Something that must be known, where it comes from and how it is asked for."""

    plain = ("name", "type", "source", "unit", "asks")
    texts = {
        "label": (gettext_lazy("Label"), LANGUAGES, 1),
        "question": (gettext_lazy("Question to the applicant"), LANGUAGES, 2),
        "help": (gettext_lazy("Help with the question"), LANGUAGES, 2),
    }
    name = line(gettext_lazy("Name in the model"))
    type = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=(
            ("number", gettext_lazy("A number")),
            ("text", gettext_lazy("A text")),
            ("yes_no", gettext_lazy("Yes or no")),
            ("date", gettext_lazy("A date")),
            ("choice", gettext_lazy("A choice")),
        ),
    )
    source = forms.ChoiceField(label=gettext_lazy("From"))
    fresh_days = forms.IntegerField(label=gettext_lazy("Days that it holds"), min_value=1, max_value=36_500)
    asks = line(gettext_lazy("What the register calls it"))
    unit = line(gettext_lazy("Unit"))
    required = forms.BooleanField(label=gettext_lazy("Must be known"), required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("One on each line: value | bokmål | nynorsk | English"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def more(self) -> None:
        used = [one.source for one in self.package.facts]
        known = dict.fromkeys([*SOURCES, *used])
        offer(self, "source", [(one, source_words(one)) for one in known])
        lines = [
            " | ".join([key, *(label.get(one, "") for one in LANGUAGES)])
            for key, label in self.held.get("choices", [])
        ]
        self.initial.update(
            fresh_days=self.held.get("fresh_days", 365),
            required=self.held.get("required", True),
            choices="\n".join(lines),
        )

    def item(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen = [_choice(text) for text in given["choices"].splitlines() if text.strip()]
        more = {"fresh_days": given["fresh_days"], "required": given["required"], "choices": chosen}
        return {**super().item(), **more}


def _choice(text: str) -> list[Any]:
    key, *labels = [part.strip() for part in text.split("|")]
    return [key, {one: words for one, words in zip(LANGUAGES, labels, strict=False) if words}]
