"""What letters say of appeals: sent on, dismissed, withdrawn."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from dugnad.areas.casework.cases.law import places
from dugnad.areas.casework.cases.letters import kept, line
from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.cases.texts import CLOSING, TITLES, day_words
from dugnad.areas.casework.models import Appeal, Letter
from dugnad.areas.casework.models.cases import CaseState, LetterKind


def sent_on(appeal: Appeal) -> Letter:
    """That the city keeps its decision, what it says of the appeal, and who decides it now (forvaltningsloven § 33)."""
    case, day = appeal.case, timezone.localdate()
    package, _overlay = rules(appeal.decision.adoption)
    values = {"city": case.organisation.name, "body": package.appeal_body[case.written]}
    text = CLOSING["sent_on"][case.written].format(**values, law=places(day, case.written))
    lines = [line(text), *([line(appeal.statement)] if appeal.statement else [])]
    title = TITLES["confirmation"][case.written].format(title=case.title[case.written])
    return kept(case, LetterKind.CONFIRMATION, title, lines, None)


def dismissed(appeal: Appeal) -> Letter:
    """That the appeal came too late and is dismissed, why, and how to appeal against that (§§ 31 and 33)."""
    case, language = appeal.case, appeal.case.written
    package, _overlay = rules(appeal.decision.adoption)
    text = CLOSING["dismissed"][language].format(
        last=day_words(appeal.deadline, language),
        city=case.organisation.name,
        weeks=package.appeal_weeks,
        law=places(timezone.localdate(), language),
    )
    title = TITLES["dismissed"][language].format(title=case.title[language])
    return kept(case, LetterKind.CONFIRMATION, title, [line(text), line(appeal.outcome_says)], None)


def withdrawn(appeal: Appeal, last: dt.date | None) -> Letter:
    """To the applicant: that the appeal is withdrawn, and until when one may appeal again.

    `last`: the last day; None where nothing shows when the decision was received.
    """
    case, language = appeal.case, appeal.case.written
    values = _values(appeal) | {"last": day_words(last, language) if last else ""}
    names = ("withdrawn", *_how_it_goes_on(appeal), _again(last))
    lines = [line(CLOSING[name][language].format(**values)) for name in names]
    title = TITLES["withdrawn"][language].format(title=case.title[language])
    return kept(case, LetterKind.CONFIRMATION, title, lines, None)


def _how_it_goes_on(appeal: Appeal) -> list[str]:
    told = ["withdrawn_told"] if appeal.sent_on_at else []
    return [*told, *([] if appeal.case.state == CaseState.DECIDED else ["withdrawn_open"])]


def _again(last: dt.date | None) -> str:
    if last is None:
        return "appeal_again"
    return "appeal_again_by" if last >= timezone.localdate() else "appeal_over"


def told_body(appeal: Appeal) -> Letter:
    """To the body that has the appeal: that it is withdrawn, and need not be decided."""
    case, language, values = appeal.case, appeal.case.written, _values(appeal)
    text = CLOSING["withdrawn_body"][language].format(**values, reference=case.reference)
    title = TITLES["withdrawn"][language].format(title=case.title[language])
    return kept(case, LetterKind.NOTICE, title, [line(text)], None, to=values["body"])


def _values(appeal: Appeal) -> dict[str, str]:
    language, package = appeal.case.written, rules(appeal.decision.adoption)[0]
    days = {"day": appeal.at, "decided": appeal.decision.at, "sent": appeal.sent_on_at or appeal.at}
    return {
        "city": appeal.case.organisation.name,
        "body": package.appeal_body[language],
        "weeks": str(package.appeal_weeks),
        "law": places(timezone.localdate(), language)["appeal"],
        **{name: day_words(timezone.localdate(at), language) for name, at in days.items()},
    }
