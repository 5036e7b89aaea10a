"""The form of a package's tests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class TestsForm(forms.Form):
    """The whole text of the tests."""

    __test__ = False
    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput)
    tests = forms.CharField(
        label=gettext_lazy("Tests in Norwegian Gherkin"),
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )

    def given(self) -> dict[str, Any]:
        """What the service takes, after `is_valid`."""
        text = self.cleaned_data["tests"].replace("\r\n", "\n")
        return {"revision": self.cleaned_data["revision"], "tests": text}
