"""The area's part of the API, part by part."""

from ninja import Router

from dugnad.areas.casework.cases.api import router as cases
from dugnad.areas.casework.cases.appeals_api import router as appeals
from dugnad.areas.casework.cases.corrections.api import router as corrections
from dugnad.areas.casework.cases.sampling_api import router as sampling
from dugnad.areas.casework.packages.api import router as packages
from dugnad.areas.casework.packages.editing.api import router as editing
from dugnad.areas.casework.trials.api import router as trials
from dugnad.areas.casework.walking.api import router as walking

router = Router(tags=["casework"])
for part in (packages, editing, cases, appeals, sampling, corrections, trials, walking):
    router.add_router("", part)
