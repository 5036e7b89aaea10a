"""Filters of the account's pages."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def in_groups(text: str) -> str:
    """Letters four by four, so that they can be copied by hand."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
