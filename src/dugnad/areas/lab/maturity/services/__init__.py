"""Every write of the maturity test."""

from dugnad.areas.lab.maturity.services.answering import answer
from dugnad.areas.lab.maturity.services.finishing import finish
from dugnad.areas.lab.maturity.services.rounds import About, describe, remove, start

__all__ = ["About", "answer", "describe", "finish", "remove", "start"]
