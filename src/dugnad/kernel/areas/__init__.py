"""The contract between an area and the house."""

from dugnad.kernel.areas.manifest import (
    Answer,
    AreaManifest,
    Download,
    EventKind,
    Found,
    Job,
    MenuEntry,
    PersonalData,
    Schedule,
    ThingKind,
)
from dugnad.kernel.areas.registry import areas, event_kinds, kinds, manifests, thing_kinds
from dugnad.kernel.areas.routes import ANYONE, OPERATOR, PERSON, authorised

__all__ = [
    "ANYONE",
    "OPERATOR",
    "PERSON",
    "Answer",
    "AreaManifest",
    "Download",
    "EventKind",
    "Found",
    "Job",
    "MenuEntry",
    "PersonalData",
    "Schedule",
    "ThingKind",
    "areas",
    "authorised",
    "event_kinds",
    "kinds",
    "manifests",
    "thing_kinds",
]
