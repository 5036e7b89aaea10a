"""The letter of a decision, written from its trace: each sentence from one condition with its place in the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dugnad.areas.casework.rulebook.deciding import Decided, Step
from dugnad.areas.casework.rulebook.document import Body, Overlay, Package, Provision, Scalar
from dugnad.areas.casework.rulebook.wording import filled


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the condition it tells of ('' for the opening) and the provision it rests on."""

    text: str
    decision: str = ""
    provision: str = ""
    citation: str = ""


def sentences(package: Package, decided: Decided, language: str) -> list[Sentence]:
    """The opening and the reasons, in the order of the trace; nothing for a case that waits for a person.

    KeyError when a sentence names a value that the trace lacks.
    """
    result = package.result(decided.result)
    if result is None:
        return []
    values = values_of(decided)
    opening = Sentence(filled(result.opening[language], values, language))
    return [opening, *reasons(package, decided, language)]


def after(package: Package, overlay: Overlay, decided: Decided, language: str) -> list[Sentence]:
    """What follows from the result, each sentence with its provision, and who decides."""
    result = package.result(decided.result)
    follows = [_cited(package, id, text[language], language) for id, text in result.follows] if result else []
    return [*follows, *_who_decides(package, overlay, decided, language)]


def _cited(package: Package, provision: str, text: str, language: str) -> Sentence:
    return Sentence(text, "", provision, cite(package.provision(provision), language))


def _who_decides(package: Package, overlay: Overlay, decided: Decided, language: str) -> Iterator[Sentence]:
    """Nothing where the package knows no other than the city."""
    for body in package.bodies:
        if body.id == decided.body:
            text = filled(body.says[language], {"body": body_name(body, overlay, language)}, language)
            yield _cited(package, body.provision, text, language)


def body_name(body: Body, overlay: Overlay, language: str) -> str:
    """What the city calls the body, else what the package does."""
    return overlay.bodies.get(body.id, {}).get(language) or body.label[language]


def values_of(decided: Decided) -> dict[str, Scalar]:
    """All that a sentence may name: facts, parameters and what the conditions gave."""
    return {
        **{name: known.value for name, known in decided.facts.items()},
        **{name: dated.value for name, dated in decided.parameters.items()},
        **{step.decision: step.value for step in decided.steps},
    }


def reasons(package: Package, decided: Decided, language: str) -> Iterator[Sentence]:
    """What the letter says of each condition; KeyError as for `sentences`."""
    values = values_of(decided)
    for step in decided.steps:
        words = _words(package, step, language)
        if words:
            provision = package.provision(step.provision)
            cited = cite(provision, language)
            yield Sentence(filled(words, values, language), step.decision, provision.id, cited)


def _words(package: Package, step: Step, language: str) -> str:
    condition = package.condition(step.decision)
    return condition.sentences.get(step.state, {}).get(language, "") if condition else ""


ORDINALS = {
    "nb": ("første", "andre", "tredje", "fjerde", "femte", "sjette"),
    "nn": ("første", "andre", "tredje", "fjerde", "femte", "sjette"),
    "en": ("first", "second", "third", "fourth", "fifth", "sixth"),
}
PARTS = {
    "nb": ("{} ledd", "{} punktum", "bokstav {}"),
    "nn": ("{} leddet", "{} punktum", "bokstav {}"),
    "en": ("{} subsection", "{} sentence", "letter {}"),
}


def cite(provision: Provision, language: str) -> str:
    """A provision as a letter cites it: 'opplæringslova § 4-1 første ledd bokstav a'."""
    subsection, sentence, letter = PARTS[language]
    parts = [provision.act, provision.paragraph]
    if provision.subsection:
        parts.append(subsection.format(_ordinal(provision.subsection, language)))
    if provision.sentence:
        parts.append(sentence.format(_ordinal(provision.sentence, language)))
    if provision.letter:
        parts.append(letter.format(provision.letter))
    return " ".join(parts)


def _ordinal(text: str, language: str) -> str:
    words = ORDINALS[language]
    return words[int(text) - 1] if text.isdigit() and 0 < int(text) <= len(words) else text
