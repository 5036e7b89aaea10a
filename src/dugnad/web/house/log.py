"""`/ledger/`: what has happened that concerns the reader, and the proof of each entry."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dugnad.kernel.access.reasons import explain
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.registry import kinds
from dugnad.kernel.ledger import selectors
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.proofs import Proof, check, prove
from dugnad.kernel.problems import NotFound
from dugnad.web.house.forms import EntriesForm
from dugnad.web.house.telling import tell

LONGEST_CURSOR = 18


@require_GET
@authorised(PERSON)
@never_cache
def entries(request: Request) -> HttpResponse:
    form = EntriesForm(request.GET, request.actor)
    found = selectors.entries(request.actor, form.wanted(), before=_cursor(request))
    shown = {
        "form": form,
        "lines": tell(request.actor, found.events),
        "before": found.before,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "kinds": " ".join(kinds()),
        "later": _cursor(request) is not None,
    }
    part = "house/entries_list.html" if "HX-Request" in request.headers else "house/entries.html"
    return render(request, part, shown)


def _cursor(request: Request) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_CURSOR else None


@require_GET
@authorised(PERSON)
@never_cache
def entry(request: Request, index: int) -> HttpResponse:
    event, decision = selectors.entry(request.actor, index)
    proof = _proof(event)
    shown = {
        "line": tell(request.actor, [event])[0],
        "reason": explain(decision.reason, {}),
        "proof": proof,
        # The file as it is handed out is what is checked, not what it was made from.
        "faults": check(Proof.from_json(proof.to_json())) if proof else [],
        "erased": event.commitment and not selectors.has_detail(event),
    }
    return render(request, "house/entry.html", shown)


def _proof(event: Event) -> Proof | None:
    try:
        return prove(event)
    except NotFound:
        return None


@require_GET
@authorised(PERSON)
@never_cache
def proof_file(request: Request, index: int) -> HttpResponse:
    """The proof for others to check; with `?detail=1` it shows the detail too."""
    proof = _asked_proof(request, index)
    return _download(proof.to_json(), "application/json", f"dugnad-{index}.json")


@require_GET
@authorised(PERSON)
@never_cache
def proof_text(request: Request, index: int) -> HttpResponse:
    """The proof for people to read."""
    event, _decision = selectors.entry(request.actor, index)
    facts = {"line": tell(request.actor, [event])[0], "proof": _asked_proof(request, index)}
    text = render(request, "house/proof.txt", facts).content.decode()
    return _download(text, "text/plain; charset=utf-8", f"dugnad-{index}.txt")


def _asked_proof(request: Request, index: int) -> Proof:
    event, _decision = selectors.entry(request.actor, index)
    open_to = selectors.details(request.actor, [event]) if request.GET.get("detail") == "1" else {}
    return prove(event, detail=open_to.get(event.id))


def _download(text: str, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=kind, headers=disposition)
