"""Numbers as people in Norway write them, to and from the engine's values. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language

Json = Mapping[str, Any]
SPACES: Final = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\t'"), None)
CURRENCY: Final = re.compile(r"[€$£¥]|\b(?:eur|usd|gbp|sek|dkk|euro|dollar)s?\b", re.IGNORECASE)
OURS: Final = re.compile(r"(?:\bnok\b|\bkr\b\.?|,-|%|\bprosent\b|\bpercent\b)", re.IGNORECASE)
GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+$")
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?$|-?\.\d+$")
LONGEST: Final = 40


class NotNumber(ValueError):
    """What was written is no number; `code`: currency, ambiguous, long or text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(text: str) -> float | None:
    """The number that was written; None for nothing. `1 250,50`, `1.250,50` and `1250.5` are the same.

    Raises `NotNumber`: another currency than NOK, `1.250` (which may be either), other text.
    """
    written = text.strip()
    if not written:
        return None
    if len(written) > LONGEST:
        raise NotNumber("long")
    if CURRENCY.search(written):
        raise NotNumber("currency")
    bare = OURS.sub("", written).translate(SPACES).replace("\u2212", "-").replace("\u2013", "-")
    return _plain(bare)


def _plain(bare: str) -> float:
    marks = {mark for mark in ".," if mark in bare}
    if len(marks) == 2:
        decimal = max(marks, key=bare.rfind)
        (group,) = marks - {decimal}
        whole, _, rest = bare.rpartition(decimal)
        if not re.fullmatch(r"-?\d{1,3}(?:" + re.escape(group) + r"\d{3})+", whole):
            raise NotNumber("text")
        bare = whole.replace(group, "") + "." + rest
    elif GROUPS.fullmatch(bare.removeprefix("-")):
        raise NotNumber("ambiguous")
    bare = bare.replace(",", ".")
    if not NUMBER.fullmatch(bare):
        raise NotNumber("text")
    return float(bare)


def written(number: float, most: int = 10) -> str:
    """A number as it can be written back: groups of three with a hard space, the language's decimal mark."""
    if not math.isfinite(number):
        return ""
    rounded = float(f"{number:.{most}g}")
    text = f"{rounded:,.{_decimals(rounded)}f}"
    mark = "." if (get_language() or "").startswith("en") else ","
    return text.replace(",", "\u00a0").replace(".", mark).replace("-", "\u2212")


def _decimals(number: float) -> int:
    text = format(number, ".10f").rstrip("0")
    return len(text) - text.index(".") - 1


def scaled(value: Any, scale: float, shift: float = 0.0) -> Any:
    """A value or range, every number of it times `scale` plus `shift`, rounded to what a person wrote."""
    if isinstance(value, Mapping):
        ends = {key: _round(value.get(key), scale, shift) for key in ("low", "high", "mode")}
        return {**ends, "kind": value.get("kind", "uniform")}
    return _round(value, scale, shift)


def _round(number: Any, scale: float, shift: float) -> Any:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    return float(f"{number * scale + shift:.12g}")


def made(low: float | None, likely: float | None, high: float | None, kind: str = "") -> Any:
    """The value of three fields: a number alone, or a range (triangular when the likely number is given too).

    `kind`: what the range was before, kept where it still can be. Raises ValueError: one end is missing
    (`end`), low above high (`order`), likely outside (`outside`).
    """
    if low is None and high is None:
        return likely
    if low is None or high is None:
        raise ValueError("end")
    if low > high:
        raise ValueError("order")
    if likely is None:
        keeps = "loguniform" if kind == "loguniform" and low > 0 else "uniform"
        return {"low": low, "high": high, "kind": keeps, "mode": None}
    if not low <= likely <= high:
        raise ValueError("outside")
    if low == high:
        return likely
    return {"low": low, "high": high, "kind": "triangular", "mode": likely}


def parts(value: Any) -> tuple[float | None, float | None, float | None]:
    """Low, likely and high of a value; a number alone is the likely one."""
    if isinstance(value, Mapping):
        likely = value.get("mode") if value.get("kind") == "triangular" else None
        return value.get("low"), likely, value.get("high")
    return None, value, None


def shown(value: Any) -> str:
    """A value in a few signs: `1 250`, or `900–1 500`."""
    low, likely, high = parts(value)
    if low is None or high is None:
        return "" if likely is None else written(likely, 6)
    return f"{written(low, 6)}\u2013{written(high, 6)}"
