"""Whatever bytes come in, a code comes out, in bounded time and without an exception."""

import random
import zlib
from collections.abc import Callable
from io import BytesIO
from time import process_time

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from dugnad.engines.pades import Finding, Limits, Material, Outcome, Verdict
from dugnad.engines.pades.tests import forging
from dugnad.engines.pades.tests.house import KARI, OLA, House, make_root, nameless
from dugnad.engines.pades.tests.judges import uncovered

SECONDS = 20


def table_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def xref_stream_pdf(dictionary: bytes, content: bytes = b"") -> bytes:
    """A PDF whose cross-references are this stream."""
    head = b"%PDF-1.7\n"
    stream = b"<</Type/XRef/Root 1 0 R %s/Length %d>>\nstream\n" % (dictionary, len(content))
    body = b"9 0 obj\n" + stream + content + b"\nendstream\nendobj\n"
    return head + body + b"startxref\n%d\n%%%%EOF\n" % len(head)


def object_stream_bomb() -> bytes:
    """One object stream of a quarter gigabyte; the catalogue is said to be inside."""
    packed = zlib.compress(b"0 0 " * (1 << 26), 9)
    stream = b"<</Type/ObjStm/N 67108864/First 268435456/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    head = b"%PDF-1.7\n2 0 obj\n" + stream + packed + b"\nendstream\nendobj\n"
    entries = b"".join(
        (kind).to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, place, index in [(0, 0, 0), (2, 2, 0), (1, 9, 0), (1, len(head), 0)]
    )
    xref = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(entries)
    return head + xref + entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


@pytest.mark.parametrize(
    ("junk", "finding"),
    [
        (b"", Finding.NOT_A_PDF),
        (b"hei", Finding.NOT_A_PDF),
        (b"PK\x03\x04 a zip file", Finding.NOT_A_PDF),
        (b"%PDF-1.7\n", Finding.MALFORMED),
        (b"%PDF-1.7\n" + b"\x00" * 5000, Finding.MALFORMED),
        (b"%PDF-1.7\nstartxref\n999999\n%%EOF", Finding.MALFORMED),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", Finding.MALFORMED),
        (table_pdf(b"<</Type/Catalog>>", trailer=b"/Prev 9"), Finding.MALFORMED),
        (table_pdf(b"null"), Finding.MALFORMED),
        (table_pdf(b"<</Type/Catalog/AcroForm 7>>"), Finding.MALFORMED),
        (table_pdf(b"<</Type/Catalog>>", trailer=b"/Encrypt 1 0 R"), Finding.ENCRYPTED),
        (table_pdf(b"<</Type/Catalog>>"), Finding.NO_SIGNATURES),
    ],
)
def test_junk_has_a_code(house: House, junk: bytes, finding: Finding) -> None:
    report = house.verify(junk)
    assert finding in report.findings
    assert report.outcome in {Outcome.UNREADABLE, Outcome.UNSIGNED}


def test_a_file_above_the_limit(house: House, final: bytes) -> None:
    report = house.verify(final, limits=Limits(size=len(final) - 1))
    assert (report.findings, report.outcome) == ((Finding.TOO_LARGE,), Outcome.UNREADABLE)
    assert house.verify(final, limits=Limits(size=len(final))).outcome is Outcome.VALID


@pytest.mark.parametrize(
    "limits",
    [Limits(revisions=3), Limits(signatures=2), Limits(steps=500)],
    ids=["revisions", "signatures", "steps"],
)
def test_each_limit_holds(house: House, final: bytes, limits: Limits) -> None:
    assert house.verify(final, limits=limits).findings == (Finding.TOO_COMPLEX,)


def test_an_encrypted_file(house: House) -> None:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(nameless())))
    writer.encrypt(owner_pass="hemmelig", user_pass="hemmelig")
    output = BytesIO()
    writer.write(output)
    assert house.verify(output.getvalue()).findings == (Finding.ENCRYPTED,)


def nested(opening: bytes, closing: bytes) -> bytes:
    deep = opening * 50_000 + b"1" + closing * 50_000
    return table_pdf(b"<</Type/Catalog/AcroForm<</Fields %s>>>>" % deep)


