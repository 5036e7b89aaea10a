"""The area's part of the API, part by part."""

from ninja import Router

from dugnad.areas.services.catalogue.api import router as catalogue
from dugnad.areas.services.door.api import router as door

router = Router(tags=["services"])
for part in (catalogue, door):
    router.add_router("", part)
