"""What is filled in to reckon the consequences of rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.forms import DAY, Form
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Fact
from dugnad.areas.casework.trials.consequences import Asked
from dugnad.areas.casework.trials.population import Declared
from dugnad.areas.casework.trials.uploads import MOST_BYTES

PAYS = (
    ("pays", gettext_lazy("The person pays it: less is a gain")),
    ("gets", gettext_lazy("The person gets it: more is a gain")),
)
SHAPES = (
    ("even", gettext_lazy("Even")),
    ("bell", gettext_lazy("Most in the middle")),
    ("skewed", gettext_lazy("Most are low")),
)


class ConsequenceForm(Form):
    """Two sides, what counts, and for whom: invented people by what is declared of each fact, or a file."""

    before = forms.ChoiceField(label=gettext_lazy("Rules now"))
    after = forms.ChoiceField(label=gettext_lazy("New rules"))
    day = forms.DateField(
        label=gettext_lazy("By the law of"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    measure = forms.ChoiceField(label=gettext_lazy("What counts"), required=False)
    pays = forms.ChoiceField(label=gettext_lazy("The amount"), choices=PAYS, required=False)
    times = forms.FloatField(label=gettext_lazy("Times a year"), initial=12, min_value=1, max_value=366)
    file = forms.FileField(
        label=gettext_lazy("Own population"),
        required=False,
        help_text=gettext_lazy(
            "CSV with the facts' names on the first line and one person on each, without names."
        ),
    )
    count = forms.IntegerField(label=gettext_lazy("Invented people"), initial=10_000)
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"), initial=1, help_text=gettext_lazy("The same seed draws the same people.")
    )
    stands_for = forms.IntegerField(
        label=gettext_lazy("They stand for"),
        required=False,
        help_text=gettext_lazy("How many real people, for the sums. Empty: as many as there are."),
    )

    def __init__(
        self,
        *args: Any,
        sides: Sequence[tuple[str, str]],
        measures: Sequence[tuple[str, str]],
        facts: Sequence[tuple[Fact, Declared]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].choices = sides  # type: ignore[attr-defined]
        self.fields["measure"].choices = [*measures, ("", _("Only how cases end"))]  # type: ignore[attr-defined]
        self.facts = facts
        for at, (fact, guess) in enumerate(facts):
            self._fact_fields(at, fact, guess)

    def _fact_fields(self, at: int, fact: Fact, guess: Declared) -> None:
        if fact.type == "number":
            self.fields[f"shape_{at}"] = forms.ChoiceField(
                label=_("Spread"), choices=SHAPES, initial=guess.shape, required=False
            )
            self.fields[f"low_{at}"] = _number(_("From"), f"{guess.low:g}")
            self.fields[f"high_{at}"] = _number(_("To"), f"{guess.high:.15g}")
        elif fact.type == "yes_no":
            self.fields[f"share_{at}"] = _number(_("Yes, per cent"), f"{guess.share:g}")
        self.fields[f"unknown_{at}"] = _number(_("Not known, per cent"), f"{guess.unknown:g}")

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """Each fact's name with its fields."""
        parts = ("shape", "low", "high", "share", "unknown")
        return [
            (
                said(fact.label) or fact.name,
                [self[f"{part}_{at}"] for part in parts if f"{part}_{at}" in self.fields],
            )
            for at, (fact, _guess) in enumerate(self.facts)
        ]

    def asked(self) -> Asked:
        """What the service takes, after `is_valid`."""
        given = self.cleaned_data
        file = given["file"]
        return Asked(
            before=given["before"],
            after=given["after"],
            day=given["day"],
            measure=given["measure"],
            pays=given["pays"] != "gets",
            times=given["times"],
            stands_for=given["stands_for"] or 0,
            count=given["count"],
            seed=given["seed"],
            declared=tuple(self._declared(at) for at in range(len(self.facts))),
            content=file.read(MOST_BYTES + 1) if file else None,
        )

    def _declared(self, at: int) -> Declared:
        fact, guess = self.facts[at]
        told = {
            part: self.cleaned_data.get(f"{part}_{at}")
            for part in ("shape", "low", "high", "share", "unknown")
        }
        held = {part: value for part, value in told.items() if value not in (None, "")}
        plain = {
            "shape": guess.shape,
            "low": guess.low,
            "high": guess.high,
            "share": guess.share,
            "unknown": 0.0,
        }
        return Declared(name=fact.name, **{**plain, **held})

    def place(self, name: str) -> str:
        """The field of a fault."""
        known = {f"facts.{fact.name}": f"unknown_{at}" for at, (fact, _guess) in enumerate(self.facts)}
        lows = {f"facts.{fact.name}": f"high_{at}" for at, (fact, _guess) in enumerate(self.facts)}
        found = lows.get(name, name)
        return found if found in self.fields else known.get(name, name)


def _number(label: str, value: str) -> forms.FloatField:
    return forms.FloatField(label=label, required=False, initial=value)
