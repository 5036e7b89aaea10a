"""How the routes of cases are tried; see tests/world.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.casework.cases import appeals, applying, reopening
from dugnad.areas.casework.models import Appeal, Case, Correction, Letter, RuleError
from dugnad.areas.casework.tests.making_cases import ANSWERS, SLUG, adopted
from tests.world import Builder, Sample, World

WHY = {"reason": "Something was overlooked (example)."}
JUDGED: dict[str, Any] = {
    "result": "reduced",
    "reason": "Assessed by a person (example).",
    "states": {
        name: {"state": "met", "reason": "Assessed (example)."}
        for name in ("Redusert betaling", "pris etter søskenrabatt", "Gratis kjernetid", "månedspris")
    },
}


def _draft(world: World) -> Case:
    adopted(world.own)
    return applying.begin(actor=world.actor("own administrator"), organisation=world.own.id, slug=SLUG)


def _open(world: World) -> Case:
    """Waits for a person: no register knows anything."""
    return applying.send(
        actor=world.actor("own administrator"),
        case=_draft(world).id,
        answers={**ANSWERS, "decided_by": "person"},
    )


def _decided(world: World) -> Case:
    from dugnad.areas.casework.cases import judging

    row = _open(world)
    judging.judge(
        actor=world.actor("own caseworker"), case=row.id, brief=row.decisions.all()[0].number, **JUDGED
    )
    return row


def _appealed(world: World) -> tuple[UUID, UUID]:
    row = _decided(world)
    made = appeals.appeal(actor=world.actor("own administrator"), case=row.id, says="Look again (example).")
    return row.id, made.id


def _letter(world: World) -> dict[str, UUID]:
    row = _decided(world)
    letter = Letter.objects.get(case=row)
    letter.pdf, letter.signed_at = b"%PDF-1.7 example", timezone.now()
    letter.save()
    return {"case": row.id, "letter": letter.id}


def _of(make: Callable[[World], Case], data: Any = None) -> Builder:
    return lambda world: Sample({"case": make(world).id}, data=data)


def _city(data: Any = None, *, public: bool = False, **more: str) -> Builder:
    def build(world: World) -> Sample:
        adopted(world.own)
        return Sample({"organisation": world.own.id, **more}, data=data, public=public)

    return build


def _reopened(world: World) -> Case:
    """A decided case that was opened again without an appeal."""
    row = _decided(world)
    return reopening.reopen(actor=world.actor("own caseworker"), case=row.id, reason="Seen again (example).")


def _send_on(world: World) -> Sample:
    case, appeal = _appealed(world)
    return Sample({"case": case, "appeal": appeal}, data={})


def _send_on_by_api(world: World) -> Sample:
    return Sample({"appeal": _appealed(world)[1]}, data={})


def _judge_by_page(world: World) -> Sample:
    row = _open(world)
    data = {"brief": "1", "result": "reduced", "reason": "Assessed (example)."}
    for n, name in enumerate(JUDGED["states"], 1):
        data |= {f"decision-{n}": name, f"state-{n}": "met", f"reason-{n}": "Assessed (example)."}
    return Sample({"case": row.id}, data=data)


def _reopen_touched(world: World) -> Sample:
    _decided(world)
    from dugnad.areas.casework.models import Decision

    Decision.objects.filter(final=True).update(automatic=True)
    return Sample({"adoption": adopted(world.own).id}, data=WHY)


def _archive() -> Builder:
    def build(world: World) -> Sample:
        _decided(world)
        today = timezone.localdate().isoformat()
        return Sample({"organisation": world.own.id}, data={"first": "2020-01-01", "last": today})

    return build


def _sent_on(world: World) -> tuple[UUID, UUID]:
    case, appeal = _appealed(world)
    appeals.send_on(actor=world.actor("own caseworker"), appeal=appeal, statement="We keep it (example).")
    return case, appeal


def _late(world: World) -> tuple[UUID, UUID]:
    case, appeal = _appealed(world)
    Appeal.objects.filter(id=appeal).update(in_time=False)
    return case, appeal


def _of_appeal(make: Callable[[World], tuple[UUID, UUID]], data: Any, *, page: bool = True) -> Builder:
    def build(world: World) -> Sample:
        case, appeal = make(world)
        return Sample({"case": case, "appeal": appeal} if page else {"appeal": appeal}, data=data)

    return build


def _touched(world: World, state: str = "ready") -> Correction:
    """A decided case that an error touched, decided anew."""
    row = _decided(world)
    adoption = adopted(world.own)
    error, _new = RuleError.objects.get_or_create(
        version=adoption.version, defaults={"why": "Wrong (example)"}
    )
    decision = row.decisions.get(final=True)
    return Correction.objects.create(
        error=error, case=row, decision=decision, state=state, adoption=adoption, direction="favour"
    )


def _error(data: Any = None) -> Builder:
    def build(world: World) -> Sample:
        found = _touched(world)
        ready = Correction.objects.filter(error=found.error, state="ready").count()
        told = {**data, "number": ready} if data is not None and "number" in data else data
        return Sample({"organisation": world.own.id, "error": found.error_id}, data=told)

    return build


def _correction(data: Any, state: str = "ready") -> Builder:
    return lambda world: Sample({"correction": _touched(world, state).id}, data=data)


OUTCOME = {"outcome": "upheld", "says": "Upheld (example)."}
FACT = {"name": "husholdningens inntekt", "value": "330000", "note": "Payslip (example)"}
ONE = "/casework/cases/{case}"
CITY = "/casework/organisations/{organisation}"
SAMPLES: dict[str, Builder] = {
    "casework:begin": _city({}, public=True, slug=SLUG),
    "casework:desk": _city(),
    "casework:figures": _city({"one_of": 10}),
    f"GET {CITY}/sampling": _city(),
    f"PUT {CITY}/sampling": _city({"one_of": 10}),
    "casework:case": _of(_decided),
    "casework:application": _of(_draft, ANSWERS),
    "casework:save_application": _of(_draft, {"subject": "Ada"}),
    "casework:withdraw_application": _of(_draft, {}),
    "casework:enter_fact": _of(_open, FACT),
    "casework:judge": _judge_by_page,
    "casework:reopen": _of(_decided, WHY),
    "casework:stand": _of(_reopened, WHY),
    "casework:controlled": _of(_decided, {}),
    "casework:appeal": _of(_decided, {"says": "Look again (example)."}),
    "casework:control": _of(_decided, {}),
    "casework:send_on": _send_on,
    "casework:letter": lambda world: Sample(_letter(world)),
    "casework:journal": _of(_decided),
    "casework:journal_package": _of(_decided),
    "casework:archive": _archive(),
    "casework:withdraw_appeal": _of_appeal(_appealed, {}),
    "casework:take_in_appeal": _of_appeal(_late, WHY),
    "casework:dismiss_appeal": _of_appeal(_late, WHY),
    "casework:settle_appeal": _of_appeal(_sent_on, OUTCOME),
    "casework:errors": _city(),
    "casework:error": _error(),
    "casework:error_work": _error(),
    "casework:run_error": _error({}),
    "casework:send_corrections": _error({"number": 1}),
    "casework:send_correction": _correction({}),
    "casework:let_stand": _correction(WHY, "person"),
    f"GET {CITY}/rule-errors": _city(),
    f"GET {CITY}/rule-errors/{{error}}": _error(),
    f"POST {CITY}/rule-errors/{{error}}/run": _error({}),
    f"POST {CITY}/rule-errors/{{error}}/send": _error({"number": 1}),
    "POST /casework/corrections/{correction}/send": _correction({}),
    "POST /casework/corrections/{correction}/stand": _correction(WHY, "person"),
    "POST /casework/appeals/{appeal}/withdraw": _of_appeal(_sent_on, {}, page=False),
    "POST /casework/appeals/{appeal}/take-in": _of_appeal(_late, WHY, page=False),
    "POST /casework/appeals/{appeal}/dismiss": _of_appeal(_late, WHY, page=False),
    "POST /casework/appeals/{appeal}/settle": _of_appeal(_sent_on, OUTCOME, page=False),
    f"POST {ONE}/drafts": lambda world: Sample({"case": _open(world).id}, data={"brief": 1, **JUDGED}),
    f"POST {CITY}/cases/{{slug}}": _city({}, public=True, slug=SLUG),
    f"GET {CITY}/cases": _city(),
    f"GET {CITY}/figures": _city(),
    f"GET {ONE}": _of(_decided),
    f"PUT {ONE}/answers": _of(_draft, {"answers": {"subject": "Ada"}}),
    f"POST {ONE}/send": _of(_draft, {"answers": ANSWERS}),
    f"POST {ONE}/withdraw": _of(_draft, {}),
    f"POST {ONE}/control": _of(_decided, {}),
    f"POST {ONE}/appeal": _of(_decided, {"says": "Look again (example)."}),
    "POST /casework/appeals/{appeal}/send-on": _send_on_by_api,
    f"POST {ONE}/facts": _of(_open, FACT),
    f"POST {ONE}/decide": lambda world: Sample({"case": _open(world).id}, data={"brief": 1, **JUDGED}),
    f"POST {ONE}/reopen": _of(_decided, WHY),
    f"POST {ONE}/stand": _of(_reopened, WHY),
    f"POST {ONE}/controlled": _of(_decided, {}),
    "POST /casework/in-use/{adoption}/reopen-cases": _reopen_touched,
    f"GET {ONE}/letters/{{letter}}": lambda world: Sample(_letter(world)),
    f"GET {ONE}/journal": _of(_decided),
    f"GET {ONE}/journal-package": _of(_decided),
    f"POST {CITY}/archive": _archive(),
}
