"""The post that carries letters: none until an operator connects one; `standin` stands for KS SvarUt in the demo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a letter was taken over, and when."""

    id: str
    at: dt.datetime


class NoPost:
    """No post is connected: letters wait, and are read on the case's page."""

    def send(self, *, key: str, to: str, title: str, pdf: bytes) -> Receipt:
        raise ConnectionError("no post is connected")
