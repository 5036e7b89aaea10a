"""What casework stores, part by part."""

from dugnad.areas.casework.models.cases import Appeal, Case, CaseEntry, CaseFact, Decision, Letter
from dugnad.areas.casework.models.corrections import Correction, RuleError
from dugnad.areas.casework.models.packages import (
    Adoption,
    Approval,
    PackageSave,
    PackageVersion,
    RulePackage,
)
from dugnad.areas.casework.models.sampling import Sampling
from dugnad.areas.casework.models.trials import Consequence, ShadowCase, ShadowRun
from dugnad.areas.casework.models.walking import RoadAssessment, WalkingNetwork, WalkingUpload

__all__ = [
    "Adoption",
    "Appeal",
    "Approval",
    "Case",
    "CaseEntry",
    "CaseFact",
    "Consequence",
    "Correction",
    "Decision",
    "Letter",
    "PackageSave",
    "PackageVersion",
    "RoadAssessment",
    "RuleError",
    "RulePackage",
    "Sampling",
    "ShadowCase",
    "ShadowRun",
    "WalkingNetwork",
    "WalkingUpload",
]
