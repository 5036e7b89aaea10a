"""What may become of a business: diffusion, disruption, cash and chance, with the error of every figure.

The fits of diffusion curves are here; the rest is reached through its own modules (`reading`, `simulate`, `sobol`,
`morris`, `prim`, `deciding`, `thresholds`), which compile or load heavier libraries.
"""

from __future__ import annotations

from dugnad.engines.foresight.diffusion.bass import BassFit, fit_bass
from dugnad.engines.foresight.diffusion.generations import NortonBassFit, fit_norton_bass
from dugnad.engines.foresight.diffusion.substitution import FisherPryFit, fit_fisher_pry
from dugnad.engines.foresight.errors import Cancelled, Fault, Refused

__all__ = [
    "BassFit",
    "Cancelled",
    "Fault",
    "FisherPryFit",
    "NortonBassFit",
    "Refused",
    "fit_bass",
    "fit_fisher_pry",
    "fit_norton_bass",
]
