"""Verifying a signed file."""

from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.agreements.api.giving import Problem, VerifiedOut
from dugnad.areas.agreements.api.router import router
from dugnad.areas.agreements.reporting import as_data
from dugnad.areas.agreements.uploads import body
from dugnad.areas.agreements.verification import examine
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

PDF_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "/agreements/verify",
    summary="Verify a signed PDF (30 MB at most); nothing is stored",
    response={200: VerifiedOut, 403: Problem, 413: Problem, 422: Problem},
    openapi_extra=PDF_BODY,
)
@authorised(ANYONE)
def verify(request: Request) -> dict[str, Any]:
    pdf = body(request)
    if not pdf:
        raise Invalid(fields={"body": _("Send the PDF as the body of the request.")})
    return as_data(examine(pdf))
