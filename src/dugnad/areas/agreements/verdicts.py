"""What verification can find, in words; every code of the engine has its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from dugnad.engines.pades.report import Finding, Outcome, Problem, Verdict
from dugnad.kernel.areas.manifest import Text

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.VALID: _("All signatures are valid, and nothing was changed afterwards."),
    Outcome.INCOMPLETE: _("So far all is in order, but not everyone has signed yet."),
    Outcome.UNSIGNED: _("Nobody has signed this file."),
    Outcome.INVALID: _("Do not rely on this file. What is wrong is listed below."),
    Outcome.UNREADABLE: _("This file cannot be examined."),
}

FINDINGS: Mapping[Finding, Text] = {
    Finding.NOT_A_PDF: _("The file is not a PDF."),
    Finding.TOO_LARGE: _("The file is larger than what is examined here."),
    Finding.TOO_COMPLEX: _("The file is built in a way that is too tangled to examine safely."),
    Finding.MALFORMED: _("The file is damaged."),
    Finding.ENCRYPTED: _("The file is encrypted. Save it without a password and try again."),
    Finding.NO_SIGNATURES: _("There is no signature in the file."),
    Finding.INVALID_SIGNATURE: _("At least one signature is not valid."),
    Finding.MISSING_SIGNATURE: _("A signature that the agreement asks for is not there."),
    Finding.SIGNATURE_REMOVED: _("A signature was taken out after it was made."),
    Finding.PAGE_ADDED: _("A page was added after signing."),
    Finding.PAGE_REMOVED: _("A page was taken out after signing."),
    Finding.CONTENT_CHANGED: _("The content was changed after signing."),
    Finding.TRAILING_DATA: _("Something was added at the end of the file that no signature covers."),
    Finding.AGREEMENT_UNREADABLE: _("The list of who was to sign, inside the file, cannot be read."),
}

PROBLEMS: Mapping[Problem, Text] = {
    Problem.SIGNATURE_BROKEN: _(
        "The signature itself is broken: it was not made with the key of this certificate."
    ),
    Problem.DIGEST_MISMATCH: _(
        "What was signed is not what the file holds now: at least one byte was changed."
    ),
    Problem.CHANGED_AFTER_SIGNING: _("The file was changed after this signature."),
    Problem.UNKNOWN_ISSUER: _("The certificate comes from an authority that is not trusted here."),
    Problem.WRONG_USAGE: _("The certificate is not meant for signing documents."),
    Problem.WEAK_ALGORITHM: _("The signature uses a method that is no longer safe."),
    Problem.REVOKED: _("The certificate was revoked before the signature was made."),
    Problem.EXPIRED: _("The certificate had expired when the signature was made."),
    Problem.NOT_YET_VALID: _("The certificate was not yet valid when the signature was made."),
    Problem.UNTRUSTED_TIMESTAMP: _("The time stamp on the signature cannot be relied on."),
    Problem.REVOCATION_UNKNOWN: _("Nothing shows whether the certificate was revoked."),
    Problem.ORGANISATION_NOT_PARTY: _("The signer’s organisation is not a party to this agreement."),
    Problem.SIGNER_NOT_NAMED: _("The agreement does not name this person for this signature."),
    Problem.AUTHORITY_MISSING: _("The certificate does not say on what authority the person signs."),
}

STAMP_VERDICTS: Mapping[Verdict, Text] = {
    Verdict.SIGNATURE_BROKEN: _("A time stamp on the file is broken."),
    Verdict.DIGEST_MISMATCH: _("A time stamp was made for other bytes than those in the file."),
    Verdict.CHANGED_AFTER_SIGNING: _("The file was changed after it was time-stamped."),
    Verdict.UNKNOWN_ISSUER: _("A time stamp comes from an authority that is not trusted here."),
    Verdict.WRONG_USAGE: _("A time stamp was made with a certificate that is not meant for it."),
    Verdict.WEAK_ALGORITHM: _("A time stamp uses a method that is no longer safe."),
    Verdict.REVOKED: _("The time-stamp authority’s certificate was revoked."),
    Verdict.EXPIRED: _("The time-stamp authority’s certificate has expired."),
    Verdict.NOT_YET_VALID: _("The time-stamp authority’s certificate was not yet valid."),
    Verdict.REVOCATION_UNKNOWN: _(
        "Nothing shows whether the time-stamp authority’s certificate was revoked."
    ),
}
