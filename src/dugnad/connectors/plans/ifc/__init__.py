"""Plans in IFC (ISO 16739-1), read by ifcopenshell: the extra `ifc`."""

from dugnad.connectors.plans.ifc.model import raw_of

__all__ = ["raw_of"]
