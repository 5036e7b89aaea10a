"""Letters from the trace: each sentence with the condition and the paragraph that it tells of, then how to appeal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from dugnad.areas.casework.cases.law import new_act, places
from dugnad.areas.casework.cases.making import Judgement, facts_of, made
from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.cases.texts import CLOSING, MONTH, TITLES, day_words
from dugnad.areas.casework.models import Case, Correction, Decision, Letter
from dugnad.areas.casework.models.cases import LetterKind
from dugnad.areas.casework.rulebook.deciding import Decided, Step, holds_until
from dugnad.areas.casework.rulebook.document import Overlay, Package
from dugnad.areas.casework.rulebook.letters import after, cite, reasons, sentences, values_of
from dugnad.areas.casework.rulebook.reading import overlay_from_json
from dugnad.areas.casework.rulebook.wording import names_in


def again(decision: Decision) -> tuple[Package, Decided]:
    """The decision made once more of what was stored with it."""
    package, _now = rules(decision.adoption)
    trace = json.loads(decision.trace)
    overlay: Overlay = overlay_from_json(decision.overlay)
    return package, made(
        package,
        overlay,
        facts_of(package, trace),
        day=dt.date.fromisoformat(trace["day"]),
        now=decision.as_of or decision.at,
        digest=decision.package_digest,
        consent=decision.consent,
        extra=decision.judged["extra"],
        judgement=judgement_of(decision),
    )


def judgement_of(decision: Decision) -> Judgement | None:
    """What a person found, if one did."""
    judged = decision.judged
    if not judged["result"]:
        return None
    return Judgement({one["decision"]: one["state"] for one in judged["states"]}, judged["result"])


def write(case: Case, decision: Decision, *, corrects: Correction | None = None) -> Letter:
    """The letter of a decision in the applicant's written form; it goes out by the outbox."""
    package, lines = composed(case, decision, case.written, corrects)
    kind = LetterKind.CORRECTION if corrects else LetterKind.DECISION
    return kept(case, kind, _title(case, package, kind), lines, decision)


def composed(
    case: Case, decision: Decision, language: str, corrects: Correction | None = None
) -> tuple[Package, list[dict[str, str]]]:
    """The lines of a decision's letter in one written form; of a correction it says first what was wrong."""
    package, found = again(decision)
    reasons = {one["decision"]: one["reason"] for one in decision.judged["states"]}
    lines = told(package, found, reasons, language)
    if decision.reason:
        lines.append(line(decision.reason))
    if ground := decision.judged.get("ground"):
        law = places(timezone.localdate(decision.at), language)
        lines.insert(0, line(CLOSING[f"reversed_{ground}"][language].format(law=law)))
    if heard := decision.judged.get("heard"):
        lines.append(line(CLOSING["heard"][language].format(heard=heard)))
    overlay = overlay_from_json(decision.overlay)
    lines += [line(one.text, "", one.citation) for one in after(package, overlay, found, language)]
    says = overlay.says.get(language, "")
    lines += [line(says)] if says else []
    lines += [line(holds(case, holds_until(found), language))] if _lasts(package, found) else []
    lines += closing(case, package, decision, language)
    return package, [*([_wrong(corrects, decision, language)] if corrects else []), *lines]


def _wrong(corrects: Correction, decision: Decision, language: str) -> dict[str, str]:
    """What was wrong, and that this letter takes the other's place."""
    why = corrects.error.why.strip()
    words = CLOSING["favour" if decision.automatic else "anew"][language]
    day = day_words(timezone.localdate(corrects.decision.at), language)
    law = places(timezone.localdate(decision.at), language)
    return line(words.format(day=day, why=why if why.endswith((".", "!", "?")) else f"{why}.", law=law))


