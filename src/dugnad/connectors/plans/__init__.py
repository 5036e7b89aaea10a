"""Readers of building plans: IFC, IMDF and GeoJSON in, an `Assembly` out.

What comes from outside is read in a process of its own with bounded time and memory, so that a file that breaks
a reader breaks nothing else.
"""

from dugnad.connectors.plans.reading import MOST_BYTES, read

__all__ = ["MOST_BYTES", "read"]
