"""What was changed in a revision, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.words import BLOCKS

NAMED = {
    "about": lambda: _("What the model is about"),
    "streams": lambda: _("The streams"),
    "staff": lambda: _("Staff"),
    "fixed": lambda: _("Fixed costs"),
    "cash": lambda: _("Cash"),
    "debt": lambda: _("Debt"),
    "timing": lambda: _("When money comes and goes"),
    "investments": lambda: _("Investments"),
    "outlook": lambda: _("The outlook"),
    "season": lambda: _("The season"),
    "scenarios": lambda: _("Disruptions"),
    "strategies": lambda: _("Strategies"),
    "begun": lambda: _("Begun"),
    "replaced": lambda: _("Replaced by a file"),
    "document": lambda: _("Changed through the API"),
}


def change_words(what: str) -> str:
    """What a revision's `what` means to a reader."""
    name, _sep, rest = what.partition(":")
    if name == "restored":
        return _("Back to revision %(number)s") % {"number": rest}
    if name in BLOCKS:
        return str(BLOCKS[name])
    if name in NAMED:
        return NAMED[name]()
    return _("A stream")
