"""Signatures are judged by OpenSSL, on bytes cut out by hand, and by poppler and qpdf where they are."""

import asyncio
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from dugnad.engines.pades import (
    Fault,
    Field,
    Level,
    Outcome,
    PadesError,
    Revocation,
    Validity,
    Verdict,
    add_fields,
    to_pem,
)
from dugnad.engines.pades.tests.house import KARI, MINUTE, NOON, OLA, YEAR, House, make_stamping, typeset
from dugnad.engines.pades.tests.judges import (
    cms_verifies,
    cut_out,
    document_stamp_verifies,
    stamp_verifies,
)


def _pem(house: House) -> bytes:
    return to_pem(house.root).split(b"-----END PRIVATE KEY-----\n")[1]


def test_openssl_confirms_every_signature_and_every_time_stamp(
    house: House, final: bytes, tmp_path: Path
) -> None:
    *signatures, stamp = cut_out(final)
    assert len(signatures) == 2
    assert all(cms_verifies(cut, _pem(house), NOON, tmp_path) for cut in signatures)
    assert all(stamp_verifies(cut, _pem(house), NOON, tmp_path) for cut in signatures)
    assert document_stamp_verifies(stamp, _pem(house), NOON, tmp_path)
    assert stamp.end == len(final)


def test_openssl_rejects_what_is_not_so(house: House, final: bytes, tmp_path: Path) -> None:
    """The judge can say no: another root, another text, another signature under the stamp."""
    first, second, _ = cut_out(final)
    swapped = type(first)(first.cms, second.covered, first.end)
    assert not cms_verifies(first, _pem(House()), NOON, tmp_path)
    assert not cms_verifies(swapped, _pem(house), NOON, tmp_path)
    assert not stamp_verifies(first, _pem(House()), NOON, tmp_path)
    assert not document_stamp_verifies(swapped, _pem(house), NOON, tmp_path)


def test_each_step_only_appends(unsigned: bytes, half_signed: bytes, signed: bytes, final: bytes) -> None:
    made = typeset().pdf
    for before, after in [(made, unsigned), (unsigned, half_signed), (half_signed, signed), (signed, final)]:
        assert after.startswith(before)
        assert len(after) > len(before)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is not installed")
