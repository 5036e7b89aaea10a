"""Every write to agreements: drafting, clauses, sending, signing, answering, ending, and what follows by itself."""

from dugnad.areas.agreements.services.answering import decline, delegate, heirs, remind, remind_waiting
from dugnad.areas.agreements.services.clauses import (
    add_clause,
    add_standard_clause,
    change_clause,
    move_clause,
    remove_clause,
    restore_clause,
)
from dugnad.areas.agreements.services.drafting import change_head, discard, write_agreement
from dugnad.areas.agreements.services.effects import tell_effects
from dugnad.areas.agreements.services.ending import revoke
from dugnad.areas.agreements.services.finalising import finalise, finalise_job, finalise_waiting
from dugnad.areas.agreements.services.sending import Sending, send, withdraw
from dugnad.areas.agreements.services.signing import sign

__all__ = [
    "Sending",
    "add_clause",
    "add_standard_clause",
    "change_clause",
    "change_head",
    "decline",
    "delegate",
    "discard",
    "finalise",
    "finalise_job",
    "finalise_waiting",
    "heirs",
    "move_clause",
    "remind",
    "remind_waiting",
    "remove_clause",
    "restore_clause",
    "revoke",
    "send",
    "sign",
    "tell_effects",
    "withdraw",
    "write_agreement",
]
