"""PAdES: an embedded certificate authority, signatures with time stamps, and verification offline."""

from dugnad.engines.pades.authority import (
    NO_LEGAL_TRUST,
    Credential,
    Person,
    Revocation,
    Validity,
    create_root,
    create_timestamp_authority,
    from_pem,
    issue_signatory,
    make_crl,
    new_key,
    new_serial,
    to_pem,
)
from dugnad.engines.pades.bounds import Limits
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