def told(package: Package, found: Decided, given: Mapping[str, str], language: str) -> list[dict[str, str]]:
    """Opening and conditions in the trace's order; for what a person judged, the person's reason in its place.

    A sentence that names something nobody knows is left out: the person's reasons stand for it.
    """
    steps = _sayable(package, found, language, given)
    whole = sentences(package, replace(found, steps=steps), language)
    lines = {one.decision: line(one.text, one.decision, one.citation) for one in whole}
    judged = (one for one in found.steps if one.decision in given)
    for one in judged:
        cited = cite(package.provision(one.provision), language)
        lines[one.decision] = line(given[one.decision], one.decision, cited)
    order = ["", *(one.decision for one in found.steps)]
    return [lines[name] for name in order if name in lines]


def _sayable(package: Package, found: Decided, language: str, without: Iterable[str]) -> tuple[Step, ...]:
    """The conditions whose sentences name only what is known."""
    known = {name for name, value in values_of(found).items() if value is not None and name not in without}
    return tuple(
        one for one in found.steps if one.decision in known and _names(package, one, language) <= known
    )


def brief(decision: Decision, language: str) -> dict[str, str]:
    """What the letter would say of each condition so far: for the person who is to decide."""
    package, found = again(decision)
    steps = _sayable(package, found, language, ())
    return {one.decision: one.text for one in reasons(package, replace(found, steps=steps), language)}


def _names(package: Package, step: Step, language: str) -> set[str]:
    condition = package.condition(step.decision)
    words = condition.sentences.get(step.state, {}).get(language, "") if condition else ""
    return set(names_in(words))


def line(text: str, decision: str = "", citation: str = "") -> dict[str, str]:
    """A sentence with the condition it tells of and its provision; '' where there is none."""
    return {"text": text, "decision": decision, "citation": citation}


def _title(case: Case, package: Package, kind: LetterKind) -> str:
    return TITLES[kind][case.written].format(title=package.title[case.written])


def _lasts(package: Package, found: Decided) -> bool:
    """Whether it is told for which time the decision holds."""
    result = package.result(found.result)
    return package.by_home() and result is not None and not result.elsewhere


def holds(case: Case, end: dt.date | None, language: str) -> str:
    """From when the decision holds, and until when: until the family moves, or the grounds `end`."""
    assert case.day is not None  # noqa: S101 - a case that was sent has a day
    moves = case.until - dt.timedelta(days=1) if case.until else None
    last = min(filter(None, (moves, end)), default=None)
    name = "from" if last is None else "between" if last == moves else "until"
    since = day_words(case.day, language)
    return CLOSING[name][language].format(since=since, last=day_words(last, language) if last else "")


def closing(case: Case, package: Package, decision: Decision, language: str) -> list[dict[str, str]]:
    """How it was decided, the right to appeal with deadline and body, and the right to see the case."""
    day = timezone.localdate(decision.at)
    cited = cite(package.provision(package.appeal_provision), language) if package.appeal_provision else ""
    values = {
        "body": package.appeal_body[language],
        "weeks": package.appeal_weeks,
        "city": case.organisation.name,
        "law": places(day, language),
    }
    automatic = "explained" if new_act(day) else "automatic"
    way = automatic if decision.automatic else "person"
    texts = {name: CLOSING[name][language].format(**values) for name in (way, "appeal", "how", "access")}
    return [line(text, "", cited if name == "appeal" else "") for name, text in texts.items()]


def preliminary(case: Case) -> Letter:
    """That it takes longer, why, and when it may be expected (forvaltningsloven § 11 a)."""
    until = day_words(timezone.localdate() + dt.timedelta(days=MONTH), case.written)
    text = CLOSING["preliminary"][case.written].format(
        city=case.organisation.name, until=until, law=places(timezone.localdate(), case.written)
    )
    title = TITLES["preliminary"][case.written].format(title=case.title[case.written])
    return kept(case, LetterKind.PRELIMINARY, title, [line(text)], None)


def kept(
    case: Case,
    kind: LetterKind,
    title: str,
    lines: list[dict[str, Any]],
    decision: Decision | None,
    to: str = "",
) -> Letter:
    """A letter that waits in the outbox; `to` where it goes to another than the applicant."""
    told = {"kind": kind, "written": case.written, "to": to[:200], "title": title[:200], "lines": lines}
    return Letter.objects.create(case=case, decision=decision, **told)
