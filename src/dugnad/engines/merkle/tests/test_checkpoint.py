"""Signed checkpoints: published notes, several signers, and every malformed line told apart."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.merkle import (
    EMPTY_ROOT,
    Checkpoint,
    CheckpointError,
    Fault,
    MerkleError,
    Signer,
    cosign,
    parse,
    sign,
    verify,
)
from dugnad.engines.merkle.note import MAX_CHARACTERS, Note, key_id, parse_note, sign_note, verify_note


def signer(name: str, seed: int) -> Signer:
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


OSLO, BERGEN, HALDEN = signer("oslo.example/log", 1), signer("bergen.example", 2), signer("halden.example", 3)
CHECKPOINT = Checkpoint("oslo.example/log", 1_000_000, bytes(range(32)))
TEXT = CHECKPOINT.text()
NOTE = sign(TEXT, OSLO)
LINE = NOTE.rpartition("\n\n")[2]
DASH = "\u2014"


def keys(*signers: Signer) -> dict[str, Ed25519PublicKey]:
    return {each.name: each.key.public_key() for each in signers}


def fault_of(note: str, *signers: Signer) -> Fault:
    with pytest.raises(CheckpointError) as caught:
        verify(note, keys(*(signers or (OSLO,))))
    return caught.value.fault


# The example of the Go reference implementation (golang.org/x/mod/sumdb/note): key, seed and note.
PETER_KEY = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
PETER_NOTE = (
    f"{PETER_TEXT}\n{DASH} PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_reference_note_is_made_byte_for_byte() -> None:
    peter = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(b64decode(PETER_SEED)[1:]))
    public = Ed25519PublicKey.from_public_bytes(b64decode(PETER_KEY)[1:])
    assert key_id("PeterNeumann", public).hex() == "c74f20a3"
    assert str(Note(PETER_TEXT, (sign_note(PETER_TEXT, peter),))) == PETER_NOTE
    assert verify_note(parse_note(PETER_NOTE), {"PeterNeumann": public}) == ("PeterNeumann",)


def test_the_text_is_origin_size_and_root() -> None:
    assert TEXT == "oslo.example/log\n1000000\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert parse(NOTE) == CHECKPOINT
    empty = Checkpoint("oslo.example/log", 0, EMPTY_ROOT, ("more", "lines"))
    assert Checkpoint.from_text(empty.text()) == empty


def test_the_note_of_the_specification_is_read() -> None:
    """The example of C2SP tlog-cosignature, with a signature of a kind not known here."""
    note = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        f"{DASH} example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        f"{DASH} witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    assert parse(note).size == 20852163
    assert str(parse_note(note)) == note
    assert [line.name for line in parse_note(note).signatures] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]


def test_several_members_sign_and_each_is_named() -> None:
    note = cosign(cosign(NOTE, BERGEN), HALDEN)
    assert verify(note, keys(HALDEN, BERGEN, OSLO)) == (OSLO.name, BERGEN.name, HALDEN.name)
    assert verify(note, keys(BERGEN)) == (BERGEN.name,)
    assert parse(note) == CHECKPOINT
    assert cosign(note, BERGEN) == note


def test_a_signature_by_an_unknown_key_is_passed_over() -> None:
    namesake = signer(OSLO.name, 9)
    note = cosign(sign(TEXT, namesake), BERGEN)
    assert verify(note, keys(OSLO, BERGEN)) == (BERGEN.name,)
    assert fault_of(sign(TEXT, namesake)) is Fault.NOT_SIGNED_BY_KNOWN_KEY
    assert fault_of(NOTE, BERGEN) is Fault.NOT_SIGNED_BY_KNOWN_KEY


def test_one_wrong_signature_by_a_known_key_spoils_the_note() -> None:
    forged = sign(Checkpoint(OSLO.name, 2, EMPTY_ROOT).text(), BERGEN).rpartition("\n\n")[2]
    assert fault_of(NOTE + forged, OSLO, BERGEN) is Fault.SIGNATURE_WRONG
    assert verify(NOTE + forged, keys(OSLO)) == (OSLO.name,)


def test_a_text_changed_after_signing_is_refused() -> None:
    assert fault_of(NOTE.replace("1000000", "1000001")) is Fault.SIGNATURE_WRONG
    assert fault_of(NOTE.replace("AAEC", "AAED")) is Fault.SIGNATURE_WRONG
    assert fault_of(NOTE.replace("8=\n", "8=\nmore\n", 1)) is Fault.SIGNATURE_WRONG


@given(st.integers(0, len(LINE.encode()) * 8 - 1))
def test_no_flipped_bit_of_the_signature_line_is_accepted(bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[-1 - bit // 8] ^= 1 << bit % 8
    with pytest.raises(CheckpointError):
        verify(raw.decode(errors="surrogateescape"), keys(OSLO))


def encoded(*data: bytes) -> str:
    return b64encode(b"".join(data)).decode()


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("", Fault.NO_SIGNATURES),
        ("\n\n", Fault.NO_SIGNATURES),
        (TEXT, Fault.NO_SIGNATURES),
        (TEXT + "\n", Fault.NO_SIGNATURES),
        (TEXT + LINE, Fault.NO_SIGNATURES),
        (NOTE[:-1], Fault.NO_SIGNATURES),
        (NOTE + "\n", Fault.NO_SIGNATURES),
        (NOTE + "more\n", Fault.SIGNATURE_LINE),
        (NOTE.replace(DASH, "-"), Fault.SIGNATURE_LINE),
        (NOTE.replace("\n", "\r\n"), Fault.CONTROL_CHARACTER),
        ("\x00" + NOTE, Fault.CONTROL_CHARACTER),
        (NOTE + "\ud800", Fault.NOT_TEXT),
        (NOTE + "x" * MAX_CHARACTERS, Fault.TOO_LARGE),
        (NOTE + LINE * 100, Fault.TOO_MANY_SIGNATURES),
        (f"{TEXT}\n{DASH} oslo.example/log\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH} oslo.example/log !!!!\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH} oslo.example/log \u00e6\u00f8\u00e5\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH} oslo.example/log AAAAAB==\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH} oslo.example/log {encoded(b'1234')}\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH} oslo log {encoded(b'12345')}\n", Fault.SIGNATURE_LINE),
        (f"{TEXT}\n{DASH}  {encoded(b'12345')}\n", Fault.KEY_NAME),
        (f"{TEXT}\n{DASH} oslo+log {encoded(b'12345')}\n", Fault.KEY_NAME),
        (f"{TEXT}\n{DASH} oslo\u2003log {encoded(b'12345')}\n", Fault.KEY_NAME),
    ],
)
def test_each_malformed_note_is_named(note: str, fault: Fault) -> None:
    assert fault_of(note) is fault
    with pytest.raises(CheckpointError):
        cosign(note, BERGEN)


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.TOO_FEW_LINES),
        ("oslo\n1\n", Fault.TOO_FEW_LINES),
        (f"oslo\n1\n{ROOT}", Fault.TOO_FEW_LINES),
        (f"\n1\n{ROOT}\n", Fault.ORIGIN),
        (f"oslo\n01\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n-1\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n+1\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n1_0\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n 1\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n\u0661\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n{2**63}\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n{'9' * 10_000}\n{ROOT}\n", Fault.SIZE),
        (f"oslo\n1\n{ROOT[:-1]}\n", Fault.ROOT),
        (f"oslo\n1\n{ROOT[:-2]}B=\n", Fault.ROOT),
        (f"oslo\n1\n{b64encode(bytes(31)).decode()}\n", Fault.ROOT),
        (f"oslo\n1\n{'_' * 44}\n", Fault.ROOT),
        (f"oslo\n1\n{ROOT}\n\nmore\n", Fault.EXTENSION),
        (f"oslo\n1\n{ROOT}\na\tb\n", Fault.CONTROL_CHARACTER),
    ],
)
def test_each_malformed_checkpoint_is_named(text: str, fault: Fault) -> None:
    for refuse in (Checkpoint.from_text, lambda bad: sign(bad, OSLO)):
        with pytest.raises(CheckpointError) as caught:
            refuse(text)
        assert caught.value.fault is fault


def test_a_signed_text_that_is_no_checkpoint_is_refused() -> None:
    note = str(Note(PETER_TEXT, (sign_note(PETER_TEXT, OSLO),)))
    assert verify_note(parse_note(note), keys(OSLO)) == (OSLO.name,)
    assert fault_of(note) is Fault.TOO_FEW_LINES


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 1, bytes(32), ()),
        ("two\nlines", 1, bytes(32), ()),
        ("\ud800", 1, bytes(32), ()),
        ("oslo", -1, bytes(32), ()),
        ("oslo", 2**63, bytes(32), ()),
        ("oslo", 1, bytes(33), ()),
        ("oslo", 1, bytes(32), ("",)),
        ("oslo", 1, bytes(32), ("a\nb",)),
    ],
)
def test_no_checkpoint_is_made_that_cannot_be_written(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(CheckpointError):
        Checkpoint(origin, size, root, extensions)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "\ud800", "a\x00"])
def test_no_signer_has_a_name_that_cannot_be_written(name: str) -> None:
    with pytest.raises(MerkleError):
        signer(name, 1)


@given(st.text(max_size=200))
def test_arbitrary_text_is_refused_cleanly(note: str) -> None:
    with pytest.raises(CheckpointError):
        verify(note, keys(OSLO))
    with pytest.raises(CheckpointError):
        verify(f"{TEXT}\n{DASH} {note}\n", keys(OSLO))


printable = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(printable, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(printable))
def test_whatever_can_be_written_can_be_signed_and_read(
    origin: str, size: int, root: bytes, extensions: list[str]
) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))
    note = cosign(sign(checkpoint.text(), OSLO), BERGEN)
    assert verify(note, keys(OSLO, BERGEN)) == (OSLO.name, BERGEN.name)
    assert parse(note) == checkpoint
