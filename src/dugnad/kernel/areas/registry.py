"""Finds the manifests: each app of ours whose package has an `area` module with a `MANIFEST`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from dugnad.kernel.access import Kind
from dugnad.kernel.areas.manifest import AreaManifest, EventKind, ThingKind


@cache
def manifests() -> tuple[AreaManifest, ...]:
    """Every manifest, kernel rooms first, in the order of the installed apps."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("dugnad.")]
    modules = [f"{name}.area" for name in ours if find_spec(f"{name}.area")]
    return tuple(import_module(module).MANIFEST for module in modules)


@cache
def areas() -> tuple[AreaManifest, ...]:
    """The manifests that show themselves in the menu."""
    return tuple(manifest for manifest in manifests() if manifest.menu)


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """Every kind of event that may be written, by name."""
    return {kind.name: kind for manifest in manifests() for kind in manifest.sends}


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of thing that access is decided over, by name."""
    return {kind.name: kind for manifest in manifests() for kind in manifest.kinds}


@cache
def thing_kinds() -> Mapping[str, ThingKind]:
    """How to find things by id, by the name of their kind."""
    return {things.kind.name: things for manifest in manifests() for things in manifest.things}
