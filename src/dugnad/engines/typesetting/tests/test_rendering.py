"""Typst sources become PDF, the same each time, and data never becomes code."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from dugnad.engines.typesetting import Attachment, Fault, TypesettingError, query, render

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TEMPLATE = """
#let data = json("data.json")
#set document(title: "Prøve", date: auto)
#set text(lang: "nb")
= Overskrift
#data.text
"""
HOSTILE = [
    '#panic("code")',
    '#import "@preview/cetz:0.3.0"',
    '#read("/etc/passwd")',
    "*not bold* _not italic_ = no heading $x^2$ `raw` @label <label>",
    '"quotes" \\ "and" \\u{41} backslashes \\',
    "]]} #[ { unbalanced",
    "// comment /* comment */",
    "שלום 123 עולם",
    "مرحبا",
    "Čáhppe Ŋuorra, Привет, Ελληνικά",
    "a\u0301 e\u0308 \u2028 \u00a0 \u200b",
    "",
]


def drawn_text(pdf: bytes, folder: Path) -> str:
    """What poppler reads off the pages."""
    (folder / "one.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-raw", folder / "one.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()


def test_the_same_gives_the_same_bytes() -> None:
    first = render(TEMPLATE, {"text": "Hei", "b": 1, "a": 2}, created=NOON)
    assert first == render(TEMPLATE, {"a": 2, "b": 1, "text": "Hei"}, created=NOON)
    assert first != render(TEMPLATE, {"text": "Hei!"}, created=NOON)
    assert first != render(TEMPLATE, {"text": "Hei", "b": 1, "a": 2}, created=NOON.replace(year=2027))


def test_another_process_in_another_zone_gives_the_same_bytes() -> None:
    code = (
        "import sys; from dugnad.engines.typesetting.tests.test_rendering import *;"
        "sys.stdout.buffer.write(render(TEMPLATE, {'text': 'Hei'}, created=NOON))"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LANG": "C"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, check=True
    ).stdout
    assert told == render(TEMPLATE, {"text": "Hei"}, created=NOON)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_code(text: str) -> None:
    pdf = render(TEMPLATE, {"text": text}, created=NOON)
    assert PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"] == 1


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("text", HOSTILE[:7])
def test_text_is_printed_as_it_stands(text: str, tmp_path: Path) -> None:
    assert " ".join(text.split()) in " ".join(
        drawn_text(render(TEMPLATE, {"text": text}, created=NOON), tmp_path).split()
    )


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\ue000", "\ud800", "漢", "😀"], ids=ascii
)
def test_what_cannot_be_printed_is_named(character: str) -> None:
    with pytest.raises(TypesettingError) as caught:
        render(TEMPLATE, {"text": f"før {character} etter"}, created=NOON)
    assert (caught.value.fault, caught.value.characters) == (Fault.UNPRINTABLE, character)


def test_all_that_cannot_be_printed_is_named_at_once() -> None:
    with pytest.raises(TypesettingError) as caught:
        render(TEMPLATE, {"text": "漢 og 字", "key": ["漢"]}, created=NOON)
    assert set(caught.value.characters) == set("漢字")


@pytest.mark.parametrize("value", [float("nan"), b"bytes", object()])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(TypesettingError) as caught:
        render(TEMPLATE, {"text": value}, created=NOON)
    assert caught.value.fault is Fault.NOT_JSON


@pytest.mark.parametrize(
    "template",
    [
        "#panic()",
        "#(",
        "#missing",
        '#read("pyproject.toml")',
        '#read("/etc/hostname")',
        '#import "@preview/cetz:0.3.0"',
    ],
)
def test_a_template_that_fails_or_reaches_out_is_refused(template: str) -> None:
    with pytest.raises(TypesettingError) as caught:
        render(template, {}, created=NOON)
    assert caught.value.fault is Fault.TEMPLATE


def test_files_are_attached_as_they_are() -> None:
    content = bytes(range(256))
    part = Attachment("rådata.bin", content, "application/octet-stream", "Beskrivelse", "data")
    pdf = render(TEMPLATE, {"text": "Hei"}, created=NOON, attachments=[part])
    (listed,) = PdfFileReader(BytesIO(pdf)).root["/AF"]
    file = listed.get_object()
    assert (file["/UF"], file["/AFRelationship"], file["/Desc"]) == ("rådata.bin", "/Data", "Beskrivelse")
    assert file["/EF"]["/F"].data == content


def test_a_standard_without_attachments_refuses_them() -> None:
    part = Attachment("a.txt", b"a", "text/plain", "a")
    with pytest.raises(TypesettingError) as caught:
        render(TEMPLATE, {"text": "Hei"}, created=NOON, standard="a-2a", attachments=[part])
    assert caught.value.fault is Fault.TEMPLATE


def test_a_hundred_thousand_characters() -> None:
    text = "Lang tekst med ord av ulik lengde. " * 2900
    pdf = render(TEMPLATE, {"text": text}, created=NOON)
    assert PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"] > 20


def test_values_are_asked_for() -> None:
    assert query('#metadata((1, 2))<a> #metadata(json("data.json").b)<a>', {"b": "#panic()"}, "a") == [
        [1, 2],
        "#panic()",
    ]
