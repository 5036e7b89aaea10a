"""The area's part of the API, part by part."""

from ninja import Router

from dugnad.areas.lab.business.api import router as business
from dugnad.areas.lab.maturity.api import router as maturity
from dugnad.areas.lab.verdicts.api import router as verdicts

router = Router(tags=["lab"])
for part in (maturity, business, verdicts):
    router.add_router("", part)
