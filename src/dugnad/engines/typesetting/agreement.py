"""The agreement document: title page, parties, clauses and a signature page with one box per signatory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NotRequired, TypedDict

from babel.dates import format_date

from dugnad.engines.typesetting.rendering import Attachment, query, render

ATTACHMENT_NAME = "agreement.json"
FORMAT = "dugnad-agreement/1"
PAGE_HEIGHT = 841.89
_LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}


class Signatory(TypedDict):
    """A person who is to sign, in what role, and in which field (given by `typeset_agreement`).

    `delegates` names others who may sign in the person's place.
    """

    name: str
    role: str
    field: NotRequired[str]
    delegates: NotRequired[list[str]]


class Seal(TypedDict):
    """An organisation whose seal stands for each signatory: it vouches for who signed."""

    name: str
    organisation_number: str


class Party(TypedDict):
    """An organisation that is bound by the agreement."""

    name: str
    organisation_number: str
    signatories: list[Signatory]


class Sharing(TypedDict):
    """What a clause lets the receiver have of the giver's; all of it in the document's language."""

    what: str
    purpose: str
    giver: str
    receiver: str
    period: str


class Clause(TypedDict):
    """One numbered clause. An empty line in `text` starts a new paragraph."""

    number: str
    heading: str
    text: str
    sharing: Sharing | None


class Agreement(TypedDict):
    """The agreement itself. Dates are ISO 8601 (2027-01-31).

    With `substitutes`, any signatory of the same organisation may sign in the place of one who is named.
    """

    title: str
    language: Literal["nb", "nn", "en"]
    number: str
    parties: list[Party]
    effective: str
    expires: str | None
    clauses: list[Clause]
    seal: NotRequired[Seal]
    substitutes: NotRequired[bool]


class Labels(TypedDict):
    """The document's fixed words, in its language. `page` holds {page} and {pages}.

    `trust_notice` is the line that says that the embedded authority gives no legal trust, or None.
    """

    kind: str
    number: str
    effective: str
    expires: str
    no_expiry: str
    parties: str
    party: str
    signatories: str
    organisation_number: str
    sharing: str
    what: str
    purpose: str
    giver: str
    receiver: str
    period: str
    signatures: str
    signature_note: str
    signature: str
    page: str
    trust_notice: str | None


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where a signature field goes: `page` from 0; the rectangle in points from the page's lower left."""

    field: str
    name: str
    page: int
    rectangle: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TypesetAgreement:
    """The PDF, the signatories' boxes in order, and the JSON that is attached as `agreement.json`."""

    pdf: bytes
    boxes: tuple[SignatureBox, ...]
    attached: bytes


def typeset_agreement(agreement: Agreement, labels: Labels, *, created: datetime) -> TypesetAgreement:
    """The agreement as tagged PDF/A-3a with itself attached as JSON, signature fields named.

    The same arguments give the same bytes. Raises `TypesettingError` for what cannot be printed and
    `ValueError` for a date that is none.
    """
    named = _with_fields(agreement)
    attached = (json.dumps(named, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    data = {"agreement": named, "labels": labels, "dates": _dates(agreement)}
    part = Attachment(ATTACHMENT_NAME, attached, "application/json", agreement["title"])
    pdf = render(_template("agreement.typ"), data, created=created, attachments=[part])
    boxes = tuple(_box(value) for value in query(_template("agreement.typ"), data, "signature-box"))
    return TypesetAgreement(pdf, boxes, attached)


def typeset_stamp(
    name: str, lines: Sequence[str], *, language: str, width: float, height: float, created: datetime
) -> bytes:
    """What a filled signature box shows, as a one-page PDF/A of `width` x `height` points."""
    data = {"name": name, "lines": list(lines), "language": language, "width": width, "height": height}
    return render(_template("stamp.typ"), data, created=created, standard="a-3b")


def _with_fields(agreement: Agreement) -> dict[str, Any]:
    parties = [
        {**party, "signatories": [
            {**signatory, "field": f"signature-{first}-{second}"}
            for second, signatory in enumerate(party["signatories"], 1)
        ]}
        for first, party in enumerate(agreement["parties"], 1)
    ]  # fmt: skip
    return {**agreement, "format": FORMAT, "parties": parties}


def _dates(agreement: Agreement) -> dict[str, str | None]:
    locale = _LOCALES[agreement["language"]]

    def written(iso: str | None) -> str | None:
        return iso and format_date(date.fromisoformat(iso), "long", locale=locale)

    return {"effective": written(agreement["effective"]), "expires": written(agreement["expires"])}


def _box(value: Mapping[str, Any]) -> SignatureBox:
    left, top = value["x"], PAGE_HEIGHT - value["y"]
    corners = (left, top - value["height"], left + value["width"], top)
    lower_left_x, lower_left_y, upper_right_x, upper_right_y = (round(corner, 2) for corner in corners)
    rectangle = (lower_left_x, lower_left_y, upper_right_x, upper_right_y)
    return SignatureBox(value["field"], value["name"], value["page"] - 1, rectangle)


@cache
def _template(name: str) -> str:
    return (files("dugnad.engines.typesetting") / "templates" / name).read_text("utf-8")
