"""Reads and writes messages of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010)."""

from dugnad.connectors.cap.reading import Alert, read
from dugnad.connectors.cap.writing import Area, Info, write

__all__ = ["Alert", "Area", "Info", "read", "write"]
