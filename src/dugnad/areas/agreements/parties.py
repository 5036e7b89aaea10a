"""Choosing members of the network by name or number: works without script, and with any number of members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dugnad.kernel.organisations.models import Organisation

_NUMBER = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)")
FEWEST_ROWS = 3
MOST_ROWS = 50


def label_of(name: str, number: str) -> str:
    """How a member stands in the list of suggestions; two of the same name differ by their number."""
    return f"{name} ({number})"


class PartyRows(forms.Widget):
    """One line of text for each party, and one more to write in."""

    template_name = "agreements/widgets/parties.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        typed = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [text.strip() for text in typed if text.strip()][: MOST_ROWS + 1]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        typed = list(value or [])
        context["rows"] = typed + [""] * max(1, FEWEST_ROWS - len(typed))
        context["members"] = [label_of(*one) for one in present_members()]
        context["invalid"] = "aria-invalid" in context["widget"]["attrs"]
        return context


def present_members() -> list[tuple[str, str]]:
    """Name and number of every member, in the order of the alphabet."""
    rows = Organisation.objects.filter(left_at=None).order_by("sort_name", "id")
    return list(rows.values_list("name", "number"))


class PartiesField(forms.Field):
    """Members of the network, as their ids in the order in which they were written."""

    widget = PartyRows

    def clean(self, value: Any) -> list[UUID]:
        typed = super().clean(value)
        found = [_member(text) for text in typed]
        unknown = [text for text, one in zip(typed, found, strict=True) if one is None]
        if unknown:
            told = _("No member is called %(names)s. Choose from the list.")
            raise forms.ValidationError(told % {"names": _quoted(unknown)})
        return [one for one in found if one]


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"«{text[:80]}»" for text in texts)


def _member(text: str) -> UUID | None:
    present = Organisation.objects.filter(left_at=None)
    number = _NUMBER.search(text)
    found = present.filter(number=number[0].replace(" ", "")) if number else present.filter(name__iexact=text)
    ids = list(found.values_list("id", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None
