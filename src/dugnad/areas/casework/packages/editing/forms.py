"""Forms for the items of a package: what they hold comes from the document's JSON and goes back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.pages.shared import ELSEWHERE
from dugnad.areas.casework.rulebook.document import LANGUAGES, Package
from dugnad.kernel.problems import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

DAY = {"type": "date"}

LANGUAGE_WORDS = {"nb": gettext_lazy("bokmål"), "nn": gettext_lazy("nynorsk"), "en": gettext_lazy("English")}


def field_name(path: str) -> str:
    """A place in an item as a field is called: 'sentences.not met.nb' gives 'sentences_not-met_nb'."""
    return path.replace(".", "_").replace(" ", "-")


def line(label: Words, **more: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=label, required=False, max_length=300, **more)


def day(label: Words) -> forms.CharField:
    """A field for a date; what is no date is told by the package."""
    return forms.CharField(label=label, required=False, max_length=10, widget=forms.DateInput(attrs=DAY))


class ItemForm(forms.Form):
    """Takes whatever is typed: what is wrong is told by the service, at the field.

    `texts`: for each text of the item its label, languages and rows.
    """

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput)
    plain: ClassVar[Sequence[str]] = ()
    texts: ClassVar[Mapping[str, tuple[Words, Sequence[str], int]]] = {}

    def __init__(self, *args: Any, package: Package, item: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package, self.held = package, item
        self.initial.update({name: item.get(name, "") for name in self.plain})
        for name, (label, languages, rows) in self.texts.items():
            self._texts(name, label, languages, rows, item.get(name) or {})
        self.more()

    def more(self) -> None:
        """Add the fields that depend on the package."""

    def _texts(
        self, name: str, label: Words, languages: Sequence[str], rows: int, held: Mapping[str, str]
    ) -> None:
        for language in languages:
            words = _("%(label)s (%(language)s)") % {"label": label, "language": LANGUAGE_WORDS[language]}
            widget = forms.Textarea(attrs={"rows": rows, "lang": language}) if rows > 1 else forms.TextInput()
            key = field_name(f"{name}.{language}")
            self.fields[key] = forms.CharField(
                label=words, required=False, max_length=4000, widget=widget, initial=held.get(language, "")
            )

    def written(self, name: str, languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
        """What is written in each language, without those that are empty."""
        found = {one: self.cleaned_data.get(field_name(f"{name}.{one}"), "").strip() for one in languages}
        return {one: words for one, words in found.items() if words}

    def item(self) -> dict[str, Any]:
        """The item as JSON, after `is_valid`; what the form has no field for stays as it is."""
        plain = {name: self.cleaned_data.get(name, "") for name in self.plain}
        texts = {name: self._text_or_held(name, spec[1]) for name, spec in self.texts.items()}
        return {**self.held, **plain, **texts}

    def _text_or_held(self, name: str, languages: Sequence[str]) -> dict[str, str]:
        written, held = self.written(name, languages), dict(self.held.get(name) or {})
        return held if {one: words for one, words in held.items() if words} == written else written

    def saved(self, write: Callable[[], Any]) -> Any:
        """What the service gives; what it refuses stands at its field, and None is given."""
        try:
            return write()
        except Problem as wrong:
            if wrong.status in ELSEWHERE:
                raise
            for path, words in wrong.fields.items() or [("", wrong.detail or wrong.title)]:
                self.add_error(self.nearest(path), str(words).splitlines())
            return None

    def nearest(self, path: str) -> str | None:
        """The field of a place in the item, or of the nearest place around it."""
        parts = path.split(".")
        names = (field_name(".".join(parts[:end])) for end in range(len(parts), 0, -1))
        return next((name for name in names if name in self.fields), None)
