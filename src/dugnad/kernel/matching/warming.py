"""Indexes are loaded when somebody looks at a page with a box for words: by the time they have typed, it is there.

Only where pages are served; what nobody looks at takes no memory.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.db import connection

from dugnad.kernel.matching.live import LiveIndex

log = logging.getLogger(__name__)
_serving = threading.Event()
_begun: set[str] = set()


def serve() -> None:
    """Say that this process serves pages."""
    _serving.set()


def soon(*indexes: LiveIndex) -> None:
    """Load the indexes in the background, once for each process that serves pages."""
    if not _serving.is_set():
        return
    wanted = [one for one in indexes if one.name not in _begun]
    _begun.update(one.name for one in wanted)
    if wanted:
        threading.Thread(target=_load, args=(wanted,), name="matching.warm", daemon=True).start()


def _load(indexes: Sequence[LiveIndex]) -> None:
    try:
        for one in indexes:
            one.warm()
    except Exception:
        log.exception("an index could not be loaded ahead; the first search loads it")
    finally:
        connection.close()
