"""Where people probably are in a building: a Bayesian filter over its spaces, fed by sightings of sensors.

A person's state is one of the building's spaces or 'unknown', which also stands for outside. Between sightings
belief spreads along the ways as fast as the person moves and fades to 'unknown'; a sighting draws it together
as far as its sensor can be trusted (a forward filter of a hidden Markov model; Rabiner 1989, Proceedings of
the IEEE 77(2), 257-286).
"""

from dugnad.engines.presence.beliefs import KNOWN, Belief
from dugnad.engines.presence.devices import Health
from dugnad.engines.presence.filter import Filter
from dugnad.engines.presence.graph import Graph
from dugnad.engines.presence.movement import Mobility
from dugnad.engines.presence.rules import Rules
from dugnad.engines.presence.sensors import ALARM, BADGE, BED, DOOR, SENSORS, SensorModel, Sighting, Verdict

__all__ = [
    "ALARM",
    "BADGE",
    "BED",
    "DOOR",
    "KNOWN",
    "SENSORS",
    "Belief",
    "Filter",
    "Graph",
    "Health",
    "Mobility",
    "Rules",
    "SensorModel",
    "Sighting",
    "Verdict",
]
