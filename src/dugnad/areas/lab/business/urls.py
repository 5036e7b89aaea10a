"""This part's pages, under /lab/."""

from django.urls import path

from dugnad.areas.lab.business.pages import comments, files, guide, history, items, models

MODEL = "models/<uuid:model>/"
INVITATION = "comment-invitations/<uuid:invitation>/"
urlpatterns = [
    path("", models.overview, name="overview"),
    path("models/", models.models, name="models"),
    path("models/new/", models.new, name="model_new"),
    path(MODEL, models.canvas, name="model"),
    path(MODEL + "remove/", models.remove, name="model_remove"),
    path(MODEL + "guide/", guide.guide, name="model_guide"),
    path(MODEL + "guide/<slug:step>/", guide.step, name="model_step"),
    path(MODEL + "guide/<slug:step>/keep/", guide.keep, name="model_keep"),
    path(MODEL + "streams/<int:n>/remove/", guide.remove_stream, name="stream_remove"),
    path(MODEL + "edit/<slug:kind>/add/", items.add, name="model_item_add"),
    path(MODEL + "edit/<slug:kind>/<int:n>/", items.item, name="model_item"),
    path(MODEL + "edit/<slug:kind>/<int:n>/remove/", items.remove, name="model_item_remove"),
    path("schema.json", files.schema, name="model_schema"),
    path("template.xlsx", files.template, name="model_template"),
    path(MODEL + "files/", files.files, name="model_files"),
    path(MODEL + "files/confirm/", files.confirm, name="model_file_confirm"),
    path(MODEL + "model.json", files.as_json, name="model_json"),
    path(MODEL + "model.xlsx", files.as_sheet, name="model_sheet"),
    path(MODEL + "comments/", comments.comments, name="comments"),
    path(MODEL + "invite/", comments.invite, name="comment_invite"),
    path("comments/<uuid:comment>/settle/", comments.settle, name="comment_settle"),
    path(INVITATION, comments.invitation, name="comment_invitation"),
    path(INVITATION + "withdraw/", comments.withdraw, name="comment_withdraw"),
    path(MODEL + "history/", history.revisions, name="revisions"),
    path(MODEL + "history/<int:number>/restore/", history.restore, name="revision_restore"),
]
