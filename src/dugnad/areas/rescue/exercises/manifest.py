"""This part's share of the manifest."""

from dugnad.areas.rescue.exercises.directing import direct
from dugnad.kernel.areas.manifest import Listener
from dugnad.kernel.areas.parts import Part

PART = Part(listeners=(Listener("rescue.exercises", direct),))
