"""What a person may see or do, and why: one pure rule and its queryset form."""

from dugnad.kernel.access.rules import (
    Anyone,
    Decision,
    Granted,
    Operator,
    Party,
    Role,
    Self,
    SignedIn,
    decide,
)
from dugnad.kernel.access.values import NOBODY, Actor, GrantValue, Kind, Reason, Thing

__all__ = [
    "NOBODY",
    "Actor",
    "Anyone",
    "Decision",
    "GrantValue",
    "Granted",
    "Kind",
    "Operator",
    "Party",
    "Reason",
    "Role",
    "Self",
    "SignedIn",
    "Thing",
    "decide",
]
