"""The agreement document: standard, tags, language, boxes, and what is attached."""

import json
import re
from copy import deepcopy
from io import BytesIO
from itertools import combinations
from typing import Any, Literal

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from dugnad.engines.typesetting import (
    Agreement,
    Fault,
    Labels,
    SignatureBox,
    TypesettingError,
    typeset_agreement,
    typeset_stamp,
)
from dugnad.engines.typesetting.tests.test_rendering import HOSTILE, NOON

A4 = (595.28, 841.89)
LABELS: Labels = {
    "kind": "Cooperation agreement",
    "number": "Number",
    "effective": "From",
    "expires": "Until",
    "no_expiry": "Until ended",
    "parties": "Parties",
    "party": "Party",
    "signatories": "Signatories",
    "organisation_number": "Organisation number",
    "sharing": "This clause shares data",
    "what": "What",
    "purpose": "Purpose",
    "giver": "From",
    "receiver": "To",
    "period": "Period",
    "signatures": "Signatures",
    "signature_note": "The signatures are electronic.",
    "signature": "Signature",
    "page": "Page {page} of {pages}",
    "trust_notice": "These signatures give no legal trust.",
}
AGREEMENT: Agreement = {
    "title": "Sharing of flood warnings (example)",
    "language": "en",
    "number": "2026-0042",
    "effective": "2027-01-01",
    "expires": "2029-12-31",
    "parties": [
        {
            "name": "Example City",
            "organisation_number": "999 999 999",
            "signatories": [
                {"name": "Kari Example", "role": "mayor"},
                {"name": "Per Sample", "role": "director"},
            ],
        },
        {
            "name": "Sample Ltd",
            "organisation_number": "888 888 888",
            "signatories": [{"name": "Ola Example", "role": "managing director"}],
        },
    ],
    "clauses": [
        {"number": "1", "heading": "Purpose", "text": "First.\n\nSecond,\nbroken.", "sharing": None},
        {
            "number": "2",
            "heading": "Readings",
            "text": "The city shares readings.",
            "sharing": {
                "what": "Water level",
                "purpose": "Warning",
                "giver": "Example City",
                "receiver": "Sample Ltd",
                "period": "2027 to 2029",
            },
        },
    ],
}


def changed(**values: Any) -> Agreement:
    return {**deepcopy(AGREEMENT), **values}  # type: ignore[typeddict-item]


def read(agreement: Agreement = AGREEMENT, labels: Labels = LABELS) -> PdfFileReader:
    return PdfFileReader(BytesIO(typeset_agreement(agreement, labels, created=NOON).pdf))


def metadata(reader: PdfFileReader) -> str:
    return str(reader.root["/Metadata"].data.decode())


def roles(node: Any) -> list[str]:
    """The structure types below a node, in reading order."""
    found: list[str] = []
    children = node.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        element = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(element, dict) and "/S" in element:
            found += [str(element["/S"]), *roles(element)]
    return found


def test_the_same_gives_the_same_bytes() -> None:
    made = typeset_agreement(AGREEMENT, LABELS, created=NOON)
    assert made == typeset_agreement(deepcopy(AGREEMENT), dict(LABELS), created=NOON)  # type: ignore[arg-type]


def test_it_says_that_it_is_pdf_a_3a() -> None:
    said = metadata(read())
    assert re.search(r"<pdfaid:part>3</pdfaid:part>", said)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", said)


def test_it_is_tagged() -> None:
    root = read().root
    assert root["/MarkInfo"]["/Marked"]
    found = roles(root["/StructTreeRoot"])
    assert found.count("/H1") == 4
    assert found.count("/Table") == 2
    assert found.count("/TH") >= 3
    assert "/P" in found
    assert "/Title" in found


@pytest.mark.parametrize(
    ("language", "day"), [("nb", "1. januar 2027"), ("nn", "1. januar 2027"), ("en", "1 January 2027")]
)
def test_the_language_is_the_documents(language: Literal["nb", "nn", "en"], day: str) -> None:
    reader = read(changed(language=language, title=f"{language} {day}"))
    assert str(reader.root["/Lang"]).startswith(language)
    from dugnad.engines.typesetting.agreement import _dates

    assert _dates(changed(language=language))["effective"] == day


