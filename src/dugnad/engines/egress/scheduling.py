"""Who is fetched when and by whom: the inner loop that turns an order of people into a timetable, and its search.

An order is decoded one person after another: the team, or the fewest teams together, that reach them first take
them, with a free device. Who cannot be in time any more comes after all who can. The search moves people within the
order and keeps what is better; it starts from the most urgent first and ends at a fixed number of tries. Up to six
people it tries all orders.
"""

from __future__ import annotations

import numpy as np

from dugnad.engines.egress._jit import compiled
from dugnad.engines.egress.graph import Floats, Ints
from dugnad.engines.egress.timetable import Bools, Job, Timetable

SURE, PERHAPS, LATE, UNKNOWN, NONE = 0, 1, 2, 3, 4
LATE_COST, PERHAPS_COST, EXACT = 1e9, 1e6, 6


@compiled
def first_team(
    job: Job, person: int, free: Floats, place: Ints, ready: float, alone: bool, chosen: Bools
) -> tuple[int, float]:
    """The team not yet chosen that reaches a person first, of those who are enough `alone` or of all; -1: none."""
    kind, best, soonest = job.kind[person], -1, np.inf
    for team in range(len(job.size)):
        if chosen[team]:
            continue
        able = kind < 0 or job.skills[team, kind] >= job.handlers[person]
        if alone and not (able and job.size[team] >= job.carriers[person]):
            continue
        arrive = max(free[team], ready) + job.inbound[place[team], person]
        if arrive < soonest:
            best, soonest = team, arrive
    return best, soonest


@compiled
def gather(job: Job, person: int, free: Floats, place: Ints, ready: float, chosen: Bools) -> float:
    """Mark the team that comes first or, where none is enough alone, those that do together; gives when, or inf."""
    chosen[:] = False
    team, soonest = first_team(job, person, free, place, ready, True, chosen)
    if team >= 0:
        chosen[team] = True
        return soonest
    kind, hands, skilled = job.kind[person], 0, 0
    while hands < job.carriers[person] or (kind >= 0 and skilled < job.handlers[person]):
        team, soonest = first_team(job, person, free, place, ready, False, chosen)
        if team < 0:
            chosen[:] = False
            return np.inf
        chosen[team] = True
        hands += job.size[team]
        skilled += job.skills[team, kind] if kind >= 0 else 0
    return soonest


@compiled
def choose(job: Job, person: int, depart: float) -> tuple[int, int]:
    """Outside or refuge, and how sure it is to be in time: the surest, outside where both are alike."""
    option, standing = -1, NONE
    for other in range(2):
        if job.outbound[person, other] == np.inf:
            continue
        low, high = job.latest_low[person, other], job.latest_high[person, other]
        mark = UNKNOWN if np.isnan(low) else SURE if depart <= low else PERHAPS if depart <= high else LATE
        if option < 0 or (mark < standing and standing != UNKNOWN):
            option, standing = other, mark
    return option, standing


@compiled
def unit_for(job: Job, kind: int, unit_free: Floats) -> int:
    """The device of a kind that is free first, or -1."""
    best = -1
    for unit in range(len(job.unit_kind)):
        if job.unit_kind[unit] == kind and (best < 0 or unit_free[unit] < unit_free[best]):
            best = unit
    return best


@compiled
def weight(job: Job, person: int) -> float:
    """How much a second counts for someone: the more, the sooner their way is lost."""
    latest = max(job.latest_low[person, 0], job.latest_low[person, 1])
    return 1.0 if np.isnan(latest) or latest == np.inf else 1.0 + 600.0 / (60.0 + max(latest, 0.0))


