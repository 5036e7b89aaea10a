"""The languages: `update` takes the texts of code and templates into the catalogues, `compile` makes them
ready for use, `check` fails when a language lacks a text, has one too many, or has other placeholders.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "dugnad"
LOCALE = SOURCES / "web" / "locale"
LANGUAGES = ("nb", "nn")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = "# Texts of Dugnad. The original is English; `make messages` brings new texts in."
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
Text = str | tuple[str, ...]
Key = tuple[str | None, Text]


def catalogue_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def as_python(template: Path) -> str:
    """A template as the pseudo-code that Django makes of it, without indentation, which would not parse."""
    lines = templatize(template.read_text(), origin=str(template)).split("\n")
    return "\n".join(line.lstrip() for line in lines)


def source_files() -> list[Path]:
    code = [file for file in SOURCES.rglob("*.py") if not {"tests", "migrations"} & set(file.parts)]
    templates = [file for kind in ("html", "txt") for file in SOURCES.rglob(f"templates/**/*.{kind}")]
    return sorted(code + templates)


def texts(file: Path) -> Iterator[tuple[Text, list[str], str | None]]:
    """The texts of one file: message, comments for translators, context."""
    content = file.read_text() if file.suffix == ".py" else as_python(file)
    found = extract("python", io.BytesIO(content.encode()), KEYWORDS, ["Translators:"])
    for _, message, comments, context in found:
        yield message, comments, context


def extracted() -> Catalog:
    """All texts in use."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    catalogue = Catalog(project="Dugnad", version="1", header_comment=HEADER, fuzzy=False)
    for file in source_files():
        place = (str(file.relative_to(ROOT)), 0)
        for message, comments, context in texts(file):
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language, project="Dugnad", version="1", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def update() -> None:
    """Bring new texts in and take those out that are no longer used; translations stay."""
    template = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.header_comment = HEADER
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            write_po(
                stream, catalogue, width=110, ignore_obsolete=True, sort_by_file=True, include_lineno=False
            )
        _without_dates(file)
        missing = sum(1 for _ in lacking(catalogue))
        print(f"{file.relative_to(ROOT)}: {len(catalogue)} texts, {missing} not translated")


def _without_dates(file: Path) -> None:
    """Headers that change at every run make every update look like a change."""
    lines = file.read_text().splitlines(keepends=True)
    unstable = ("POT-Creation", "PO-Revision", "Last-Transl", "Language-Team", "Generated-By", "Report-Msgid")
    file.write_text("".join(line for line in lines if not line[1:].startswith(unstable)))


def compile_all() -> None:
    for language in LANGUAGES:
        file = catalogue_file(language)
        if file.exists():
            with file.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, read(language))


def key(message: Message) -> Key:
    return message.context, message.id[0] if isinstance(message.id, tuple | list) else message.id


def parts(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def lacking(catalogue: Catalog) -> Iterator[Message]:
    """The messages without a translation."""
    return (m for m in catalogue if m.id and not (m.string and all(parts(m.string))))


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    if not message.string or not all(parts(message.string)):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is marked fuzzy"
    wanted = {name for part in parts(message.id) for name in PLACEHOLDER.findall(part)}
    for part in parts(message.string):
        if not set(PLACEHOLDER.findall(part)) <= wanted:
            yield f"has other placeholders: {part!r}"
    given = {name for part in parts(message.string) for name in PLACEHOLDER.findall(part)}
    if given != wanted:
        yield "lacks a placeholder"


def check_language(language: str, template: Catalog) -> Iterator[str]:
    """Every fault of one language's catalogue, in words."""
    catalogue = read(language)
    wanted = {key(message) for message in template if message.id}
    present = {key(message): message for message in catalogue if message.id}
    for unknown in sorted(wanted - present.keys(), key=str):
        yield f"{language}: {unknown[1]!r} is not in the catalogue; run: make messages"
    for unused in sorted(present.keys() - wanted, key=str):
        yield f"{language}: {unused[1]!r} is no longer used; run: make messages"
    for name, message in present.items():
        yield from (f"{language}: {name[1]!r} {fault}" for fault in faults_of(message))


def check() -> list[str]:
    """Every fault of every language."""
    template = extracted()
    return [fault for language in LANGUAGES for fault in check_language(language, template)]


def main(command: str) -> int:
    if command == "check":
        faults = check()
        print("\n".join(faults) or "every language is complete")
        return 1 if faults else 0
    {"update": update, "compile": compile_all}[command]()
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["compile"], ["check"]):
        sys.exit("say which: update, compile or check")
    sys.exit(main(sys.argv[1]))
