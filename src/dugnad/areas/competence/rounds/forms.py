"""What who runs a round fills in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.competence.pledges.showing import month_words
from dugnad.areas.competence.rounds.values import Settings
from dugnad.kernel.forms import Form

NUMERIC = {"inputmode": "numeric"}
ALPHAS = [
    ("0", _("Best fit only")),
    ("1", _("Fair: where few get help counts more")),
    ("2", _("Least served first, as far as can be")),
]


class SettingsForm(Form):
    """What a round is decided by."""

    cap_hours = forms.IntegerField(
        label=_("Most hours for one organisation"), widget=forms.NumberInput(attrs=NUMERIC)
    )
    session_hours = forms.IntegerField(
        label=_("Hours in a session"),
        help_text=_("Hours are given in whole sessions."),
        widget=forms.NumberInput(attrs=NUMERIC),
    )
    alpha = forms.ChoiceField(
        label=_("Fairness over counties and sizes"), choices=ALPHAS, widget=forms.RadioSelect
    )
    classes = forms.BooleanField(label=_("Urgent needs go first"), required=False)
    waiting = forms.FloatField(
        label=_("What a week of waiting adds"),
        help_text=_("In shares of a perfect fit: 0.01 is a hundredth."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    least_fit = forms.FloatField(
        label=_("How well somebody must fit"),
        help_text=_("From 0 to 1; who fits less is not taken into account."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    @property
    def settings(self) -> Settings:
        """The settings as the services take them."""
        names = ("cap_hours", "session_hours", "waiting", "classes", "least_fit")
        return Settings(
            alpha=float(self.cleaned_data["alpha"]), **{name: self.cleaned_data[name] for name in names}
        )


class OpenForm(SettingsForm):
    """A new round."""

    title = forms.CharField(label=_("Title"))
    month = forms.ChoiceField(label=_("Hours of"))
    runner = forms.ChoiceField(label=_("Run by"), required=False)
    field_order = ("title", "month", "runner")

    def __init__(
        self, *args: Any, months: Iterable[date], runners: Iterable[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self._choose("month", [(f"{month:%Y-%m-%d}", month_words(month)) for month in months])
        self._choose("runner", [(id, name or _("Those who run the platform")) for id, name in runners])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


class AgainForm(SettingsForm):
    """Changed settings, and why."""

    why = forms.CharField(label=_("Why it is sent back"), help_text=_("Stands with the round, in the log."))


def initial_of(settings: Settings) -> dict[str, Any]:
    """Settings as the form shows them."""
    return {**asdict(settings), "alpha": f"{settings.alpha:g}"}
