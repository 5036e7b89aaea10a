"""A model as a spreadsheet: written in the reader's language, read back by the keys in its last column.

Every row is a field: what it belongs to, its name, lowest, value, highest, unit, key.
"""

from dugnad.areas.lab.business.files.sheet.reading import read
from dugnad.areas.lab.business.files.sheet.writing import write

__all__ = ["read", "write"]
