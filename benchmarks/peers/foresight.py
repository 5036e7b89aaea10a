"""What the foresight engine is measured beside: the same model in plain C, a smaller one in PySD."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from time import thread_time
from typing import Any, Final

import numpy as np

from dugnad.engines.foresight import layout, running
from dugnad.engines.foresight.case import Case
from dugnad.engines.foresight.running import Work

MANY: Final = 131_072


def best(work: Callable[[], object], rounds: int = 5, clock: Callable[[], float] = thread_time) -> float:
    work()
    least = float("inf")
    for _ in range(rounds):
        start = clock()
        work()
        least = min(least, clock() - start)
    return least


def by_c(ready: Case) -> float | None:
    """Seconds of one future in C, after its outcomes were found equal to ours."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, "kernel.c"), Path(folder, "kernel.so")
        source.write_text(_c_source())
        command = [compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", library, source, "-lm"]
        subprocess.run(command, check=True)
        native = ctypes.CDLL(str(library)).run
    out = np.empty((2, MANY))
    work = _c_call(native, ready, out)
    work()
    mine = running.outcomes(ready, MANY, Work(1, 1))
    assert (out[0] == mine[0]).all()
    assert np.allclose(out[1], mine[1], rtol=1e-9, atol=1e-3)
    return best(work) / MANY


def _c_call(native: Any, ready: Case, out: Any) -> Callable[[], None]:
    at = np.array(ready.where, np.int64)

    def work() -> None:
        native(
            *(ctypes.c_uint64(1), ctypes.c_long(MANY), ctypes.c_long(ready.months), _pointer(ready.base)),
            *(ctypes.c_long(len(at)), _pointer(at), _pointer(ready.low), _pointer(ready.high)),
            *(_pointer(ready.calendar), _pointer(out)),
        )

    return work


def _pointer(values: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.ctypes.data)


def _c_source() -> str:
    names = ", ".join((*layout.GLOBAL, *(f"stream_{name}" for name in layout.STREAM), "NUMBERS"))
    return f"#include <math.h>\n#include <stdint.h>\nenum {{ {names} }};\n" + C_KERNEL


C_KERNEL: Final = r"""
#define W 32
#define EACH for (int i = 0; i < W; i++)
static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }
static inline uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull; z = (z ^ (z >> 27)) * 0x94D049BB133111EBull; return z ^ (z >> 31);
}
void run(uint64_t seed, long count, long months, const double *base, long inputs, const int64_t *where,
         const double *low, const double *high, const int64_t *calendar, double *out) {
  for (long first = 0; first < count; first += W) {
    double p[NUMBERS][W];
    for (int n = 0; n < NUMBERS; n++) EACH p[n][i] = base[n];
    for (long m = 0; m < inputs; m++) EACH {
      uint64_t key = mix(seed + (uint64_t)(first + i) * 0x9E3779B97F4A7C15ull);
      double u = (double)(mix(key + (uint64_t)(where[m] + 1) * 0xD1342543DE82EF95ull) >> 11) * 0x1p-53;
      p[where[m]][i] = low[m] + (high[m] - low[m]) * u;
    }
    double have[W], taken[W], own[W], their[W], index[W], costs[W], index_step[W], cost_step[W], money[W], owes[W];
    double pay[W], bill[W], term[W], owed[W], payroll[W], profit[W], losses[W], npv[W], alive[W], ruin[W], disc[W];
    double disc_step[W], r1[W], r2[W], v1[W], v2[W], c0[W], c1[W], c2[W], s0[W], s1[W], s2[W], inverse[W], size[W];
    EACH {
      have[i] = p[stream_customers][i]; taken[i] = 0; own[i] = 1; their[i] = p[entrant_price][i];
      index[i] = costs[i] = disc[i] = alive[i] = 1; size[i] = p[stream_volume][i];
      money[i] = p[cash][i]; owes[i] = p[debt][i];
      pay[i] = owes[i] / p[debt_months][i]; bill[i] = p[tax_due][i];
      term[i] = owed[i] = payroll[i] = profit[i] = losses[i] = npv[i] = 0; ruin[i] = -1;
      inverse[i] = p[stream_reach][i] > 0 ? 1 / p[stream_reach][i] : 0;
      double late = p[customer_days][i] / 30;
      c0[i] = most(1 - late, 0); c1[i] = 1 - fabs(late - 1); c2[i] = most(late - 1, 0);
      late = p[supplier_days][i] / 30;
      s0[i] = most(1 - late, 0); s1[i] = 1 - fabs(late - 1); s2[i] = most(late - 1, 0);
    }
    double a = exp(log1p(base[price_growth]) / 12), b = exp(log1p(base[inflation]) / 12);
    double c = exp(-log1p(base[discount]) / 12);
    EACH { index_step[i] = a; cost_step[i] = b; disc_step[i] = c; }
    for (long t = 0; t < months; t++) {
      long month = calendar[t]; int even = month % 2 == 0; double part = month == 2 ? .5 : month == 4 ? 1 : 0;
      double revenue[W], variable[W], fixed_now[W], wages[W], before[W];
      EACH {
        double fall = p[collapse_fall][i] * least(most((t + 1.0 - p[collapse_start][i]) / p[collapse_months][i], 0), 1);
        double active = least(most(t + 1.0 - p[entrant_start][i], 0), 1);
        double factor = own[i] * (1 - fall), ahead = factor - their[i];
        double gap = least(most(ahead - p[entrant_switching][i], 0), 1);
        double share = taken[i] / (taken[i] + have[i] + 1e-9);
        double talk = p[entrant_p][i] + p[entrant_q][i] * share * (1 + p[entrant_network][i] * share);
        double pull = least(active * gap * talk, 1);
        own[i] = most(own[i] - active * p[entrant_response][i] * most(ahead, 0), least(p[entrant_floor][i], own[i]));
        their[i] = most(their[i] - active * p[entrant_counter][i] * most(1 - p[entrant_price][i] - ahead, 0),
                        least(p[entrant_floor][i], their[i]));
        double units = have[i] * size[i];
        revenue[i] = units * p[stream_price][i] * index[i] * factor;
        variable[i] = units * p[stream_unit_cost][i] * costs[i];
        size[i] *= 1 + p[stream_volume_growth][i];
        double adopting = p[stream_innovation][i] + p[stream_imitation][i] * have[i] * inverse[i];
        double new = p[stream_new_customers][i] + adopting * most(p[stream_reach][i] - have[i] - taken[i], 0);
        double stays = have[i] - have[i] * (p[stream_churn][i] + pull) + new * (1 - pull);
        taken[i] += pull * (have[i] + new); have[i] = most(stays, 0);
        fixed_now[i] = p[fixed][i] * costs[i]; wages[i] = p[staff][i] * p[salary][i] * costs[i];
      }
      if (t == 0) EACH {
        double due = p[vat][i] * (revenue[i] - variable[i] - p[fixed_vat][i] * fixed_now[i]);
        r1[i] = r2[i] = revenue[i]; v1[i] = v2[i] = variable[i]; term[i] = due * (1 - month % 2); owed[i] = due * 2;
        payroll[i] = p[payroll_tax][i] * wages[i] * (1 + month % 2);
      }
      EACH {
        double v = p[vat][i];
        before[i] = money[i];
        double interest = (owes[i] * p[debt_rate][i] + most(-money[i], 0) * p[overdraft_rate][i]) * (1.0 / 12);
        double instalment = least(pay[i], owes[i]), tax = bill[i] * part;
        double got = c0[i] * revenue[i] + c1[i] * r1[i] + c2[i] * r2[i];
        double paid = s0[i] * variable[i] + s1[i] * v1[i] + s2[i] * v2[i];
        money[i] += (1 + v) * (got - paid) - fixed_now[i] * (1 + v * p[fixed_vat][i])
          - wages[i] * (1 + p[pension][i]) - interest - instalment - tax;
        profit[i] += revenue[i] - variable[i] - fixed_now[i] - interest
          - wages[i] * (1 + p[payroll_tax][i] + p[pension][i]);
        term[i] += v * (revenue[i] - variable[i] - p[fixed_vat][i] * fixed_now[i]);
        owes[i] -= instalment; bill[i] -= tax;
        r2[i] = r1[i]; r1[i] = revenue[i]; v2[i] = v1[i]; v1[i] = variable[i];
      }
      if (even) EACH {
        money[i] -= owed[i]; owed[i] = term[i]; term[i] = 0; payroll[i] += p[payroll_tax][i] * wages[i];
      } else EACH { money[i] -= payroll[i]; payroll[i] = p[payroll_tax][i] * wages[i]; }
      if (month == 12) EACH {
        double taxable = profit[i] + losses[i];
        bill[i] += p[company_tax][i] * most(taxable, 0); losses[i] = least(taxable, 0); profit[i] = 0;
      }
      EACH {
        disc[i] *= disc_step[i]; npv[i] += alive[i] * disc[i] * (money[i] - before[i]);
        int broken = money[i] < -p[overdraft][i];
        ruin[i] = broken && alive[i] > .5 ? t : ruin[i]; alive[i] = broken ? 0 : alive[i];
        index[i] *= index_step[i]; costs[i] *= cost_step[i];
      }
    }
    EACH { out[first + i] = ruin[i]; out[count + first + i] = npv[i]; }
  }
}
"""
PYSD_MODEL: Final = """{UTF-8}
customers= INTEG (new-lost-churned, 500) ~~|
taken= INTEG (lost, 0) ~~|
new= 5+(0.001+imitation*customers/3000)*MAX(3000-customers-taken,0) ~~|
churned= churn*customers ~~|
gap= MAX(price factor-0.7-0.05,0) ~~|
lost= IF THEN ELSE(Time>=12, gap*(0.005+0.1*taken/(taken+customers)), 0)*customers ~~|
price factor= 1-0.2*MIN(MAX((Time-12)/12,0),1) ~~|
revenue= customers*1000*price factor ~~|
cash= INTEG (revenue-customers*400-200000, 500000) ~~|
imitation= 0.03 ~~|
churn= 0.02 ~~|
FINAL TIME= 120 ~~|
INITIAL TIME= 0 ~~|
TIME STEP= 1 ~~|
SAVEPER= 120 ~~|
"""


def by_pysd() -> float:
    """Processor seconds of one run in PySD: fewer equations, no taxes, one stored month."""
    import pysd

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = Path(folder, "firm.mdl")
        source.write_text(PYSD_MODEL)
        firm = pysd.read_vensim(str(source))

        def work() -> None:
            for n in range(20):
                firm.run(params={"churn": 0.01 + n * 0.001}, return_columns=["cash"])

        return best(work, 2) / 20
