"""This part's share of the manifest."""

from dugnad.areas.rescue.parts import Part

PART = Part()