def doubling_tree(house: House) -> bytes:
    """A signed file; then forty objects, each naming the next twice; then the last of them written over.

    There are 2^40 ways to it, and whoever looks for all of them does not come back.
    """

    def grow(writer: forging.IncrementalPdfFileWriter) -> None:
        below = writer.add_object(forging.DictionaryObject())
        for _ in range(40):
            below = writer.add_object(forging.ArrayObject([below, below]))
        writer.root["/Doubling"] = below
        writer.update_root()

    def write_over(writer: forging.IncrementalPdfFileWriter) -> None:
        last = writer.root["/Doubling"]
        while isinstance(last, forging.ArrayObject):
            last = last[0]
        writer.update_container(last)

    return forging.update(forging.update(house.sign(nameless(), "a", OLA), grow), write_over)


@pytest.mark.parametrize(
    "bomb",
    [
        lambda house: nested(b"[", b"]"),
        lambda house: nested(b"<</a ", b">>"),
        lambda house: xref_stream_pdf(b"/Size 300000000/W[0 0 0]"),
        lambda house: xref_stream_pdf(b"/Size 10/Index[0 300000000]/W[0 0 0]"),
        lambda house: xref_stream_pdf(b"/Size 10/Index[0 -9 9 300000000]/W[0 0 0]"),
        lambda house: xref_stream_pdf(
            b"/Size 90000/W[1 1 1]/Filter/FlateDecode", zlib.compress(bytes(1 << 28), 9)
        ),
        lambda house: object_stream_bomb(),
        lambda house: table_pdf(*[b"1"] * 250_000),
    ],
    ids=[
        "arrays",
        "dictionaries",
        "no width",
        "index",
        "negative",
        "cross-references",
        "objects",
        "table",
    ],
)
def test_bombs_do_not_go_off(house: House, bomb: Callable[[House], bytes]) -> None:
    pdf = bomb(house)
    started = process_time()
    report = house.verify(pdf)
    assert process_time() - started < SECONDS
    assert report.findings == (Finding.TOO_COMPLEX,)


def test_a_doubling_tree_is_not_walked_through(house: House) -> None:
    report = house.verify(doubling_tree(house), limits=Limits(steps=300_000))
    assert report.findings == (Finding.TOO_COMPLEX,)


def test_many_certificates_that_name_one_another(house: House, unsigned: bytes) -> None:
    """Path building must not wander about in what a stranger put into the document security store."""
    crowd = tuple(make_root().der for _ in range(60))
    pdf = house.sign(
        unsigned, "signature-1-1", KARI, material=Material((house.root.der,), crowd, (house.crl(),))
    )
    started = process_time()
    assert house.verify(pdf).signatures[0].verdict is Verdict.VALID
    assert process_time() - started < SECONDS


@pytest.fixture(scope="module")
def small(house: House) -> bytes:
    """The smallest file with a signature."""
    return house.sign(nameless(), "a", OLA)


@pytest.mark.parametrize("seed", range(4))
def test_no_changed_byte_passes_and_none_raises(house: House, small: bytes, seed: int) -> None:
    """Of what the signature covers, any byte; of the signature itself, whatever comes of it has a code."""
    gap = uncovered(small)
    for position in random.Random(seed).sample(range(len(small)), 25):
        report = house.verify(forging.flip(small, position))
        if position not in gap:
            assert report.outcome in {Outcome.INVALID, Outcome.UNREADABLE}, position


@pytest.mark.parametrize("seed", range(3))
def test_no_truncated_file_raises(house: House, final: bytes, seed: int) -> None:
    for length in random.Random(seed).sample(range(len(final)), 10):
        assert house.verify(final[:length]).outcome is not Outcome.VALID


def test_a_signature_that_is_none(house: House) -> None:
    """A field whose value is nonsense is a broken signature, and the others are still told."""
    pdf = table_pdf(
        b"<</Type/Catalog/AcroForm<</Fields[2 0 R 3 0 R]>>>>",
        b"<</FT/Sig/T(a)/V 4 0 R>>",
        b"<</FT/Sig/T(b)/V 5 0 R>>",
        b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>",
        b"<</Type/Sig/Contents 7>>",
    )
    report = house.verify(pdf)
    assert {one.field: one.verdict for one in report.signatures} == dict.fromkeys(
        "ab", Verdict.SIGNATURE_BROKEN
    )
    assert report.outcome is Outcome.INVALID
