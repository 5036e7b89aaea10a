"""From the rules that are hit to the value of a decision table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dugnad.engines.dmn.library.lists import aggregate
from dugnad.engines.dmn.run import Run, fail
from dugnad.engines.dmn.runtime.comparing import equal, meets_test
from dugnad.engines.dmn.tracing import TableStep
from dugnad.engines.dmn.values import Value

Hit = tuple[int, tuple[Value, ...]]
Ranking = Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True, eq=False)
class TableInfo:
    """What a table is, apart from its rules."""

    id: str
    hit: str
    aggregation: str
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    rows: tuple[str, ...]
    annotations: tuple[Mapping[str, str], ...]

    def value(self, outputs: tuple[Value, ...]) -> Value:
        """One output as it is, several as a context."""
        return outputs[0] if len(outputs) == 1 else dict(zip(self.outputs, outputs, strict=True))


def decided(
    run: Run,
    info: TableInfo,
    inputs: tuple[Value, ...],
    hits: list[Hit],
    default: Callable[[], tuple[Value, ...]] | None = None,
    ranking: Ranking = (),
) -> Value:
    """The value of a table by its hit policy."""
    if hits:
        value = (
            hits[0][1][0]
            if len(hits) == 1 and len(info.outputs) == 1 and info.hit in _ONE
            else _POLICIES[info.hit](info, hits, ranking)
        )
    else:
        value = _unmatched(info, default)
    if run.trace is not None:
        matched = (hits[0][0],) if len(hits) == 1 else tuple([hit[0] for hit in hits])
        run.trace.append(tuple.__new__(TableStep, (info, inputs, matched, value)))
    return value


_ONE = ("UNIQUE", "FIRST", "ANY", "PRIORITY")


def _unmatched(info: TableInfo, default: Callable[[], tuple[Value, ...]] | None) -> Value:
    if default is not None:
        return info.value(default())
    if info.hit == "COLLECT" and info.aggregation == "COUNT":
        return Decimal(0)
    return fail("no rule matches")


def _unique(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    if len(hits) > 1:
        return fail(f"the rules {', '.join(str(at + 1) for at, _ in hits)} match, only one may")
    return info.value(hits[0][1])


def _any(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    first = info.value(hits[0][1])
    if all(equal(first, info.value(outputs)) is True for _, outputs in hits):
        return first
    return fail("the rules that match do not agree")


def _first(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    return info.value(hits[0][1])


def _ranked(hits: list[Hit], ranking: Ranking) -> list[Hit]:
    def rank(hit: Hit) -> tuple[int, ...]:
        return tuple(
            next((at for at, test in enumerate(order) if meets_test(value, test) is True), len(order))
            for value, order in zip(hit[1], ranking, strict=True)
        )

    return sorted(hits, key=rank)


def _priority(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    return info.value(_ranked(hits, ranking)[0][1])


def _rule_order(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    return [info.value(outputs) for _, outputs in hits]


def _output_order(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    return [info.value(outputs) for _, outputs in _ranked(hits, ranking)]


def _collect(info: TableInfo, hits: list[Hit], ranking: Ranking) -> Value:
    if not info.aggregation:
        return _rule_order(info, hits, ranking)
    if len(info.outputs) > 1 and info.aggregation != "COUNT":
        return {
            name: aggregate(info.aggregation, [outputs[at] for _, outputs in hits])
            for at, name in enumerate(info.outputs)
        }
    return aggregate(info.aggregation, [info.value(outputs) for _, outputs in hits])


_POLICIES: dict[str, Callable[[TableInfo, list[Hit], Ranking], Value]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _collect,
}
