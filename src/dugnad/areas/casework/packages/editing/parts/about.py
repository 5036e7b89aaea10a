"""The form of what the whole package is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm
from dugnad.areas.casework.packages.editing.parts.choices import bodies, decisions, offer
from dugnad.areas.casework.rulebook.document import LANGUAGES


class AboutForm(ItemForm):
    """What the package is called, who decides, and where one appeals."""

    plain = ("body", "outcome")
    texts = {
        "title": (gettext_lazy("Title"), LANGUAGES, 1),
        "summary": (gettext_lazy("Summary"), LANGUAGES, 2),
        "appeal_body": (gettext_lazy("Where one appeals"), LANGUAGES, 1),
    }
    body = forms.ChoiceField(label=gettext_lazy("Who decides it"))
    outcome = forms.ChoiceField(label=gettext_lazy("The decision that ends it"))
    appeal_weeks = forms.IntegerField(label=gettext_lazy("Weeks to appeal"), min_value=1, max_value=52)

    def more(self) -> None:
        self.initial["appeal_weeks"] = self.held.get("appeal_weeks", 3)
        offer(self, "body", bodies(self.package))
        offer(self, "outcome", decisions(self.package))

    def item(self) -> dict[str, Any]:
        """Only what the form has: it is put over the document."""
        names = (*self.plain, *self.texts)
        made = {name: held for name, held in super().item().items() if name in names}
        return {**made, "appeal_weeks": self.cleaned_data["appeal_weeks"]}
