"""Pages of buildings: the list, a building with its plan and report, corrections, detectors."""
