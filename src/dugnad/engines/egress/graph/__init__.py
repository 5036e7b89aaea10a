"""A plan as arrays: places one stands in, gates between two places, and how far it is from gate to gate.

Places are the plan's spaces and, after them, one for each flight of stairs or lift. A gate lies between exactly
two places: a door between two spaces, an exit between a space and the outside, and each end of a
flight between a landing and the flight. Two gates of the same place are joined by an arc. So the graph for
finding routes and the network that people flow through are the same.
"""

from dugnad.engines.egress.graph.building import build
from dugnad.engines.egress.graph.values import DOWN, LEVEL, LIFT, UP, Floats, Graph, Ints

__all__ = ["DOWN", "LEVEL", "LIFT", "UP", "Floats", "Graph", "Ints", "build"]
