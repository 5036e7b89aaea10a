"""What case workers fill in: a network's file, two places, what they say of a road."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.models.walking import Season
from dugnad.areas.casework.walking.assessing import LONGEST, Said
from dugnad.areas.casework.walking.places import read_place
from dugnad.areas.casework.walking.routing import Point

DAY = {"type": "date"}
GRADES = [(n, str(n)) for n in range(1, 14)]
YES, NO = "yes", "no"


def _day(label: Any, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class Form(forms.Form):
    """A form that is checked on the server."""

    use_required_attribute = False


class SendForm(Form):
    """A network's file, and its first day."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "GeoJSON or an OpenStreetMap extract (.osm), in longitude and latitude, 30 MB at most. "
            "Larger files: dugnad casework network import."
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.osm,.xml"}),
    )
    valid_from = _day(gettext_lazy("In use from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate


class PlaceField(forms.CharField):
    """A place in Norway, by its degrees."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"})
        super().__init__(label=label, max_length=60, widget=widget, **kwargs)

    def clean(self, value: Any) -> Point | None:
        text = super().clean(value)
        found = read_place(text)
        if found is None:
            raise forms.ValidationError(_("Write two numbers of degrees in Norway, such as 60.39, 5.32."))
        return found


class TryForm(Form):
    """Two doors; with a grade, what is dangerous on the way is told too."""

    home = PlaceField(
        gettext_lazy("From"), help_text=gettext_lazy("Latitude and longitude, or choose on the map.")
    )
    school = PlaceField(gettext_lazy("To"))
    on = _day(gettext_lazy("Day"))
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *GRADES],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class AssessForm(Form):
    """What a person says of a section."""

    dangerous = forms.ChoiceField(
        label=gettext_lazy("Is the road especially dangerous or difficult?"),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    first_grade = forms.TypedChoiceField(label=gettext_lazy("From grade"), coerce=int, choices=GRADES)
    last_grade = forms.TypedChoiceField(
        label=gettext_lazy("To grade"), coerce=int, choices=GRADES, initial=10
    )
    season = forms.ChoiceField(label=gettext_lazy("Season"), choices=Season.choices)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "What you saw: traffic, speed, pavement, light, snow. Write nothing about a child."
        ),
    )
    valid_from = _day(gettext_lazy("Holds from"))
    valid_until = _day(gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, row: RoadAssessment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _held(row) if row else {"valid_from": timezone.localdate()}

    @property
    def said(self) -> Said:
        """What was said, after `is_valid`."""
        given = dict(self.cleaned_data)
        return Said(**{**given, "dangerous": given["dangerous"] == YES})


def _held(row: RoadAssessment) -> dict[str, Any]:
    names = ("first_grade", "last_grade", "season", "reason", "valid_from", "valid_until")
    return {name: getattr(row, name) for name in names} | {"dangerous": YES if row.dangerous else NO}
