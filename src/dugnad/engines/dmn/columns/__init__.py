"""Decisions over columns.

Rows of which a column cannot be sure (no rule, a tie after a division) are left to the ordinary evaluation.
"""

from dugnad.engines.dmn.columns import arithmetic, expressions, tables
from dugnad.engines.dmn.columns.evaluation import Columns
from dugnad.engines.dmn.columns.numbers import NotByColumns, column, finished

__all__ = ["Columns", "NotByColumns", "arithmetic", "column", "expressions", "finished", "tables"]
