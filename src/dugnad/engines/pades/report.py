"""What verification finds: codes and values, no prose. Callers say it in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with one signature, gravest first: the first that applies is the verdict."""

    SIGNATURE_BROKEN = "signature_broken"
    DIGEST_MISMATCH = "digest_mismatch"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    UNKNOWN_ISSUER = "unknown_issuer"
    WRONG_USAGE = "wrong_usage"
    WEAK_ALGORITHM = "weak_algorithm"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNTRUSTED_TIMESTAMP = "untrusted_timestamp"
    REVOCATION_UNKNOWN = "revocation_unknown"
    ORGANISATION_NOT_PARTY = "organisation_not_party"
    SIGNER_NOT_NAMED = "signer_not_named"
    AUTHORITY_MISSING = "authority_missing"


class Verdict(StrEnum):
    """The one word on a signature or time stamp."""

    VALID = "valid"
    SIGNATURE_BROKEN = "signature_broken"
    DIGEST_MISMATCH = "digest_mismatch"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    UNKNOWN_ISSUER = "unknown_issuer"
    WRONG_USAGE = "wrong_usage"
    WEAK_ALGORITHM = "weak_algorithm"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNTRUSTED_TIMESTAMP = "untrusted_timestamp"
    REVOCATION_UNKNOWN = "revocation_unknown"
    NO_AUTHORITY = "no_authority"


_NO_AUTHORITY = {Problem.ORGANISATION_NOT_PARTY, Problem.SIGNER_NOT_NAMED, Problem.AUTHORITY_MISSING}


def verdict_of(problems: tuple[Problem, ...]) -> Verdict:
    """The verdict that a set of problems amounts to."""
    if not problems:
        return Verdict.VALID
    gravest = min(problems, key=list(Problem).index)
    return Verdict.NO_AUTHORITY if gravest in _NO_AUTHORITY else Verdict(gravest)


class Level(StrEnum):
    """How much of PAdES (ETSI EN 319 142-1) the file shows for a signature; NONE when it is broken."""

    NONE = "none"
    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


class Finding(StrEnum):
    """What is to be said of the whole file."""

    NOT_A_PDF = "not_a_pdf"
    TOO_LARGE = "too_large"
    TOO_COMPLEX = "too_complex"
    MALFORMED = "malformed"
    ENCRYPTED = "encrypted"
    NO_SIGNATURES = "no_signatures"
    INVALID_SIGNATURE = "invalid_signature"
    MISSING_SIGNATURE = "missing_signature"
    SIGNATURE_REMOVED = "signature_removed"
    PAGE_ADDED = "page_added"
    PAGE_REMOVED = "page_removed"
    CONTENT_CHANGED = "content_changed"
    TRAILING_DATA = "trailing_data"
    AGREEMENT_UNREADABLE = "agreement_unreadable"


class Outcome(StrEnum):
    """The one word on the whole file. INCOMPLETE: all well so far, but not all named have signed."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    INVALID = "invalid"
    INCOMPLETE = "incomplete"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who a certificate names. `authority` is on what authority the person signs; `notice` the issuer's word."""

    name: str
    organisation: str
    organisation_number: str
    authority: str
    issuer: str
    notice: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp on a signature: when, by whom, and whether it can be relied on."""

    at: datetime
    authority: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature. `declared` is the name that it gives itself: with a seal, the person it stands for.
    `reason` is why it was made, in its own words, which it covers like the rest of the file.

    `revoked_at` is set also when the revocation came after the signature, and is then no fault.
    """

    field: str
    revision: int
    problems: tuple[Problem, ...]
    level: Level = Level.NONE
    signer: Signer | None = None
    claimed_at: datetime | None = None
    stamp: Stamp | None = None
    revoked_at: datetime | None = None
    declared: str = ""
    reason: str = ""

    @property
    def verdict(self) -> Verdict:
        """`VALID`, or the gravest problem."""
        return verdict_of(self.problems)


@dataclass(frozen=True, slots=True)
class DocumentStamp:
    """A document time stamp. `covers_file`: not one byte of the file is outside it."""

    field: str
    revision: int
    at: datetime | None
    authority: str
    verdict: Verdict
    covers_file: bool


@dataclass(frozen=True, slots=True)
class ExpectedSignatory:
    """Somebody the agreement inside the file names, and whether that signature is there and valid.

    `seal` is the number of an organisation whose seal may stand for the person; empty: there is none.
    `substitutes`: another signatory of the same organisation may sign in the person's place.
    """

    field: str
    name: str
    role: str
    organisation: str
    organisation_number: str
    delegates: tuple[str, ...] = ()
    signed: bool = False
    seal: str = ""
    substitutes: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """An update after a signature that is neither a signature nor its proof; `after` names the fields signed before."""

    revision: int
    finding: Finding
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Exactly who signed, when, on what authority, and whether anything was changed afterwards."""

    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureReport, ...] = ()
    stamps: tuple[DocumentStamp, ...] = ()
    expected: tuple[ExpectedSignatory, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The one word on the file."""
        if self.findings and self.findings[0] in _UNREADABLE:
            return Outcome.UNREADABLE
        if Finding.NO_SIGNATURES in self.findings and not set(self.findings) & _INVALID:
            return Outcome.UNSIGNED
        if set(self.findings) & _INVALID:
            return Outcome.INVALID
        return Outcome.INCOMPLETE if Finding.MISSING_SIGNATURE in self.findings else Outcome.VALID

    @property
    def finished(self) -> bool:
        """All whom the agreement names have signed; always false when the file names nobody."""
        return bool(self.expected) and all(signatory.signed for signatory in self.expected)

    @property
    def long_term(self) -> bool:
        """Valid, and a trusted document time stamp covers the whole file."""
        sealed = any(stamp.covers_file and stamp.verdict is Verdict.VALID for stamp in self.stamps)
        return sealed and self.outcome is Outcome.VALID


_UNREADABLE = {
    Finding.NOT_A_PDF, Finding.TOO_LARGE, Finding.TOO_COMPLEX, Finding.MALFORMED, Finding.ENCRYPTED,
}  # fmt: skip
_INVALID = {
    Finding.INVALID_SIGNATURE, Finding.SIGNATURE_REMOVED, Finding.PAGE_ADDED, Finding.PAGE_REMOVED,
    Finding.CONTENT_CHANGED, Finding.TRAILING_DATA, Finding.AGREEMENT_UNREADABLE,
}  # fmt: skip
