"""Geographical zones for drones, as aviation authorities publish them (EUROCAE ED-269, JSON)."""

from dugnad.connectors.geozones.reading import Unreadable, Volume, read

__all__ = ["Unreadable", "Volume", "read"]
