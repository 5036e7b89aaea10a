"""Verifying a signed file: open to anyone, nothing is stored."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.areas.agreements.notices import legal_notice
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.uploads import TooLarge, uploaded_file
from dugnad.areas.agreements.verification import LARGEST, examine, tell
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request


# Exempt because the check of the token would read the whole upload before its size is known. Nothing is changed here.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def verify(request: Request) -> HttpResponse:
    context: dict[str, object] = {"legal_notice": legal_notice(), "limit": str(LARGEST)}
    if request.method == "GET":
        return render(request, "agreements/verify.html", context)
    try:
        name, pdf = uploaded_file(request, "file")
    except TooLarge as problem:
        return render(request, "agreements/verify.html", context | {"fault": problem.detail}, status=413)
    if not pdf:
        return render(request, "agreements/verify.html", context | {"fault": _("Choose a file.")}, status=422)
    return render(request, "agreements/verify.html", context | {"told": tell(examine(pdf)), "name": name})


@require_GET
@authorised(ANYONE)
def authority(request: Request) -> HttpResponse:
    """The root certificate of this installation's own authority."""
    response = HttpResponse(signing().root_pem(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="dugnad-authority.pem"'
    return response
