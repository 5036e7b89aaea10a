"""What the city's case workers see of errors in the rules and of the cases they touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dugnad.areas.casework.models import Correction, RuleError
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.rules.cases import desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import NotFound

STATES = tuple(CorrectionState.values)


@dataclass(frozen=True, slots=True)
class Touched:
    """An error, and how many of the city's cases it touched, by state."""

    error: RuleError
    numbers: Mapping[str, int]

    @property
    def all(self) -> int:
        return sum(self.numbers.values())


def errors(actor: Actor, organisation: UUID) -> list[Touched]:
    """Errors in versions that the city used, the latest first; NotFound for others than its case workers."""
    require(actor, "read", desk_thing(organisation))
    rows = RuleError.objects.filter(version__adoptions__organisation=organisation).distinct()
    return _counted(rows.select_related("version__package").defer("version__document"), organisation)


def _counted(rows: QuerySet[RuleError], organisation: UUID) -> list[Touched]:
    here = Q(corrections__case__organisation=organisation)
    counts = {
        name: Count("corrections", filter=here & Q(corrections__state=name), distinct=True) for name in STATES
    }
    counted = rows.annotate(**{f"n_{name}": count for name, count in counts.items()}).order_by("-at")
    return [Touched(row, {name: getattr(row, f"n_{name}") for name in STATES}) for row in counted]


def error(actor: Actor, organisation: UUID, error: UUID) -> Touched:
    """One of them; NotFound."""
    found = next((one for one in errors(actor, organisation) if one.error.id == error), None)
    if found is None:
        raise NotFound
    return found


def corrections(actor: Actor, organisation: UUID, error: UUID) -> QuerySet[Correction]:
    """The city's touched cases: what can be sent first, then what waits for a person."""
    require(actor, "read", desk_thing(organisation))
    rows = Correction.objects.filter(error=error, case__organisation=organisation)
    return rows.select_related("case", "error", "adoption__version__package", "decision").order_by(
        "state", "id"
    )


def to_send(actor: Actor, organisation: UUID) -> QuerySet[Correction]:
    """Corrections in the applicants' favour that wait for one click; NotFound for others than its case workers."""
    require(actor, "read", desk_thing(organisation))
    return Correction.objects.filter(case__organisation=organisation, state=CorrectionState.READY)


def open_for(case: UUID) -> Iterable[Correction]:
    """What is not settled of one case; unchecked, for the page of a case that may be read."""
    ended = (CorrectionState.SAME, CorrectionState.SENT, CorrectionState.STANDS)
    return (
        Correction.objects.filter(case=case)
        .exclude(state__in=ended)
        .select_related("error", "adoption__version")
    )
