"""The forms of the pages. They read what was typed; the services decide whether it can be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.agreements.catalogue import purposes, shareable
from dugnad.areas.agreements.content import ClauseView, Content
from dugnad.areas.agreements.models import Agreement, ClauseKind, Language, Order
from dugnad.areas.agreements.parties import PartiesField
from dugnad.areas.agreements.values import TEXT_LIMIT, ClauseValues, Head
from dugnad.kernel.problems import Invalid


class DayInput(forms.DateInput):
    """The browser's own calendar; always ISO 8601 in the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


NAMES = {"data": "what"}


def say(form: forms.Form, problem: Invalid) -> None:
    """Put the messages of a refused change at the form's fields; those without a field on top."""
    for name, message in problem.fields.items():
        field = NAMES.get(name, name)
        form.add_error(field if field in form.fields else None, str(message))
    if problem.detail:
        form.add_error(None, str(problem.detail))


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Fill in the choices of a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class HeadForm(forms.Form):
    """The frame of an agreement."""

    title = forms.CharField(label=_("Title"), max_length=160)
    parties = PartiesField(
        label=_("Parties"),
        help_text=_("Write the name or the organisation number of each member that takes part."),
    )
    effective = forms.DateField(label=_("First day"), widget=DayInput)
    expiry = forms.DateField(label=_("Last day"), widget=DayInput)
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=Language.choices, widget=forms.RadioSelect
    )
    conditions = forms.CharField(
        label=_("Special conditions"),
        help_text=_("Stands last in the document, after the clauses."),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def head(self) -> Head:
        """What was typed, once the form is valid."""
        values = self.cleaned_data
        return Head(
            values["title"],
            values["language"],
            values["effective"],
            values["expiry"],
            tuple(values["parties"]),
            values["conditions"],
        )


class NewForm(HeadForm):
    """A new agreement."""

    standard = forms.BooleanField(
        label=_("Start with the standard clauses"),
        help_text=_(
            "Purpose, responsibility, confidentiality, security, termination, disputes. You can change all."
        ),
        required=False,
        initial=True,
    )
    field_order = ("title", "parties", "effective", "expiry", "language", "standard", "conditions")


def head_values(row: Agreement, parties: Iterable[str]) -> dict[str, Any]:
    """What a form shows of an agreement."""
    names = ("title", "language", "effective", "expiry", "conditions")
    return {
        **{name: getattr(row, name) for name in names},
        "parties": list(parties),
        "seen": row.head_version,
    }


class TextForm(forms.Form):
    """A clause of plain text."""

    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 10}))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> ClauseValues:
        typed = self.cleaned_data
        return ClauseValues(ClauseKind.TEXT, typed["heading"], typed["text"])


class SharingForm(forms.Form):
    """A clause that shares."""

    givers = forms.TypedMultipleChoiceField(
        label=_("Who gives"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one party.")},
    )
    receivers = forms.TypedMultipleChoiceField(
        label=_("Who receives"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one party.")},
    )
    what = forms.ChoiceField(
        label=_("What is shared"), error_messages={"required": _("Choose what is shared.")}
    )
    purpose = forms.ChoiceField(
        label=_("For what purpose"),
        help_text=_("It may be used for this and nothing else."),
        error_messages={"required": _("Choose a purpose. Nothing is shared without one.")},
    )
    starts = forms.DateField(
        label=_("First day"),
        required=False,
        widget=DayInput,
        help_text=_("Empty: when the agreement starts."),
    )
    ends = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput, help_text=_("Empty: when the agreement ends.")
    )
    heading = forms.CharField(label=_("Heading"), max_length=120, required=False)
    text = forms.CharField(
        label=_("More about this sharing"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = [(str(party.id), party.name) for party in content.parties]
        choose(self, "givers", parties)
        choose(self, "receivers", parties)
        choose(self, "what", [("", _("Choose")), *_capitalised(shareable())])
        choose(self, "purpose", [("", _("Choose")), *_capitalised(purposes())])

    @property
    def values(self) -> ClauseValues:
        typed = self.cleaned_data
        return ClauseValues(
            ClauseKind.SHARING,
            typed["heading"],
            typed["text"],
            tuple(typed["givers"]),
            tuple(typed["receivers"]),
            typed["what"],
            typed["purpose"],
            typed["starts"],
            typed["ends"],
        )


def _capitalised(words: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = ((name, str(says)) for name, says in words.items())
    return [(name, says[:1].upper() + says[1:]) for name, says in found]


def clause_values(clause: ClauseView, whole_first: date, whole_last: date) -> dict[str, Any]:
    """What a form shows of a clause; a period that is the agreement's own stays empty."""
    shown: dict[str, Any] = {"heading": clause.heading, "text": clause.text, "seen": clause.version}
    if clause.facts is None:
        return shown
    first, last = clause.facts.period.first, clause.facts.period.last
    return shown | {
        "givers": [str(one) for one in clause.facts.givers],
        "receivers": [str(one) for one in clause.facts.receivers],
        "what": clause.facts.data,
        "purpose": clause.facts.purpose,
        "starts": first if first != whole_first else None,
        "ends": last if last != whole_last else None,
    }


class SendForm(forms.Form):
    """How a draft is sent; the signatories stand beside this form, see `pages.sending`."""

    order = forms.ChoiceField(
        label=_("In which order?"), choices=Order.choices, initial=Order.PARALLEL, widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=_("Message to those who sign"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RevokeForm(ReasonForm):
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput, help_text=_("Empty: it ends at once.")
    )


class DelegateForm(forms.Form):
    to = forms.TypedChoiceField(label=_("Who signs instead?"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, *args: Any, heirs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", heirs)
