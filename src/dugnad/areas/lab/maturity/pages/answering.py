"""One question on each page, saved at each change; the review of all of them; finishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.lab.maturity import selectors, services
from dugnad.areas.lab.maturity.content import (
    common,
    dimension_name,
    edition,
    levels_of,
    say,
    sector_name,
    size_name,
)
from dugnad.areas.lab.maturity.forms import ROW, Sent, sent
from dugnad.areas.lab.maturity.pages.rounds import crumb, open_round, title_of, way
from dugnad.areas.lab.maturity.values import Question, Shape
from dugnad.areas.lab.maturity.wording import in_words
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, NotFound


@never_cache
@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def question(request: Request, assessment: UUID, number: int) -> HttpResponse:
    """One question: what was answered, ready to be changed."""
    row = open_round(request, assessment)
    questions = edition(row.test).questions
    if not 1 <= number <= len(questions):
        raise NotFound
    asked = questions[number - 1]
    if request.method == "POST":
        return _take(request, row, asked, number)
    stored = row.answers.filter(question=asked.key).select_related("answered_by").first()
    value = stored.value if stored else None
    typed = Sent(value, none=value is not None and not _anything(value))
    return _page(request, row, asked, number, typed, stored=stored)


def _anything(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) and "done" in value else bool(value)


def _take(request: Request, row: Assessment, asked: Question, number: int) -> HttpResponse:
    typed, quick = sent(asked, request.POST), "HX-Request" in request.headers
    if not typed.clash:
        try:
            services.answer(actor=request.actor, assessment=row.id, question=asked.key, value=typed.value)
        except Invalid as problem:
            return _page(request, row, asked, number, typed, fault=problem.fields["value"])
        return _saved(request, typed) if quick else _onward(request, row, number)
    if quick:
        return render(request, "lab/parts/maturity_saved.html", {"clash": typed.clash}, status=422)
    return _page(request, row, asked, number, typed)


def _saved(request: Request, typed: Sent) -> HttpResponse:
    return render(
        request,
        "lab/parts/maturity_saved.html",
        {"saved": typed.value is not None, "blank": typed.value is None},
    )


def _onward(request: Request, row: Assessment, number: int) -> HttpResponse:
    go, last = request.POST.get("go", "next"), len(edition(row.test).questions)
    if go == "later":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("lab:maturity")
    if go == "back" and number > 1:
        return redirect("lab:maturity_question", row.id, number - 1)
    if go == "back":
        return redirect("lab:maturity_about", row.id)
    if go == "review" or number == last:
        return redirect("lab:maturity_summary", row.id)
    return redirect("lab:maturity_question", row.id, number + 1)


def _page(
    request: Request, row: Assessment, asked: Question, number: int, typed: Sent, **more: Any
) -> HttpResponse:
    total = len(edition(row.test).questions)
    context = {
        "row": row,
        "crumbs": way(crumb(row)),
        "number": number,
        "total": total,
        "last": number == total,
        "dimension": dimension_name(asked.dimension),
        "text": say(asked.text),
        "help": say(asked.help),
        "shape": asked.shape.value,
        "lines": _lines(asked, typed.value),
        "columns": [say(text) for text in asked.columns.values()],
        "none": typed.none,
        "clash": typed.clash,
        **more,
    }
    wrong = typed.clash or more.get("fault")
    return render(request, "lab/maturity_question.html", context, status=422 if wrong else 200)


def _lines(asked: Question, value: Any) -> list[dict[str, Any]]:
    """Each item with the controls that stand for it."""
    return [
        {
            "key": item.key,
            "text": say(item.text),
            "help": say(item.help) if item.help else "",
            "controls": _controls(asked, item.key, value),
        }
        for item in asked.items
    ]


def _controls(asked: Question, key: str, value: Any) -> list[dict[str, Any]]:
    if asked.shape is Shape.TICKS:
        return [_control("pick", key, "", key in (value or []))]
    if asked.shape is Shape.MATRIX:
        columns = asked.columns.items()
        return [_control(name, key, say(text), key in (value or {}).get(name, [])) for name, text in columns]
    given = (value or {}).get(key)
    return [
        _control(f"{ROW}{key}", str(level), say(text), level == given)
        for level, text in enumerate(levels_of(asked))
    ]


def _control(name: str, value: str, label: str, ticked: bool) -> dict[str, Any]:
    return {"name": name, "value": value, "label": label, "ticked": ticked, "id": f"{name}-{value}"}


@never_cache
@require_GET
@authorised(PERSON)
def summary(request: Request, assessment: UUID) -> HttpResponse:
    """All questions with what was answered: before finishing what is lacking, afterwards for reading."""
    row = selectors.found(request.actor, assessment)
    rows = in_words(row.test, selectors.answers_of(row))
    lacking = [one for one in rows if one.state != "answered"]
    context = {
        "row": row,
        "title": title_of(row),
        "size": size_name(row.size),
        "sector": sector_name(row.sector),
        "second_sector": sector_name(row.second_sector),
        "rows": [_reviewed(one) for one in rows],
        "lacking": len(lacking),
        "nothing": all(one.state == "blank" for one in rows),
        "first": lacking[0].number if lacking else 0,
        "crumbs": way(*([crumb(row)] if row.finished_at else [])),
    }
    return render(request, "lab/maturity_summary.html", context)


def _reviewed(one: Any) -> dict[str, Any]:
    """A question with what is worth showing of its answer: what is ticked, or every level."""
    none = _("No")
    shown = [
        line
        for line in one.lines
        if line.answer and (line.answer != none or one.question.shape is Shape.GRADES)
    ]
    lowest = say(common()["levels"]["scale"][0])
    if one.question.shape is Shape.SCALE:
        shown = [line for line in shown if line.answer != lowest]
    plain = one.question.shape is Shape.TICKS
    return {"one": one, "shown": shown, "plain": plain, "dimension": dimension_name(one.question.dimension)}


@require_POST
@authorised(PERSON)
def finish(request: Request, assessment: UUID) -> HttpResponse:
    try:
        services.finish(actor=request.actor, assessment=assessment)
    except Invalid as problem:
        messages.warning(request, str(problem.detail))
        return redirect("lab:maturity_summary", assessment)
    return redirect("lab:assessment", assessment)
