"""Who may see a job and fetch what it made."""

from dugnad.kernel.access import Kind, Self
from dugnad.kernel.access.queries import Fields

JOB = Kind("jobs.job", {"read": (Self(),)}, secret=True)
JOB_FIELDS = Fields(person="person")
