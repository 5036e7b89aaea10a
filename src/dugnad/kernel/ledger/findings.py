"""What verifying the log can find, told to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.engines.merkle import Code
from dugnad.kernel.ledger.models import Event


class Flaw(StrEnum):
    """What can be wrong beside the findings of the engine's audit (`Code`)."""

    NUMBERS_ALTERED = "numbers_altered"
    CHECKPOINT_FORGED = "checkpoint_forged"
    UPPER_TILES_ALTERED = "upper_tiles_altered"
    STATE_ALTERED = "state_altered"
    DETAIL_ALTERED = "detail_altered"
    CONCERNS_ALTERED = "concerns_altered"
    KEPT_UNKNOWN = "kept_unknown"
    KEPT_NOT_REACHED = "kept_not_reached"
    KEPT_DIFFERS = "kept_differs"
    COSIGNATURE_ALTERED = "cosignature_altered"
    COSIGNED_DIFFERS = "cosigned_differs"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, at the entry (or size) `index`; `until` and `other` as in the audit."""

    code: Code | Flaw
    index: int
    until: int = 0
    other: int | None = None
    proven: bool = True

    @property
    def is_entry(self) -> bool:
        """Whether an entry itself is bad or gone, not only what is kept about it."""
        lost = self.code is Flaw.STATE_ALTERED and self.until > self.index
        return lost or self.code in _ENTRY_CODES


_ENTRY_CODES = frozenset(
    {
        Code.ENTRY_ALTERED,
        Code.ENTRY_MISSING,
        Code.ENTRY_ADDED,
        Code.ENTRIES_SWAPPED,
        Code.ENTRIES_REORDERED,
        Code.ENTRIES_AND_TILES_ALTERED,
        Code.LOG_SHORTENED,
        Flaw.NUMBERS_ALTERED,
        Flaw.KEPT_NOT_REACHED,
    }
)

_WORDS = {
    Code.ENTRY_ALTERED: gettext_lazy("Entry %(index)s was altered after it was sealed."),
    Code.ENTRY_MISSING: gettext_lazy("Entries were removed: from %(index)s up to %(last)s."),
    Code.ENTRY_ADDED: gettext_lazy(
        "Entries were put in that were never sealed: from %(index)s up to %(last)s."
    ),
    Code.ENTRIES_SWAPPED: gettext_lazy("Entries %(index)s and %(other)s stand in each other's place."),
    Code.ENTRIES_REORDERED: gettext_lazy(
        "Entries were reordered: another stands at %(index)s, and the one sealed there stands at %(other)s."
    ),
    Code.TILES_ALTERED: gettext_lazy(
        "The entries are whole, but the kept hashes of entries %(index)s to %(last)s were altered."
    ),
    Code.ENTRIES_AND_TILES_ALTERED: gettext_lazy(
        "Entries and their kept hashes were altered together: the first bad entry is between %(index)s and %(last)s."
    ),
    Code.LOG_SHORTENED: gettext_lazy(
        "The log was cut short: %(until)s entries were signed for, and those from %(index)s on cannot be proven."
    ),
    Code.CHECKPOINT_WRONG: gettext_lazy("The checkpoint at %(index)s entries does not belong to this log."),
    Flaw.NUMBERS_ALTERED: gettext_lazy("The numbering of the entries was altered, first at entry %(index)s."),
    Flaw.CHECKPOINT_FORGED: gettext_lazy(
        "The checkpoint at %(index)s entries is not signed by the log's key."
    ),
    Flaw.UPPER_TILES_ALTERED: gettext_lazy(
        "The entries are whole, but kept hashes of level %(other)s were altered, first in tile %(index)s."
    ),
    Flaw.STATE_ALTERED: gettext_lazy(
        "The log holds %(index)s sealed entries, but the sealer counted %(until)s."
    ),
    Flaw.DETAIL_ALTERED: gettext_lazy("The detail of entry %(index)s was altered after it was sealed."),
    Flaw.CONCERNS_ALTERED: gettext_lazy(
        "The entries are whole, but whom entry %(index)s concerns was altered in the index of the log."
    ),
    Flaw.KEPT_UNKNOWN: gettext_lazy("The checkpoint kept elsewhere is not signed by the log's key."),
    Flaw.KEPT_NOT_REACHED: gettext_lazy(
        "The log was cut short: it holds %(index)s entries, and a checkpoint kept elsewhere vouches for %(until)s."
    ),
    Flaw.KEPT_DIFFERS: gettext_lazy(
        "The log was rewritten: a checkpoint of %(index)s entries that was kept elsewhere is not of this log."
    ),
    Flaw.COSIGNATURE_ALTERED: gettext_lazy("A cosignature at %(index)s entries was altered."),
    Flaw.COSIGNED_DIFFERS: gettext_lazy(
        "The log was rewritten: a witness has cosigned %(index)s entries that are not those of this log."
    ),
}


def in_words(found: Found) -> str:
    """One sentence, and for a bad entry that is still there what it tells of."""
    numbers = {
        "index": number_format(found.index, use_l10n=True, force_grouping=True),
        "last": number_format(max(found.until - 1, found.index), use_l10n=True, force_grouping=True),
        "until": number_format(found.until, use_l10n=True, force_grouping=True),
        "other": number_format(found.other or 0, use_l10n=True, force_grouping=True),
    }
    sentence = str(_WORDS[found.code]) % numbers
    if not found.proven:
        sentence += " " + _("No checkpoint covers it yet.")
    return sentence


def entry_in_words(index: int) -> str:
    """What the entry now at that place says of itself; '' when there is none."""
    event = Event.objects.filter(index=index).first()
    if event is None:
        return ""
    time = date_format(localtime(event.at), "DATETIME_FORMAT")
    words = {"name": event.name, "time": time, "thing": event.thing}
    return _("That entry now says: %(name)s, %(time)s, about %(thing)s.") % words
