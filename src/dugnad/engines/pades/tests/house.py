"""An invented authority, invented people and their agreement, for the tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp.noop import NoOpStampStyle

from dugnad.engines.pades import (
    Credential,
    EmbeddedTimeStamper,
    Field,
    Material,
    Person,
    Report,
    Revocation,
    Validity,
    Verdict,
    add_fields,
    create_root,
    create_timestamp_authority,
    finalise,
    issue_signatory,
    make_crl,
    new_key,
    new_serial,
    sign,
    verify,
)
from dugnad.engines.typesetting import (
    Agreement,
    Labels,
    TypesetAgreement,
    render,
    typeset_agreement,
    typeset_stamp,
)

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)

FIRST, SECOND = "signature-1-1", "signature-2-1"

KARI = Person("Kari Eksempel", "Eksempelby kommune", "999999999", "byrådsleder")
OLA = Person("Ola Prøve", "Prøvevik AS (eksempel)", "888888888", "daglig leder etter styrevedtak")

AGREEMENT: Agreement = {
    "title": "Avtale om deling av flomvarsler",
    "language": "nb",
    "number": "2026-0042",
    "effective": "2027-01-01",
    "expires": None,
    "parties": [
        {
            "name": KARI.organisation,
            "organisation_number": "999 999 999",
            "signatories": [{"name": KARI.name, "role": "byrådsleder", "delegates": ["Åse Vara"]}],
        },
        {
            "name": OLA.organisation,
            "organisation_number": OLA.organisation_number,
            "signatories": [{"name": OLA.name, "role": "daglig leder"}],
        },
    ],
    "clauses": [
        {
            "number": "1",
            "heading": "Formål",
            "text": "Partene varsler om flom for 100 kroner.",
            "sharing": None,
        }
    ],
}
LABELS: Labels = {
    "kind": "Samarbeidsavtale",
    "number": "Avtalenummer",
    "effective": "Gjelder fra",
    "expires": "Gjelder til",
    "no_expiry": "Til den sies opp",
    "parties": "Partene",
    "party": "Part",
    "signatories": "Signatarer",
    "organisation_number": "Organisasjonsnummer",
    "sharing": "Denne klausulen deler data",
    "what": "Hva",
    "purpose": "Formål",
    "giver": "Fra",
    "receiver": "Til",
    "period": "Periode",
    "signatures": "Signaturer",
    "signature_note": "Signaturene er elektroniske.",
    "signature": "Signatur",
    "page": "Side {page} av {pages}",
    "trust_notice": "Signaturene gir ingen juridisk tillit.",
}


def make_root(name: str = "Dugnad embedded authority", validity: Validity | None = None) -> Credential:
    """A root of its own."""
    return create_root(
        name, validity or Validity(NOON - YEAR, NOON + 30 * YEAR), key=new_key(), serial=new_serial()
    )


def make_stamping(root: Credential, validity: Validity | None = None) -> Credential:
    """A time-stamp authority under the root."""
    validity = validity or Validity(NOON - YEAR, NOON + 10 * YEAR)
    return create_timestamp_authority(
        root, "Dugnad time stamps", validity, key=new_key(), serial=new_serial()
    )


@dataclass
class House:
    """A root, its time-stamp authority, and everything done at noon unless told otherwise."""

    root: Credential = field(default_factory=make_root)
    stamping: Credential = field(init=False)

    def __post_init__(self) -> None:
        self.stamping = make_stamping(self.root)

    def crl(self, *revocations: Revocation, number: int = 1, issued: datetime = NOON - MINUTE) -> bytes:
        """A list good for a week."""
        return make_crl(
            self.root, revocations, number=number, issued=issued, next_update=issued + timedelta(7)
        )

    def material(self, *crls: bytes, roots: Sequence[bytes] = ()) -> Material:
        """What this house's certificates are judged by."""
        return Material((self.root.der, *roots), crls=crls or (self.crl(),))

    def stamper(self, at: datetime = NOON, stamping: Credential | None = None) -> EmbeddedTimeStamper:
        """Stamps that say `at`."""
        return EmbeddedTimeStamper(stamping or self.stamping, clock=lambda: at)

    def credential(self, person: Person, start: datetime = NOON - MINUTE) -> Credential:
        """A certificate good for ten minutes."""
        validity = Validity(start, start + 10 * MINUTE)
        return issue_signatory(self.root, person, validity, key=new_key(), serial=new_serial())

    def sign(self, pdf: bytes, name: str, person: Person, **changes: Any) -> bytes:
        """One signature by a fresh certificate."""
        credential = changes.pop("credential", None) or self.credential(person)
        stamper = changes.pop("stamper", None) or self.stamper()
        options: dict[str, Any] = {"at": NOON, "material": self.material(), **changes}
        return sign(pdf, name, credential.signer(), stamper, **options)

    def finalise(self, pdf: bytes, **changes: Any) -> bytes:
        """The document time stamp."""
        stamper = changes.pop("stamper", None) or self.stamper()
        return finalise(pdf, stamper, **{"at": NOON, "material": self.material(), **changes})

    def verify(self, pdf: bytes, at: datetime = NOON + MINUTE, **changes: Any) -> Report:
        """What this house's root says of it."""
        return verify(pdf, **{"trust_roots": [self.root.der], "at": at, **changes})


def typeset(agreement: Agreement = AGREEMENT) -> TypesetAgreement:
    """The agreement as PDF."""
    return typeset_agreement(agreement, LABELS, created=NOON)


def prepared(agreement: Agreement = AGREEMENT) -> bytes:
    """The agreement with its fields."""
    made = typeset(agreement)
    return add_fields(made.pdf, [Field(box.field, box.page, box.rectangle, box.name) for box in made.boxes])


def stamp_page(person: Person) -> bytes:
    """What a filled box shows."""
    return typeset_stamp(
        person.name, [person.authority], language="nb", width=209.76, height=76.53, created=NOON
    )


def nameless() -> bytes:
    """A PDF that names nobody, with one field."""
    source = '#set document(title: "Notat", date: auto)\nHei'
    return add_fields(render(source, {}, created=NOON), [Field("a")])


def sign_anyhow(
    pdf: bytes, name: str, credential: Credential, stamper: EmbeddedTimeStamper | None, digest: str = "sha256"
) -> bytes:
    """pyHanko's own signature, unchecked and without revocation information."""
    details = PdfSignatureMetadata(field_name=name, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES)
    engine = PdfSigner(details, credential.signer(), timestamper=stamper, stamp_style=NoOpStampStyle())
    return bytes(engine.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())


def without_authority(person: Person) -> Person:
    """The same person with a blank title."""
    return replace(person, authority=" ")


def verdicts(report: Report) -> dict[str, Verdict]:
    """The one word on each signature."""
    return {one.field: one.verdict for one in report.signatures}
