"""Verifying a signed file: open to anyone, nothing is stored."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.areas.agreements.notices import legal_notice
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.uploads import TooLarge, keep_in_memory, uploaded_file
from dugnad.areas.agreements.verification import LARGEST, examine, tell
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request


# The check of the token reads the form, so it comes after the form's size is bounded.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def verify(request: Request) -> HttpResponse:
    """The form, or the answer on the file that was sent."""
    try:
        keep_in_memory(request)
        return _verify(request)
    except TooLarge as problem:
        return _page(request, 413, fault=problem.detail)


@csrf_protect
def _verify(request: Request) -> HttpResponse:
    if request.method == "GET":
        return _page(request, 200)
    name, pdf = uploaded_file(request, "file")
    if not pdf:
        return _page(request, 422, fault=_("Choose a file."))
    return _page(request, 200, told=tell(examine(pdf)), name=name)


def _page(request: Request, status: int, **shown: object) -> HttpResponse:
    context = {"legal_notice": legal_notice(), "limit": str(LARGEST), **shown}
    return render(request, "agreements/verify.html", context, status=status)


@require_GET
@authorised(ANYONE)
def authority(request: Request) -> HttpResponse:
    """The root certificate of this installation's own authority."""
    response = HttpResponse(signing().root_pem(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="dugnad-authority.pem"'
    return response
