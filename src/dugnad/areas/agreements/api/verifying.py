"""Verifying a signed file."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from dugnad.areas.agreements.api.giving import VerifiedOut
from dugnad.areas.agreements.api.router import router
from dugnad.areas.agreements.reporting import as_data
from dugnad.areas.agreements.uploads import body
from dugnad.areas.agreements.verification import examine
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.problems import Forbidden, Invalid

PDF_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NoSession(AuthBase):
    """Lets in whoever comes without a session, who needs neither token: nothing is changed here."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bool:
        by_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
        by_session = settings.SESSION_COOKIE_NAME in request.COOKIES and not by_token
        if by_session and check_csrf(request):
            raise Forbidden(_("The request lacks a valid CSRF token."))
        return True


@router.post(
    "/agreements/verify",
    summary="Verify a signed PDF (30 MB at most), without signing in; nothing is stored",
    auth=NoSession(),
    response={200: VerifiedOut, 403: Problem, 413: Problem, 422: Problem},
    openapi_extra=PDF_BODY,
)
@authorised(ANYONE)
def verify(request: Request) -> dict[str, Any]:
    pdf = body(request)
    if not pdf:
        raise Invalid(fields={"body": _("Send the PDF as the body of the request.")})
    return as_data(examine(pdf))
