"""Filters of the account's pages."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from dugnad.kernel.access.purposes import in_words

register = template.Library()


@register.filter
def in_groups(text: str) -> str:
    """Letters four by four, so that they can be copied by hand."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def purposes(names: Iterable[str]) -> str:
    """Purposes by name, in the reader's words."""
    return in_words(names)
