"""The application's form, made from what a package needs; the service checks, the form shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.cases.facts import NO, YES
from dugnad.areas.casework.cases.parting import MOVED, SECOND, asked, asked_again, question
from dugnad.areas.casework.models.cases import WrittenForm
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Fact, Package

YES_NO = ((YES, _("Yes")), (NO, _("No")))
ASKED = (("no", _("No")), ("yes", _("Yes")))


class ApplicationForm(forms.Form):
    """Fields take any text: what they may hold is said by the service, at the field, and nothing typed is lost."""

    subject = forms.CharField(label=_("Who it is for"), help_text=_("The child's whole name."), required=True)
    born = forms.CharField(label=_("Born"), widget=forms.DateInput(attrs={"type": "date"}))
    day = forms.CharField(label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"}))
    area = forms.CharField(label=_("Part of the city"), required=False)
    homes = forms.ChoiceField(
        label=_("Does the child live in two homes?"),
        help_text=_("A case worker then looks at both."),
        choices=ASKED,
        widget=forms.RadioSelect,
    )
    moved = forms.ChoiceField(
        label=_("Do you move during the year?"),
        help_text=_("A case worker then looks at both addresses."),
        choices=ASKED,
        widget=forms.RadioSelect,
    )
    written = forms.ChoiceField(
        label=_("The letter in"), choices=WrittenForm.choices, widget=forms.RadioSelect
    )
    decided_by = forms.ChoiceField(
        label=_("Who is to decide?"),
        help_text=_(
            "You have the right to a person's decision. Whatever the rules cannot answer, a person decides. "
            "You may ask for a person afterwards too."
        ),
        choices=(
            ("rules", _("The rules may decide at once, without a person")),
            ("person", _("A person is to decide")),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        package: Package,
        data: Mapping[str, str] | None,
        initial: Mapping[str, str],
        lists: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`lists`: what a register gives to choose from, by the fact's name."""
        super().__init__(data, initial=dict(initial), auto_id=Ids("id_%s"))
        self.lists = lists
        for fact in asked(package):
            self.fields[question(fact)] = _field(fact, lists.get(fact.name, ()))
        again = self._by_home(package) if package.by_home() else {SECOND: [], MOVED: []}
        facts = [question(fact) for fact in asked(package)]
        places = ["homes", *again[SECOND], "moved", *again[MOVED]]
        self.order_fields(["subject", "born", "day", "area", *facts, *places, "written", "decided_by"])

    def _by_home(self, package: Package) -> dict[str, list[str]]:
        """Fields for another home and for a move; gives their names."""
        self.fields["homes"].help_text = _("Each home is decided apart.")
        self.fields["moved"].help_text = _("The time before and the time after are decided apart.")
        self.fields["moved_on"] = forms.CharField(
            label=_("When do you move?"), widget=forms.DateInput(attrs={"type": "date"})
        )
        names = {SECOND: [], MOVED: ["moved_on"]}  # type: dict[str, list[str]]
        for place, words in ((SECOND, _("The second home")), (MOVED, _("After the move"))):
            for fact in asked_again(package, place):
                field = self.fields[question(fact, place)] = _field(fact, self.lists.get(fact.name, ()))
                field.label = f"{words}: {field.label}"
                # What is asked only at a move may stand as it was before it.
                field.required = field.required and fact.per != "move"
                names[place].append(question(fact, place))
        return names

    def rows(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each field, and the question that it hangs on ('' if none)."""
        for field in self:
            place = MOVED if field.name == "moved_on" else field.name.partition("#")[2]
            yield field, {SECOND: "homes", MOVED: "moved"}.get(place, "")


class Ids(str):
    """Ids of fields without the spaces that names of facts may have."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        return "id_" + re.sub(r"\W+", "-", str(name))


MOST_SHOWN = 6


class ListedInput(forms.TextInput):
    """Text with names to choose from, which others may be written beside."""

    template_name = "casework/listed_input.html"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}-names"
        context["widget"]["attrs"]["list"] = listed
        return {**context, "listed": listed, "names": self.names}


def _field(fact: Fact, names: Sequence[str] = ()) -> forms.Field:
    told: dict[str, Any] = {
        "label": said(fact.question) or said(fact.label),
        "help_text": said(fact.help),
        "required": fact.required,
    }
    if fact.choices or fact.type == "yes_no":
        choices = [(id, said(words)) for id, words in fact.choices] or [
            (id, str(words)) for id, words in YES_NO
        ]
        if len(choices) > MOST_SHOWN:
            return forms.ChoiceField(choices=[("", _("Choose")), *choices], **told)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if fact.type == "date":
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **told)
    if fact.type == "number":
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **told)
    widget = ListedInput(names) if names else None
    return forms.CharField(max_length=2000, widget=widget, **told)
