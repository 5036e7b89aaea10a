"""What people fill in. The services say what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.areas.competence.models import Expert, Offer, OfferKind
from dugnad.areas.competence.pledges.choosing import named
from dugnad.areas.competence.pledges.cleaning import LANGUAGES
from dugnad.kernel.forms import Form
from dugnad.kernel.organisations.models import County
from dugnad.kernel.problems import Invalid


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _several(label: Any, choices: Iterable[Any], **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=list(choices), widget=forms.CheckboxSelectMultiple, **more
    )


class SkillsForm(Form):
    """Skills, places and languages: what experts and offers have in common."""

    skills = forms.MultipleChoiceField(required=False)
    other_skills = forms.CharField(
        label=_("More skills"),
        required=False,
        help_text=_("Skills of ESCO, by name, one a line."),
        widget=_area(2),
    )
    counties = _several(
        pgettext_lazy("place", "Counties"), County.choices, help_text=_("None: the whole country.")
    )
    remote = forms.BooleanField(label=_("Also by video"), required=False)
    languages = _several(_("Languages"), LANGUAGES.items())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(one, one) for one in self.ticked]

    @property
    def ticked(self) -> list[str]:
        """The skills that are ticked, as they were sent or as they are kept."""
        if not self.is_bound:
            return list(self.initial.get("skills", ()))
        return [value for value in self.data.getlist("skills") if _is_id(value)]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """The values as the services take them. Raises Invalid for a skill that no vocabulary knows."""
        values = dict(self.cleaned_data)
        more = named(values.pop("other_skills"))
        return {**values, "skills": [*map(UUID, values["skills"]), *more]}


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


class ExpertForm(SkillsForm):
    """Somebody who helps."""

    person = forms.ChoiceField(
        label=_("Who"),
        required=False,
        help_text=_(
            "A person of your organisation is asked first, and is found by nobody before they agree."
        ),
    )
    name = forms.CharField(
        label=_("Name of the team"),
        required=False,
        help_text=_("Only for a team or a role, such as “Security team”. Not a person's name."),
    )
    headline = forms.CharField(label=_("Helps with"), help_text=_("In one line, as you would say it."))
    about = forms.CharField(label=_("More about it"), required=False, widget=_area(4))
    hours_month = forms.IntegerField(
        label=_("Hours a month"),
        help_text=_("For this month and those that follow. One month can be changed later."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("person", "name", "headline", "about", "hours_month")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)  # noqa: S101
        person.choices = [("", _("A team, without a person's name")), *people]


class ChangeExpertForm(ExpertForm):
    """The same for one that is pledged already: who it is stays."""

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["person"]
        if named:
            del self.fields["name"]


class OfferForm(SkillsForm):
    """A lab, a course or a solution."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=OfferKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"))
    text = forms.CharField(label=_("What it gives"), required=False, widget=_area(4))
    url = forms.CharField(
        label=_("Web address"), required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    next_date = forms.DateField(
        label=_("Next date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    price = forms.IntegerField(
        label=_("Price in kroner"),
        required=False,
        help_text=_("0 where it costs nothing; empty where one must ask."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("kind", "title", "text", "url", "next_date", "price")


class MonthForm(Form):
    """The hours of one month."""

    month = forms.DateField()
    hours = forms.IntegerField()


class LimitForm(Form):
    """At most how many hours a month one gives."""

    most_hours = forms.IntegerField(
        label=_("At most, in hours a month"),
        help_text=_("For all organisations that pledge you together."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class FileForm(Form):
    """A publiccode.yml."""

    file = forms.FileField(label=_("The file publiccode.yml"), help_text=_("At most 256 KB."))


def initial_of(row: Expert | Offer) -> dict[str, Any]:
    """A pledge as its form shows it."""
    names = ["counties", "remote", "languages"]
    names += ["name", "headline", "about", "hours_month"] if isinstance(row, Expert) else []
    names += ["kind", "title", "text", "url", "next_date", "price"] if isinstance(row, Offer) else []
    own = row.skills.filter(source="own").values_list("id", flat=True)
    others = [skill.label for skill in row.skills.exclude(source="own")]
    values = {name: getattr(row, name) for name in names}
    return {**values, "skills": list(map(str, own)), "other_skills": "\n".join(others)}


def uuid_of(value: str, field: str) -> UUID:
    """An id that came from a form. Raises Invalid at the field."""
    try:
        return UUID(value)
    except ValueError:
        raise Invalid(fields={field: _("Choose one of these.")}) from None
