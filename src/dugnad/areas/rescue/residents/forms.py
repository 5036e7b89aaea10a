"""What residents and care services fill in: choices only, since a need is never told in free words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models import Resident
from dugnad.areas.rescue.models.residents import Aid, Device, Ground, Often, Stairs
from dugnad.areas.rescue.residents import consent
from dugnad.areas.rescue.residents.places import Floor
from dugnad.areas.rescue.residents.services.tagging import CARRIED
from dugnad.areas.rescue.residents.values import MOST_CARRIERS, NeedValues
from dugnad.kernel.forms import Form

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NEEDS = ("stairs", "aid", "carriers", "device", "hears_alarm", "lives_alone")
CARRIERS = [("", _("Choose")), ("0", _("Nobody")), *((str(n), str(n)) for n in range(1, MOST_CARRIERS + 1))]
BLOCKED_HELP = _(
    "Nothing that names is then kept, and nobody sees who has looked but you. You get a code, shown once. "
    "Without it the registration can neither be found nor withdrawn."
)


class SearchForm(Form):
    """Which building, by address."""

    q = forms.CharField(
        label=_("Street or name of the building"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "street-address"}),
    )


def _radio(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class RoomForm(Form):
    """A room of the building."""

    space = forms.ChoiceField(label=_("Room"))

    def __init__(self, *args: Any, floors: Iterable[Floor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = self.fields["space"]
        assert isinstance(space, forms.ChoiceField)  # noqa: S101
        space.choices = [("", _("Choose")), *((floor.name, list(floor.rooms)) for floor in floors)]


class NeedForm(RoomForm):
    """Room and need."""

    stairs = _radio(_("Stairs"), Stairs.choices)
    aid = _radio(_("What do you move with?"), Aid.choices)
    carriers = forms.ChoiceField(label=_("How many must carry or support you?"), choices=CARRIERS)
    device = _radio(_("Is there something to carry you in?"), Device.choices)
    hears_alarm = _radio(_("Do you hear the fire alarm, also at night?"), YES_NO)
    lives_alone = _radio(_("Do you live alone?"), YES_NO)

    @property
    def need(self) -> NeedValues:
        """The need as the services take it."""
        values = self.cleaned_data
        return NeedValues(
            stairs=values["stairs"],
            aid=values["aid"],
            carriers=int(values["carriers"]),
            device=values["device"],
            hears_alarm=values["hears_alarm"] == "yes",
            lives_alone=values["lives_alone"] == "yes",
        )


class OwnForm(NeedForm):
    """A first registration of one's own, with consent."""

    blocked = forms.BooleanField(label=_("My address is secret"), required=False, help_text=BLOCKED_HELP)
    consent = forms.BooleanField(
        label=_("I have read this and agree"),
        error_messages={"required": _("Read the text and say that you agree.")},
    )

    @property
    def version(self) -> str:
        return consent.VERSION if self.cleaned_data["consent"] else ""


class ReplaceForTheirsForm(NeedForm):
    """What a care service puts in the place of a registration that it cannot see."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=160,
        help_text=_("So that the fire service can call for the person. Sealed with the rest."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order: tuple[str, ...] = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aid"].label = _("What does the person move with?")
        self.fields["carriers"].label = _("How many must carry or support the person?")
        self.fields["device"].label = _("Is there something to carry the person in?")
        self.fields["hears_alarm"].label = _("Does the person hear the fire alarm, also at night?")
        self.fields["lives_alone"].label = _("Does the person live alone?")


class ForOthersForm(ReplaceForTheirsForm):
    """A registration on someone's behalf, with its ground."""

    reference = forms.CharField(
        label=_("Your reference"),
        required=False,
        max_length=20,
        help_text=_(
            "A code of yours, such as H-214. Not a name. It is all you see of the registration later."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ground = _radio(_("On what ground?"), Ground.choices)
    reason = forms.CharField(
        label=_("Why it is necessary"),
        required=False,
        max_length=300,
        help_text=_("Needed for section 31. Write nothing about health."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    blocked = forms.BooleanField(label=_("The address is secret"), required=False, help_text=BLOCKED_HELP)
    field_order = ("reference", "name")


class CodeForm(Form):
    """The code of a registration with a secret address."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class TagForm(Form):
    """What a sensor knows one by."""

    sensor = _radio(_("What is it?"), [(one.value, one.label) for one in CARRIED])
    tag = forms.CharField(
        label=_("What stands on it"),
        max_length=120,
        help_text=_("The number or code. It is kept as a fingerprint that cannot be read back."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class HabitForm(RoomForm):
    """Where one is wont to be, at which hours."""

    first_hour = forms.IntegerField(label=_("From (hour)"), min_value=0, max_value=23)
    last_hour = forms.IntegerField(
        label=_("Until (hour)"), min_value=1, max_value=24, help_text=_("22 until 7 is the night.")
    )
    often = _radio(_("How often?"), Often.choices)


class AskForm(Form):
    """What is to be opened, and why. `choices` as values that the page takes apart again."""

    what = forms.ChoiceField(label=_("What is to be opened?"))
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("The resident reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101
        what.choices = [("", _("Choose")), *choices]


def initial_of(row: Resident) -> Mapping[str, str]:
    """A registration as its own form shows it."""
    need = row.need
    return {
        "space": row.space,
        "stairs": need.stairs,
        "aid": need.aid,
        "carriers": str(need.carriers),
        "device": need.device,
        "hears_alarm": "yes" if need.hears_alarm else "no",
        "lives_alone": "yes" if need.lives_alone else "no",
    }