@compiled
def place_one(
    job: Job, table: Timetable, person: int, free: Floats, place: Ints, unit_free: Floats, late: bool
) -> bool:
    """Put a person into the timetable after all before; false when they would be late and `late` is not yet allowed."""
    unit = unit_for(job, job.kind[person], unit_free) if job.kind[person] >= 0 else -1
    if job.kind[person] >= 0 and unit < 0:
        return True
    ready = unit_free[unit] if unit >= 0 else 0.0
    chosen = table.goes[person]
    reach = gather(job, person, free, place, ready, chosen)
    depart = reach + job.prepare[person]
    option, standing = choose(job, person, depart)
    if reach == np.inf or option < 0:
        chosen[:] = False
        return True
    if standing == LATE and not late:
        chosen[:] = False
        return False
    finish, start = depart + job.outbound[person, option], 0.0
    for team in range(len(job.size)):
        if chosen[team]:
            start = max(start, free[team], ready)
            table.origin[person, team] = place[team]
            free[team], place[team] = finish, job.ends[person, option]
    if unit >= 0:
        unit_free[unit] = finish
    table.start[person], table.reach[person], table.depart[person], table.finish[person] = (
        start,
        reach,
        depart,
        finish,
    )
    table.option[person], table.unit[person], table.standing[person] = option, unit, standing
    return True


@compiled
def decode(job: Job, order: Ints, table: Timetable) -> float:
    """Fill the timetable for an order; gives its cost."""
    free, place, unit_free = job.free.copy(), job.location.copy(), job.unit_free.copy()
    table.standing[:] = NONE
    waits = np.zeros(len(order), np.bool_)
    for person in order:
        waits[person] = not place_one(job, table, person, free, place, unit_free, False)
    for person in order:
        if waits[person]:
            place_one(job, table, person, free, place, unit_free, True)
    cost = 0.0
    for person in order:
        standing = table.standing[person]
        if standing != NONE:
            cost += table.depart[person] * weight(job, person)
            cost += LATE_COST if standing == LATE else PERHAPS_COST if standing == PERHAPS else 0.0
    table.cost[0] = cost
    return cost


@compiled
def reverse(order: Ints, low: int, high: int) -> None:
    """Turn round the part from low to high."""
    while low < high:
        order[low], order[high] = order[high], order[low]
        low, high = low + 1, high - 1


@compiled
def next_order(order: Ints) -> bool:
    """Make the next order in the dictionary's sense; false after the last."""
    low = len(order) - 2
    while low >= 0 and order[low] > order[low + 1]:
        low -= 1
    if low < 0:
        return False
    high = len(order) - 1
    while order[high] < order[low]:
        high -= 1
    order[low], order[high] = order[high], order[low]
    reverse(order, low + 1, len(order) - 1)
    return True


@compiled
def sorted_order(order: Ints) -> Ints:
    """The first order in the dictionary's sense."""
    first = order.copy()
    for end in range(len(first), 1, -1):
        for at in range(end - 1):
            if first[at] > first[at + 1]:
                first[at], first[at + 1] = first[at + 1], first[at]
    return first


@compiled
def try_all(job: Job, order: Ints, table: Timetable) -> float:
    """The best of all orders."""
    best, trial = decode(job, order, table), sorted_order(order)
    while True:
        cost = decode(job, trial, table)
        if cost < best:
            best, order[:] = cost, trial
        if not next_order(trial):
            return decode(job, order, table)


@compiled
def move(order: Ints, one: np.int64, other: np.int64) -> None:
    """Take out who is at `one` and put them in at `other`."""
    moved, step = order[one], 1 if one < other else -1
    for at in range(one, other, step):
        order[at] = order[at + step]
    order[other] = moved


@compiled
def improve(job: Job, order: Ints, table: Timetable, tries: int) -> float:
    """Make `order` and `table` the best found; gives its cost. All orders of up to six people are tried."""
    count, word = len(order), np.uint64(88172645463325252)
    if 2 <= count <= EXACT:
        return try_all(job, order, table)
    best, trial = decode(job, order, table), order.copy()
    for _ in range(tries if count > 1 else 0):
        trial[:] = order
        while True:
            word ^= word << np.uint64(13)
            word ^= word >> np.uint64(7)
            word ^= word << np.uint64(17)
            one, other = word % np.uint64(count), (word >> np.uint64(20)) % np.uint64(count)
            move(trial, np.int64(one), np.int64(other))
            if (word >> np.uint64(40)) % np.uint64(3) > 0:
                break
        cost = decode(job, trial, table)
        if cost <= best:
            best, order[:] = cost, trial
    return decode(job, order, table)
