"""The parts that pages are put together from, as a browser and a screen reader get them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

WEB = Path(__file__).parents[1]
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
DOCUMENTED = WEB.parents[2] / "docs" / "components.md"
# Pieces of the frame and of other parts: no page includes them by itself.
INNER = {"demo_banner", "masthead", "footer", "mark", "flow_side"}


@pytest.fixture(autouse=True)
def _plain_static(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


class Page(HTMLParser):
    """The elements of a piece of HTML, in order, as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name in names]

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if attributes.get("id")]


class Everything(forms.Form):
    name = forms.CharField(label="Name", help_text="As it is registered")
    start = forms.DateField(label="From")
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea, help_text="One sentence")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    order = forms.ChoiceField(label="Order", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    data = forms.MultipleChoiceField(
        label="Data", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, help_text="Any"
    )
    file = forms.FileField(label="File")
    agree = forms.BooleanField(label="I may sign", help_text="You have been given this")


def field(name: str, *, wrong: bool) -> Page:
    form = Everything({} if wrong else None)
    return Page(render_to_string("components/field.html", {"field": form[name]}))


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_every_control_has_a_label_and_every_reference_a_target(name: str, wrong: bool) -> None:
    page = field(name, wrong=wrong)
    controls = page.all("input", "select", "textarea")
    labelled = {label["for"] for label in page.all("label")}
    described = [a["aria-describedby"] for _, a in page.elements if a.get("aria-describedby")]
    assert controls
    assert {control["id"] for control in controls} == labelled
    assert {part for value in described for part in str(value).split()} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_an_error_is_tied_to_its_field(name: str) -> None:
    page = field(name, wrong=True)
    described = " ".join(str(a["aria-describedby"]) for _, a in page.elements if a.get("aria-describedby"))
    assert f"id_{name}_error" in described.split()
    assert f"id_{name}_error" in page.ids


def test_the_summary_leads_to_every_field_that_is_wrong() -> None:
    form = Everything({})
    links = [
        a["href"] for a in Page(render_to_string("components/form_errors.html", {"form": form})).all("a")
    ]
    targets = {f"#{id}" for name in Everything.base_fields for id in field(name, wrong=True).ids}
    assert links == [f"#id_{name}" for name in Everything.base_fields]
    assert set(links) <= targets


def test_what_is_optional_is_marked_and_what_is_required_is_not() -> None:
    class Two(forms.Form):
        must = forms.CharField()
        may = forms.CharField(required=False)

    assert "optional" in render_to_string("components/field.html", {"field": Two()["may"]})
    assert "optional" not in render_to_string("components/field.html", {"field": Two()["must"]})


def test_pages_keep_the_other_parameters() -> None:
    request = RequestFactory().get("/members/?kind=city&page=2")
    page = Paginator(range(100), 10).page(2)
    links = Page(render_to_string("components/pagination.html", {"page": page}, request)).all("a")
    assert [link["href"] for link in links] == ["?kind=city&page=1", "?kind=city&page=3"]


def test_lines_of_the_flow_end_in_the_middle_of_each_row() -> None:
    entries = [SimpleNamespace(name=str(n), url="/", count=n) for n in range(3)]
    html = render_to_string("components/flow_side.html", {"entries": entries, "direction": "out"})
    paths = [str(path["d"]) for path in Page(html).all("path")]
    assert [(path.split("C")[0], path.split()[-1]) for path in paths] == [
        ("M0 150", "050"),
        ("M0 150", "150"),
        ("M0 150", "250"),
    ]


def test_a_job_that_is_done_asks_no_more() -> None:
    for state, asks in (("waiting", True), ("running", True), ("done", False), ("failed", False)):
        job = SimpleNamespace(id=1, label="Sealing", state=state, done=1, total=2, message="", url="/")
        html = render_to_string("components/progress.html", {"job": job, "refresh_url": "/jobs/1"})
        assert ('hx-get="/jobs/1"' in html) is asks


def test_names_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    point = {"name": evil, "lat": 60.0, "lon": 10.0, "url": "/", "kind": "city"}
    html = render_to_string("components/map.html", {"points": [point], "label": evil})
    assert "<script>alert" not in html


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_part_says_what_it_takes(path: Path) -> None:
    assert "{#" in path.read_text().splitlines()[0]
    if path.stem not in INNER:
        assert f"| `{path.stem}` |" in DOCUMENTED.read_text()


def test_pages_hold_nothing_that_the_content_security_policy_stops() -> None:
    for path in [*COMPONENTS, WEB / "templates" / "base.html"]:
        text = path.read_text()
        assert not re.search(r"\s(style|on\w+|hx-on\S*)=|javascript:|js:", text), path.name
        scripts = re.findall(r"<script\b[^>]*>", text)
        assert all("nonce=" in script for script in scripts), path.name


def test_every_icon_that_is_named_exists() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static" / "images" / "icons.svg").read_text()))
    named = {
        name
        for path in WEB.parent.rglob("templates/**/*.html")
        for name in re.findall(r'icon\.html" with name="([^"]+)"', path.read_text())
    }
    assert named
    assert named <= symbols
