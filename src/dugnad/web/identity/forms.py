"""The forms of one's own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.purposes import known_purposes
from dugnad.kernel.identity.models import Scope
from dugnad.kernel.identity.selectors import administered
from dugnad.kernel.identity.tokens import LONGEST

USUAL_LIFE = timedelta(days=90)
FOR_ME = "me"


class AboutForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Also of the e-mail that we send you.")
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Say what it is for, so that you know it again.")
    )
    scope = forms.ChoiceField(label=_("What it may do"), choices=Scope.choices, widget=forms.RadioSelect)
    purposes = forms.MultipleChoiceField(
        label=_("What it may be used for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It reads what others share with you for these purposes only; without any, none of it."),
    )
    last_day = forms.DateField(
        label=_("Last day it works"),
        help_text=_("At most a year ahead."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    organisation = forms.ChoiceField(label=_("Whom it acts for"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs["initial"] = {"scope": Scope.READ, "last_day": today + USUAL_LIFE}
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = list(known_purposes().items())  # type: ignore[attr-defined]
        days = self.fields["last_day"].widget.attrs
        days |= {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}
        owners = [(str(one.id), one.name) for one in administered(actor)]
        if owners:
            self.fields["organisation"].choices = [(FOR_ME, _("For me, with all my roles")), *owners]  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
