"""What people fill in about buildings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.buildings.services import PARTICULARS
from dugnad.kernel.forms import Form

PARTICULAR_LABELS = {
    "entrance": _("Entrance for the fire service"),
    "key_safe": _("Key safe"),
    "lifts": _("Lifts"),
    "sprinklers": _("Sprinklers"),
    "vents": _("Smoke vents"),
    "shut_offs": _("Shut-offs: gas, power, water"),
    "hazards": _("Hazards"),
    "hydrants": _("Hydrants"),
    "ladders": _("Places for ladders"),
}


def _number_field(label: Any, help_text: Any) -> forms.FloatField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.FloatField(label=label, required=False, help_text=help_text, localize=True, widget=widget)


class BuildingForm(Form):
    """A building's name and place."""

    name = forms.CharField(label=_("Name of the building"), max_length=160)
    address = forms.CharField(
        label=_("Address"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    municipality = forms.CharField(
        label=_("Municipality's number"),
        help_text=_("Four digits, such as 4601. It decides which fire service answers."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class NewBuildingForm(BuildingForm):
    """The same with its owner."""

    owner = forms.ChoiceField(label=_("Owner"))
    field_order = ("owner",)

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(owners)


class ChangeForm(BuildingForm):
    """The same with what the commander wants to know."""

    latitude = _number_field(_("Latitude"), _("Degrees north, such as 60.39"))
    longitude = _number_field(_("Longitude"), _("Degrees east, such as 5.32"))
    height = _number_field(_("Height in metres"), _("From the ground to the roof."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in PARTICULARS:
            self.fields[key] = forms.CharField(
                label=PARTICULAR_LABELS[key], required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def changed(self) -> dict[str, Any]:
        """As `services.change_building` takes it."""
        values = dict(self.cleaned_data)
        values["particulars"] = {key: values.pop(key).splitlines() for key in PARTICULARS}
        return values


class UploadForm(Form):
    """A file that holds a plan; how large it may be is told before it is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "IFC (also zipped), IMDF or GeoJSON, at most %(most)s MB. Storeys, rooms, walls, doors, stairs and"
            " ramps are enough."
        ) % {"most": settings.MAX_UPLOAD // (1024 * 1024)}

    file = forms.FileField(
        label=_("Plan"),
        widget=forms.FileInput(attrs={"accept": ".ifc,.ifczip,.zip,.imdf,.geojson,.json"}),
    )


class DetectorsForm(Form):
    """A file of detectors."""

    file = forms.FileField(
        label=_("File of detectors"),
        help_text=_(
            "CSV with address;room;label. The room's name or id. It takes the place of the list below."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )
