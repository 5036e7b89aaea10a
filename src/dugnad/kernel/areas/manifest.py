"""What an area, or a room of the kernel, says of itself. The house and its contract tests walk these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from dugnad.kernel.access import Actor, Kind, Thing

Text = str | Promise
Download = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One choice in the menu and one card on the first page; `live_number` counts what is there now."""

    label: Text
    url_name: str
    summary: Text
    live_number: Callable[[Actor], tuple[int, Text] | None] | None = None
    icon: str = "people"


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that answers what a person asked for on the first page; the best has the highest `score` (0-1)."""

    title: Text
    url: str
    text: Text
    score: float
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of entry in the log. `says` tells it to a reader; it names no person.

    `detail` gives the keys of its detail in words.
    """

    name: str
    says: Text
    detail: Mapping[str, Text] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing as access sees it, with what it is called and the address of its page."""

    thing: Thing
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ThingKind:
    """How the house finds things of a kind by id: for 'why can I see this?' and for the names in the log.

    `find(ids)` gives those that exist, unchecked, in a fixed number of queries; `word` is what one is
    called; `actions` tells each action of the kind's policy in words ('Change its page').
    """

    kind: Kind
    word: Text
    find: Callable[[Collection[UUID]], Iterable[Found]]
    actions: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One class of personal data: what, why, on what ground, for how long, and how it is given back and deleted.

    `export(person)` yields files (name, bytes) for the person's ZIP; `erase(person)` deletes or makes
    nameless what may be and returns the number of rows touched; `expire(now)` deletes what is past `keep`.
    `stays` tells the person what erasure leaves and why; empty: nothing.
    """

    name: str
    what: Text
    why: Text
    ground: Text
    keep: timedelta | None
    export: Callable[[UUID], Iterable[Download]]
    erase: Callable[[UUID], int]
    expire: Callable[[datetime], int] | None = None
    stays: Text = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Durable work outside a request; `run(job_id, **arguments)` may be repeated and must then do no harm.

    With `stoppable` the one who asked may stop it: `run` then looks at `Progress.stopped` and ends soon.
    With `apart` it runs in a process of its own that ends with it: for what loads much.
    """

    name: str
    says: Text
    run: Callable[..., None]
    stoppable: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work at fixed intervals in the worker; `run(now)` is idempotent.

    With `at_hour` (0-23, the platform's time) it runs from that hour on, `every` counting whole days.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], None]
    at_hour: int | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """What listens for as long as the installation runs: a receiver of alarms, a reader of sensors.

    `run(stopping)` returns soon after `stopping` is set; when it fails it is started again. In production
    `dugnad listen` runs them all, in the demo they run beside the pages. `demo_only`: not in production.
    With `wanted` it runs in a process of its own, for as long as that is true: for what takes much memory.
    """

    name: str
    run: Callable[[Event], None]
    demo_only: bool = False
    wanted: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class AreaManifest:
    """All that the house needs to know of an area.

    `guide` is the e-mail address of the invented person who shows the area best in the demo; none: it needs nobody.
    """

    name: str
    title: Text
    menu: tuple[MenuEntry, ...] = ()
    kinds: tuple[Kind, ...] = ()
    things: tuple[ThingKind, ...] = ()
    sends: tuple[EventKind, ...] = ()
    hears: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    purposes: Mapping[str, Text] = field(default_factory=dict)
    shares: Mapping[str, Text] = field(default_factory=dict)
    personal_data: tuple[PersonalData, ...] = ()
    jobs: tuple[Job, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    listeners: tuple[Listener, ...] = ()
    pages: str = ""
    api: str = ""
    happening: Callable[[Actor], Iterable[tuple[Text, str]]] | None = None
    answers: Callable[[Actor, str], Iterable[Answer]] | None = None
    demo: Callable[[], None] | None = None
    guide: str = ""
