"""Archives that others send."""

from __future__ import annotations

import zipfile
import zlib
from typing import Final

BROKEN: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError)
"""What reading a damaged ZIP raises; RuntimeError when it claims a lock, or a packing that is not known."""
