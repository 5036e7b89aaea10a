"""What should never be typed here: national identity numbers, and what somebody says of their own health. Pure.

The same rules run in the browser before anything is sent (static/services/sensitive.js); tests hold both to one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

FIRST: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Digits with at most one sign or space between them; none before or after.
ELEVEN: Final = re.compile(r"(?<!\d)(?:\d[\s.\-]?){10}\d(?!\d)")
# Added to the month: H-numbers and old test people 40, Skatteetaten's synthetic people 80, NAV's 40 and 65.
MONTHS: Final = (0, 40, 65, 80)

WHOSE: Final = (
    r"jeg|eg|meg|meg selv|min|mi|mitt|mine|vår|vårt|han|hun|ho|sønnen|datteren|dattera|dotter|dottera|mannen|kona"
    r"|moren|mora|mor|faren|far|barnet|i|i'm|im|me|my|our|he|she|son|daughter|husband|wife|mother|father"
)
ILL: Final = (
    r"kreft\w*|svulst\w*|leukemi|adhd|autis\w+|asperger\w*|depre\w+|angst\w*|bipolar\w*|schizofren\w*|psykose\w*"
    r"|selvmord\w*|sjølvmord\w*|selvskad\w+|sjølvskad\w+|spiseforstyrr\w+|eteforstyrr\w+|anoreksi\w*|bulimi\w*"
    r"|diabet\w+|epilepsi\w*|demens\w*|alzheimer\w*|parkinson\w*|hjerneslag\w*|hjerneslag|slag|hiv|aids|hepatitt\w*"
    r"|klamydia|abort\w*|gravid\w*|rus|rusmis\w+|narkoman\w*|alkoholik\w+|avhengig|syk|sjuk|diagnose\w*|diagnos\w+"
    r"|cancer|tumou?r|leuk[ae]+mia|autis\w+|depress\w+|anxiety|psychosis|schizophren\w*|suicid\w+|anorexi\w*"
    r"|dementia|stroke|hepatitis|abortion|pregnan\w+|addict\w*|alcoholic\w*|ill|sick|diagnos\w+"
)
HEALTH: Final = re.compile(rf"(?<!\w)(?:{WHOSE})(?!\w)[^.!?]{{0,40}}?(?<!\w)(?:{ILL})(?!\w)", re.IGNORECASE)


def identity_numbers(text: str) -> Iterator[str]:
    """The national identity numbers in a text, as they are written: birth, D and synthetic numbers."""
    return (match[0] for match in ELEVEN.finditer(text) if is_identity_number(re.sub(r"\D", "", match[0])))


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits hold a day of birth and right check digits (Skatteetaten's rules, those of 2032 too)."""
    return len(digits) == 11 and _has_day(digits) and _checks([int(digit) for digit in digits])


def tells_of_health(text: str) -> bool:
    """Whether somebody says of a person, not of a service, that they are ill."""
    return HEALTH.search(text) is not None


def without_numbers(text: str) -> str:
    """The text without identity numbers."""
    for number in list(identity_numbers(text)):
        text = text.replace(number, " ")
    return " ".join(text.split())


def _has_day(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    months = [month - added for added in MONTHS if 1 <= month - added <= 12]
    return any(_is_day(day, real) for real in months)


def _is_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _checks(digits: list[int]) -> bool:
    """Since 2032 rules let the first check digit differ by 1, 2 or 3; the second is as before."""
    first = (sum(w * d for w, d in zip(FIRST, digits, strict=False)) + digits[9]) % 11
    second = (sum(w * d for w, d in zip(SECOND, digits, strict=False)) + digits[10]) % 11
    return first in (0, 1, 2, 3) and second == 0
