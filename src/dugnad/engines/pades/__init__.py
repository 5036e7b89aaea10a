"""PAdES: an embedded certificate authority, signatures with time stamps, and verification offline.

What signs and verifies brings pyHanko along: it is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.engines.pades.report import (
    Change,
    DocumentStamp,
    ExpectedSignatory,
    Finding,
    Level,
    Outcome,
    Problem,
    Report,
    SignatureReport,
    Signer,
    Stamp,
    Verdict,
)

if TYPE_CHECKING:
    from dugnad.engines.pades.authority import (
        NO_LEGAL_TRUST,
        Person,
        Validity,
        create_root,
        create_timestamp_authority,
        issue_signatory,
        new_key,
        new_serial,
    )
    from dugnad.engines.pades.bounds import Limits
    from dugnad.engines.pades.credentials import Credential, from_pem, to_pem
    from dugnad.engines.pades.revoking import Revocation, make_crl
    from dugnad.engines.pades.signing import Field, add_fields, finalise, sign
    from dugnad.engines.pades.timestamping import EmbeddedTimeStamper, TimeStamper
    from dugnad.engines.pades.trust import Material
    from dugnad.engines.pades.verification import verify

__all__ = [
    "NO_LEGAL_TRUST",
    "Change",
    "Credential",
    "DocumentStamp",
    "EmbeddedTimeStamper",
    "ExpectedSignatory",
    "Fault",
    "Field",
    "Finding",
    "Level",
    "Limits",
    "Material",
    "Outcome",
    "PadesError",
    "Person",
    "Problem",
    "Report",
    "Revocation",
    "SignatureReport",
    "Signer",
    "Stamp",
    "TimeStamper",
    "Validity",
    "Verdict",
    "add_fields",
    "create_root",
    "create_timestamp_authority",
    "finalise",
    "from_pem",
    "issue_signatory",
    "make_crl",
    "new_key",
    "new_serial",
    "sign",
    "to_pem",
    "verify",
]
HEAVY = {
    "authority": (
        "NO_LEGAL_TRUST",
        "Person",
        "Validity",
        "create_root",
        "create_timestamp_authority",
        "issue_signatory",
        "new_key",
        "new_serial",
    ),
    "bounds": ("Limits",),
    "credentials": ("Credential", "from_pem", "to_pem"),
    "revoking": ("Revocation", "make_crl"),
    "signing": ("Field", "add_fields", "finalise", "sign"),
    "timestamping": ("EmbeddedTimeStamper", "TimeStamper"),
    "trust": ("Material",),
    "verification": ("verify",),
}
LATER = {name: module for module, names in HEAVY.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
