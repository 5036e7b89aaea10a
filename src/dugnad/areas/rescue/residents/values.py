"""What is told of a person's need, as plain values, and what does not go together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.rescue.models.residents import Aid, Device, Stairs
from dugnad.kernel.problems import Invalid

MOST_CARRIERS = 6
REFERENCE = re.compile(r"(?=.*\d)[\w./-]{1,20}")
LONGEST_NAME = 160
SHORTEST_REASON, LONGEST_REASON = 10, 300
IDENTITY_NUMBER = re.compile(r"\d{11}")


@dataclass(frozen=True, slots=True)
class NeedValues:
    """What help is needed to get out, as function. There is no field for words, so no diagnosis can be written."""

    stairs: str
    aid: str = Aid.NONE
    carriers: int = 0
    device: str = Device.NONE
    hears_alarm: bool = True
    lives_alone: bool = False

    def checked(self) -> NeedValues:
        """The same; Invalid at the field for what is not known or does not go together."""
        wrong = dict(_unknown(self)) or dict(_contradictions(self))
        if wrong:
            raise Invalid(fields=wrong)
        return self


def _unknown(need: NeedValues) -> Mapping[str, str]:
    known = {"stairs": Stairs.values, "aid": Aid.values, "device": Device.values}
    wrong = {
        name: _("Choose one of these.") for name, values in known.items() if getattr(need, name) not in values
    }
    if not 0 <= need.carriers <= MOST_CARRIERS:
        wrong["carriers"] = _("A number from 0 to %(most)d.") % {"most": MOST_CARRIERS}
    return wrong


def _contradictions(need: NeedValues) -> Mapping[str, str]:
    if need.stairs != Stairs.ALONE:
        return {}
    wrong: dict[str, Any] = {}
    if need.carriers or need.device != Device.NONE:
        wrong["carriers"] = _(
            "Someone who walks stairs alone needs nobody to carry them. Correct one of the two."
        )
    if need.aid == Aid.BED:
        wrong["aid"] = _("Someone who stays in bed does not walk stairs alone. Correct one of the two.")
    return wrong


def reference(text: str) -> str:
    """A care service's own reference; Invalid when it could be a name or an identity number."""
    words = text.strip()
    if not REFERENCE.fullmatch(words) or IDENTITY_NUMBER.search(words):
        says = _("A code of yours with a number in it, such as H-214. Not a name, not an identity number.")
        raise Invalid(fields={"reference": says})
    return words


def reason(text: str) -> str:
    """Why, in a line; Invalid when it is too short or too long."""
    words = " ".join(text.split())
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        limits = {"least": SHORTEST_REASON, "most": LONGEST_REASON}
        raise Invalid(fields={"reason": _("Say why, in %(least)d to %(most)d characters.") % limits})
    return words
