"""Who is to sign, by the agreement inside the file, and whether a certificate's holder is one of them."""

import json
import unicodedata
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from dugnad.engines.pades.bounds import GarbledError, hostile_bytes
from dugnad.engines.pades.report import ExpectedSignatory, Problem, Signer
from dugnad.engines.pades.structure import BoundedResolver

ATTACHMENT_NAME: Final = "agreement.json"
_LARGEST: Final = 4_000_000
_MOST_FILES: Final = 50


def expected_signatories(view: BoundedResolver) -> tuple[ExpectedSignatory, ...]:
    """Those whom the attached agreement names, in order; empty when nothing of that name is attached.

    `GarbledError` when it is attached twice or cannot be read.
    """
    with hostile_bytes():
        attached = _attached(view)
        if not attached:
            return ()
        if len(attached) > 1 or len(attached[0]) > _LARGEST:
            raise GarbledError("attached twice, or too large")
        agreement = json.loads(attached[0])
        seal = _number(agreement.get("seal", {}).get("organisation_number", ""))
        open_to = agreement.get("substitutes", False) is True
        named = tuple(
            replace(_expected(party, person), seal=seal, substitutes=open_to)
            for party in agreement["parties"]
            for person in party["signatories"]
        )
    if not named or len({signatory.field for signatory in named}) != len(named):
        raise GarbledError("nobody is named, or two for one field")
    return named


def authority_problems(
    field: str, signer: Signer, expected: tuple[ExpectedSignatory, ...], declared: str = ""
) -> tuple[Problem, ...]:
    """Why this signer may not sign in this field for that organisation; empty when all is in order.

    A seal that the agreement names may stand for the person whom the signature declares. Where the agreement
    lets its parties' other signatories sign in a person's place, certificate or seal say that one is such.
    """
    if not expected:
        return ()
    sealed = [one for one in expected if one.seal and one.seal == signer.organisation_number]
    if sealed:
        meant = any(one.field == field and _may_be(declared, one) for one in sealed)
        return () if meant else (Problem.SIGNER_NOT_NAMED,)
    problems = []
    if signer.organisation_number not in {signatory.organisation_number for signatory in expected}:
        problems.append(Problem.ORGANISATION_NOT_PARTY)
    if not any(_is_meant(field, signer, signatory) for signatory in expected):
        problems.append(Problem.SIGNER_NOT_NAMED)
    if not signer.authority.strip():
        problems.append(Problem.AUTHORITY_MISSING)
    return tuple(problems)


def _is_meant(field: str, signer: Signer, signatory: ExpectedSignatory) -> bool:
    return (
        signatory.field == field
        and signatory.organisation_number == signer.organisation_number
        and _may_be(signer.name, signatory)
    )


def _may_be(name: str, signatory: ExpectedSignatory) -> bool:
    """Whether one of this name may sign where the signatory is meant, given the organisation is the same."""
    if signatory.substitutes and _plain(name):
        return True
    return _plain(name) in {_plain(one) for one in (signatory.name, *signatory.delegates)}


def _expected(party: dict[str, Any], person: dict[str, Any]) -> ExpectedSignatory:
    texts = (person["field"], person["name"], person["role"], party["name"], party["organisation_number"])
    delegates = tuple(person.get("delegates", ()))
    if not all(isinstance(text, str) for text in (*texts, *delegates)):
        raise TypeError("a name that is no text")
    return ExpectedSignatory(*texts[:4], organisation_number=_number(texts[4]), delegates=delegates)


def _number(text: str) -> str:
    return "".join(text.split())


def _attached(view: BoundedResolver) -> list[bytes]:
    if "/AF" not in view.root:
        return []
    files = [entry.get_object() for entry in islice(view.root["/AF"], _MOST_FILES)]
    named = [file for file in files if str(file.get("/UF", file.get("/F"))) == ATTACHMENT_NAME]
    return [file["/EF"]["/F"].data for file in named]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
