"""What people fill in about alarms, lines and districts. The services say what is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models.alarms import AlarmKind
from dugnad.kernel.forms import Form
from dugnad.kernel.organisations.models import Organisation


class AlarmFilter(Form):
    """What the list shows; what does not fit is left out of account."""

    q = forms.CharField(
        label=_("Building, place, account or detector"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *AlarmKind.choices]
    )

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as `selectors.alarms` takes them."""
        self.is_valid()
        return {"words": self.cleaned_data.get("q", ""), "kind": self.cleaned_data.get("kind", "")}


class LineForm(Form):
    """How a line is watched over, and its key."""

    every = forms.IntegerField(
        label=_("Seconds between link tests"),
        initial=0,
        help_text=_("As the transmitter is set, for example 90. 0 when it sends none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    key = forms.CharField(
        label=_("Key for encryption"),
        required=False,
        help_text=_("32, 48 or 64 hexadecimal digits, as in the transmitter. It is never shown again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class NewLineForm(LineForm):
    """The same with the account."""

    account = forms.CharField(
        label=_("Account"),
        help_text=_("3 to 16 digits 0-9 and A-F, as in the transmitter."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("account",)


class ChangedLineForm(LineForm):
    """The same, and the key can be removed."""

    without_key = forms.BooleanField(label=_("Remove the key: take plain messages"), required=False)


class DistrictForm(Form):
    """Which fire service answers where."""

    municipality = forms.CharField(
        label=_("Municipality"),
        help_text=_("Four digits, such as 4601 for Bergen. 0000: alarms from places unknown."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    service = forms.ChoiceField(label=_("Fire service"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Organisation.objects.filter(left_at=None).order_by("name").values_list("id", "name")
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Choose")), *((str(id), name) for id, name in names)]
