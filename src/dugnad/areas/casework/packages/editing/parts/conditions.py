"""The forms of what is decided: a condition with its sentences, and a way it can end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm, line
from dugnad.areas.casework.packages.editing.parts.choices import bodies, decisions, offer, provisions
from dugnad.areas.casework.rulebook.document import LANGUAGES, LETTERS

if TYPE_CHECKING:
    from dugnad.areas.casework.packages.editing.forms import Words

STATES: dict[str, Words] = {
    "met": gettext_lazy("When it is met"),
    "not met": gettext_lazy("When it is not met"),
    "unclear": gettext_lazy("When it is unclear"),
    "not claimed": gettext_lazy("When it is not claimed"),
    "computed": gettext_lazy("When it is a figure"),
}


class ConditionForm(ItemForm):
    """A decision that the letter tells of: its place in the law, whether it is discretion, and the sentences."""

    plain = ("decision", "provision", "body", "better")
    texts = {"label": (gettext_lazy("Label"), LANGUAGES, 1)}
    decision = forms.ChoiceField(label=gettext_lazy("Decision of the model"))
    provision = forms.ChoiceField(label=gettext_lazy("Provision"))
    body = forms.ChoiceField(label=gettext_lazy("Who decides it"), required=False)
    better = forms.ChoiceField(
        label=gettext_lazy("Better for the applicant"),
        required=False,
        choices=(
            ("", "–"),
            ("lower", gettext_lazy("A lower figure")),
            ("higher", gettext_lazy("A higher figure")),
        ),
    )
    discretion = forms.BooleanField(
        label=gettext_lazy("Discretion"),
        required=False,
        help_text=gettext_lazy("It is never the ground of an automatic refusal."),
    )

    def more(self) -> None:
        offer(self, "provision", provisions(self.package))
        offer(self, "body", [("", _("As the package")), *bodies(self.package)])
        offer(self, "decision", decisions(self.package))
        self.initial["discretion"] = self.held.get("discretion", False)
        for state, words in STATES.items():
            held = self.held.get("sentences", {}).get(state, {})
            self._texts(f"sentences.{state}", words, LETTERS, 3, held)

    def item(self) -> dict[str, Any]:
        said = {state: self.written(f"sentences.{state}", LETTERS) for state in STATES}
        sentences = {state: text for state, text in said.items() if text}
        held = {state: text for state, text in self.held.get("sentences", {}).items() if state not in STATES}
        return {
            **super().item(),
            "discretion": self.cleaned_data["discretion"],
            "sentences": self._as_held({**held, **sentences}),
        }

    def _as_held(self, sentences: dict[str, dict[str, str]]) -> dict[str, Any]:
        """With what a sentence says in further languages."""
        held = self.held.get("sentences", {})
        return {
            state: {
                **{one: words for one, words in held.get(state, {}).items() if one not in LETTERS},
                **text,
            }
            for state, text in sentences.items()
        }


class ResultForm(ItemForm):
    """One way it can end."""

    plain = ("id",)
    texts = {
        "label": (gettext_lazy("Label"), LANGUAGES, 1),
        "opening": (gettext_lazy("How the letter begins"), LANGUAGES, 3),
    }
    id = line(gettext_lazy("Id"), help_text=gettext_lazy("What the last decision gives."))
    automatic = forms.BooleanField(label=gettext_lazy("The rules may decide it alone"), required=False)
    refusal = forms.BooleanField(label=gettext_lazy("It is a refusal"), required=False)
    elsewhere = forms.BooleanField(label=gettext_lazy("It is sent on to those who decide"), required=False)

    def more(self) -> None:
        self.initial.update(
            {name: self.held.get(name, False) for name in ("automatic", "refusal", "elsewhere")}
        )

    def item(self) -> dict[str, Any]:
        return {
            **super().item(),
            **{name: self.cleaned_data[name] for name in ("automatic", "refusal", "elsewhere")},
        }
