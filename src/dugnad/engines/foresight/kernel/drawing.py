"""Chance by counter: each number is a hash of seed, future and place, the same whichever thread runs the future."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.rows import after

Array = Any

HASHED: Final = 0
SALTELLI: Final = 1
GIVEN: Final = 2

ONE, TWO = np.uint64(1), np.uint64(2)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FACTOR_A = np.uint64(0xBF58476D1CE4E5B9)
FACTOR_B = np.uint64(0x94D049BB133111EB)
STEP_INPUT = np.uint64(0xD1342543DE82EF95)
STEP_MONTH = np.uint64(0xDA942042E4DD58B5)
NOISE_KEY = np.uint64(0xA0761D6478BD642F)
OTHER_HALF = np.uint64(1 << 40)
LOW16 = np.uint64(0xFFFF)
S11, S16, S27, S30, S31, S32, S48 = (np.uint64(n) for n in (11, 16, 27, 30, 31, 32, 48))
UNIT = 1.0 / (1 << 53)
# Four 16-bit numbers, their sum centred and scaled to variance one (Irwin-Hall).
CENTRE = 4 * 65535 / 2
SPREAD = 1 / np.sqrt(4 * (65536.0**2 - 1) / 12)


class Design(NamedTuple):
    """How the inputs vary: `mode`, uniform `points` (columns, rows) unless hashed, and the range of each input."""

    mode: Any
    seed: Any
    factors: Any
    points: Array
    where: Array
    kind: Array
    low: Array
    high: Array
    middle: Array


class Block(NamedTuple):
    """Of 32 futures the key of their chance, their row and part of the design, and room for a uniform number each."""

    keys: Array
    rows: Array
    parts: Array
    uniform: Array


@inlined
def mixed(z):
    """SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection that scatters counters over 64 bits."""
    z = (z ^ (z >> S30)) * FACTOR_A
    z = (z ^ (z >> S27)) * FACTOR_B
    return z ^ (z >> S31)


@inlined
def identify(block, w, design, first):
    """The keys of futures `first` and on; in Saltelli's design the halves A and B have noise of their own."""
    parts = design.factors + TWO
    last = np.uint64(max(design.points.shape[1], 1) - 1)
    for i in range(w):
        number = first + i
        row, part = number, np.uint64(0)
        if design.mode == SALTELLI:
            row, part = number // parts, number % parts
            number = row + OTHER_HALF if part == ONE or part == parts - ONE else row
        block.keys[i] = mixed(design.seed + number * GOLDEN)
        block.rows[i] = min(row, last)
        block.parts[i] = part


@inlined
def hashed(uniform, w, block, place):
    """Uniform numbers in [0, 1) for the input at `place`."""
    counter = (place + ONE) * STEP_INPUT
    for i in range(w):
        uniform[i] = np.float64(mixed(block.keys[i] + counter) >> S11) * UNIT


@inlined
def designed(uniform, w, block, points, m, inputs):
    """The design's uniform numbers for input m: from B for B itself and for A with B's column m, else from A."""
    for i in range(w):
        part = block.parts[i]
        column = m + inputs if part == ONE or part == m + TWO else m
        uniform[i] = points[column, block.rows[i]]


@inlined
def spread(row, w, uniform, kind, low, high, middle):
    """Uniform numbers laid out over a range: evenly (0), evenly in proportion (1), or with a peak (2)."""
    width, ratio = high - low, np.log(high / low) if kind == 1 else 0.0
    if kind == 0:
        for i in range(w):
            row[i] = low + width * uniform[i]
    elif kind == 1:
        for i in range(w):
            row[i] = low * np.exp(uniform[i] * ratio)
    else:
        for i in range(w):
            u = uniform[i] * width
            left = low + np.sqrt(u * (middle - low))
            right = high - np.sqrt(max(width - u, 0.0) * (high - middle))
            row[i] = left if u < middle - low else right


@inlined
def row_of(b, cells, number):
    """The row of the model's number (see `layout.position`)."""
    if number < at.N_GLOBAL:
        return after(b, number * at.LANES)
    stream, one = (number - at.N_GLOBAL) // at.N_STREAM, (number - at.N_GLOBAL) % at.N_STREAM
    return after(cells, stream * at.STREAM + one * at.LANES)


@inlined
def lay_out(b, w, cells, base):
    """Every number of the model at its base value."""
    for n in range(np.uint64(len(base))):
        row, value = row_of(b, cells, n), base[n]
        for i in range(w):
            row[i] = value


@inlined
def draw(b, w, cells, block, design):
    """Every input of the 32 futures."""
    inputs, uniform = np.uint64(len(design.where)), block.uniform
    for m in range(inputs):
        number = np.uint64(design.where[m])
        if design.mode == HASHED:
            hashed(uniform, w, block, number)
        else:
            designed(uniform, w, block, design.points, m, inputs)
        spread(
            row_of(b, cells, number),
            w,
            uniform,
            design.kind[m],
            design.low[m],
            design.high[m],
            design.middle[m],
        )


@inlined
def chance(b, w, keys, month):
    """This month's demand: one plus an autoregressive shock of Irwin-Hall (4) noise, never below zero."""
    counter = (month + ONE) * STEP_MONTH
    for i in range(w):
        z = mixed((keys[i] ^ NOISE_KEY) + counter)
        four = (z & LOW16) + ((z >> S16) & LOW16) + ((z >> S32) & LOW16) + (z >> S48)
        noise = (np.float64(np.int64(four)) - CENTRE) * SPREAD
        shock = b[at.PERSISTENCE + i] * b[at.SHOCK + i] + b[at.NOISE + i] * noise
        b[at.SHOCK + i] = shock
        b[at.DEMAND + i] = max(1.0 + shock, 0.0)
