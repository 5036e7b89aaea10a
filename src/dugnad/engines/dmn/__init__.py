"""DMN 1.2 to 1.5 with FEEL: models compiled to Python, values with reasons, every step told."""

from dugnad.engines.dmn.engine import Model, Outcome, feel, load
from dugnad.engines.dmn.errors import FeelSyntaxError, LimitReached, ModelError, Problem
from dugnad.engines.dmn.temporal.values import Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.tracing import DecisionStep, TableStep
from dugnad.engines.dmn.values import Function, Range

__all__ = [
    "Date",
    "DateTime",
    "DecisionStep",
    "FeelSyntaxError",
    "Function",
    "LimitReached",
    "Model",
    "ModelError",
    "Months",
    "Outcome",
    "Problem",
    "Range",
    "Span",
    "TableStep",
    "Time",
    "feel",
    "load",
]
