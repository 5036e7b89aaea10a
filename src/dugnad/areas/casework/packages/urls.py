"""This part's pages, under /casework/."""

from __future__ import annotations

from django.urls import URLPattern, path

from dugnad.areas.casework.packages.pages import adopt, edit_model, edit_parts, edit_saves, rules, work

RULES, ONE, VERSION, ADOPTION = (
    "rules/<slug:slug>/",
    "rules/<slug:slug>/<int:number>/",
    "versions/<uuid:version>/",
    "in-use/<uuid:adoption>/",
)
urlpatterns: list[URLPattern] = [
    path("", rules.packages, name="packages"),
    path(RULES, rules.package, name="package"),
    path(ONE, rules.version, name="version"),
    path(ONE + "changes/", rules.changes, name="changes"),
    path(ONE + "document.json", rules.document, name="document"),
    path(ONE + "documentation.md", rules.documentation, name="documentation"),
    path(ONE + "model.dmn", rules.model, name="model"),
    path("rulebook/<uuid:organisation>/", work.rulebook, name="rulebook"),
    path("rulebook/<uuid:organisation>/add/", work.add, name="add_rules"),
    path(VERSION + "draft/", work.draft, name="draft_rules"),
    path(VERSION + "edit/", work.edit, name="edit_rules"),
    path(VERSION + "parts/", edit_parts.parts, name="edit_parts"),
    path(VERSION + "parts/<slug:part>/", edit_parts.part, name="edit_part"),
    path(VERSION + "parts/<slug:part>/add/", edit_parts.add_item, name="add_item"),
    path(VERSION + "parts/<slug:part>/<int:index>/", edit_parts.item, name="edit_item"),
    path(VERSION + "parts/<slug:part>/<int:index>/remove/", edit_parts.remove_item, name="remove_item"),
    path(VERSION + "about/", edit_parts.about, name="edit_about"),
    path(VERSION + "tests/", edit_parts.tests, name="edit_tests"),
    path(VERSION + "saves/", edit_saves.saves, name="edit_saves"),
    path(VERSION + "saves/<int:revision>/", edit_saves.go_back, name="go_back"),
    path(VERSION + "model/", edit_model.edit_model, name="edit_model"),
    path(VERSION + "model/open/", edit_model.open_model, name="open_model"),
    path(VERSION + "model/file/", edit_model.take_model, name="take_model"),
    path(VERSION + "ask/", work.ask, name="ask_rules"),
    path(VERSION + "approve/", work.approve, name="approve_rules"),
    path(VERSION + "publish/", work.publish, name="publish_rules"),
    path(VERSION + "error/", work.report_error, name="report_rule_error"),
    path(VERSION + "discard/", work.discard, name="discard_rules"),
    path(VERSION + "adopt/<uuid:organisation>/", adopt.adopt, name="adopt"),
    path(ADOPTION, adopt.adoption, name="adoption"),
    path(ADOPTION + "ask/", adopt.ask, name="ask_adoption"),
    path(ADOPTION + "approve/", adopt.approve, name="approve_adoption"),
    path(ADOPTION + "start/", adopt.start, name="start_adoption"),
    path(ADOPTION + "stop/", adopt.stop, name="stop_adoption"),
    path(ADOPTION + "resume/", adopt.resume, name="resume_adoption"),
    path(ADOPTION + "discard/", adopt.discard, name="discard_adoption"),
]
