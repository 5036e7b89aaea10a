"""Every route of the house, found in its url patterns and its API."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dugnad.kernel.areas import areas
from dugnad.web.api import api

API = "/api/v1"
HOUSE = "house"
API_NAMES = "api-1:"
# Routes of allauth and of the API's own pages: they decide themselves, and hold no data of ours.
KEPT = {
    "account_": "allauth: sign-in, sign-out, and a person's own address and password",
    "mfa_": "allauth: a person's own second factor",
    "socialaccount_": "allauth: sign-in through a provider",
    "api-1:openapi-json": "django-ninja: the description of the API",
    "api-1:api-root": "django-ninja: only a name for reversing",
}


@dataclass(frozen=True)
class Route:
    """One method of one address. `key` is what a sample is found by, `name` is the row in what is pinned."""

    method: str
    key: str
    template: str
    admits: str | None
    api: bool

    @property
    def name(self) -> str:
        return self.key if self.api else f"{self.method} {self.key}"

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"[{<](?:\w+:)?(\w+)[}>]", self.template)

    @property
    def part(self) -> str:
        """The area that the route belongs to, or the house."""
        word = re.split("[:/]", self.key.split(" ")[-1].lstrip("/"))[0]
        return word if word in {area.name for area in areas()} else HOUSE

    def address(self, url: Mapping[str, Any]) -> str:
        """The path with its parameters filled in."""
        if self.api:
            return API + re.sub(r"{(?:\w+:)?(\w+)}", lambda match: str(url[match[1]]), self.template)
        return reverse(self.key, kwargs=dict(url))


def patterns() -> Iterator[tuple[str, str, Any]]:
    """Every url pattern: its name with namespaces, the whole pattern, the view."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str, Any]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", prefix + str(entry.pattern), entry.callback
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, prefix + str(entry.pattern))


def is_kept(name: str) -> bool:
    """True for routes that are not ours."""
    return name.startswith(tuple(KEPT))


def our_patterns() -> Iterator[tuple[str, str, Any]]:
    """The pages of ours, the API left out."""
    kept_social = "account/social/"  # allauth's nameless redirects of old addresses
    for name, pattern, view in patterns():
        if not is_kept(name) and not name.startswith(API_NAMES) and not pattern.startswith(kept_social):
            yield name, pattern, view


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that Django's require_... decorators let through; empty if the view has none of them."""
    inner: Any = view
    while inner is not None:
        if listed := inspect.getclosurevars(inner).nonlocals.get("request_method_list"):
            return tuple(listed)
        inner = getattr(inner, "__wrapped__", None)
    return ()


def pages() -> list[Route]:
    """Our pages, one route for each method."""
    return [
        Route(method, name, pattern, getattr(view, "admits", None), api=False)
        for name, pattern, view in our_patterns()
        for method in methods_of(view)
        if method != "HEAD"
    ]


def operations() -> list[Route]:
    """The operations of our API; its routers within routers are found once its addresses are made."""
    assert get_resolver().url_patterns
    return [
        Route(
            method, f"{method} {path}", prefix + path, getattr(operation.view_func, "admits", None), api=True
        )
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


def routes() -> list[Route]:
    return pages() + operations()


@cache
def parts() -> dict[str, list[Route]]:
    """All routes by the part they belong to, in the order in which they are pinned."""
    ordered = sorted(routes(), key=lambda route: (route.key.split(" ")[-1], route.method))
    names = sorted({route.part for route in ordered})
    return {name: [route for route in ordered if route.part == name] for name in names}
