"""What owners fill in; each text has a field for each language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.content import LANGUAGES, LIMITS, TEXTS, Content, Law, stored
from dugnad.areas.services.models import LifeEvent
from dugnad.areas.services.models.catalogue import LevelChoice
from dugnad.kernel.problems import Problem

LABELS = {
    "title": _("Title"),
    "summary": _("What one gets, in a few sentences"),
    "who_for": _("Who it is for"),
    "bring": _("What one needs"),
    "cost": _("What it costs"),
    "time": _("How long it takes"),
    "apply": _("How to apply"),
}
SHORT = ("title", "cost", "time")


class Form(forms.Form):
    """A form that is checked on the server."""

    use_required_attribute = False


class DescriptionForm(Form):
    """All of a description. What a base says is shown beside and may be left empty."""

    level = forms.ChoiceField(label=_("Who is responsible by law"), choices=LevelChoice.choices)
    theme = forms.ChoiceField(label=_("Theme"))
    area = forms.ChoiceField(label=_("Where you deliver it"), required=False)
    url = forms.CharField(label=_("Web address"), required=False)
    law = forms.CharField(
        label=_("The law"),
        required=False,
        help_text=_("One on each line: the name, a space, the web address."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    events = forms.MultipleChoiceField(
        label=_("Life events"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = forms.CharField(
        label=_("First day"), required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    valid_until = forms.CharField(
        label=_("Last day"), required=False, widget=forms.TextInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], has_base: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["theme"].choices = [(t, themes.title_of(t, language)) for t in themes.all_themes()]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        events = [
            (row.slug, row.title.get(language) or row.title.get("nb", row.slug))
            for row in LifeEvent.objects.all()
        ]
        self.fields["events"].choices = events  # type: ignore[attr-defined]
        for name in TEXTS:
            for spoken in LANGUAGES:
                self.fields[f"{name}_{spoken}"] = _text_field(name)
        for spoken in LANGUAGES:
            self.fields[f"words_{spoken}"] = forms.CharField(
                label=_("What residents say"), required=False, help_text=_("Separated by commas.")
            )
        if has_base:
            del self.fields["level"], self.fields["theme"]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        self.is_valid()
        given = self.data
        texts = {name: {spoken: given.get(f"{name}_{spoken}", "") for spoken in LANGUAGES} for name in TEXTS}
        words = {
            spoken: [word for word in given.get(f"words_{spoken}", "").split(",") if word.strip()]
            for spoken in LANGUAGES
        }
        plain = {
            name: given.get(name, "")
            for name in ("level", "theme", "area", "url", "valid_from", "valid_until")
        }
        events = given.getlist("events") if hasattr(given, "getlist") else given.get("events", [])
        return {**texts, **plain, "words": words, "events": events, "law": list(_laws(given.get("law", "")))}

    @property
    def groups(self) -> list[tuple[Any, list[tuple[str, Any]]]]:
        """The text fields in threes: the label, and each language with its field."""
        found = [
            (LABELS[name], [(spoken, self[f"{name}_{spoken}"]) for spoken in LANGUAGES]) for name in TEXTS
        ]
        words = (_("What residents say"), [(spoken, self[f"words_{spoken}"]) for spoken in LANGUAGES])
        return [*found, words]


def _text_field(name: str) -> forms.CharField:
    attrs: dict[str, Any] = {"maxlength": LIMITS[name]}
    widget = forms.TextInput(attrs=attrs) if name in SHORT else forms.Textarea(attrs={**attrs, "rows": 3})
    return forms.CharField(label=LABELS[name], required=False, widget=widget)


def _laws(text: str) -> list[dict[str, str]]:
    found = []
    for line in text.splitlines():
        name, _space, address = line.strip().rpartition(" ")
        known = address.startswith(("http://", "https://"))
        if line.strip():
            found.append({"text": name if known else line.strip(), "url": address if known else ""})
    return found


def initial(content: Content) -> dict[str, Any]:
    """A description as the form shows it."""
    held = stored(content)
    texts = {f"{name}_{spoken}": held.get(name, {}).get(spoken, "") for name in TEXTS for spoken in LANGUAGES}
    words = {f"words_{spoken}": ", ".join(content.words.get(spoken, ())) for spoken in LANGUAGES}
    plain = {
        name: held.get(name, "") for name in ("level", "theme", "area", "url", "valid_from", "valid_until")
    }
    laws = "\n".join(_line_of(law) for law in content.law)
    return {**texts, **words, **plain, "law": laws, "events": list(content.events)}


def _line_of(law: Law) -> str:
    return f"{law.text} {law.url}".strip()


class ContactForm(Form):
    """Whom residents may call."""

    name = forms.CharField(label=_("Name"))
    phone = forms.CharField(
        label=_("Telephone"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    url = forms.CharField(label=_("Web address"), required=False)
    hours_nb = forms.CharField(label=_("Open (bokmål)"), required=False)
    hours_nn = forms.CharField(label=_("Open (nynorsk)"), required=False)
    hours_en = forms.CharField(label=_("Open (English)"), required=False)


class ImportForm(Form):
    """A file of descriptions."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CPSV-AP-NO 1.1 as Turtle (.ttl), JSON-LD (.jsonld) or RDF/XML (.rdf), 10 MB at most."),
    )
    theme = forms.ChoiceField(label=_("Theme, where the file says none"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["theme"].choices = [(t, themes.title_of(t, language)) for t in themes.all_themes()]  # type: ignore[attr-defined]


def tell(form: forms.Form, fields: dict[str, Any], detail: object = "") -> None:
    """Put what a service found at the fields; what has no field here goes to the top of the form."""
    form.errors.clear()
    for field, words in fields.items():
        known = field in form.fields
        form.add_error(field if known else None, str(words) if known else f"{field}: {words}")
    if detail and not fields:
        form.add_error(None, str(detail))


def saved(form: forms.Form, write: Callable[[], Any]) -> Any:
    """What `write` gives; None where it refused what was typed, which then stands at the fields."""
    try:
        return write()
    except Problem as wrong:
        if wrong.status in (401, 403, 404):
            raise
        tell(form, dict(wrong.fields), wrong.detail or wrong.title)
        return None


def status(form: forms.Form) -> int:
    """The answer's status: 422 where something must be put right."""
    return 422 if form.is_bound and form.errors else 200
