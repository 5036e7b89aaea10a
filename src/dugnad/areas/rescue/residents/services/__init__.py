"""Every change of the register: registering, changing, withdrawing, tags, and openings of the seal."""

from dugnad.areas.rescue.residents.services.changing import (
    change,
    change_by_code,
    confirm,
    withdraw,
    withdraw_by_code,
)
from dugnad.areas.rescue.residents.services.openings import answer, ask
from dugnad.areas.rescue.residents.services.registering import Registered, register, register_for
from dugnad.areas.rescue.residents.services.tagging import add_tag, remove_tag
from dugnad.areas.rescue.residents.services.telling import mark_told
from dugnad.areas.rescue.residents.services.wont import add_habit, remove_habit

__all__ = [
    "Registered",
    "add_habit",
    "add_tag",
    "answer",
    "ask",
    "change",
    "change_by_code",
    "confirm",
    "mark_told",
    "register",
    "register_for",
    "remove_habit",
    "remove_tag",
    "withdraw",
    "withdraw_by_code",
]
