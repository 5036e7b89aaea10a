"""How the routes of verdicts are tried. See tests/world.py."""

from __future__ import annotations

from functools import cache
from typing import Any

from dugnad.areas.lab.business.document import plain, read
from dugnad.areas.lab.tests.firm import bakery_model
from tests.world import Builder, Sample, World


@cache
def _reckoned(part: str, **asked: Any) -> dict[str, Any]:
    """Once for all samples: their documents and seeds are the same."""
    from dugnad.areas.lab.tests.firm import bakery
    from dugnad.areas.lab.verdicts import keeping, refusals
    from dugnad.areas.lab.verdicts.room import rooms

    document = plain(read(bakery(months=MONTHS)))
    found: dict[str, Any] = refusals.ask(
        rooms.quick, keeping.CALLS[part], seconds=180, document=document, **asked
    )
    return found


def _model(world: World) -> Any:
    """A model of which the verdict is known."""
    from dugnad.areas.lab.verdicts import keeping

    made = bakery_model(world.own, months=MONTHS)
    told = _reckoned("verdict")
    keeping.keep(made, "verdict", told)
    asked = {"world": told["hardest"], "months": told["horizon"]}
    keeping.keep(made, "levers", _reckoned("levers", **asked), **asked)
    return made


def of_model(**data: Any) -> Builder:
    return lambda world: Sample({"model": _model(world).id}, data=data or None)


@cache
def _ready() -> None:
    """The engine compiled, which on a new machine takes longer than a page waits."""
    from dugnad.areas.lab.tests.firm import warm

    warm()


def _series(data: dict[str, Any]) -> Builder:
    def sample(world: World) -> Sample:
        _ready()
        return Sample(data=data, public=True)

    return sample


def _kept(part: str) -> Builder:
    """A model of which the long part was reckoned already."""

    def sample(world: World) -> Sample:
        from dugnad.areas.lab.verdicts import keeping

        made, told = _model(world), _reckoned("verdict")
        asked = {"months": told["horizon"], "wanted": 0.8} if part == "depth" else {"floor": 0.0}
        keeping.keep(made, part, {"part": part}, world=told["hardest"], **asked)
        return Sample({"model": made.id})

    return sample


# A year is soon reckoned.
MONTHS = 12
MODEL = "/lab/models/{uuidstr:model}"
SERIES = {"sales": [1, 3, 6, 9, 11, 9, 6, 3, 2]}
SAMPLES: dict[str, Builder] = {
    "lab:verdict": of_model(),
    "lab:verdict_drawn": of_model(),
    "lab:verdict_reckon": of_model(part="depth"),
    "lab:strategies": of_model(),
    "lab:report": of_model(),
    "lab:report_pdf": of_model(),
    "lab:calibrate": _series({"sales": "1 3 6 9 11 9 6 3 2"}),
    f"GET {MODEL}/verdict": of_model(),
    f"GET {MODEL}/levers": of_model(),
    f"POST {MODEL}/draw": of_model(levers={"price": 1.05}),
    f"POST {MODEL}/reckon": of_model(part="depth"),
    f"GET {MODEL}/depth": _kept("depth"),
    f"GET {MODEL}/strategies": _kept("strategies"),
    f"GET {MODEL}/report": of_model(),
    "POST /lab/curves": _series(SERIES),
}
