"""Getting out of a building: its plan as a graph, flow on foot, time needed against time available."""
