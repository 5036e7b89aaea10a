"""How each route of this area is tried; see tests/world.py."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.utils import timezone

from dugnad.areas.agreements import services
from dugnad.areas.agreements.content import content_of, grants_of
from dugnad.areas.agreements.document import Place, Prepared, prepare
from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Clause,
    Document,
    RoundState,
    Signature,
    SigningRound,
)
from dugnad.areas.agreements.rules import DATA_PEOPLE
from dugnad.areas.agreements.shared import COOPERATION
from dugnad.areas.agreements.tests.makers import NEXT_YEAR, TODAY
from dugnad.areas.agreements.values import ClauseValues, Head
from dugnad.kernel.agreements.services import switch_on
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.services import give_role
from tests import people
from tests.world import Builder, Sample, World

SIDES = ("own", "partner")


def _head(world: World) -> Head:
    return Head("Eksempel på avtale", "nb", TODAY, NEXT_YEAR, (world.own.id, world.partner.id))


def _sharing(world: World) -> dict[str, Any]:
    return {
        "kind": "sharing",
        "givers": (world.partner.id,),
        "receivers": (world.own.id,),
        "data": DATA_PEOPLE,
        "purpose": COOPERATION,
    }


def draft(world: World) -> Agreement:
    """A draft between own and partner, with two clauses."""
    actor = world.actor("own signatory")
    row = services.write_agreement(actor=actor, head=_head(world))
    services.add_standard_clause(actor=actor, agreement=row.id, key="purpose")
    services.add_clause(actor=actor, agreement=row.id, values=ClauseValues(**_sharing(world)))
    row.refresh_from_db()
    return row


def sent(world: World) -> Agreement:
    """One that waits for both signatories. Its document is typeset once a run: only its fields matter here."""
    row = draft(world)
    made = _document(world)
    current = SigningRound.objects.create(agreement=row, number=1, content=made.content, digest=made.digest)
    Document.objects.create(round=current, pdf=made.pdf)
    for position, (side, field) in enumerate(zip(SIDES, made.fields, strict=True), 1):
        signer = _signer(world, side)
        Signature.objects.create(
            round=current,
            organisation=getattr(world, side),
            person=signer,
            name=signer.name,
            authority=people.AUTHORITY,
            field=field,
            position=position,
            asked_at=timezone.now() - timedelta(days=2),
        )
    Agreement.objects.filter(id=row.id).update(state=AgreementState.SIGNING)
    return row


def _signer(world: World, side: str) -> Person:
    """Own's administrator signs as well, so that the pages of signing open for the one who looks at all pages."""
    if side != "own":
        return world.people[f"{side} signatory"]
    signer = world.people["own administrator"]
    if not signer.memberships.filter(role="signatory").exists():
        give_role(
            actor=people.PLATFORM,
            organisation=world.own.id,
            person=signer,
            role="signatory",
            authority=people.AUTHORITY,
        )
    return signer


@cache
def _made() -> dict[str, Prepared]:
    return {}


def _document(world: World) -> Prepared:
    if "one" not in _made():
        places = [
            Place(
                getattr(world, side).id, world.people[f"{side} signatory"].id, f"{side} signatory", "Eksempel"
            )
            for side in SIDES
        ]
        content = content_of(draft(world))
        at = timezone.now().replace(microsecond=0)
        _made()["one"] = prepare(content, places, number="2026-EKSEMPEL", notice=None, at=at)
    return _made()["one"]


def signed(world: World) -> Agreement:
    """One in force, without the signatures themselves."""
    row = sent(world)
    now = timezone.now()
    Signature.objects.filter(round__agreement=row).update(state="signed", done_at=now)
    SigningRound.objects.filter(agreement=row).update(
        state=RoundState.SIGNED, closed_at=now, finalised_at=now
    )
    Agreement.objects.filter(id=row.id).update(state=AgreementState.SIGNED, signed_at=now, took_effect_at=now)
    row.refresh_from_db()
    switch_on(grants_of(content_of(row)))
    return row


def _clause(row: Agreement) -> Clause:
    found = row.clauses.first()
    assert found
    return found


def _place(row: Agreement) -> Signature:
    return Signature.objects.get(round__agreement=row, position=1)


def _heir(world: World) -> Person:
    """Another signatory of own, who may take over."""
    return people.person("signatory own", world.own, "signatory")


def _head_form(world: World) -> dict[str, Any]:
    return {
        "title": "Ny avtale",
        "parties": [world.own.number, world.partner.number],
        "effective": TODAY.isoformat(),
        "expiry": NEXT_YEAR.isoformat(),
        "language": "nb",
    }


def _head_json(world: World) -> dict[str, Any]:
    form = _head_form(world)
    return form | {"parties": [str(world.own.id), str(world.partner.id)]}


def _on(make: Any, **data: Any) -> Builder:
    """A sample on an agreement that `make` gives; `data` is the body of a change."""

    def build(world: World) -> Sample:
        return Sample({"agreement": make(world).id}, data=data or {})

    return build


def _on_clause(**data: Any) -> Builder:
    def build(world: World) -> Sample:
        row = draft(world)
        return Sample({"agreement": row.id, "clause": _clause(row).id}, data=data)

    return build


