"""From rows to what comes out of the API."""

from __future__ import annotations

from typing import Any

from dugnad.areas.agreements.content import ClauseView, Content
from dugnad.areas.agreements.models import Agreement, Signature, SigningRound
from dugnad.areas.agreements.selectors import status_of


def listed(row: Agreement) -> dict[str, Any]:
    """An agreement in a list."""
    return {
        "id": row.id,
        "title": row.title,
        "status": status_of(row),
        "effective": row.effective,
        "expiry": row.expiry,
        "parties": [
            {"id": one.organisation_id, "name": one.organisation.name} for one in row.party_rows.all()
        ],
    }


def whole(content: Content, rounds: list[SigningRound] | None) -> dict[str, Any]:
    """An agreement; with `rounds` None only what the network may know of it."""
    row = content.row
    names = ["id", "title", "language", "effective", "expiry", "signed_at", "revoked_from"]
    shown = content.sharing if rounds is None else content.clauses
    facts: dict[str, Any] = {
        "status": status_of(row),
        "parties": [{"id": one.id, "name": one.name, "number": one.number} for one in content.parties],
        "clauses": [_clause(one, content, full=rounds is not None) for one in shown],
    }
    if rounds is not None:
        names += ["version", "head_version", "conditions", "revoked_reason"]
        facts["rounds"] = [_round(one) for one in rounds]
    return facts | {name: getattr(row, name) for name in names}


def _clause(clause: ClauseView, content: Content, *, full: bool) -> dict[str, Any]:
    written = {"id": clause.id, "text": clause.text, "version": clause.version} if full else {}
    plain = {"number": clause.number, "kind": clause.kind, "heading": clause.heading}
    return {**plain, "sharing": _sharing(clause, content), **written}


def _sharing(clause: ClauseView, content: Content) -> dict[str, Any] | None:
    facts = clause.facts
    if facts is None:
        return None
    return {
        "in_words": content.sentence(clause),
        "givers": facts.givers,
        "receivers": facts.receivers,
        "data": facts.data,
        "purpose": facts.purpose,
        "first_day": facts.period.first,
        "last_day": facts.period.last,
    }


def _round(row: SigningRound) -> dict[str, Any]:
    names = ("number", "state", "order", "message", "sent_at", "closed_at", "finalised_at", "digest")
    plain = {name: getattr(row, name) for name in names}
    return {**plain, "signatures": [signature_out(one) for one in row.signatures.all()]}


def signature_out(row: Signature) -> dict[str, Any]:
    """One place where a person signs."""
    names = ("id", "position", "name", "authority", "state", "done_at", "reason", "delegated_from")
    return {"organisation": row.organisation_id, **{name: getattr(row, name) for name in names}}
