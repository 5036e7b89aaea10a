"""What this area stores, part by part: import each part's models here."""

from dugnad.areas.lab.models.business import (
    BusinessModel,
    Comment,
    CommentInvitation,
    KeptInput,
    ModelRevision,
)
from dugnad.areas.lab.models.maturity import Answer, Assessment, Block
from dugnad.areas.lab.models.verdicts import Reckoning

__all__ = [
    "Answer",
    "Assessment",
    "Block",
    "BusinessModel",
    "Comment",
    "CommentInvitation",
    "KeptInput",
    "ModelRevision",
    "Reckoning",
]
