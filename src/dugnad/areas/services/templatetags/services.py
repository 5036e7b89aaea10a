"""Fields of descriptions: each in its language, with what the base says where it is left empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def text_input(field: BoundField, language: str, inherits: Mapping[str, str] | str = "") -> SafeString:
    """The input of one text: its language, and the base's words as what stands there while it is empty."""
    attrs: dict[str, Any] = {"class": "ds-input", "lang": language}
    if inherits and isinstance(inherits, Mapping) and (words := inherits.get(field.name)):
        attrs["placeholder"] = words
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.id_for_label}-error"}
    return field.as_widget(attrs=attrs)
