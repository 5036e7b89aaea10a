"""The form of a place in the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm, day, line
from dugnad.areas.casework.rulebook.document import LANGUAGES, Provision, text_digest


def hash_of(says: Mapping[str, str], text: str) -> str:
    """The hash of a provision: see `text_digest`."""
    return text_digest(Provision("", "", "", "", dt.date.min, says, text=text))


class ProvisionForm(ItemForm):
    """A place in the law; the hash is of its wording, or of what it says where the wording is not entered."""

    plain = (
        "id",
        "act",
        "reference",
        "paragraph",
        "subsection",
        "sentence",
        "letter",
        "since",
        "until",
        "url",
        "text",
    )
    texts = {"says": (gettext_lazy("What it says"), LANGUAGES, 2)}
    id = line(gettext_lazy("Id"), help_text=gettext_lazy("Rows cite it by this."))
    act = line(gettext_lazy("Act or regulation"))
    reference = line(gettext_lazy("Reference"), help_text=gettext_lazy("As LOV-2023-06-09-30."))
    paragraph = line(gettext_lazy("Paragraph"), help_text=gettext_lazy("As § 4-1."))
    subsection = line(gettext_lazy("Subsection"))
    sentence = line(gettext_lazy("Sentence"))
    letter = line(gettext_lazy("Letter"))
    since = day(gettext_lazy("In force from"))
    until = day(gettext_lazy("Until"))
    url = line(gettext_lazy("Address of the text"))
    text = forms.CharField(
        label=gettext_lazy("The wording"),
        required=False,
        strip=False,
        max_length=20_000,
        help_text=gettext_lazy("Word by word as it is published."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def more(self) -> None:
        self.initial["until"] = self.held.get("until") or ""

    def item(self) -> dict[str, Any]:
        made = super().item()
        text = made["text"].replace("\r\n", "\n").strip()
        return {
            **made,
            "until": made["until"] or None,
            "text": text,
            "text_hash": hash_of(made["says"], text),
        }
