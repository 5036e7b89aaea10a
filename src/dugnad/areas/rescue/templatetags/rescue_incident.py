"""Filters of the incident's templates."""

from __future__ import annotations

from django import template

from dugnad.areas.rescue.buildings.drawing import Room
from dugnad.areas.rescue.incidents import words
from dugnad.areas.rescue.incidents.floors import Dot
from dugnad.areas.rescue.incidents.people import Helped
from dugnad.engines.egress.plan import Plan

# A name of so many letters may be so much larger.
SHORT = 4
LARGER = 1.6

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
register.filter("times_words", words.times_words)


@register.filter
def floor_of(one: Helped, plan: Plan | None) -> str:
    """What the storey is called on which somebody probably is."""
    storeys = plan.storeys if plan else ()
    return next((storey.name for storey in storeys if storey.id == one.storey), "")


@register.filter
def letters(room: Room) -> float:
    """The size of a room's name: a short one, as a room's number, is read from afar."""
    short = len(room.lines) == 1 and len(room.lines[0].text) <= SHORT
    return LARGER * room.size if short else room.size


@register.filter
def digits(dot: Dot) -> float:
    """The size of a dot's number, which has two digits as a rule."""
    return 1.2 * dot.radius
