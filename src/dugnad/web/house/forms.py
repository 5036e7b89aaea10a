"""What the house asks: which entries, which proof, and whether to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.access import Actor
from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.ledger.names import organisation_names
from dugnad.kernel.ledger.proofs import LONGEST_FILE
from dugnad.kernel.ledger.selectors import Wanted

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntriesForm(forms.Form):
    """Which entries to show: of one organisation or oneself, of one kind, about one thing, between two days."""

    of = forms.ChoiceField(label=gettext_lazy("Concerning"), required=False)
    event = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    last = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)
    thing = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.fields["of"] = _choice(self.fields["of"], [("", _("You and your organisations")), *_own(actor)])
        self.fields["event"] = _choice(self.fields["event"], [("", _("Everything")), *_kinds()])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        return cleaned

    def wanted(self) -> Wanted:
        """What was asked for; what cannot be used is left out."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        of = asked.get("of")
        return Wanted(
            ref=UUID(of) if of else None,
            name=asked.get("event") or "",
            thing=asked.get("thing"),
            first=asked.get("first"),
            last=asked.get("last"),
        )


def _choice(field: forms.Field, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=field.label, required=False, choices=choices)


def _own(actor: Actor) -> list[tuple[str, str]]:
    names = organisation_names(actor, actor.organisations)
    own = sorted(((str(id), name) for id, name in names.items()), key=lambda choice: choice[1])
    return [(str(actor.person), _("Only you")), *own]


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    sending = [manifest for manifest in manifests() if manifest.sends]
    return [(str(m.title), [(kind.name, str(kind.says)) for kind in m.sends]) for m in sending]


class ProofForm(forms.Form):
    """A proof to check, and the key to check it with."""

    file = forms.FileField(
        label=gettext_lazy("Proof"), help_text=gettext_lazy("The file that ends in .json"), max_length=200
    )
    key = forms.CharField(
        label=gettext_lazy("The log's public key"),
        help_text=gettext_lazy("As the log's owner has published it. Empty: this log's own key."),
        required=False,
        max_length=400,
    )

    def text(self) -> str:
        """The file's text; '' when it is too large or no text."""
        file = self.cleaned_data["file"]
        return "" if file.size > LONGEST_FILE else file.read().decode(errors="replace")


class EraseForm(forms.Form):
    """The word that confirms."""

    typed = forms.CharField(label=gettext_lazy("Type it here"), max_length=254)

    def __init__(self, data: Any, word: str) -> None:
        super().__init__(data)
        self.fields["typed"].label = _("Type %(word)s to confirm") % {"word": word}
        self.fields["typed"].widget.attrs["autocomplete"] = "off"
