"""A file of any kind that the lab knows, told apart by its first bytes."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import document as documents
from dugnad.areas.lab.business.fields import CASH, DEBT, FIXED, STAFF, TIMING
from dugnad.areas.lab.business.files import ledger, saft, sheet, trial
from dugnad.areas.lab.business.files.found import LARGEST_JSON, Found, archive, refused
from dugnad.areas.lab.business.words import CURRENCY, fault_words
from dugnad.engines.foresight.errors import Fault, Refused

Json = dict[str, Any]
LABELS = {spec.name: spec.label for spec in (*CASH, *DEBT, *FIXED, *STAFF, *TIMING)}


def read(content: bytes, document: Json, canvas: dict[str, str]) -> Found:
    """What a file would make of a model: XLSX, JSON, SAF-T (XML or ZIP), SIE or a table. Invalid at `file`."""
    head = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head:
        raise refused(_("The file is empty."))
    if content.startswith(b"PK"):
        is_sheet = any(name.startswith("xl/") for name in archive(content).namelist())
        return (
            sheet.read(content, document, canvas)
            if is_sheet
            else _books("saft", saft.read(content), document)
        )
    if head.startswith(b"{"):
        return _json(content)
    if head.startswith(b"<"):
        return _books("saft", saft.read(content), document)
    return _books("trial", trial.read(content), document)


def _json(content: bytes) -> Found:
    if len(content) > LARGEST_JSON:
        raise refused(_("The document is too large. The limit is 1 MB."))
    try:
        values = json.loads(content)
        model, lacking = documents.draft(values)
    except Refused as wrong:
        found = wrong.faults or (Fault(wrong.path, wrong.code, wrong.reason),)
        raise refused(*map(_told, found)) from wrong
    except (ValueError, RecursionError) as wrong:
        raise refused(_("This is not JSON that can be read.")) from wrong
    canvas = values.get("canvas")
    if unknown := [name for name in canvas or {} if name not in documents.BLOCKS]:
        raise refused(*[f"canvas.{name[:40]}: {_('There is no such block.')}" for name in unknown])
    notes = [
        _("The model in the file still lacks something. %(what)s") % {"what": _told(one)} for one in lacking
    ]
    return Found("json", documents.plain(model), canvas, notes=notes, seed=values.get("seed"))


def _told(fault: Fault) -> str:
    return f"{fault.path}: {fault_words(fault)}" if fault.path else str(fault_words(fault))


def _books(kind: str, books: ledger.Ledger, document: Json) -> Found:
    if books.currency != "NOK":
        raise refused(str(CURRENCY))
    made, told = ledger.put(document, books)
    notes = [
        _(
            "Books do not tell how many customers there are: each sales account is one customer. Put in the number."
        ),
        _("All pay is one position. Put in how many there are, and what one earns."),
        _("Averages over %(months)s months.") % {"months": round(books.months)},
    ]
    return Found(kind, made, None, [(str(LABELS.get(name, name)), value) for name, value in told], notes)
