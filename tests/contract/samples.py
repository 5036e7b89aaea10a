"""The samples of all areas and rooms, and of the house itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from tests.contract.routes import Route
from tests.world import Builder, Sample, World

HOUSE: dict[str, Builder] = {
    "ask": lambda world: Sample(query={"q": "network"}),
    "set_language": lambda world: Sample(data={"language": "nn", "next": "/"}, public=True),
}


def _modules() -> Iterator[Any]:
    for app in apps.get_app_configs():
        name = f"{app.name}.tests.samples"
        if app.name.startswith("dugnad.") and find_spec(f"{app.name}.tests") and find_spec(name):
            yield import_module(name)


@cache
def samples() -> Mapping[str, Builder]:
    """Every builder by its key."""
    return HOUSE | {key: builder for module in _modules() for key, builder in module.SAMPLES.items()}


def needs_sample(route: Route) -> bool:
    """Reading without parameters needs none."""
    return bool(route.parameters) or route.method != "GET"


def sample_for(route: Route, world: World) -> Sample:
    """How to call the route in that world; KeyError if nobody has said."""
    if route.key not in samples() and not needs_sample(route):
        return Sample(public=True)
    made = samples()[route.key](world)
    return made if isinstance(made, Sample) else Sample(url=made)


def writes(route: Route) -> bool:
    return route.method not in ("GET", "HEAD", "OPTIONS")
