"""The form about the organisation, and what a question's form sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.maturity.checking import checked, contradiction
from dugnad.areas.lab.maturity.content import common, say
from dugnad.areas.lab.maturity.services import About
from dugnad.areas.lab.maturity.services.answering import said
from dugnad.areas.lab.maturity.values import COLUMNS, Question, Shape, Value
from dugnad.kernel.problems import Invalid

TEST_WORDS = {
    "company": gettext_lazy("The test for companies"),
    "public": gettext_lazy("The test for public organisations"),
}
ROW = "row-"
NONE, KEEP = "none", "keep"


class AboutForm(forms.Form):
    """Size and sectors; which test, where more than one suits."""

    test = forms.ChoiceField(label=gettext_lazy("Which test suits you?"), widget=forms.RadioSelect)
    size = forms.ChoiceField(label=gettext_lazy("How many work here?"), widget=forms.RadioSelect)
    sector = forms.ChoiceField(label=gettext_lazy("What do you mostly do?"))
    second_sector = forms.ChoiceField(label=gettext_lazy("Anything else?"), required=False)

    def __init__(self, *arguments: Any, tests: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        if len(tests) > 1:
            self._choices("test", [(name, TEST_WORDS[name]) for name in tests])
        else:
            del self.fields["test"]
        self._choices("size", [(key, say(text)) for key, text in common()["sizes"].items()])
        self._choices("sector", [("", _("Choose")), *_sectors()])
        self._choices("second_sector", [("", _("Nothing else")), *_sectors()])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def about(self) -> About:
        return About(**{key: self.cleaned_data[key] for key in ("size", "sector", "second_sector")})

    def tell(self, problem: Invalid) -> None:
        """Put what the service found wrong at the fields."""
        for name, text in problem.fields.items():
            self.add_error(name if name in self.fields else None, str(text))


def _sectors() -> list[tuple[str, list[tuple[str, str]]]]:
    """The sectors by group."""
    found = common()
    return [
        (
            say(text),
            [(key, say(one["text"])) for key, one in found["sectors"].items() if one["group"] == group],
        )
        for group, text in found["groups"].items()
    ]


@dataclass(frozen=True, slots=True)
class Clash:
    """Ticks that cannot all be true: what is asked, and the two ways out as (value of `keep`, words)."""

    text: str
    ways: tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a question's form sent: the answer (None: blank), whether 'none of these' was ticked, and a clash."""

    value: Value | None
    none: bool = False
    clash: Clash | None = None


def sent(question: Question, data: QueryDict) -> Sent:
    """Read the form. `keep` says which side of a clash the sender stands by."""
    if question.shape not in (Shape.TICKS, Shape.MATRIX):
        return Sent(_levels(question, data))
    value, none, keep = _ticks(question, data), NONE in data, data.get(KEEP, "")
    if keep == NONE or (none and not _any(value)):
        return Sent(_nothing(question), none=True)
    if none and keep != "ticks":
        return Sent(value, none=True, clash=_none_clash())
    return _freed(question, value, keep) if _any(value) else Sent(None)


def _ticks(question: Question, data: QueryDict) -> Value:
    if question.shape is Shape.TICKS:
        return [key for key in question.keys if key in data.getlist("pick")]
    return {column: [key for key in question.keys if key in data.getlist(column)] for column in COLUMNS}


def _levels(question: Question, data: QueryDict) -> Value | None:
    typed = {key: data.get(f"{ROW}{key}", "") for key in question.keys}
    return {key: int(level) for key, level in typed.items() if level.isdecimal() and len(level) < 3} or None


def _nothing(question: Question) -> Value:
    if question.shape is Shape.TICKS:
        return []
    none: dict[str, list[str]] = {column: [] for column in COLUMNS}
    return none


def _any(value: Value) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)


def _freed(question: Question, value: Value, keep: str) -> Sent:
    """The answer without the side that was not kept; with the clash if nobody has said."""
    clash = contradiction(question, checked(question, value))
    if clash is None or not isinstance(value, list):
        return Sent(value)
    others = {other.key for other in clash.others}
    if keep == "lack":
        return Sent([key for key in value if key not in others])
    if keep == "others":
        return Sent([key for key in value if key != clash.item.key])
    ways = ("others", _("The others are true")), ("lack", say(clash.item.text))
    return Sent(value, clash=Clash(said(clash), ways))


def _none_clash() -> Clash:
    ways = ("ticks", _("Keep what is ticked")), (NONE, _("None of these"))
    return Clash(_("You have ticked something, and “None of these”. Which one is it?"), ways)
