"""Invented national identity numbers for tests, made by the rule of the check digits."""

from __future__ import annotations

from dugnad.areas.services.door.sensitive import FIRST, SECOND


def identity_number(day: str, individual: str) -> str:
    """Six digits of a day and three of a person, with their check digits; "" where there are none."""
    digits = [int(digit) for digit in day + individual]
    for weights in (FIRST, SECOND):
        check = -sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        if check == 10:
            return ""
        digits.append(check)
    return "".join(map(str, digits))


def some(day: str) -> str:
    """The first number of that day that has check digits."""
    return next(filter(None, (identity_number(day, f"{number:03}") for number in range(100, 200))))


BIRTH, D_NUMBER, SYNTHETIC, NAV, TEST = map(some, ("150285", "550285", "159085", "155285", "157785"))
NUMBERS = (BIRTH, D_NUMBER, SYNTHETIC, NAV)
SENSITIVE = (
    *NUMBERS,
    f"{BIRTH[:6]} {BIRTH[6:]}",
    f"hjelp til {BIRTH}",
    f"{BIRTH[:6]}-{BIRTH[6:]}",
    " ".join(BIRTH),
)
NOT_NUMBERS = (
    BIRTH[:-1] + str((int(BIRTH[-1]) + 1) % 10),
    BIRTH + "1",
    "55 00 00 00",
    "99999999999",
    "00000000000",
    "sak 26/114",
    "320285" + BIRTH[6:],
)
HEALTH = (
    "jeg har kreft",
    "sønnen min har ADHD",
    "eg er sjuk",
    "mor har fått demens",
    "I am pregnant",
    "my husband has dementia",
    "jeg sliter med angst",
)
NOT_HEALTH = (
    "hjemmesykepleie",
    "psykisk helsehjelp",
    "rask psykisk helsehjelp",
    "helsestasjon for gravide",
    "demensomsorg",
    "mor trenger hjelp hjemme",
    "vaksine",
    "sick pay",
)
