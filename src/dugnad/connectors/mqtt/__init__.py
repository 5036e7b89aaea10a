"""Messages over MQTT 3.1.1: a client that reconnects, and a broker of our own for the demo."""

from dugnad.connectors.mqtt.service import Mqtt

__all__ = ["Mqtt"]
