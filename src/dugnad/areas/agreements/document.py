"""From an agreement's content to its PDF with empty signature fields, in the agreement's own language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.areas.agreements.catalogue import data_words, purpose_words
from dugnad.areas.agreements.content import ClauseView, Content
from dugnad.areas.agreements.ports import SealOwner
from dugnad.areas.agreements.words import enumeration, period_words, sentence
from dugnad.engines.typesetting import (
    Agreement,
    Clause,
    Fault,
    Labels,
    Party,
    Sharing,
    TypesettingError,
    typeset_agreement,
    typeset_stamp,
)
from dugnad.kernel.problems import Invalid

STAMP_WIDTH, STAMP_HEIGHT = 209.76, 76.54  # points; the signature box of the typeset page, 74 by 27 mm


@dataclass(frozen=True, slots=True)
class Place:
    """Who is to sign for a party, on what authority."""

    organisation: UUID
    person: UUID
    name: str
    authority: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The document that waits for signatures: `fields` are the signature fields in the order of the places."""

    pdf: bytes
    content: dict[str, Any]
    fields: tuple[str, ...]
    digest: str


def prepare(
    content: Content,
    places: Sequence[Place],
    *,
    number: str,
    notice: str | None,
    at: datetime,
    seal: SealOwner | None = None,
) -> Prepared:
    """Typeset the agreement and add its signature fields. Invalid when a character cannot be printed."""
    from dugnad.engines.pades.signing import Field, add_fields

    with translation.override(content.row.language):
        try:
            made = typeset_agreement(_agreement(content, places, number, seal), _labels(notice), created=at)
        except TypesettingError as error:
            raise _told(error) from error
    fields = [Field(box.field, box.page, box.rectangle, box.name) for box in made.boxes]
    pdf = add_fields(made.pdf, fields)
    frozen = json.loads(made.attached)
    return Prepared(pdf, frozen, _fields_of(content, places, frozen), hashlib.sha256(pdf).hexdigest())


def _told(error: TypesettingError) -> Exception:
    if error.fault is not Fault.UNPRINTABLE:
        return error
    told = _("The document cannot show these characters: %(characters)s") % {"characters": error.characters}
    return Invalid(told)


def _agreement(content: Content, places: Sequence[Place], number: str, seal: SealOwner | None) -> Agreement:
    row = content.row
    made: Agreement = {
        "title": row.title,
        "language": cast(Literal["nb", "nn", "en"], row.language),
        "number": number,
        "parties": [_party(party.id, party.name, party.number, places) for party in content.parties],
        "effective": row.effective.isoformat(),
        "expires": row.expiry.isoformat(),
        "clauses": [_clause(clause, content) for clause in content.clauses] + _conditions(content),
        "substitutes": True,
    }
    if seal:
        made["seal"] = {"name": seal.name, "organisation_number": seal.number}
    return made


def _party(party: UUID, name: str, number: str, places: Sequence[Place]) -> Party:
    return {
        "name": name,
        "organisation_number": number,
        "signatories": [
            {"name": place.name, "role": place.authority} for place in places if place.organisation == party
        ],
    }


def _clause(clause: ClauseView, content: Content) -> Clause:
    said = sentence(clause.facts, content.names, content.period) if clause.facts else ""
    text = "\n\n".join(part for part in (said, clause.text) if part)
    return {
        "number": str(clause.number),
        "heading": clause.heading,
        "text": text,
        "sharing": _sharing(clause, content.names),
    }


def _sharing(clause: ClauseView, names: Mapping[UUID, str]) -> Sharing | None:
    if clause.facts is None:
        return None
    return {
        "what": data_words(clause.facts.data),
        "purpose": purpose_words(clause.facts.purpose),
        "giver": enumeration([names[one] for one in clause.facts.givers]),
        "receiver": enumeration([names[one] for one in clause.facts.receivers]),
        "period": period_words(clause.facts.period),
    }


def _conditions(content: Content) -> list[Clause]:
    if not content.row.conditions:
        return []
    number = str(len(content.clauses) + 1)
    return [{"number": number, "heading": _("Conditions"), "text": content.row.conditions, "sharing": None}]


def _fields_of(content: Content, places: Sequence[Place], frozen: Mapping[str, Any]) -> tuple[str, ...]:
    """The field of each place: the engine numbers them party by party, in the order of the places."""
    waiting = {
        party.id: [signatory["field"] for signatory in printed["signatories"]]
        for party, printed in zip(content.parties, frozen["parties"], strict=True)
    }
    return tuple(waiting[place.organisation].pop(0) for place in places)


def _labels(notice: str | None) -> Labels:
    return {
        "kind": _("Cooperation agreement"),
        "number": _("Number"),
        "effective": _("Takes effect"),
        "expires": _("Last day"),
        "no_expiry": _("No last day"),
        "parties": _("Parties"),
        "party": _("Party"),
        "signatories": _("Signed by"),
        "organisation_number": _("Organisation number"),
        "sharing": _("Sharing"),
        "what": _("What"),
        "purpose": _("Purpose"),
        "giver": _("From"),
        "receiver": _("To"),
        "period": _("Period"),
        "signatures": _("Signatures"),
        "signature_note": _(
            "This document is signed electronically. Verify it with the file itself, not on paper. "
            "Another signatory of the same organisation may sign in the place of one who is named here."
        ),
        "signature": _("Signature"),
        "page": _("Page {page} of {pages}"),
        "trust_notice": notice,
    }


def stamp(name: str, lines: Sequence[str], *, language: str, at: datetime) -> bytes:
    """What a filled signature box shows, as a small PDF."""
    return typeset_stamp(name, lines, language=language, width=STAMP_WIDTH, height=STAMP_HEIGHT, created=at)
