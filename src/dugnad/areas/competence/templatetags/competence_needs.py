"""Looking things up by a key that is itself a variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(found: Mapping[Any, Any] | None, key: object) -> Any:
    """What a mapping holds at a key; nothing where there is none."""
    return found.get(key) if isinstance(found, Mapping) else None
