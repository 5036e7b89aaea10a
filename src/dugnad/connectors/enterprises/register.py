"""Asks the register for one enterprise at a time, with a short memory and never in a hurry."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from dugnad.connectors.enterprises.reading import Enterprise, Unreadable, read

PATH: Final = "/enhetsregisteret/api/enheter/"
TYPE: Final = "application/vnd.brreg.enhetsregisteret.enhet.v2+json"
TIMEOUT_SECONDS: Final = 4
MOST_BYTES: Final = 256 * 1024
KEPT_SECONDS: Final = 24 * 3600.0
MOST_KEPT: Final = 2_000
A_MINUTE: Final = 60
UNKNOWN: Final = (404, 410)


class NoRegister:
    """No register is connected: nothing is known."""

    def look_up(self, number: str) -> Enterprise | None:
        return None


class Register:
    """The register at an address (https, or http on this machine), as https://data.brreg.no.

    Follows no redirects. Answers are kept for a day; at most sixty questions a minute leave this process.
    """

    def __init__(self, url: str) -> None:
        """ValueError where the address is none of http or https."""
        self._url: Final = urlsplit(url)
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise ValueError("the register's address must start with http:// or https://")
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Enterprise | None]] = OrderedDict()
        self._asked: deque[float] = deque()

    def look_up(self, number: str) -> Enterprise | None:
        """The enterprise with this number; None where there is none.

        Raises ConnectionError where the register does not answer, or is asked too often.
        """
        now = time.monotonic()
        with self._lock:
            kept = self._kept.get(number)
            if kept and now - kept[0] < KEPT_SECONDS:
                return kept[1]
            self._count(now)
        found = self._ask(number)
        with self._lock:
            self._kept[number] = (now, found)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def _count(self, now: float) -> None:
        while self._asked and now - self._asked[0] > 60:
            self._asked.popleft()
        if len(self._asked) >= A_MINUTE:
            raise ConnectionError("the register is asked too often")
        self._asked.append(now)

    def _ask(self, number: str) -> Enterprise | None:
        kind = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("GET", f"{self._url.path.rstrip('/')}{PATH}{number}", headers={"Accept": TYPE})
            answer = connection.getresponse()
            if answer.status in UNKNOWN:
                return None
            if answer.status != 200:
                raise ConnectionError(f"the register answered {answer.status}")
            return read(answer.read(MOST_BYTES), number)
        except (OSError, HTTPException, Unreadable) as fault:
            raise ConnectionError(str(fault)) from fault
        finally:
            connection.close()
