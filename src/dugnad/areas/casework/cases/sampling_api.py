"""Of how many automatic decisions one is looked through, under /api/v1/casework."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Schema

from dugnad.areas.casework.cases import sampling
from dugnad.areas.casework.cases.schemas import Strict
from dugnad.areas.casework.rules.cases import desk_thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])
ADDRESS = "/casework/organisations/{organisation}/sampling"


class SamplingIn(Strict):
    """One of so many is drawn."""

    one_of: int


class SamplingOut(Schema):
    """One of so many is drawn."""

    one_of: int


@router.get(ADDRESS, response=SamplingOut)
@authorised(PERSON)
def read(request: Request, organisation: UUID) -> Any:
    """Of how many automatic decisions one is drawn for a case worker to look through."""
    require(request.actor, "figures", desk_thing(organisation))
    return {"one_of": sampling.one_of(organisation)}


@router.put(ADDRESS, response=SamplingOut)
@authorised(PERSON)
def write(request: Request, organisation: UUID, told: SamplingIn) -> Any:
    """Choose it, from 1 (every decision) to 1000; it holds from now on."""
    return sampling.set_one_of(actor=request.actor, organisation=organisation, number=told.one_of)
