"""The page of vocabularies: what they are, whose they are, and importing them."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.areas.competence.models import Source, Vocabulary
from dugnad.areas.competence.pledges.pages.common import crumbs
from dugnad.areas.competence.pledges.things import id_of
from dugnad.areas.competence.rules.pledges import vocabulary_thing
from dugnad.areas.competence.vocabularies.importing import MOST_UPLOAD, upload
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.forms import Form
from dugnad.kernel.problems import Invalid


class UploadForm(Form):
    """A file of a vocabulary."""

    source = forms.ChoiceField(
        choices=[(Source.ESCO, "ESCO (ZIP, CSV)"), (Source.LOS, "LOS (RDF)")], widget=forms.RadioSelect
    )
    file = forms.FileField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["source"].label = _("Vocabulary")
        self.fields["file"].label = _("File")


@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def vocabularies(request: Request) -> HttpResponse:
    things = vocabulary_thing(id_of(Source.OWN))
    form = UploadForm()
    if request.method == "POST":
        require(request.actor, "change", things)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MOST_UPLOAD:
                    raise Invalid(fields={"file": _("The file is empty, or larger than 30 MB.")})
                job = upload(
                    actor=request.actor,
                    source=form.cleaned_data["source"],
                    name=file.name,
                    content=file.read(),
                )
            except Invalid as wrong:
                form.tell(wrong)
            else:
                return redirect("job", job.id)
    known = {row.source: row for row in Vocabulary.objects.all()}
    shown = {
        "rows": [(source, source.label, known.get(source)) for source in Source],
        "form": form,
        "may_change": bool(ask(request.actor, "change", things)),
        "crumbs": crumbs(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "competence/vocabularies.html", shown, status=status)


urlpatterns: list[URLPattern] = [path("vocabularies/", vocabularies, name="vocabularies")]
