"""What people fill in. The services say what is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.areas.network.tree import Node, flat
from dugnad.kernel.forms import Form
from dugnad.kernel.organisations.cleaning import sort_name
from dugnad.kernel.organisations.models import County, OrganisationKind, RoleName

INDENT = "\u2003"
ROLES = [
    (RoleName.MEMBER, _("Member: sees what the organisation may see")),
    (RoleName.SIGNATORY, _("Signatory: signs agreements for the organisation")),
    (RoleName.RESPONDER, _("On duty for emergencies: answers alarms, sees who needs help while one lasts")),
    (RoleName.CARER, _("Care service: registers what help residents need")),
    (RoleName.CASEWORKER, _("Case worker: decides cases, and approves rules as a professional")),
    (RoleName.LAWYER, _("Lawyer: approves rules")),
    (RoleName.ARCHIVIST, _("Archivist: takes closed cases out for the archive")),
    (RoleName.ADMINISTRATOR, _("Administrator: invites people, gives roles, keeps the page")),
]
AUTHORITY_HELP = _("Only for a signatory: the decision or delegation that lets this person sign.")


class MemberFilter(Form):
    """What the list and the map show; what does not fit is left out of account."""

    q = forms.CharField(
        label=_("Name, place or what they do"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *OrganisationKind.choices]
    )
    county = forms.ChoiceField(label=pgettext_lazy("place", "County"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "county").choices = [("", _("All of Norway")), *counties()]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as `selectors.members` takes them."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "words": values.get("q", ""),
            "kind": values.get("kind", ""),
            "county": values.get("county", ""),
        }


def counties() -> list[tuple[str, str]]:
    """The counties in the order of the Norwegian alphabet."""
    return sorted(County.choices, key=lambda choice: sort_name(choice[1]))


class OrganisationForm(Form):
    """What the network shows of a member."""

    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *OrganisationKind.choices])
    place = forms.CharField(label=_("Town or place"), required=False)
    county = forms.ChoiceField(label=pgettext_lazy("place", "County"), required=False)
    website = forms.CharField(
        label=_("Website"), required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        help_text=_("What you do, in a few sentences that others can find you by."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    latitude = forms.CharField(
        label=_("Latitude"),
        required=False,
        help_text=_("Degrees north, such as 59.91"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    longitude = forms.CharField(
        label=_("Longitude"),
        required=False,
        help_text=_("Degrees east, such as 10.75"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "county").choices = [("", _("Not said")), *counties()]


class NewOrganisationForm(OrganisationForm):
    """The same with the number."""

    number = forms.CharField(
        label=_("Organisation number"),
        help_text=_("Nine digits, as in the Central Coordinating Register."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("number",)


class NumberForm(Form):
    """An organisation number that is put right."""

    number = forms.CharField(
        label=_("Organisation number"),
        help_text=_("Nine digits, as in the Central Coordinating Register."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class UnitForm(Form):
    """A unit and where it belongs."""

    name = forms.CharField(label=_("Name of the unit"))
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)

    def __init__(self, *args: Any, nodes: Iterable[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "parent").choices = [("", _("The organisation itself")), *unit_choices(nodes)]


class PlaceForm(Form):
    """Which unit a person belongs to."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, nodes: Iterable[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "unit").choices = [("", _("The organisation itself")), *unit_choices(nodes)]


class RoleForm(Form):
    """One role."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    authority = forms.CharField(label=_("On what authority"), required=False, help_text=AUTHORITY_HELP)

    def __init__(self, *args: Any, held: Container[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role").choices = [choice for choice in ROLES if choice[0] not in held]
        if RoleName.SIGNATORY in held:
            del self.fields["authority"]


class InviteForm(RoleForm, PlaceForm):
    """An invitation to one role."""

    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("The link is sent here and works for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "role", "authority", "unit")


class AuthorityForm(Form):
    """On what ground a signatory signs."""

    authority = forms.CharField(label=_("On what authority"), required=False, help_text=AUTHORITY_HELP)


class JoinForm(Form):
    """A new account."""

    name = forms.CharField(label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("At least 12 characters. A sentence is easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def unit_choices(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    """The units for a select, those under others set in."""
    return [(str(node.id), INDENT * depth + node.name) for node, depth in flat(nodes)]


def chosen_unit(form: forms.Form, field: str = "unit") -> UUID | None:
    """The unit that was chosen in a valid form."""
    value = form.cleaned_data[field]
    return UUID(value) if value else None


def _choices(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    return field
