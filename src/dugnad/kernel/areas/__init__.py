"""The contract between an area and the house."""

from dugnad.kernel.areas.manifest import (
    AreaManifest,
    Download,
    EventKind,
    Job,
    MenuEntry,
    PersonalData,
    Schedule,
)
from dugnad.kernel.areas.registry import areas, event_kinds, kinds, manifests
from dugnad.kernel.areas.routes import ANYONE, OPERATOR, PERSON, authorised

__all__ = [
    "ANYONE",
    "OPERATOR",
    "PERSON",
    "AreaManifest",
    "Download",
    "EventKind",
    "Job",
    "MenuEntry",
    "PersonalData",
    "Schedule",
    "areas",
    "authorised",
    "event_kinds",
    "kinds",
    "manifests",
]
