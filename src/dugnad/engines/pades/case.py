"""One file under examination: its signatures, its evidence, and what was done to it."""

from dataclasses import dataclass, field
from datetime import datetime

from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel

from dugnad.engines.pades.bounds import GarbledError, Limits, Unreadable, hostile_bytes
from dugnad.engines.pades.changes import find_changes
from dugnad.engines.pades.evidence import embedded_material
from dugnad.engines.pades.mandate import expected_signatories
from dugnad.engines.pades.report import Change, ExpectedSignatory, Finding
from dugnad.engines.pades.structure import BoundedReader, open_pdf
from dugnad.engines.pades.trust import Material


@dataclass(slots=True)
class Case:
    """What is gathered before judging. Signatures and time stamps stand in the order of their revisions.

    `embedded` is the evidence in the file; `material` has the caller's besides. `proven` fills up with
    (revision, time) as document time stamps are found to hold.
    """

    reader: BoundedReader
    at: datetime
    embedded: Material
    material: Material
    signatures: list[EmbeddedPdfSignature] = field(default_factory=list)
    stamps: list[EmbeddedPdfSignature] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    trailing: bool = False
    expected: tuple[ExpectedSignatory, ...] = ()
    agreement_unreadable: bool = False
    proven: list[tuple[int, datetime]] = field(default_factory=list)

    def is_whole(self, signature: EmbeddedPdfSignature) -> bool:
        """Whether the signature covers all of its revision, and nothing was changed after it."""
        if signature.evaluate_signature_coverage() < SignatureCoverageLevel.ENTIRE_REVISION:
            return False
        later = any(change.revision > signature.signed_revision for change in self.changes)
        return not (later or self.trailing)

    def existed_at(self, revision: int) -> datetime:
        """The earliest time by which the revision is proven to have existed; `at` without proof."""
        return min((time for covered, time in self.proven if covered > revision), default=self.at)


def open_case(
    pdf: bytes, roots: tuple[bytes, ...], at: datetime, crls: tuple[bytes, ...], limits: Limits
) -> Case:
    """Read the file and gather; `Unreadable` for what cannot be examined at all."""
    reader = open_pdf(pdf, limits)
    embedded = embedded_material(reader, roots)
    case = Case(reader, at, embedded, embedded.with_more(crls=crls))
    _collect(case, limits)
    signed = [*case.signatures, *case.stamps]
    case.changes = find_changes(reader, {one.field_name: one.signed_revision for one in signed})
    case.trailing = any(_leaves_data_behind(case, one) for one in signed)
    _read_expected(case)
    return case


def _collect(case: Case, limits: Limits) -> None:
    filled = list(enumerate_sig_fields(case.reader, filled_status=True))
    if len(filled) > limits.signatures:
        raise Unreadable(Finding.TOO_COMPLEX)
    for name, _, reference in filled:
        try:
            with hostile_bytes():
                found = EmbeddedPdfSignature(case.reader, reference.get_object(), name)
                stamps = found.sig_object_type == "/DocTimeStamp"
        except GarbledError:
            case.broken.append(name)
            continue
        (case.stamps if stamps else case.signatures).append(found)
    case.signatures.sort(key=lambda one: one.signed_revision)
    case.stamps.sort(key=lambda one: one.signed_revision)


def _leaves_data_behind(case: Case, signature: EmbeddedPdfSignature) -> bool:
    if signature.signed_revision < case.reader.total_revisions - 1:
        return False
    return signature.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_REVISION


def _read_expected(case: Case) -> None:
    """Whom the agreement names, as it was when first signed."""
    first = min((one.signed_revision for one in case.signatures), default=case.reader.total_revisions - 1)
    try:
        case.expected = expected_signatories(case.reader.get_historical_resolver(first))
    except GarbledError:
        case.agreement_unreadable = True
