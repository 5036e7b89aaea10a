"""Every address says who may come in, which methods it takes, and how it is tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from ninja import Schema

from dugnad.kernel.areas import ANYONE, OPERATOR, PERSON
from tests.contract import routes
from tests.contract.samples import needs_sample, sample_for, samples, writes
from tests.world import World


def test_every_address_is_ours_or_a_kept_librarys() -> None:
    names = {name for name, _, _ in routes.patterns()}
    unused = [prefix for prefix in routes.KEPT if not any(name.startswith(prefix) for name in names)]
    assert not unused, "kept routes that no longer exist"
    assert {name for name, _, _ in routes.our_patterns()}


def test_every_page_says_whom_it_admits() -> None:
    silent = [name for name, _, view in routes.our_patterns() if getattr(view, "admits", None) is None]
    assert not silent, "pages without @authorised"


def test_every_page_says_which_methods_it_takes() -> None:
    silent = [name for name, _, view in routes.our_patterns() if not routes.methods_of(view)]
    assert not silent, "pages without @require_GET, @require_POST or @require_http_methods"


def test_every_operation_says_whom_it_admits() -> None:
    silent = [route.name for route in routes.operations() if route.admits is None]
    assert not silent, "operations without @authorised"


@pytest.mark.parametrize("route", routes.routes(), ids=lambda route: route.name)
def test_route_admits_a_known_class(route: routes.Route) -> None:
    assert route.admits in (ANYONE, PERSON, OPERATOR)


def test_every_route_that_needs_a_sample_has_one() -> None:
    lacking = {route.key for route in routes.routes() if needs_sample(route)} - samples().keys()
    assert not lacking, "give these in the area's tests/samples.py; see tests/world.py"


def test_no_sample_is_left_over() -> None:
    assert samples().keys() <= {route.key for route in routes.routes()}


def test_every_change_has_a_body_to_try_it_with(world: World) -> None:
    bare = [
        route.name
        for route in routes.routes()
        if writes(route) and route.key in samples() and sample_for(route, world).data is None
    ]
    assert not bare, "give Sample(data=...), {} when it takes nothing"


def test_schemas_of_one_name_are_one_schema() -> None:
    """The API's description holds a schema under its class's name: a second one would take the first one's place."""
    by_name = defaultdict(list)
    for schema in {each for each in _schemas(Schema) if each.__module__.startswith("dugnad.")}:
        by_name[schema.__name__].append(schema)
    clashing = {name: found for name, found in by_name.items() if len(found) > 1 and not _bases(found)}
    assert not clashing, "give these names that say which area's they are"


def _schemas(of: type[Schema]) -> Iterator[type[Schema]]:
    for narrower in of.__subclasses__():
        yield narrower
        yield from _schemas(narrower)


def _bases(found: list[type[Schema]]) -> bool:
    """Whether all are without fields, only there for others to build on."""
    return all(not schema.model_fields for schema in found)