def _on_place(**data: Any) -> Builder:
    def build(world: World) -> Sample:
        row = sent(world)
        return Sample({"agreement": row.id, "signature": _place(row).id}, data=data)

    return build


def _delegating(world: World) -> Sample:
    heir = _heir(world)
    row = sent(world)
    return Sample({"agreement": row.id, "signature": _place(row).id}, data={"to": str(heir.id)})


def _sending_form(world: World) -> Sample:
    row = draft(world)
    chosen = [f"{getattr(world, side).id}.{world.people[f'{side} signatory'].id}" for side in SIDES]
    return Sample({"agreement": row.id}, data={"seen": row.version, "order": "parallel", "signatory": chosen})


def _sending_json(world: World) -> Sample:
    row = draft(world)
    signatories = [
        {"organisation": str(getattr(world, side).id), "person": str(world.people[f"{side} signatory"].id)}
        for side in SIDES
    ]
    return Sample({"agreement": row.id}, data={"seen": row.version, "signatories": signatories})


def _sharing_form(world: World) -> dict[str, Any]:
    values = _sharing(world)
    return {
        "givers": [str(world.partner.id)],
        "receivers": [str(world.own.id)],
        "what": values["data"],
        "purpose": values["purpose"],
    }


def _sharing_sample(world: World) -> Sample:
    return Sample({"agreement": draft(world).id}, data=_sharing_form(world))


def _words(world: World) -> Sample:
    return Sample({"agreement": draft(world).id}, query={"what": DATA_PEOPLE})


def _removed(world: World) -> Sample:
    row = draft(world)
    clause = _clause(row)
    services.remove_clause(actor=world.actor("own signatory"), agreement=row.id, clause=clause.id)
    return Sample({"agreement": row.id, "clause": clause.id}, data={})


def _shared(world: World) -> Sample:
    signed(world)
    url = {"organisation": world.partner.id, "data": DATA_PEOPLE}
    return Sample(url, query={"purpose": COOPERATION}, public=True)


class NoPdf(BytesIO):
    """A file that can be sent again and again."""

    name = "example.pdf"

    def read(self, size: int | None = -1) -> bytes:
        return b"no PDF"


TEXT = {"heading": "Møter", "text": "Partene møtes hvert kvartal."}
API = "/agreements/{uuidstr:agreement}"
PLACE = f"{API}/signatures/{{uuidstr:signature}}"
SAMPLES: dict[str, Builder] = {
    "agreements:new": lambda world: Sample(data=_head_form(world), public=True),
    "agreements:verify": lambda world: Sample(data={"file": NoPdf()}, public=True),
    "agreements:agreement": _on(draft),
    "agreements:document": _on(sent),
    "agreements:earlier_document": lambda world: {"agreement": sent(world).id, "number": 1},
    "agreements:head": lambda world: Sample(
        {"agreement": draft(world).id}, data=_head_form(world) | {"seen": 1}
    ),
    "agreements:discard": _on(draft),
    "agreements:add_text": _on(draft, **TEXT),
    "agreements:add_sharing": _sharing_sample,
    "agreements:words": _words,
    "agreements:add_standard": _on(draft, key="disputes"),
    "agreements:clause": _on_clause(**TEXT, seen=1),
    "agreements:move": _on_clause(direction="down"),
    "agreements:remove": _on_clause(),
    "agreements:restore": _removed,
    "agreements:send": _sending_form,
    "agreements:take_back": _on(sent, reason="Feil dato"),
    "agreements:revoke": _on(signed, reason="Behovet er borte"),
    "agreements:sign": _on_place(),
    "agreements:decline": _on_place(reason="Vi må se på dette igjen"),
    "agreements:delegate": _delegating,
    "agreements:remind": _on_place(),
    "agreements:shared": _shared,
    "POST /agreements": lambda world: Sample(data=_head_json(world), public=True),
    "POST /agreements/verify": lambda world: Sample(data={}, public=True),
    f"GET {API}": _on(draft),
    f"PUT {API}": lambda world: Sample({"agreement": draft(world).id}, data=_head_json(world) | {"seen": 1}),
    f"DELETE {API}": _on(draft),
    f"GET {API}/document.pdf": _on(sent),
    f"POST {API}/clauses": _on(draft, kind="text", **TEXT),
    f"POST {API}/clauses/standard/{{key}}": lambda world: Sample(
        {"agreement": draft(world).id, "key": "disputes"}, data={}
    ),
    f"PUT {API}/clauses/{{uuidstr:clause}}": _on_clause(kind="text", **TEXT, seen=1),
    f"DELETE {API}/clauses/{{uuidstr:clause}}": _on_clause(),
    f"POST {API}/clauses/{{uuidstr:clause}}/move": _on_clause(direction="down"),
    f"POST {API}/clauses/{{uuidstr:clause}}/restore": _removed,
    f"POST {API}/send": _sending_json,
    f"POST {API}/take-back": _on(sent, reason="Feil dato"),
    f"POST {API}/revoke": _on(signed, reason="Behovet er borte"),
    f"POST {PLACE}/sign": _on_place(),
    f"POST {PLACE}/decline": _on_place(reason="Vi må se på dette igjen"),
    f"POST {PLACE}/delegate": _delegating,
    f"POST {PLACE}/remind": _on_place(),
    "GET /shared/{uuidstr:organisation}/{data}": _shared,
}
