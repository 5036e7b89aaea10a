"""`/ledger/state/`: what the log vouches for, in public, and how anyone can check it."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.ledger.entry import Entry
from dugnad.kernel.ledger.models import EPOCH, Checkpoint
from dugnad.kernel.ledger.proofs import FAULTS, Proof, check, consistency, verifier_key
from dugnad.kernel.problems import Invalid
from dugnad.kernel.witnesses.selectors import watching
from dugnad.web.house.forms import ProofForm
from dugnad.web.house.telling import plain, says

PAGE = 20
LONGEST_SIZE = 18


@require_GET
@authorised(ANYONE)
@never_cache
def state(request: Request) -> HttpResponse:
    rows = Checkpoint.objects.order_by("-size")
    shown = {
        "last": rows.first(),
        "key": verifier_key(),
        "witnesses": watching(),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "consistency": _asked_consistency(request),
        "old": request.GET.get("old", ""),
        "new": request.GET.get("new", ""),
    }
    return render(request, "house/state.html", shown)


def _asked_consistency(request: Request) -> dict[str, object] | None:
    """The proof between the two sizes of the query, or what is wrong with them."""
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    if not old and not new:
        return None
    if not (_is_size(old) and _is_size(new)):
        return {"wrong": _("Give two sizes of the log, as whole numbers.")}
    try:
        return {"hashes": [node.hex() for node in consistency(int(old), int(new))], "old": old, "new": new}
    except Invalid as wrong:
        return {"wrong": " ".join(str(text) for text in wrong.fields.values())}


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_SIZE


@require_GET
@authorised(ANYONE)
def checkpoint_file(request: Request) -> HttpResponse:
    """The last signed checkpoint as a note (C2SP tlog-checkpoint), for those who keep a copy elsewhere."""
    last = Checkpoint.objects.order_by("-size").first()
    return HttpResponse(
        last.note if last else "", content_type="text/plain; charset=utf-8", status=200 if last else 404
    )


@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def check_proof(request: Request) -> HttpResponse:
    """Check a proof that someone was given."""
    sent = request.method == "POST"
    form = ProofForm(request.POST if sent else None, request.FILES if sent else None)
    outcome = _outcome(form) if form.is_valid() else None
    shown = {
        "form": form,
        "outcome": outcome,
        "crumbs": [{"label": _("The log"), "url": reverse("ledger_state")}],
    }
    return render(request, "house/check.html", shown, status=422 if form.errors else 200)


def _outcome(form: ProofForm) -> dict[str, object] | None:
    try:
        proof = Proof.from_json(form.text())
        faults = check(proof, form.cleaned_data["key"] or verifier_key())
    except Invalid as wrong:
        for field, text in wrong.fields.items():
            form.add_error(field, str(text))
        return None
    told = Entry.from_bytes(proof.entry)
    return {
        "proof": proof,
        "entry": told,
        "says": says(told.name),
        "at": EPOCH + timedelta(microseconds=told.at_us),
        "facts": [(key, plain(value)) for key, value in proof.facts.items()],
        "faults": [FAULTS[fault] for fault in faults],
    }
