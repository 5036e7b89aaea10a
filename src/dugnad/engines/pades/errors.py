"""What signing raises. Messages are for developers; callers translate the codes."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a certificate, a field or a signature could not be made."""

    NAME_TOO_LONG = "name_too_long"
    PASSPHRASE = "passphrase"  # noqa: S105 - the code of an error
    NOT_A_CREDENTIAL = "not_a_credential"
    NOT_A_PDF = "not_a_pdf"
    NO_SUCH_FIELD = "no_such_field"
    FIELD_EXISTS = "field_exists"
    ALREADY_SIGNED = "already_signed"
    CERTIFICATE_REFUSED = "certificate_refused"
    TIMESTAMP_REFUSED = "timestamp_refused"


class PadesError(ValueError):
    """A certificate, field, signature or time stamp could not be made; `fault` says why."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        """Keep the code; `detail` (a field, or a code of verification) is for logs."""
        super().__init__(f"{fault}: {detail[:300]}" if detail else str(fault))
        self.fault = fault
        self.detail = detail
