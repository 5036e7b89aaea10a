"""Time stamps from an authority on the network (RFC 3161 over HTTP)."""

from dugnad.connectors.timestamp.client import HttpTimeStamper

__all__ = ["HttpTimeStamper"]
