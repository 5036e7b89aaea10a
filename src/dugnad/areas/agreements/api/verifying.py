"""Verifying a signed file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Router

from dugnad.areas.agreements.uploads import body
from dugnad.areas.agreements.verification import as_data, examine
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router()
PDF_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "/agreements/verify",
    summary="Verify a signed PDF (30 MB at most); nothing is stored",
    openapi_extra=PDF_BODY,
)
@authorised(ANYONE)
def verify(request: Request) -> dict[str, Any]:
    pdf = body(request)
    if not pdf:
        raise Invalid(fields={"body": _("Send the PDF as the body of the request.")})
    return as_data(examine(pdf))
