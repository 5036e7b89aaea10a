"""How the routes of asking are tried; see tests/world.py. Needs are own's, requests go to partner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from dugnad.areas.competence.models import Contact, Need
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests import makers_needs as makers
from dugnad.areas.competence.tests.makers import offer
from tests.people import acting
from tests.world import Builder, Sample, World

API = "/competence"
NEED, CONTACT = f"{API}/needs/{{need}}", f"{API}/requests/{{contact}}"
OWN, PARTNER = "own administrator", "partner administrator"


def _need(world: World) -> Need:
    return makers.asked(world.people[OWN], world.own.id)


def _sent(world: World) -> Contact:
    return makers.sent(world.people[OWN], world.own.id, makers.sensor_team(world.partner.id, 40))


def _received(world: World) -> Contact:
    """From partner to own, as whom pages are looked at."""
    return makers.sent(world.people[PARTNER], world.partner.id, makers.sensor_team(world.own.id, 40))


def _of_need(data: Mapping[str, Any] | None = None, **url: Any) -> Builder:
    return lambda world: Sample({"need": _need(world).id, **url}, data=data)


def _of_contact(data: Mapping[str, Any] | None = None, **url: Any) -> Builder:
    return lambda world: Sample({"contact": _received(world).id, **url}, data=data)


def _of_sent(data: Mapping[str, Any] | None = None, **url: Any) -> Builder:
    return lambda world: Sample({"contact": _sent(world).id, **url}, data=data)


def _withdrawn(world: World) -> Sample:
    row = asking.withdraw_need(actor=acting(world.people[OWN]), need=_need(world).id)
    return Sample({"need": row.id}, data={})


def _handed(world: World) -> Need:
    return asking.hand_over(actor=acting(world.people[OWN]), need=_need(world).id)


def _accepted(world: World) -> Contact:
    return contacting.accept(actor=acting(world.people[PARTNER]), contact=_sent(world).id)


def _timed(world: World) -> Sample:
    row = contacting.propose(
        actor=acting(world.people[OWN]), contact=_received(world).id, start=_soon(), minutes=60
    )
    return Sample({"contact": row.id})


def _declined(world: World) -> Sample:
    row = contacting.decline(actor=acting(world.people[OWN]), contact=_received(world).id, reason="Ferie")
    return Sample({"contact": row.id}, data={})


def _silent(world: World) -> Contact:
    row = _sent(world)
    Contact.objects.filter(id=row.id).update(escalated_at=timezone.now())
    return row


def _for_offer(world: World) -> Sample:
    course = offer(world.partner.id)
    return Sample(
        {"need": _need(world).id, "offer": course.id}, data={**SEAT, "organisation": str(world.partner.id)}
    )


def _seat(world: World) -> Sample:
    return Sample({"need": _need(world).id}, data={**SEAT, "offer": str(offer(world.partner.id).id)})


def _pass_contact(world: World) -> Sample:
    row = _silent(world)
    return Sample({"contact": row.id}, data=_to_another(world))


def _pass_need(world: World) -> Sample:
    row = _handed(world)
    return Sample({"need": row.id}, data=_to_another(world))


def _to_another(world: World) -> dict[str, str]:
    other = makers.sensor_team(world.other.id, 40, name="Fuktlaget")
    return {"expert": str(other.id), "message": ""}


def _send(world: World) -> Sample:
    need, team = _need(world), makers.sensor_team(world.partner.id, 40)
    return Sample({"need": need.id}, data={"experts": [str(team.id)], "hours": 2, "message": ""})


def _soon() -> Any:
    return timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)


def _ask(world: World) -> Sample:
    return Sample(data={"organisation": str(world.own.id), "text": makers.WORDS}, public=True)


SEAT = {"people": 2, "message": ""}
FORM = {"text": makers.WORDS, "hours": "3", "urgency": "1", "county": "18", "size": "", "industry": ""}
PROPOSED = {
    "start": (timezone.now() + timedelta(days=3)).isoformat(timespec="minutes"),
    "minutes": 60,
    "where": "Her",
}
DONE = {"outcome": "solved", "satisfaction": 5, "hours_used": 2, "said": "Takk"}
SAMPLES: dict[str, Builder] = {
    "competence:ask": _ask,
    "competence:need": _of_need(),
    "competence:change_need": _of_need(FORM),
    "competence:hide_need": _of_need({}),
    "competence:send_need": _send,
    "competence:ask_for": _for_offer,
    "competence:pass_on_contact": _pass_contact,
    "competence:pass_on_need": _pass_need,
    "competence:none_of_these": _of_need(),
    "competence:turn_need": _of_need({}, act="join"),
    "competence:needs_csv": lambda world: {"organisation": world.own.id},
    "competence:contact": lambda world: {"contact": _received(world).id},
    "competence:contact_time": _timed,
    "competence:move_contact": _of_contact({"reason": "Ferie"}, act="decline"),
    "competence:reply_need": lambda world: Sample({"need": _handed(world).id}, data={"text": "Ring oss"}),
    f"GET {API}/answers": lambda world: Sample(query={"q": "fukt"}, public=True),
    f"POST {API}/needs": _ask,
    f"GET {NEED}": _of_need(),
    f"PATCH {NEED}": _of_need({"hours": 3}),
    f"GET {NEED}/answers": _of_need(),
    f"PUT {NEED}/hidden": _of_need({"organisations": [], "industry": False}),
    f"POST {NEED}/requests": _send,
    f"POST {NEED}/offers": _seat,
    f"POST {NEED}/pass-on": _pass_need,
    f"POST {CONTACT}/pass-on": _pass_contact,
    f"GET {NEED}/requests": _of_need(),
    f"POST {NEED}/withdraw": _of_need({}),
    f"POST {NEED}/reopen": _withdrawn,
    f"POST {NEED}/round": _of_need({}),
    f"DELETE {NEED}/round": _of_need({}),
    f"POST {NEED}/human": _of_need({}),
    f"POST {NEED}/reply": lambda world: Sample({"need": _handed(world).id}, data={"text": "Ring oss"}),
    f"GET {CONTACT}": _of_contact(),
    f"POST {CONTACT}/accept": _of_contact({}),
    f"POST {CONTACT}/decline": _of_contact({"reason": "Ferie"}),
    f"POST {CONTACT}/propose": _of_contact(PROPOSED),
    f"POST {CONTACT}/promise": _of_contact({"answer_by": f"{timezone.localdate() + timedelta(days=3)}"}),
    f"POST {CONTACT}/withdraw": _of_sent({}),
    f"POST {CONTACT}/undo": _declined,
    f"POST {CONTACT}/finish": lambda world: Sample({"contact": _accepted(world).id}, data=DONE),
    f"POST {CONTACT}/close": lambda world: Sample({"contact": _silent(world).id}, data={"reason": "Stille"}),
    f"GET {API}/organisations/{{organisation}}/statistics": lambda world: {"organisation": world.own.id},
}
