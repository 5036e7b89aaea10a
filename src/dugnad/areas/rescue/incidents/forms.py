"""What is filled in during an incident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models.residents import Device
from dugnad.kernel.forms import Form

CARRIED = (Device.CHAIR, Device.SHEET, Device.STRETCHER)


class TeamForm(Form):
    """A team that has come."""

    name = forms.CharField(label=_("What the team is called"), max_length=40)
    size = forms.IntegerField(label=_("How many people"), initial=2, min_value=1, max_value=20)
    smoke_divers = forms.BooleanField(label=_("Smoke divers"), required=False)
    chair = forms.IntegerField(label=_("Evacuation chairs"), initial=0, required=False, min_value=0)
    sheet = forms.IntegerField(label=_("Evacuation sheets"), initial=0, required=False, min_value=0)
    stretcher = forms.IntegerField(label=_("Stretchers"), initial=0, required=False, min_value=0)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        clean = self.cleaned_data
        devices = {device.value: clean[device.value] for device in CARRIED if clean.get(device.value)}
        return {
            "name": clean["name"],
            "size": clean["size"],
            "smoke_divers": clean["smoke_divers"],
            "devices": devices,
        }


class CloseForm(Form):
    """How an incident ended."""

    outcome = forms.CharField(
        label=_("How did it end?"),
        max_length=200,
        help_text=_("In a line, for example 'False alarm: toaster'."),
    )
