"""The area's part of the API, part by part."""

from ninja import Router

from dugnad.areas.competence.needs.api import router as needs
from dugnad.areas.competence.needs.api_requests import router as requests
from dugnad.areas.competence.pledges.api import router as pledges
from dugnad.areas.competence.rounds.api import router as rounds

router = Router(tags=["competence"])
for part in (pledges, needs, requests, rounds):
    router.add_router("", part)
