"""What is filled in about models."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.problems import Problem


class Form(forms.Form):
    """A form that is checked on the server, so that the words are in the reader's language."""

    use_required_attribute = False


def tell(form: forms.Form, problem: Problem) -> None:
    """Put what a service found at the fields; what has no field here goes to the top of the form."""
    for name, words in problem.fields.items():
        form.add_error(name if name in form.fields else None, str(words))
    if not problem.fields:
        form.add_error(None, str(problem.detail or problem.title))


class NewForm(Form):
    """A new model: whose, what it is called, and the example it begins from."""

    organisation = forms.ChoiceField(label=_("Company"))
    title = forms.CharField(label=_("What the model is called"), max_length=120)
    example = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect, required=False)

    def __init__(
        self, *args: Any, owners: list[tuple[str, str]], examples: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", owners)
        own = [("file", _("A file: our spreadsheet, or SAF-T")), ("", _("Nothing: I fill it in myself"))]
        choose(self, "example", [*examples, *own])
        self.fields["example"].initial = ""


def choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices; where there is but one, it is chosen and not shown."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices
    if len(choices) == 1:
        field.widget, field.initial = forms.HiddenInput(), choices[0][0]


class InviteForm(Form):
    """Who is asked to comment, what about, and for how long."""

    email = forms.CharField(
        label=_("A person's e-mail address"),
        required=False,
        help_text=_("The address that the person signs in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(label=_("Or an organisation"), required=False)
    question = forms.CharField(
        label=_("What do you want to know?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    days = forms.IntegerField(
        label=_("Open for so many days"), initial=30, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", [("", _("Nobody")), *organisations])


class CommentForm(Form):
    """Something said of one block."""

    block = forms.ChoiceField(label=_("Which block"))
    text = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, blocks: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "block", blocks)


class FileForm(Form):
    """A file with a model or an account's balances."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Our spreadsheet (.xlsx), a model (.json), SAF-T (.xml or .zip), SIE (.se) or a table (.csv)."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json,.xml,.zip,.se,.si,.csv,.txt"}),
    )
