"""What residents fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.door.feedback import LONGEST
from dugnad.areas.services.models.door import FeedbackKind


class FeedbackForm(forms.Form):
    """What is wrong with a description."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What was wrong?"), choices=FeedbackKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("A few words more"),
        required=False,
        help_text=_("Write nothing about yourself or others. We cannot answer you."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "data-sensitive": "text"}),
    )
