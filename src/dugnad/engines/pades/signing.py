"""PAdES signatures (ETSI EN 319 142-1): fields first, then B-LT signatures, then one document time stamp.

Each step appends to the file and changes no byte of what was there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    InvisSigSettings,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.stamp.noop import NoOpStampStyle

from dugnad.engines.pades.appearance import PageStyle
from dugnad.engines.pades.appending import appending, written
from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.engines.pades.tagging import tag_fields
from dugnad.engines.pades.trust import Material, Purpose, judge
from dugnad.engines.pades.waiting import run

_DIGEST: Final = "sha256"
# Bytes: a signature by an RSA key of 8192 bits has 1024, the signed attributes some 500.
_ALL_ELSE: Final = 4_096
# What PDF/A and PDF/UA ask of a field that nobody sees: printable, and off the page.
_INVISIBLE: Final = InvisSigSettings(box_out_of_bounds=True)


@dataclass(frozen=True, slots=True)
class Field:
    """An empty signature field. `page` from 0; the rectangle in points from the page's lower left.

    Without a rectangle the field is invisible. `description` is what a screen reader says.
    """

    name: str
    page: int = 0
    rectangle: tuple[float, float, float, float] | None = None
    description: str = ""


def add_fields(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The PDF with all its signature fields, which must be there before the first signature.

    Raises `PadesError` for a file that is no PDF or a name that is taken.
    """
    writer = appending(pdf)
    taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    for field in fields:
        if field.name in taken:
            raise PadesError(Fault.FIELD_EXISTS, field.name)
        taken.add(field.name)
        append_signature_field(writer, _specification(field))
    visible = {field.name for field in fields if field.rectangle}
    tag_fields(writer, [reference for name, _, reference in enumerate_sig_fields(writer) if name in visible])
    return written(writer)


def sign(
    pdf: bytes,
    field: str,
    signer: Signer,
    timestamper: TimeStamper,
    *,
    at: datetime,
    material: Material,
    declared: str | None = None,
    reason: str | None = None,
    location: str | None = None,
    appearance: bytes | None = None,
) -> bytes:
    """The PDF with one more PAdES B-LT signature, in an empty field.

    `at` is the time the signer claims; the time stamp says when it really was. The chains of signer
    and time-stamp authority are judged first and embedded with `material`'s revocation information.
    `declared` is who signs, when the certificate does not say it. `appearance` is a one-page PDF that
    fills the field's rectangle. Raises `PadesError`.
    """
    return run(_sign(pdf, field, signer, timestamper, at, material, declared, reason, location, appearance))


def finalise(
    pdf: bytes, timestamper: TimeStamper, *, at: datetime, material: Material, field: str = "timestamp-1"
) -> bytes:
    """The PDF with fresh revocation information and a document time stamp over all of it (B-LTA).

    Once more, in a new field, before the stamping authority's certificate expires, keeps it
    verifiable for as long again. Raises `PadesError`.
    """
    return run(_finalise(pdf, timestamper, at, material, field))


def _specification(field: Field) -> SigFieldSpec:
    return SigFieldSpec(
        field.name,
        on_page=field.page,
        box=field.rectangle,  # type: ignore[arg-type]
        readable_field_name=field.description or None,
        invis_sig_settings=_INVISIBLE,
    )


async def _sign(
    pdf: bytes,
    field: str,
    signer: Signer,
    timestamper: TimeStamper,
    at: datetime,
    material: Material,
    declared: str | None,
    reason: str | None,
    location: str | None,
    appearance: bytes | None,
) -> bytes:
    writer = appending(pdf)
    _check_field(writer, field)
    chain = list(signer.cert_registry)
    await _trusted(signer.signing_cert, Purpose.SIGNING, at, _with(material, chain))
    stamping = await _stamping_chain(timestamper, at, material)
    _store(writer, [*chain, *stamping], material)
    details = _details(field, declared, reason, location)
    style = PageStyle(page=appearance) if appearance else NoOpStampStyle()
    engine = PdfSigner(details, signer, timestamper=timestamper, stamp_style=style)
    return await _filled(writer, engine, at, await _room(signer, timestamper))


def _details(
    field: str, declared: str | None, reason: str | None, location: str | None
) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm=_DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=declared,
        reason=reason,
        location=location,
    )


async def _filled(writer: IncrementalPdfFileWriter, engine: PdfSigner, at: datetime, room: int) -> bytes:
    """The PDF with the engine's signature in its field, which keeps so many digits for it."""
    session = engine.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    prepared = session.prepare_tbs_document(None, room)
    output = BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return output.getvalue()


async def _finalise(
    pdf: bytes, timestamper: TimeStamper, at: datetime, material: Material, field: str
) -> bytes:
    writer = appending(pdf)
    if any(name == field for name, _, _ in enumerate_sig_fields(writer)):
        raise PadesError(Fault.FIELD_EXISTS, field)
    _store(writer, await _stamping_chain(timestamper, at, material), material)
    output = BytesIO()
    stamping = PdfTimeStamper(timestamper, field_name=field, invis_settings=_INVISIBLE)
    await stamping.async_timestamp_pdf(writer, _DIGEST, None, output=output)
    return output.getvalue()


async def _room(signer: Signer, timestamper: TimeStamper) -> int:
    """Hexadecimal digits that the signature gets: for its certificates, its time stamp, and all else twice over.

    To sign once for trial, as pyHanko does, costs a sixth of a signature more and tells nothing else.
    """
    token = await timestamper.async_dummy_response(_DIGEST)
    held = [signer.signing_cert, *signer.cert_registry]
    return 2 * (len(token.dump()) + sum(len(one.dump()) for one in held) + _ALL_ELSE)


def _check_field(writer: IncrementalPdfFileWriter, field: str) -> None:
    found = {name: value for name, value, _ in enumerate_sig_fields(writer)}
    if field not in found:
        raise PadesError(Fault.NO_SUCH_FIELD, field)
    if found[field] is not None:
        raise PadesError(Fault.ALREADY_SIGNED, field)


async def _stamping_chain(
    timestamper: TimeStamper, at: datetime, material: Material
) -> list[x509.Certificate]:
    try:
        token = await timestamper.async_dummy_response(_DIGEST)
    except (TimestampRequestError, OSError) as error:
        raise PadesError(Fault.TIMESTAMP_REFUSED, str(error)) from error
    chain = list(timestamper.cert_registry)
    serials = {one["sid"].chosen["serial_number"].native for one in token["content"]["signer_infos"]}
    for certificate in chain:
        if certificate.serial_number in serials:
            await _trusted(certificate, Purpose.TIMESTAMPING, at, _with(material, chain))
    return chain


async def _trusted(certificate: x509.Certificate, purpose: Purpose, at: datetime, material: Material) -> None:
    problem = await judge(certificate, purpose, at, material)
    if problem is not None:
        fault = Fault.CERTIFICATE_REFUSED if purpose is Purpose.SIGNING else Fault.TIMESTAMP_REFUSED
        raise PadesError(fault, problem)


def _with(material: Material, chain: Sequence[x509.Certificate]) -> Material:
    return material.with_more(certificates=[one.dump() for one in chain])


def _store(
    writer: IncrementalPdfFileWriter, certificates: Sequence[x509.Certificate], material: Material
) -> None:
    """Put certificates and revocation information into the document security store (ISO 32000-2, 12.8.4.3)."""
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[
            *certificates,
            *(x509.Certificate.load(one) for one in (*material.certificates, *material.roots)),
        ],
        crls=[crl.CertificateList.load(one) for one in material.crls],
        ocsps=[ocsp.OCSPResponse.load(one) for one in material.ocsps],
    )
