"""What this area stores, part by part."""

from dugnad.areas.services.models.catalogue import LifeEvent, Service, Shown, Territory, Version
from dugnad.areas.services.models.door import AskedOn, Feedback, FeedbackPace, Gap

__all__ = [
    "AskedOn",
    "Feedback",
    "FeedbackPace",
    "Gap",
    "LifeEvent",
    "Service",
    "Shown",
    "Territory",
    "Version",
]
