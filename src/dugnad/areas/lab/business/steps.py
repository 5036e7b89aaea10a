"""The questions of the guide, one on each screen, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.business import fields
from dugnad.areas.lab.business.document import BUSINESS, STREAMS, Path, State, get
from dugnad.areas.lab.business.fields import Spec
from dugnad.areas.lab.business.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One screen. `kind`: part (the fields of `specs` at `path`), words (a block of the canvas), or a list of its own
    (streams, investments, season, scenarios, strategies)."""

    key: str
    block: str
    question: Words
    help: Words = ""
    kind: str = "part"
    path: Path = BUSINESS
    specs: tuple[Spec, ...] = ()


def _words(block: str, question: Words, help: Words) -> Step:
    return Step(block, block, question, help, "words", ("canvas", block))


ABOUT: Final = Step("about", "", _("What is the model about?"), "", "part", BUSINESS, fields.ABOUT)
BEFORE: Final = (
    ABOUT,
    _words(
        "customer_segments",
        _("Who are your customers?"),
        _("Groups that need different things, the largest first."),
    ),
    _words(
        "value_propositions", _("What do they get from you?"), _("What would they miss if you were gone?")
    ),
    _words("channels", _("How do you reach them?"), _("Where they find you, buy, and get what they bought.")),
    _words(
        "customer_relationships",
        _("How do you keep them?"),
        _("What makes them come back, and what makes them leave."),
    ),
    Step(
        "streams",
        "revenue_streams",
        _("What do they pay for?"),
        _("One stream for each thing that is sold to a group of its own, or through a channel of its own."),
        "streams",
        STREAMS,
    ),
)
AFTER: Final = (
    _words(
        "key_resources",
        _("What do you need to have?"),
        _("People, premises, machines, data, brand, permits."),
    ),
    _words("key_activities", _("What do you need to do well?"), _("What you could not leave to others.")),
    _words(
        "key_partners",
        _("On whom do you depend?"),
        _("Suppliers, platforms and partners that would be hard to replace."),
    ),
    Step(
        "staff",
        "cost_structure",
        _("Who works there, and what do they cost?"),
        "",
        "part",
        (*BUSINESS, "costs"),
        fields.STAFF,
    ),
    Step(
        "fixed",
        "cost_structure",
        _("What do you pay whether you sell or not?"),
        "",
        "part",
        (*BUSINESS, "costs"),
        fields.FIXED,
    ),
    Step(
        "cash",
        "key_resources",
        _("How much money is there?"),
        "",
        "part",
        (*BUSINESS, "funding"),
        fields.CASH,
    ),
    Step("debt", "cost_structure", _("What do you owe?"), "", "part", (*BUSINESS, "funding"), fields.DEBT),
    Step("timing", "cost_structure", _("When does money come and go?"), "", "part", BUSINESS, fields.TIMING),
    Step(
        "investments",
        "cost_structure",
        _("What will you invest in?"),
        _("Machines, vehicles, software of your own. Leave it empty when there is nothing."),
        "investments",
        (*BUSINESS, "investments"),
    ),
    Step("outlook", "", _("How far ahead, and how rough is the way?"), "", "part", BUSINESS, fields.OUTLOOK),
    Step(
        "season",
        "revenue_streams",
        _("Is one month like another?"),
        _("100 is a usual month, 150 half as much again. Leave all empty when there is no season."),
        "season",
        (*BUSINESS, "season"),
    ),
    Step(
        "scenarios",
        "",
        _("What could disrupt you?"),
        _("Pick what could come. Each is tried on its own, and none has a probability unless you state one."),
        "scenarios",
        ("document", "scenarios"),
    ),
    Step(
        "strategies",
        "",
        _("What could you do?"),
        _("Strategies are compared on the same futures."),
        "strategies",
        ("document", "strategies"),
    ),
)
OTHER: Final = (
    _words("revenue_streams", _("What do they pay for?"), _("In words; the numbers stand with each stream.")),
    _words(
        "cost_structure", _("What does it cost?"), _("In words; the numbers have questions of their own.")
    ),
)


def stream_steps(n: int, name: str) -> tuple[Step, Step]:
    """The two screens of one stream."""
    path = (*STREAMS, n)
    sold = (
        gettext("%(stream)s: what is sold, and for how much?")
        if name
        else gettext("What is sold, and for how much?")
    )
    changing = gettext("%(stream)s: how do customers come and go?")
    return (
        Step(f"stream-{n}", "revenue_streams", sold % {"stream": name}, "", "part", path, fields.SOLD),
        Step(
            f"growth-{n}",
            "customer_relationships",
            changing % {"stream": name},
            "",
            "part",
            path,
            fields.CHANGING,
        ),
    )


def steps(state: State) -> list[Step]:
    """Every question of a model, in order."""
    rows: Sequence[Mapping[str, Any]] = get(state, STREAMS) or []
    own = [step for n, row in enumerate(rows) for step in stream_steps(n, str(row.get("name", "")))]
    return [*BEFORE, *own, *AFTER]


def find(state: State, key: str) -> Step | None:
    """The step of that key, or None."""
    if key == "stream-new":
        return new_stream(state)
    return next((step for step in (*steps(state), *OTHER) if step.key == key), None)


def new_stream(state: State) -> Step:
    """The screen that adds a stream."""
    n = len(get(state, STREAMS) or [])
    step = stream_steps(n, "")[0]
    return Step("stream-new", step.block, step.question, step.help, "part", step.path, step.specs)


def around(state: State, key: str) -> tuple[str, str, int, int]:
    """The keys before and after a step (empty at the ends), its number from 1, and how many there are."""
    keys = [step.key for step in steps(state)]
    if key not in keys:
        return "", "", 0, len(keys)
    at = keys.index(key)
    return (keys[at - 1] if at else ""), (keys[at + 1] if at + 1 < len(keys) else ""), at + 1, len(keys)


def step_of_fault(path: str) -> str:
    """The key of the step where a fault of the document is put right."""
    if path.startswith("business.streams["):
        n, _rest, field = path.removeprefix("business.streams[").partition("].")
        changing = field.split(".")[0] in {spec.name for spec in fields.CHANGING}
        return f"growth-{n}" if changing else f"stream-{n}"
    if path.startswith("business.streams"):
        return "streams"
    for part in ("scenarios", "strategies"):
        if path.startswith(part):
            return part
    for step in (*BEFORE, *AFTER):
        for spec in step.specs:
            if path.endswith(f".{spec.name}") and step.kind == "part":
                return step.key
    return "about"