def test_the_agreement_is_attached_with_its_fields() -> None:
    made = typeset_agreement(AGREEMENT, LABELS, created=NOON)
    (listed,) = PdfFileReader(BytesIO(made.pdf)).root["/AF"]
    file = listed.get_object()
    assert (file["/UF"], file["/AFRelationship"]) == ("agreement.json", "/Source")
    assert file["/EF"]["/F"].data == made.attached
    attached = json.loads(made.attached)
    assert attached["format"] == "dugnad-agreement/1"
    fields = [person["field"] for party in attached["parties"] for person in party["signatories"]]
    assert fields == [box.field for box in made.boxes] == ["signature-1-1", "signature-1-2", "signature-2-1"]
    assert attached["clauses"] == AGREEMENT["clauses"]


def test_boxes_of_a_crowd_spill_over_pages_and_never_overlap() -> None:
    people = [{"name": f"Person {number}", "role": "x"} for number in range(31)]
    parties = [{"name": "A", "organisation_number": "1", "signatories": people}]
    made = typeset_agreement(changed(parties=parties), LABELS, created=NOON)
    assert [box.name for box in made.boxes] == [person["name"] for person in people]
    assert len({box.page for box in made.boxes}) > 2
    assert max(box.page for box in made.boxes) < PdfFileReader(BytesIO(made.pdf)).root["/Pages"]["/Count"]
    for box in made.boxes:
        left, bottom, right, top = box.rectangle
        assert 0 < left < right < A4[0]
        assert 0 < bottom < top < A4[1]
    assert not any(_overlap(*pair) for pair in combinations(made.boxes, 2))


def _overlap(one: SignatureBox, other: SignatureBox) -> bool:
    if one.page != other.page:
        return False
    (a, b, c, d), (e, f, g, h) = one.rectangle, other.rectangle
    return a < g and e < c and b < h and f < d


def test_the_box_stands_where_it_is_said_to_stand() -> None:
    """The page draws a rounded rectangle whose left edge and height are those of the field."""
    made = typeset_agreement(AGREEMENT, LABELS, created=NOON)
    left, bottom, right, top = made.boxes[0].rectangle
    page = PdfFileReader(BytesIO(made.pdf)).root["/Pages"]["/Kids"][made.boxes[0].page]
    content = page["/Contents"].data.decode("latin-1")
    places = [tuple(map(float, match)) for match in re.findall(r"1 0 0 -?1 ([\d.]+) ([\d.]+) cm", content)]
    assert any(abs(x - left) < 0.1 and (abs(y - top) < 0.1 or abs(y - bottom) < 0.1) for x, y in places), (
        places
    )
    assert (round(right - left, 1), round(top - bottom, 1)) == (209.8, 76.5)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_place(text: str) -> None:
    made = changed(title=text or "x", number=text)
    made["parties"][0]["name"] = made["parties"][0]["signatories"][0]["name"] = text
    made["parties"][0]["signatories"][0]["role"] = made["parties"][0]["organisation_number"] = text
    made["clauses"][0].update({"number": text, "heading": text, "text": text})
    sharing = made["clauses"][1]["sharing"]
    assert sharing is not None
    sharing.update(dict.fromkeys(sharing, text))  # type: ignore[call-arg]
    assert len(typeset_agreement(made, LABELS, created=NOON).boxes) == 3


def test_a_long_word_and_a_long_text() -> None:
    made = changed(title="x" * 500, number="9" * 300)
    made["clauses"][0]["text"] = "a" * 5_000 + "\n\n" + "ord " * 25_000
    made["parties"][0]["signatories"][0]["name"] = "Navn " * 100
    assert len(typeset_agreement(made, LABELS, created=NOON).boxes) == 3


def test_what_cannot_be_printed_is_named() -> None:
    with pytest.raises(TypesettingError) as caught:
        typeset_agreement(changed(title="😀"), LABELS, created=NOON)
    assert (caught.value.fault, caught.value.characters) == (Fault.UNPRINTABLE, "😀")


def test_a_date_must_be_one() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        typeset_agreement(changed(effective="1.1.2027"), LABELS, created=NOON)


def test_a_stamp_fills_its_box() -> None:
    pdf = typeset_stamp(
        "Kari Example", ["mayor", "#panic()"], language="en", width=209.76, height=76.54, created=NOON
    )
    reader = PdfFileReader(BytesIO(pdf))
    assert reader.root["/Pages"]["/Count"] == 1
    media = [float(edge) for edge in reader.root["/Pages"]["/Kids"][0]["/MediaBox"]]
    assert media == pytest.approx([0, 0, 209.76, 76.54], abs=0.01)
    assert "/StructTreeRoot" not in reader.root
