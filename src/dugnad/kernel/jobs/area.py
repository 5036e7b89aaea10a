"""What this room of the kernel says of itself."""

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest
from dugnad.kernel.jobs.rules import JOB

MANIFEST = AreaManifest(name="jobs", title=_("Jobs"), kinds=(JOB,))
