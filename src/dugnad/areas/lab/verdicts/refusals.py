"""What the engine or its room says no to, as problems in the reader's words."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.verdicts.room.rooms import QUICK_SECONDS, Broken, Full, Heard, Room, Still
from dugnad.areas.lab.verdicts.stamp import MOST_FUTURES
from dugnad.engines.foresight.errors import Refused
from dugnad.kernel.problems import Invalid, Problem

REFUSALS: Final = {
    "too_few": gettext_lazy("Ask for at least 100 futures; fewer say too little."),
    "unknown_world": gettext_lazy("There is no such scenario in this model."),
    "unknown_lever": gettext_lazy("There is no such lever."),
    "out_of_bounds": gettext_lazy("This is outside what can be asked for."),
    "too_short": gettext_lazy(
        "There are too few values; at least four are needed, five to see more than a line."
    ),
    "all_zero": gettext_lazy("All values are zero."),
    "negative": gettext_lazy("A value is negative."),
    "not_numbers": gettext_lazy("Every value must be a number."),
    "not_finite": gettext_lazy("A value is missing or infinite."),
    "decreasing": gettext_lazy("The numbers do not grow, so no curve of growth fits."),
    "not_a_share": gettext_lazy("A share is above 100 %."),
    "one_generation": gettext_lazy(
        "There is one column only. Give one for each generation, the oldest first."
    ),
    "ragged": gettext_lazy("Every generation needs a number in each period, 0 before it is sold."),
    "out_of_order": gettext_lazy("Each generation must begin after the one before it. Put the oldest first."),
    "no_fit": gettext_lazy("No curve of this form comes near the values."),
    "nothing_varies": gettext_lazy(
        "No number of the model has a range, so nothing can matter more than the rest."
    ),
    "flat": gettext_lazy("The result is the same in every future, so nothing matters more than the rest."),
    "not_ready": gettext_lazy("The model lacks something. Fill it in first."),
    "nothing_to_find": gettext_lazy("It always or never fails, so there are no conditions to tell apart."),
}


class Busy(Problem):
    """Too many want to reckon at once."""

    status = 503
    code = "engine-busy"
    title = gettext_lazy("The engine is busy. Try again in a moment")


class Stopped(Problem):
    """The reckoning took too long or broke off."""

    status = 503
    code = "engine-stopped"
    title = gettext_lazy("The reckoning was stopped, because it took too long or broke off")


def words_of(code: str, reason: str = "") -> str:
    """A refusal in words; the engine's own English reason where there is no better."""
    if code == "too_many":
        return _("At most %(most)s futures can be asked for: more would not make the figures better.") % {
            "most": f"{MOST_FUTURES:,}".replace(",", "\u00a0")
        }
    return str(REFUSALS.get(code, reason))


def invalid(refused: Refused) -> Invalid:
    """The refusal at its fields."""
    fields = {fault.path or "document": words_of(fault.code, fault.reason) for fault in refused.faults}
    return Invalid(fields=fields)


def ask(
    room: Room,
    call: str,
    *,
    seconds: float = QUICK_SECONDS,
    heard: Heard | None = None,
    still: Still | None = None,
    **arguments: Any,
) -> Any:
    """What the room gives. Raises `Invalid` at its fields, `Busy`, `Stopped`."""
    try:
        return room.ask(call, seconds=seconds, heard=heard, still=still, **arguments)
    except Refused as refused:
        raise invalid(refused) from refused
    except Full as full:
        raise Busy from full
    except Broken as broken:
        raise Stopped from broken