def test_pdfsig_agrees(final: bytes, tmp_path: Path) -> None:
    (tmp_path / "final.pdf").write_bytes(final)
    told = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "final.pdf"], capture_output=True, text=True, check=False
    ).stdout
    assert told.count("Signature is Valid") == 2
    assert told.count("ETSI.CAdES.detached") == 2


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(final: bytes, tmp_path: Path) -> None:
    (tmp_path / "final.pdf").write_bytes(final)
    told = subprocess.run(
        ["qpdf", "--check", tmp_path / "final.pdf"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts (poppler-utils) is not installed")
def test_all_fonts_stay_embedded(final: bytes, tmp_path: Path) -> None:
    """PDF/A allows no font that is not in the file, in a signature's appearance as elsewhere."""
    (tmp_path / "final.pdf").write_bytes(final)
    rows = subprocess.run(
        ["pdffonts", tmp_path / "final.pdf"], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    fonts = [row.split() for row in rows[2:]]
    assert fonts
    assert all(font[-5] == "yes" for font in fonts)


def test_inside_a_running_event_loop(house: House, unsigned: bytes) -> None:
    async def inside() -> Outcome:
        return house.verify(house.sign(unsigned, "signature-1-1", KARI)).outcome

    assert asyncio.run(inside()) is Outcome.INCOMPLETE


def test_a_field_is_signed_once(house: House, half_signed: bytes) -> None:
    with pytest.raises(PadesError) as caught:
        house.sign(half_signed, "signature-1-1", KARI)
    assert caught.value.fault is Fault.ALREADY_SIGNED


def test_a_field_must_be_there(house: House, unsigned: bytes) -> None:
    with pytest.raises(PadesError) as caught:
        house.sign(unsigned, "signature-9-9", KARI)
    assert caught.value.fault is Fault.NO_SUCH_FIELD


def test_a_field_name_is_taken_once(unsigned: bytes) -> None:
    with pytest.raises(PadesError) as caught:
        add_fields(unsigned, [Field("signature-1-1")])
    assert caught.value.fault is Fault.FIELD_EXISTS


@pytest.mark.parametrize("junk", [b"", b"hei", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_what_is_no_pdf_gets_no_fields(junk: bytes) -> None:
    with pytest.raises(PadesError) as caught:
        add_fields(junk, [Field("a")])
    assert caught.value.fault is Fault.NOT_A_PDF


def test_a_revoked_certificate_does_not_sign(house: House, unsigned: bytes) -> None:
    credential = house.credential(KARI)
    crl = house.crl(Revocation(credential.certificate.serial_number, NOON - MINUTE))
    with pytest.raises(PadesError) as caught:
        house.sign(unsigned, "signature-1-1", KARI, credential=credential, material=house.material(crl))
    assert (caught.value.fault, caught.value.detail) == (Fault.CERTIFICATE_REFUSED, "revoked")


@pytest.mark.parametrize(("minutes", "why"), [(30, "expired"), (-30, "not_yet_valid")])
def test_a_certificate_signs_within_its_time(house: House, unsigned: bytes, minutes: int, why: str) -> None:
    with pytest.raises(PadesError) as caught:
        house.sign(unsigned, "signature-1-1", KARI, at=NOON + minutes * MINUTE)
    assert (caught.value.fault, caught.value.detail) == (Fault.CERTIFICATE_REFUSED, why)


def test_a_stale_revocation_list_does_not_do(house: House, unsigned: bytes) -> None:
    crl = house.crl(issued=NOON - YEAR / 2)
    with pytest.raises(PadesError) as caught:
        house.sign(unsigned, "signature-1-1", KARI, material=house.material(crl))
    assert (caught.value.fault, caught.value.detail) == (Fault.CERTIFICATE_REFUSED, "revocation_unknown")


def test_a_strange_time_stamp_authority_is_refused(house: House, unsigned: bytes) -> None:
    with pytest.raises(PadesError) as caught:
        house.sign(unsigned, "signature-1-1", KARI, stamper=House().stamper())
    assert (caught.value.fault, caught.value.detail) == (Fault.TIMESTAMP_REFUSED, "unknown_issuer")


def test_a_weak_digest_is_not_stamped(house: House) -> None:
    with pytest.raises(OSError, match="refused"):
        asyncio.run(house.stamper().async_timestamp(b"x" * 20, "sha1"))


def test_ten_signatures_hold(house: House) -> None:
    """Ten people, each in a revision of their own; every earlier one stays valid."""
    pdf = add_fields(typeset().pdf, [Field(f"extra-{number}") for number in range(10)])
    for number in range(10):
        pdf = house.sign(pdf, f"extra-{number}", OLA)
    report = house.verify(house.finalise(pdf))
    assert [one.level for one in report.signatures] == [Level.B_LTA] * 10
    assert report.changes == ()


def test_a_second_time_stamp_outlives_the_first(house: House, final: bytes) -> None:
    """Once the first stamping certificate has expired, only a file that was renewed in time holds."""
    later, much_later = NOON + 9 * YEAR, NOON + 15 * YEAR
    renewing = house.stamper(later, make_stamping(house.root, Validity(NOON, NOON + 20 * YEAR)))
    material = house.material(house.crl(issued=later - MINUTE, number=9))
    renewed = house.finalise(final, stamper=renewing, at=later, material=material, field="timestamp-2")
    assert house.verify(final, much_later).stamps[0].verdict is Verdict.EXPIRED
    assert house.verify(final, much_later).outcome is Outcome.INVALID
    report = house.verify(renewed, much_later)
    assert [stamp.verdict for stamp in report.stamps] == [Verdict.VALID, Verdict.VALID]
    assert (report.outcome, report.long_term) == (Outcome.VALID, True)


def test_fields_stand_in_the_structure(final: bytes) -> None:
    """Each visible field is a form in the tagged document, and the parent tree leads back to it."""
    root = PdfFileReader(BytesIO(final)).root
    tree = root["/StructTreeRoot"]
    forms = [child for child in tree["/K"][0]["/K"] if child.get_object()["/S"] == "/Form"]
    numbers = tree["/ParentTree"]["/Nums"]
    parents = {int(numbers[index]): numbers.raw_get(index + 1) for index in range(0, len(numbers), 2)}
    named = []
    for form in forms:
        field = form.get_object()["/K"]["/Obj"]
        assert parents[int(field["/StructParent"])] == form
        named.append((str(field["/T"]), str(field["/TU"])))
    assert named == [("signature-1-1", KARI.name), ("signature-2-1", OLA.name)]
    assert sorted(parents) == list(range(int(tree["/ParentTreeNextKey"])))


def test_every_field_may_stand_in_pdf_a(final: bytes) -> None:
    """Printed, not hidden, and with an appearance wherever it is seen (ISO 19005-3, 6.3)."""
    for field in PdfFileReader(BytesIO(final)).root["/AcroForm"]["/Fields"]:
        widget = field.get_object()
        assert int(widget["/F"]) & 0b100111 == 0b100
        left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
        if right > left and top > bottom:
            assert widget["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
