"""Filters of the incident's templates."""

from __future__ import annotations

from django import template

from dugnad.areas.rescue.incidents import words
from dugnad.areas.rescue.incidents.people import Helped

register = template.Library()
register.filter("need_words", words.need_words)
register.filter("clock", words.clock)


@register.filter
def percent(one: Helped) -> int:
    """How sure the place is, in whole percent."""
    return round(100 * one.sureness)


@register.filter
def next_state(one: Helped) -> str:
    """What one tap says of a person."""
    return words.NEXT[one.state]


@register.filter
def state_word(one: Helped) -> str:
    return str(words.PERSON_WORDS[one.state])


@register.filter
def unlocalized(value: float) -> str:
    """A number for a drawing: with a point whatever the language."""
    return f"{value:g}"


register.filter("way_words", words.way_words)
