"""A rule package: the versioned document that cities share.

Everything a decision rests on is in it: provisions with the hash of their text, dated national parameters and which of
them a city may vary, the facts it needs and where they come from, the decision model (DMN), the sentences of the
letter, and its tests. Texts for people are mappings of language ('nb', 'nn', 'en') to words.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

FORMAT: Final = 1
LANGUAGES: Final = ("nb", "nn", "en")
LETTERS: Final = ("nb", "nn")
Text = Mapping[str, str]
Scalar = str | bool | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Provision:
    """One place in an act or regulation; `until` is its first day gone.

    `says` is a summary in the package's own words, `text` the official wording where somebody has entered it.
    `text_hash`: see `text_digest`.
    """

    id: str
    act: str
    reference: str
    paragraph: str
    since: dt.date
    says: Text
    text_hash: str = ""
    until: dt.date | None = None
    subsection: str = ""
    sentence: str = ""
    letter: str = ""
    url: str = ""
    text: str = ""


def text_digest(provision: Provision) -> str:
    """SHA-256 in hexadecimal of the official wording where the package holds it, else of its own summary.

    Over UTF-8: of `text`, or of `says` as JSON with its keys in order and no spaces.
    """
    summary = json.dumps(dict(provision.says), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((provision.text or summary).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that the rules use, with its value from each day on; None where none is known from that day on.

    `vary`: what a city's overlay may do to it: 'no', 'lower' or 'higher' (to the resident's good), or 'free'.
    """

    name: str
    provision: str
    values: tuple[tuple[dt.date, Decimal | None], ...]
    unit: str = ""
    vary: str = "no"
    label: Text = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be known: `type` is 'number', 'text', 'yes_no', 'date', 'choice' or 'place' (in degrees).

    `source`: 'applicant', 'assessment' (of a person), 'homes' (whether the application tells of several homes) or the
    name of a register; `fresh_days`: how old it may be. `asks`: what the register calls it, if not `name`
    (of an applicant's: the list that the register which needs it gives to choose from);
    `needs`: what the register must be told, by its own words, and the fact that says it.
    `per`: 'home' is asked once for each home, 'move' once more when the family moves, and then may stay unsaid.
    """

    name: str
    type: str
    source: str
    label: Text
    question: Text = field(default_factory=dict, hash=False)
    help: Text = field(default_factory=dict, hash=False)
    fresh_days: int = 365
    unit: str = ""
    choices: tuple[tuple[str, Text], ...] = field(default=(), hash=False)
    required: bool = True
    asks: str = ""
    needs: Mapping[str, str] = field(default_factory=dict, hash=False)
    per: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Who may decide: the letter says so by `says`, where {body} is `label` or what the city calls it.

    `vary`: whether a city may say that it decides for this body, and under which name.
    """

    id: str
    label: Text
    says: Text = field(hash=False)
    provision: str
    vary: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A decision of the model that the letter tells of, with its place in the law.

    Its value is 'met', 'not met', 'unclear', 'not claimed', or what it computed. `sentences`: for each such outcome
    ('computed' for a value) the letter's words by language, with {names} of facts, parameters and decisions.
    `discretion`: a person's judgement; it is never the ground of an automatic refusal. `body`: who decides when this
    is the ground. `better`: 'lower' or 'higher', where what it computes is better for the applicant so.
    """

    decision: str
    provision: str
    sentences: Mapping[str, Text] = field(hash=False)
    label: Text = field(default_factory=dict, hash=False)
    discretion: bool = False
    body: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One way it can end: `id` is the value of the outcome decision; `automatic`: decided without a person.

    `elsewhere`: sent on to those who decide. `follows`: further sentences of the letter, each with its provision.
    """

    id: str
    label: Text
    opening: Text
    automatic: bool
    refusal: bool = False
    elsewhere: bool = False
    follows: tuple[tuple[str, Text], ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Package:
    """The whole; `outcome` names the decision that ends it, `body` who decides: 'municipality' or 'county'.

    `bodies`: those who decide, where that hangs on the ground; `appeal_provision`: where the right to appeal stands.
    """

    id: str
    title: Text
    summary: Text
    body: str
    outcome: str
    model: str
    provisions: tuple[Provision, ...]
    parameters: tuple[Parameter, ...]
    facts: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    results: tuple[Result, ...]
    appeal_body: Text
    appeal_weeks: int = 3
    tests: str = ""
    bodies: tuple[Body, ...] = ()
    appeal_provision: str = ""

    def provision(self, id: str) -> Provision:
        """KeyError when there is none of that id."""
        return {one.id: one for one in self.provisions}[id]

    def condition(self, decision: str) -> Condition | None:
        return next((one for one in self.conditions if one.decision == decision), None)

    def result(self, id: str) -> Result | None:
        return next((one for one in self.results if one.id == id), None)

    def by_home(self) -> bool:
        """Whether each home is decided apart."""
        return any(one.per for one in self.facts)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a city sets of its own: for each parameter its value from each day on, and its sentences in letters.

    `bodies`: for which of the package's bodies the city decides, and what it is called then.
    """

    municipality: str = ""
    values: Mapping[str, tuple[tuple[dt.date, Decimal], ...]] = field(default_factory=dict, hash=False)
    says: Text = field(default_factory=dict, hash=False)
    bodies: Mapping[str, Text] = field(default_factory=dict, hash=False)
