"""Bad input, by page and by API: a clear message in the reader's language at the field, and nothing half-written."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any, Literal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from pydantic import BaseModel, Field, ValidationError

from dugnad.areas.agreements.models import Agreement, Clause
from dugnad.areas.agreements.tests.makers import Pair, api, browser, draft, faults
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation, Organisation
from dugnad.web.shapes import WORDS, words
from tests import people

pytestmark = pytest.mark.django_db
LANGUAGES = ((0, "nb"), (1, "en"))
Both = tuple[str, str]

DIGIT = (
    "Kontrollsifferet stemmer ikke. Se etter to sifre som har byttet plass.",
    "The check digit is wrong. Look for two digits that changed places.",
)
NO_PDF = ("Filen er ikke en PDF.", "The file is not a PDF.")
TOO_LARGE = ("Filen er for stor. Grensen er 30 MB.", "The file is too large. The limit is 30 MB.")
NO_PURPOSE = ("Velg et formål. Ingenting deles uten.", "Choose a purpose. Nothing is shared without one.")
ENDS_EARLY = ("Avtalen slutter før den begynner.", "The agreement ends before it starts.")
SHARING_ENDS_EARLY = ("Delingen slutter før den begynner.", "The sharing ends before it starts.")
NO_DAY = ("Skriv en dag som finnes, slik: 2027-01-31.", "Write a day that exists as in 2027-01-31.")
NOT_HERE = ("Det finnes ikke noe på denne adressen", "There is nothing at this address")
USED = ("Den er allerede brukt.", "It has been used already.")
EXPIRED = ("Den var åpen i 14 dager.", "It was open for 14 days.")


def reader(person: Person | None, language: str) -> Client:
    client = browser(person)
    client.cookies["django_language"] = language
    return client


def told(response: Any) -> list[str]:
    """The messages that stand at fields of the page."""
    found = re.findall(r'ds-validation-message"[^>]*>(.*?)</p>', response.content.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for text in found]


@pytest.fixture
def pair(db: None) -> Pair:
    return Pair()


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_an_organisation_number_with_a_wrong_check_digit(place: int, language: str) -> None:
    client = reader(people.operator(), language)
    typed = {"number": "958935421", "name": "Eksempel", "kind": "city"}
    page = client.post("/network/add/", typed)
    assert (page.status_code, told(page)) == (422, [DIGIT[place]])
    refused = api(client, "post", "/organisations", typed)
    assert (refused.status_code, faults(refused)) == (422, {"number": DIGIT[place]})
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_a_pdf_that_is_none_or_200_mb(place: int, language: str) -> None:
    client = reader(None, language)
    page = client.post("/agreements/verify/", {"file": SimpleUploadedFile("a.pdf", b"Hei")})
    assert NO_PDF[place] in page.content.decode()
    address = "/api/v1/agreements/verify"
    answer = client.generic("POST", address, b"Hei", content_type="application/pdf").json()
    assert [one["words"] for one in answer["findings"]] == [NO_PDF[place]]
    large: dict[str, Any] = {"CONTENT_LENGTH": "209715200"}
    form = "multipart/form-data; boundary=x"
    page = client.generic("POST", "/agreements/verify/", b"", content_type=form, **large)
    assert (page.status_code, told(page)) == (413, [TOO_LARGE[place]])
    refused = client.generic("POST", address, b"", content_type="application/pdf", **large)
    assert (refused.status_code, refused.json()["detail"]) == (413, TOO_LARGE[place])


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_a_clause_without_a_purpose_or_with_a_period_that_ends_first(
    pair: Pair, place: int, language: str
) -> None:
    row = draft(pair)
    before = Clause.objects.count()
    client = reader(pair.kari, language)
    typed = {"givers": [str(pair.oslo.id)], "receivers": [str(pair.bergen.id)], "purpose": "cooperation"}
    period = {"starts": row.expiry.isoformat(), "ends": row.effective.isoformat()}
    for wrong, field, said in (
        ({"purpose": ""}, "purpose", NO_PURPOSE),
        (period, "ends", SHARING_ENDS_EARLY),
    ):
        form = typed | {"what": "network.people"} | wrong
        page = client.post(f"/agreements/{row.id}/clauses/sharing/", form)
        assert (page.status_code, told(page)) == (422, [said[place]])
        body = typed | {"data": "network.people", "kind": "sharing"} | wrong
        refused = api(client, "post", f"/agreements/{row.id}/clauses", body)
        assert (refused.status_code, faults(refused)) == (422, {field: said[place]})
    assert Clause.objects.count() == before


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_an_agreement_that_ends_before_it_starts_or_on_no_day(pair: Pair, place: int, language: str) -> None:
    client = reader(pair.kari, language)
    typed = {"title": "Ny", "effective": "2030-01-02", "expiry": "2030-01-01", "language": "nb"}
    numbers = {"parties": [pair.oslo.number, pair.bergen.number]}
    ids = {"parties": [str(party) for party in pair.parties]}
    page = client.post("/agreements/new/", typed | numbers)
    assert (page.status_code, told(page)) == (422, [ENDS_EARLY[place]])
    refused = api(client, "post", "/agreements", typed | ids)
    assert (refused.status_code, faults(refused)) == (422, {"expiry": ENDS_EARLY[place]})
    refused = api(client, "post", "/agreements", typed | ids | {"expiry": "2030-02-30"})
    assert (refused.status_code, faults(refused)) == (422, {"expiry": NO_DAY[place]})
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_another_organisations_id_in_the_address(pair: Pair, place: int, language: str) -> None:
    row = draft(pair)
    client = reader(pair.stranger, language)
    page = client.get(f"/agreements/{row.id}/")
    assert page.status_code == 404
    assert NOT_HERE[place] in unescape(page.content.decode())
    refused = api(client, "post", f"/agreements/{row.id}/clauses", {"kind": "text", "heading": "Ny"})
    assert refused.status_code == 404
    assert refused.json()["title"] == ("Ikke funnet", "Not found")[place]


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_an_invitation_that_has_run_out_or_was_used_is_tried_twice(
    pair: Pair, place: int, language: str, mailoutbox: list[Any]
) -> None:
    admin, visitor = reader(pair.kari, language), reader(None, language)
    account = {"name": "Nora Ny", "password": "en lang setning som passord"}
    admin.post(f"/network/{pair.oslo.id}/people/invite/", {"email": "ny@eksempel.example", "role": "member"})
    link = re.search(r"http://[^/]+(/network/invitation/(\S+)/)", mailoutbox[-1].body)
    assert link
    until = timezone.now() + timedelta(days=1)
    Invitation.objects.update(expires_at=until - timedelta(days=2))
    for _ in range(2):
        page = visitor.post(link[1], account)
        assert page.status_code == 410
        assert EXPIRED[place] in page.content.decode()
        refused = api(visitor, "post", "/invitations/accept", {"token": link[2], **account})
        assert refused.status_code == 410
        assert refused.json()["detail"].startswith(EXPIRED[place])
    assert not Person.objects.filter(email="ny@eksempel.example").exists()
    Invitation.objects.update(expires_at=until)
    assert visitor.post(link[1], account).status_code == 302
    later = reader(None, language)
    assert USED[place] in later.post(link[1], account).content.decode()
    assert Person.objects.filter(email="ny@eksempel.example").count() == 1


class Shape(BaseModel):
    """One field of each kind that the API takes."""

    id: UUID
    text: str = Field(min_length=2, max_length=3)
    kind: Literal["a", "b"]
    size: int = Field(ge=1, le=5)
    rows: list[int] = Field(max_length=1)


WRONG: list[tuple[dict[str, Any], str, Both]] = [
    ({"text": None}, "text", ("Skriv dette som tekst.", "Write this as text.")),
    ({"text": "x"}, "text", ("Minst 2 tegn.", "At least 2 characters.")),
    ({"text": "xxxx"}, "text", ("Høyst 3 tegn.", "At most 3 characters.")),
    ({"kind": "c"}, "kind", ("Velg en av disse: a, b.", "Choose one of these: a, b.")),
    ({"size": 0}, "size", ("Minst 1.", "At least 1.")),
    ({"size": 6}, "size", ("Høyst 5.", "At most 5.")),
    ({"size": "x"}, "size", ("Skriv et helt tall.", "Enter a whole number.")),
    ({"rows": 1}, "rows", ("Send en liste.", "Send a list.")),
    ({"rows": [1, 2]}, "rows", ("Høyst 1 i listen.", "At most 1 in the list.")),
]


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
@pytest.mark.parametrize(("change", "field", "said"), WRONG)
def test_a_value_of_the_wrong_shape(
    change: dict[str, Any], field: str, said: Both, place: int, language: str
) -> None:
    good = {"id": str(UUID(int=1)), "text": "xx", "kind": "a", "size": 1, "rows": []}
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate(good | change)
    (error,) = caught.value.errors()
    with translation.override(language):
        assert (error["loc"][0], words(error)) == (field, said[place])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_code_without_words_is_told_in_general(language: str) -> None:
    with translation.override(language):
        general = words({"type": "never heard of", "loc": ("x",)})
        assert general
        assert general not in {str(text) for text in WORDS.values()}


def test_json_that_is_none(pair: Pair) -> None:
    client = reader(pair.kari, "nb")
    refused = client.post("/api/v1/agreements", '{"title":', content_type="application/json")
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "Innholdet kan ikke leses. Send det som JSON.",
    )
