"""Solutions that can be used again, from their own publiccode.yml (standard versions 0.1 to 0.x)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Offer, OfferKind
from dugnad.areas.competence.pledges.cleaning import LANGUAGES, LONGEST
from dugnad.areas.competence.pledges.offers import add_offer, change_offer
from dugnad.areas.competence.pledges.things import member_of_network
from dugnad.areas.competence.rules.pledges import offer_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid, Text

MOST_BYTES = 256 * 1024
DEEPEST = 20
MOST_USERS = 200
NAMES = ("publiccode.yml", "publiccode.yaml")
VERSION = re.compile(r"^0(\.\d{1,2}){0,2}$")
STATUSES = ("concept", "development", "beta", "stable", "obsolete")
UPKEEP = ("internal", "contract", "community", "none")
PREFERRED = ("nb", "no", "nn", "en")


class _Loader(yaml.SafeLoader):
    """Safe, and without aliases: a short file cannot become a huge one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise self._refused("aliases are not taken in")
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > DEEPEST:
            raise self._refused("too deep")
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def _refused(self, why: str) -> yaml.MarkedYAMLError:
        events: Any = self
        return yaml.composer.ComposerError(None, None, why, events.peek_event().start_mark)


def parsed(content: bytes) -> dict[str, Any]:
    """The file's data. Raises Invalid at `file`, with line and column, for what is no YAML of this kind."""
    if not content or len(content) > MOST_BYTES:
        raise Invalid(fields={"file": _("The file is empty, or larger than 256 KB.")})
    try:
        found = yaml.load(content.decode("utf-8-sig"), _Loader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError as wrong:
        raise Invalid(fields={"file": _("The file is not in UTF-8.")}) from wrong
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark
        place = {
            "line": mark.line + 1 if mark else 0,
            "column": mark.column + 1 if mark else 0,
            "why": wrong.problem,
        }
        told = _("Line %(line)d, column %(column)d: this is no YAML that can be read (%(why)s).") % place
        raise Invalid(fields={"file": told}) from wrong
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise Invalid(fields={"file": _("This is no YAML that can be read.")}) from wrong
    if not isinstance(found, dict):
        raise Invalid(fields={"file": _("The file has no keys; is it a publiccode.yml?")})
    return found


def read(content: bytes) -> dict[str, Any]:
    """What an offer takes from the file. Raises Invalid, one message for each key that is wrong."""
    data = parsed(content)
    wrong = dict(_faults(data))
    if wrong:
        raise Invalid(fields={f"publiccode.{key}": f"{key}: {words}" for key, words in wrong.items()})
    about = _description(data)
    text = str(about.get("longDescription") or about["shortDescription"])
    known = [
        code
        for code in map(_language, _get(data, "localisation.availableLanguages") or [])
        if code in LANGUAGES
    ]
    landing = str(data.get("landingURL") or data["url"])
    return {
        "title": " ".join(str(data["name"]).split())[: LONGEST["title"]],
        "text": text.strip()[: LONGEST["text"]],
        "url": landing if len(landing) <= LONGEST["url"] else "",
        "languages": list(dict.fromkeys(known)),
        "used_by": [str(one)[:160] for one in data.get("usedBy") or [] if isinstance(one, str)][:MOST_USERS],
        "publiccode": _kept(data),
    }


def _faults(data: Mapping[str, Any]) -> Iterable[tuple[str, Text]]:
    version = data.get("publiccodeYmlVersion")
    if not VERSION.match(str(version)):
        yield "publiccodeYmlVersion", _("The versions 0.1 to 0.9 are known here.")
    for key in ("name", "url", "softwareType", "legal.license"):
        value = _get(data, key)
        if not isinstance(value, str) or not value.strip():
            yield key, _("This must be filled in.")
    if not re.match(r"^https?://[^\s/]+\.[^\s]+$", str(data.get("url", "https://x.y"))):
        yield "url", _("This must be a web address.")
    yield from _choice(data, "developmentStatus", STATUSES)
    yield from _choice(data, "maintenance.type", UPKEEP)
    if not isinstance(_description(data).get("shortDescription"), str):
        yield "description", _("It must have a language, such as en, with a shortDescription.")
    for key in ("usedBy", "platforms", "categories", "localisation.availableLanguages"):
        if not isinstance(_get(data, key) or [], list):
            yield key, _("This must be a list.")


def _choice(data: Mapping[str, Any], key: str, choices: Iterable[str]) -> Iterable[tuple[str, Text]]:
    if _get(data, key) not in tuple(choices):
        yield key, _("Choose one of %(choices)s.") % {"choices": ", ".join(choices)}


def _get(data: Mapping[str, Any], key: str) -> Any:
    value: Any = data
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _description(data: Mapping[str, Any]) -> dict[str, Any]:
    """The description in the language that comes first here."""
    told = data.get("description")
    known = (
        {_language(lang): one for lang, one in told.items() if isinstance(one, dict)}
        if isinstance(told, dict)
        else {}
    )
    first = next((known[lang] for lang in PREFERRED if lang in known), None)
    return first or next(iter(known.values()), {})


def _language(code: object) -> str:
    found = str(code).lower()[:2]
    return "nb" if found == "no" else found


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    listed = {key: [str(one)[:80] for one in data.get(key) or []][:40] for key in ("platforms", "categories")}
    return {
        "version": str(data["publiccodeYmlVersion"]),
        "source": str(data["url"])[:500],
        "license": str(_get(data, "legal.license"))[:80],
        "status": data["developmentStatus"],
        "maintenance": _get(data, "maintenance.type"),
        "release": str(data.get("softwareVersion") or "")[:40],
        "released": str(data.get("releaseDate") or "")[:20],
        **listed,
    }


@transaction.atomic
def import_file(*, actor: Actor, organisation: UUID, content: bytes) -> Offer:
    """Offer the solution that the file tells of; one with the same source is brought up to date instead."""
    member_of_network(organisation)
    require(actor, "add", offer_thing(None, organisation))
    said = read(content)
    rows = Offer.objects.filter(organisation=organisation, kind=OfferKind.SOLUTION, withdrawn_at=None)
    source = said["publiccode"]["source"]
    known = rows.filter(publiccode__source=source).first()
    if known:
        return change_offer(actor=actor, offer=known.id, **said)
    return add_offer(actor=actor, organisation=organisation, kind=OfferKind.SOLUTION, **said)


def from_place(place: Path, number: str) -> Offer:
    """For operators' command line: from a file, or from a local checkout that holds it. Raises Invalid."""
    organisation = Organisation.objects.filter(number=number, left_at=None).first()
    if organisation is None:
        raise Invalid(fields={"organisation": _("No member has this organisation number.")})
    file = (
        place if place.is_file() else next((place / name for name in NAMES if (place / name).is_file()), None)
    )
    if file is None:
        raise Invalid(fields={"file": _("There is no publiccode.yml in this folder.")})
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    actor = Actor(roles=frozenset({(organisation.id, "administrator")}))
    return import_file(actor=actor, organisation=organisation.id, content=content)


def facts(row: Offer) -> list[tuple[str, str]]:
    """What the file told, for the offer's page: what it is, and the value."""
    kept = row.publiccode or {}
    told = [
        (_("Source code"), kept.get("source", "")),
        (_("Licence"), kept.get("license", "")),
        (_("State of development"), kept.get("status", "")),
        (_("Maintenance"), kept.get("maintenance", "")),
        (_("Release"), " ".join(filter(None, [kept.get("release", ""), kept.get("released", "")]))),
        (_("Platforms"), ", ".join(kept.get("platforms", []))),
        (_("Categories"), ", ".join(kept.get("categories", []))),
    ]
    return [(name, value) for name, value in told if value]
