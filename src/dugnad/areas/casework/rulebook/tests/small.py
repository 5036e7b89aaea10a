"""A small package for tests: a pass that costs less for the old, and for those whom somebody finds in need."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dugnad.areas.casework.rulebook.deciding import Known

SPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def _words(words: str) -> dict[str, str]:
    return {"nb": words, "nn": words, "en": words}


def _rule(id: str, tests: list[str], out: str) -> str:
    entries = "".join(f"<inputEntry><text>{test.replace('<', '&lt;')}</text></inputEntry>" for test in tests)
    return f'<rule id="{id}">{entries}<outputEntry><text>"{out}"</text></outputEntry></rule>'


def _table(id: str, name: str, inputs: list[tuple[str, str]], rules: list[str]) -> str:
    needs = "".join(
        f'<informationRequirement><{"requiredDecision" if href[0] == "d" else "requiredInput"} href="#{href}"/>'
        "</informationRequirement>"
        for href, _ in inputs
    )
    columns = "".join(
        f"<input><inputExpression><text>{text}</text></inputExpression></input>" for _, text in inputs
    )
    return (
        f'<decision id="{id}" name="{name}"><variable name="{name}" typeRef="string"/>{needs}'
        f'<decisionTable id="t-{id}" hitPolicy="FIRST">{columns}<output/>{"".join(rules)}</decisionTable></decision>'
    )


def model() -> str:
    inputs = "".join(
        f'<inputData id="{id}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for id, name, kind in (("a", "age", "number"), ("n", "need", "string"), ("l", "age limit", "number"))
    )
    old = _table(
        "d-old",
        "Old enough",
        [("a", "age"), ("l", "age >= age limit")],
        [
            _rule("o-unclear", ["null", "-"], "unclear"),
            _rule("o-met", ["-", "true"], "met"),
            _rule("o-not", ["-", "-"], "not met"),
        ],
    )
    need = _table(
        "d-need",
        "In need",
        [("n", "need")],
        [
            _rule("n-none", ['"no"'], "not claimed"),
            _rule("n-yes", ['"assessed"'], "met"),
            _rule("n-unclear", ["-"], "unclear"),
        ],
    )
    end = _table(
        "d-end",
        "Outcome",
        [("d-old", "Old enough"), ("d-need", "In need")],
        [
            _rule("e-old", ['"met"', "-"], "granted"),
            _rule("e-need", ["-", '"met"'], "granted"),
            _rule("e-no", ["-", "-"], "refused"),
        ],
    )
    return f'<definitions xmlns="{SPACE}" name="pass" namespace="urn:test">{inputs}{old}{need}{end}</definitions>'


def _provisions() -> list[dict[str, Any]]:
    provision = {"act": "passloven", "reference": "EKS-1", "since": "2020-01-01", "says": _words("Om pass")}
    return [
        {**provision, "id": "p1", "paragraph": "§ 1", "subsection": "1", "letter": "a"},
        {**provision, "id": "p2", "paragraph": "§ 2", "sentence": "2"},
    ]


def _conditions() -> list[dict[str, Any]]:
    told = {
        "met": _words("Du er {age} år, og grensen er {age limit} år."),
        "not met": _words("Du er {age} år; grensen er {age limit} år."),
    }
    judged = {"met": _words("Behovet ditt er vurdert.")}
    return [
        {"decision": "Old enough", "provision": "p1", "sentences": told},
        {"decision": "In need", "provision": "p2", "discretion": True, "sentences": judged},
    ]


def _result(id: str, label: str, opening: str, **more: bool) -> dict[str, Any]:
    return {"id": id, "label": _words(label), "opening": _words(opening), "automatic": True, **more}


LIMIT = {
    "name": "age limit",
    "provision": "p1",
    "values": [["2020-01-01", "67"], ["2026-01-01", "65"]],
    "unit": "år",
    "vary": "lower",
}


def document(**other: Any) -> dict[str, Any]:
    """The package as JSON."""
    return {
        "format": 1,
        "id": "pass",
        "title": _words("Pass"),
        "summary": _words("Billigere pass"),
        "body": "municipality",
        "outcome": "Outcome",
        "model": model(),
        "provisions": _provisions(),
        "parameters": [dict(LIMIT)],
        "facts": [
            {"name": "age", "type": "number", "source": "people", "label": _words("Alder"), "fresh_days": 30},
            {"name": "need", "type": "choice", "source": "applicant", "label": _words("Behov")},
        ],
        "conditions": _conditions(),
        "results": [
            _result("granted", "Innvilget", "Du får passet."),
            _result("refused", "Avslag", "Du får ikke passet.", refusal=True),
        ],
        "appeal_body": _words("Statsforvalteren"),
        **other,
    }


def facts(age: Any = None, need: str = "no", at: dt.datetime = NOW) -> dict[str, Known]:
    """What is known; age as a whole number, or nothing."""
    from decimal import Decimal

    return {
        "age": Known(None if age is None else Decimal(age), "people", at),
        "need": Known(need, "applicant", at),
    }
