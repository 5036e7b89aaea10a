"""What each step of the guide shows and saves: its form, made from the model as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import revising
from dugnad.areas.lab.business.document import (
    STREAMS,
    Path,
    State,
    dotted,
    faults,
    free_name,
    get,
    named_in,
    put,
    renamed,
    scenario,
)
from dugnad.areas.lab.business.listing import (
    InvestmentsForm,
    ScenarioForm,
    SeasonForm,
    StrategyForm,
    WordsForm,
)
from dugnad.areas.lab.business.parting import PartForm
from dugnad.areas.lab.business.steps import Step, find, steps
from dugnad.areas.lab.business.words import fault_words, scenario_name
from dugnad.areas.lab.models import BusinessModel
from dugnad.engines.foresight.errors import Fault
from dugnad.engines.foresight.model import Strategy, Stream
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Conflict, Invalid, NotFound

SCENARIOS: Final[Path] = ("document", "scenarios")
STRATEGIES: Final[Path] = ("document", "strategies")
MOST_STREAMS: Final = 24
MOST_LISTED: Final = 64
MORE_ROWS: Final = 3
AnyForm = PartForm | WordsForm | InvestmentsForm | SeasonForm


class Fills(Protocol):
    """What a form of a part can do once it is valid."""

    def fill(self, state: State, place: Path) -> State: ...

    def seen(self, state: State, place: Path) -> Any: ...


def form_of(step: Step, state: State, data: Any = None, more: int = 0) -> AnyForm | None:
    """The form of a step; None where the step is a list of links."""
    value = get(state, step.path)
    if step.kind == "words":
        return WordsForm(data, value=value or "")
    if step.kind == "investments":
        return InvestmentsForm(data, values=value or (), more=more)
    if step.kind == "season":
        return SeasonForm(data, values=value or ())
    if step.kind != "part":
        return None
    return PartForm(data, specs=step.specs, values=fresh_stream() if value is None else value)


def item_form(kind: str, state: State, n: int, data: Any = None) -> ScenarioForm | StrategyForm:
    """The form of one disruption or strategy. NotFound when there is none."""
    part = get(state, item_path(kind, n))
    if part is None:
        raise NotFound
    if kind == "scenarios":
        return ScenarioForm(data, scenario=part, streams=stream_names(state))
    return StrategyForm(data, strategy=part, streams=stream_names(state))


def again_form(kind: str, state: State, of: str, data: Any) -> ScenarioForm | StrategyForm:
    """The form of a disruption or strategy that was taken away while somebody worked on it."""
    if kind == "scenarios" and of not in CATALOGUE:
        raise NotFound
    made, streams = _item(kind, of, []), stream_names(state)
    if kind == "scenarios":
        return ScenarioForm(data, scenario=made, streams=streams)
    return StrategyForm(data, strategy=made, streams=streams)


def item_path(kind: str, n: int) -> Path:
    """Where a disruption or strategy stands."""
    return ("document", kind, n)


def stream_names(state: State) -> list[str]:
    """What the streams are called."""
    return [str(row.get("name", "")) for row in get(state, STREAMS) or []]


def fresh_stream() -> dict[str, Any]:
    """A stream with nothing in it yet."""
    return asdict(Stream(name="", customers=0, price=0)) | {"customers": None, "price": None}


def save_step(*, actor: Actor, row: BusinessModel, base: int, step: Step, form: Fills) -> BusinessModel:
    """Save a valid form of a step that was read at revision `base`. Invalid at its fields; ChangedMeanwhile."""

    def change(state: State, place: Path) -> State:
        before = (get(state, place) or {}).get("name") if _is_stream(place) else None
        made = form.fill(state, place)
        after = get(made, (*place, "name")) if _is_stream(place) else None
        if before and before != after:
            made = renamed(made, str(before), str(after))
        return checked(made, place, [spec.name for spec in step.specs])

    return revising.save(
        actor=actor,
        model=row.id,
        base=base,
        part=step.path,
        change=change,
        what=step.key,
        step=step.key,
        seen=form.seen,
    )


def _is_stream(place: Path) -> bool:
    return len(place) == 4 and place[:3] == STREAMS


def save_item(
    *, actor: Actor, row: BusinessModel, base: int, kind: str, n: int, form: Fills
) -> BusinessModel:
    """Save a valid form of one disruption or strategy."""

    def change(state: State, place: Path) -> State:
        return checked(form.fill(state, place), place)

    return revising.save(
        actor=actor,
        model=row.id,
        base=base,
        part=item_path(kind, n),
        change=change,
        what=kind,
        seen=form.seen,
    )


def checked(state: State, place: Path, names: Iterable[str] = ()) -> State:
    """The state, if the engine takes what stands at `place`. Invalid at the fields that it does not."""
    prefix, wanted, found = dotted(place), set(names), {}
    for fault in faults(state["document"]):
        inside = (
            fault.path.startswith(f"{prefix}.") or fault.path == prefix or fault.path.startswith(f"{prefix}[")
        )
        name = _field(fault, prefix)
        twice = fault.code == "twice" and _is_stream(place)
        if twice or (inside and (not wanted or name in wanted)):
            found["name" if twice else name] = fault_words(fault)
    if found:
        raise Invalid(fields=found)
    return state


def _field(fault: Fault, prefix: str) -> str:
    rest = [part for part in fault.path.removeprefix(prefix).split(".") if part]
    inner = [part for part in rest if part not in ("values", "changes", "funding", "costs")]
    return inner[0] if inner else "__all__"


def add_item(
    *,
    actor: Actor,
    row: BusinessModel,
    kind: str,
    of: str = "",
    name: str = "",
    values: Mapping[str, Any] | None = None,
) -> int:
    """A new disruption of the catalogue (`of`), or a new strategy; returns its place. Conflict: too many.

    `name` and `values`: of the disruption, where they are not the usual ones.
    """
    if kind == "scenarios" and of not in CATALOGUE:
        raise NotFound
    place: list[int] = []

    def change(state: State, path: Path) -> State:
        rows = get(state, path) or []
        if len(rows) >= MOST_LISTED:
            raise Conflict(_("There are as many as there can be. Remove one first."))
        place.append(len(rows))
        taken = [str(one.get("name")) for one in rows]
        made = _item(kind, of, taken) | ({"name": free_name(name, taken)} if name else {})
        if values:
            made |= {"values": {**made["values"], **values}}
        return put(state, path, [*rows, made])

    path = SCENARIOS if kind == "scenarios" else STRATEGIES
    revising.save(actor=actor, model=row.id, base=row.revision, part=path, change=change, what=kind)
    return place[0]


def _item(kind: str, of: str, taken: list[str]) -> dict[str, Any]:
    if kind == "scenarios":
        return scenario(of, free_name(str(scenario_name(of)), taken))
    made = asdict(Strategy(name=free_name(_("New strategy"), taken)))
    return made | {"changes": {}, "streams": []}


def remove_item(*, actor: Actor, row: BusinessModel, base: int, path: Path, what: str) -> BusinessModel:
    """Take away a stream, a disruption or a strategy. Conflict when something else names the stream."""

    def change(state: State, place: Path) -> State:
        rows, n = list(get(state, place[:-1]) or []), place[-1]
        if not isinstance(n, int) or n >= len(rows):
            raise NotFound
        if _is_stream(place) and (users := named_in(state, str(rows[n].get("name")))):
            says = _("%(who)s is only about this stream. Change that first.")
            raise Conflict(says % {"who": ", ".join(users)})
        return put(state, place[:-1], rows[:n] + rows[n + 1 :])

    return revising.save(actor=actor, model=row.id, base=base, part=path, change=change, what=what)


def step_or_404(state: State, key: str) -> Step:
    """The step of that key. NotFound when the model has none such."""
    step = find(state, key)
    if step is None:
        raise NotFound
    return step


def first_open(state: State, kept: Iterable[str] = ()) -> str:
    """Where to go on: the first step with kept input, else the first whose answer is empty, else the first."""
    known = [step.key for step in steps(state)]
    waiting = [key for key in known if key in set(kept)]
    if waiting:
        return waiting[0]
    empty = [
        step.key for step in steps(state) if step.kind in ("words", "streams") and not get(state, step.path)
    ]
    return empty[0] if empty else known[0]
