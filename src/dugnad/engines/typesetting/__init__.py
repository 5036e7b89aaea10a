"""Typst to PDF/A: documents from data, deterministic and tagged, with files attached."""

from dugnad.engines.typesetting.agreement import (
    Agreement,
    Clause,
    Labels,
    Party,
    Seal,
    Sharing,
    Signatory,
    SignatureBox,
    TypesetAgreement,
    typeset_agreement,
    typeset_stamp,
)
from dugnad.engines.typesetting.errors import Fault, TypesettingError
from dugnad.engines.typesetting.rendering import Attachment, Standard, query, render

__all__ = [
    "Agreement",
    "Attachment",
    "Clause",
    "Fault",
    "Labels",
    "Party",
    "Seal",
    "Sharing",
    "Signatory",
    "SignatureBox",
    "Standard",
    "TypesetAgreement",
    "TypesettingError",
    "query",
    "render",
    "typeset_agreement",
    "typeset_stamp",
]
