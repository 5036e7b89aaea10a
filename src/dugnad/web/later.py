"""Addresses of a namespace that are loaded when one of them is first asked for."""

from __future__ import annotations

import threading
from typing import Any

from django.urls import URLResolver
from django.utils.functional import cached_property

_LOADING = threading.RLock()


class Later(URLResolver):
    """The addresses of one module under a namespace. Requests that come while it is loaded wait for it."""

    @cached_property
    def urlconf_module(self) -> Any:
        with _LOADING:
            return super().urlconf_module

    def _populate(self) -> None:
        """Nothing: names are looked up through the namespace, which reads the module itself."""
