"""The agreements' pages and their addresses."""

from django.urls import path

from dugnad.areas.agreements.pages import (
    clauses,
    detail,
    drafting,
    ending,
    lists,
    sending,
    sharing,
    signing,
    verifying,
)

app_name = "agreements"
urlpatterns = [
    path("", lists.overview, name="list"),
    path("new/", drafting.new, name="new"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/authority.pem", verifying.authority, name="authority"),
    path("shared/", sharing.received, name="received"),
    path("shared/<uuid:organisation>/<str:data>/", sharing.shared, name="shared"),
    path("<uuid:agreement>/", detail.agreement, name="agreement"),
    path("<uuid:agreement>/document.pdf", detail.document, name="document"),
    path("<uuid:agreement>/document-<int:number>.pdf", detail.earlier_document, name="earlier_document"),
    path("<uuid:agreement>/edit/", drafting.head, name="head"),
    path("<uuid:agreement>/discard/", drafting.discard, name="discard"),
    path("<uuid:agreement>/clauses/text/", clauses.add_text, name="add_text"),
    path("<uuid:agreement>/clauses/sharing/", clauses.add_sharing, name="add_sharing"),
    path("<uuid:agreement>/clauses/words/", clauses.words, name="words"),
    path("<uuid:agreement>/clauses/standard/", clauses.add_standard, name="add_standard"),
    path("<uuid:agreement>/clauses/<uuid:clause>/", clauses.change, name="clause"),
    path("<uuid:agreement>/clauses/<uuid:clause>/move/", clauses.move, name="move"),
    path("<uuid:agreement>/clauses/<uuid:clause>/remove/", clauses.remove, name="remove"),
    path("<uuid:agreement>/clauses/<uuid:clause>/restore/", clauses.restore, name="restore"),
    path("<uuid:agreement>/send/", sending.send, name="send"),
    path("<uuid:agreement>/take-back/", sending.take_back, name="take_back"),
    path("<uuid:agreement>/revoke/", ending.revoke, name="revoke"),
    path("<uuid:agreement>/signatures/<uuid:signature>/", signing.sign, name="sign"),
    path("<uuid:agreement>/signatures/<uuid:signature>/decline/", signing.decline, name="decline"),
    path("<uuid:agreement>/signatures/<uuid:signature>/delegate/", signing.delegate, name="delegate"),
    path("<uuid:agreement>/signatures/<uuid:signature>/remind/", signing.remind, name="remind"),
]
