"""What goes to the body that decides an appeal: all that it needs to know of the case (forvaltningsloven § 33)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation

from dugnad.areas.casework.cases.law import places
from dugnad.areas.casework.cases.letters import composed, kept, line
from dugnad.areas.casework.cases.making import facts_of
from dugnad.areas.casework.cases.showing import value_words
from dugnad.areas.casework.cases.texts import CLOSING, TITLES, day_words
from dugnad.areas.casework.cases.words import source_words
from dugnad.areas.casework.models import Appeal, Decision, Letter
from dugnad.areas.casework.models.cases import LetterKind
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package


def to_body(appeal: Appeal) -> Letter:
    """The appeal with what the city says of it, the decision, and the facts that it rests on; by the outbox."""
    case, language = appeal.case, appeal.case.written
    package, decided = composed(case, appeal.decision, language)
    body = package.appeal_body[language]
    lines = [
        *_cover(appeal, body),
        *_quoted(appeal, "its_appeal", appeal.says),
        *_quoted(appeal, "its_statement", appeal.statement),
        _heading(CLOSING["its_decision"][language]),
        *decided,
        _heading(CLOSING["its_facts"][language]),
        *map(line, _facts(package, appeal.decision, language)),
    ]
    title = TITLES["to_body"][language].format(title=case.title[language])
    return kept(case, LetterKind.NOTICE, title, lines, None, to=body)


def _cover(appeal: Appeal, body: str) -> list[dict[str, str]]:
    """Who appeals against what, that the city keeps its decision, and whether the appeal came in time."""
    case, language = appeal.case, appeal.case.written
    values = {
        "applicant": case.applicant_name,
        "reference": case.reference,
        "city": case.organisation.name,
        "body": body,
        "decided": day_words(timezone.localdate(appeal.decision.at), language),
        "day": day_words(timezone.localdate(appeal.at), language),
        "last": day_words(appeal.deadline, language),
        "late": appeal.late_reason,
        "law": places(timezone.localdate(), language),
    }
    names = ("to_body", "came_in_time" if appeal.in_time else "came_late")
    return [line(CLOSING[name][language].format(**values)) for name in names]


def _quoted(appeal: Appeal, heading: str, text: str) -> list[dict[str, str]]:
    """What somebody wrote, a sentence for each of its lines; nothing where nothing is written."""
    words = CLOSING[heading][appeal.case.written].format(city=appeal.case.organisation.name)
    written = [one.strip() for one in text.splitlines() if one.strip()]
    return [_heading(words), *map(line, written)] if written else []


def _heading(text: str) -> dict[str, str]:
    return line(text) | {"heading": "yes"}


def _facts(package: Package, decision: Decision, language: str) -> Iterator[str]:
    """Each known fact of the decision with where it is from and of which day."""
    trace: dict[str, Any] = json.loads(decision.trace)
    known = facts_of(package, trace)
    with translation.override(language):
        for fact in package.facts:
            if (found := known.get(fact.name)) and found.value is not None:
                yield CLOSING["fact"][language].format(
                    label=said(fact.label, language) or fact.name,
                    value=value_words(fact, found.value, language),
                    source=source_words(found.source, mine=False),
                    day=day_words(timezone.localdate(found.at), language),
                )
