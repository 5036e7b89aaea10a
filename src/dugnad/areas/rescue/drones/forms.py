"""What is filled in about flights, zones and thermal pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.drones.values import CAMERAS, OWN, SHARES, Asked
from dugnad.areas.rescue.models.drones import MissionKind
from dugnad.kernel.forms import Form


def _number(label: Any, help_text: Any = "", *, required: bool = True) -> forms.FloatField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.FloatField(label=label, help_text=help_text, required=required, localize=True, widget=widget)


def _whole(label: Any, help_text: Any = "") -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, help_text=help_text, required=False, widget=widget)


class MissionForm(Form):
    """A wish for a flight. The values' limits are those of `values.asked_of`."""

    kind = forms.ChoiceField(label=_("Flight"), choices=MissionKind.choices)
    facade = forms.ChoiceField(
        label=_("Facade"),
        required=False,
        help_text=_("For a sweep. The numbers stand in the drawing."),
    )
    stand_off = _number(_("Distance from the building, metres"), _("It is never nearer than this."))
    highest = _number(_("Greatest height above ground, metres"))
    speed = _number(_("Speed, metres per second"))
    camera = forms.ChoiceField(
        label=_("Camera"),
        choices=[*((name, lens.label) for name, lens in CAMERAS.items()), (OWN, _("Another, as below"))],
    )
    overlap = _number(_("Overlap upwards, %"))
    sidelap = _number(_("Overlap sideways, %"))
    profile = forms.ChoiceField(label=_("Firmware"))
    wide = _number(_("Field of view across, degrees"), required=False)
    high = _number(_("Field of view upwards, degrees"), required=False)
    columns = _whole(_("Pixels across"))
    rows = _whole(_("Pixels upwards"))
    ground = _number(
        _("Ground above the sea, metres"),
        _("Needed where a zone's height is measured from the sea."),
        required=False,
    )
    permitted = forms.MultipleChoiceField(
        label=_("Zones that you have permission for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    camera_fields = ("wide", "high", "columns", "rows")

    def __init__(
        self,
        *args: Any,
        facades: int,
        profiles: Mapping[str, str],
        zones: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("facade", [(str(n), str(n + 1)) for n in range(facades)])
        self._choose("profile", list(profiles.items()))
        self._choose("permitted", list(zones))
        if not zones:
            del self.fields["permitted"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    @property
    def given(self) -> dict[str, Any]:
        """As `values.asked_of` takes it."""
        values = {key: value for key, value in self.cleaned_data.items() if value is not None}
        return values | {key: values[key] / 100 for key in SHARES} | {"facade": int(values["facade"] or 0)}


def first_values(asked: Asked) -> dict[str, Any]:
    """A wish as the form shows it."""
    values = asked.to_json()
    return values | {key: round(100 * values[key], 1) for key in SHARES}


class NameForm(Form):
    """What a flight is called."""

    name = forms.CharField(label=_("What the flight is called"), max_length=120)


class ZonesForm(Form):
    """The authority's file."""

    file = forms.FileField(
        label=_("File of zones"),
        help_text=_("ED-269 as JSON, at most 20 MB. It takes the place of all zones below."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )


class ThermalForm(Form):
    """A radiometric picture, and where it was taken."""

    file = forms.FileField(
        label=_("Thermal picture"),
        help_text=_(
            "The camera's own radiometric JPEG (FLIR), at most 12 MB. The picture itself is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg"}),
    )
    threshold = _number(_("Hot from, °C"))
    height = _number(_("Camera's height above ground, metres"))
    heading = _number(
        _("Looks towards, degrees from north"), _("Empty: as the picture says."), required=False
    )
    pitch = _number(_("Looks up or down, degrees"), _("0 is level, -90 straight down."))
    latitude = _number(_("Latitude"), _("Empty: as the picture says."), required=False)
    longitude = _number(_("Longitude"), _("Empty: as the picture says."), required=False)
    wide = _number(_("Field of view across, degrees"))
    high = _number(_("Field of view upwards, degrees"))
