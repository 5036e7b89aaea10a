"""What rescue stores. Live positions are not among it: they are in memory, and frozen only for an incident."""

from dugnad.areas.rescue.models.alarms import Alarm, Line
from dugnad.areas.rescue.models.buildings import Building, Detector, District, PlanUpload, PlanVersion
from dugnad.areas.rescue.models.drones import Flight, GeoZone, HotSpot, Mission
from dugnad.areas.rescue.models.incidents import Assessment, Entry, FrozenPosition, Incident, Team
from dugnad.areas.rescue.models.residents import Habit, Look, Need, Opening, Resident, Tag
from dugnad.areas.rescue.models.sensing import FeedState

__all__ = [
    "Alarm",
    "Assessment",
    "Building",
    "Detector",
    "District",
    "Entry",
    "FeedState",
    "Flight",
    "FrozenPosition",
    "GeoZone",
    "Habit",
    "HotSpot",
    "Incident",
    "Line",
    "Look",
    "Mission",
    "Need",
    "Opening",
    "PlanUpload",
    "PlanVersion",
    "Resident",
    "Tag",
    "Team",
]
