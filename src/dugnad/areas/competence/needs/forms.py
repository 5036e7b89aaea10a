"""What people fill in when they ask and answer. The services say what is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.areas.competence.models import Industry, Outcome, Size, Urgency
from dugnad.areas.competence.models.needs import MOST_LETTERS
from dugnad.kernel.access import Actor
from dugnad.kernel.forms import Form
from dugnad.kernel.organisations.models import County
from dugnad.kernel.organisations.selectors import members_of_network

UNKNOWN = [("", _("Not said"))]


def _number(label: Any, **more: Any) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(label=label, widget=forms.TextInput(attrs=attrs), **more)


class WordsForm(Form):
    """The box."""

    text = forms.CharField(
        label=_("In your own words"),
        error_messages={"required": _("Say in a few words what you need.")},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_LETTERS}),
    )


class AskForm(WordsForm):
    """The box, and for whom; the organisation fills in the rest. Without sign-in its number may be typed."""

    organisation = forms.ChoiceField(label=_("For"), required=False)
    number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=20,
        help_text=_("Nine digits. It tells us where you are."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = members_of_network(actor).filter(id__in=actor.organisations) if actor.roles else ()
        self.own = {str(row.id): row for row in own}
        self._choose(actor)

    def _choose(self, actor: Actor) -> None:
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, row.name) for key, row in self.own.items()]
        if len(self.own) < 2:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(self.own), "")
        if self.own:
            del self.fields["number"]


class NeedForm(WordsForm):
    """A need with all that the organisation did not fill in rightly."""

    hours = _number(_("Hours of help"))
    urgency = forms.TypedChoiceField(
        label=_("How soon"), coerce=int, choices=Urgency.choices, widget=forms.RadioSelect
    )
    in_person = forms.BooleanField(label=_("They must come here"), required=False)
    county = forms.ChoiceField(
        label=pgettext_lazy("place", "County"), required=False, choices=[*UNKNOWN, *County.choices]
    )
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[*UNKNOWN, *Size.choices])
    industry = forms.ChoiceField(label=_("Industry"), required=False, choices=[*UNKNOWN, *Industry.choices])

    def __init__(self, *args: Any, sent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sent:
            del self.fields["text"]


class HideForm(Form):
    """Whom a need is hidden from."""

    hidden_industry = forms.BooleanField(
        label=_("All other companies in our industry"),
        required=False,
        help_text=_("Also companies whose industry is not known."),
    )
    hidden_from = forms.MultipleChoiceField(
        label=_("These organisations"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hidden_from"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = others


class SendForm(Form):
    """A request to one or more of the hits."""

    experts = forms.MultipleChoiceField(
        label=_("Whom do you ask?"),
        error_messages={"required": _("Choose experts who take requests.")},
        widget=forms.CheckboxSelectMultiple,
    )
    hours = _number(_("Hours of help"))
    message = forms.CharField(
        label=_("More to them"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, hits: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["experts"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = hits


class AskForForm(Form):
    """A request for a course, a lab or a solution; for a solution of one who has it or uses it."""

    organisation = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    people = _number(_("How many take part"), initial=1)
    message = forms.CharField(
        label=_("More to them"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, answerers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices, field.initial = answerers, answerers[0][0]
        if len(answerers) < 2:
            field.widget = forms.HiddenInput()


class PassOnForm(Form):
    """Whom a human sends a need on to."""

    expert = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("More to them"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, hits: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits = hits
        field = self.fields["expert"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = hits


class FinishOfferForm(Form):
    """How a course, a lab or a talk went."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you?"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, 6)],
        help_text=_("1 is not at all, 5 is very."),
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("In a few words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(Form):
    """Why not."""

    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PromiseForm(Form):
    """When an answer comes."""

    answer_by = forms.DateField(label=_("We answer by"), widget=forms.DateInput(attrs={"type": "date"}))


class ProposeForm(Form):
    """A time to meet."""

    start = forms.DateTimeField(
        label=_("Day and time"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    minutes = _number(_("Minutes"), initial=60)
    where = forms.CharField(
        label=_("Where"), required=False, help_text=_("An address, or a link to the video meeting.")
    )


class FinishForm(FinishOfferForm):
    """How help went, and what it took."""

    hours_used = _number(_("Hours that it took"))
    field_order = ("outcome", "satisfaction", "hours_used", "said")


class ReplyForm(Form):
    """A human's answer."""

    text = forms.CharField(label=_("Your answer"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
