"""The agreements' part of the API."""

from ninja import Router

from dugnad.areas.agreements.api import drafting, reading, signing, verifying

router = Router(tags=["agreements"])
for part in (reading, drafting, signing, verifying):
    router.add_router("", part.router)

__all__ = ["router"]
