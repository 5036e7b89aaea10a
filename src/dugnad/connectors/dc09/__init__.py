"""Receives alarms over IP by SIA DC-09: TCP and UDP, plain or encrypted. What comes of them a `Desk` decides."""

from dugnad.connectors.dc09.receiver import Receiver
from dugnad.connectors.dc09.service import serve
from dugnad.connectors.dc09.values import Desk, Event, Message

__all__ = ["Desk", "Event", "Message", "Receiver", "serve"]
