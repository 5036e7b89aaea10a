"""This part's share of the manifest."""

from dugnad.areas.rescue.exercises.directing import direct
from dugnad.areas.rescue.parts import Part
from dugnad.kernel.areas.manifest import Listener

PART = Part(listeners=(Listener("rescue.exercises", direct),))
