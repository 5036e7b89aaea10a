"""Two different people approve what is there, and nothing else: tried through the doors."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from dugnad.areas.casework.models import Adoption, Approval, PackageVersion
from dugnad.areas.casework.packages import adopting, approving, selectors, services
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.tests import making
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from tests import people

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def bergen(db: None) -> Organisation:
    return people.city("Eksempel Bergen")


@pytest.fixture
def oslo(db: None) -> Organisation:
    return people.city("Eksempel Oslo")


def browser(someone: object) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(someone)  # type: ignore[arg-type]
    return client


def test_from_draft_to_published_through_the_pages(bergen: Organisation) -> None:
    two, row = making.two(bergen), making.draft(bergen)
    work = browser(two["caseworker"])
    assert work.post(f"/casework/versions/{row.id}/ask/").status_code == 302
    digest = PackageVersion.objects.get().digest
    for role, someone in two.items():
        browser(someone).post(f"/casework/versions/{row.id}/approve/", {"role": role, "digest": digest})
    assert work.post(f"/casework/versions/{row.id}/publish/").status_code == 302
    row.refresh_from_db()
    assert row.state == "published"
    page = Client(headers=ENGLISH).get(f"/casework/rules/{row.package.slug}/").content.decode()
    assert "Redusert betaling" in page
    assert two["lawyer"].name not in page, "who approved is not for everybody"
    assert two["lawyer"].name in work.get(f"/casework/rules/{row.package.slug}/1/").content.decode()


def test_one_person_in_both_roles_is_not_two(bergen: Organisation) -> None:
    row = making.asked(bergen)
    both = people.person("Kari", bergen, "caseworker", "lawyer")
    actor = people.acting(both)
    approving.approve(actor=actor, version=row.id, role="caseworker", digest=row.digest)
    with pytest.raises(Conflict):
        approving.approve(actor=actor, version=row.id, role="lawyer", digest=row.digest)
    browser(both).post(f"/casework/versions/{row.id}/approve/", {"role": "lawyer", "digest": row.digest})
    assert Approval.objects.count() == 1
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)


def test_two_of_the_same_role_are_not_enough(bergen: Organisation) -> None:
    row = making.asked(bergen)
    for name in ("Kari", "Ola"):
        actor = people.acting(people.person(name, bergen, "lawyer"))
        if name == "Ola":
            with pytest.raises(Conflict):
                approving.approve(actor=actor, version=row.id, role="lawyer", digest=row.digest)
            with pytest.raises(Forbidden):
                approving.approve(actor=actor, version=row.id, role="caseworker", digest=row.digest)
        else:
            approving.approve(actor=actor, version=row.id, role="lawyer", digest=row.digest)
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)


def test_what_is_changed_after_approval_must_be_approved_anew(bergen: Organisation) -> None:
    row = making.ready(bergen)
    document = {**row.document, "appeal_weeks": 6}
    changed = services.change(actor=making.keeper(bergen), version=row.id, revision=0, document=document)
    assert changed.state == "draft"
    assert not changed.approvals.exists()
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)


def test_a_document_altered_behind_the_services_is_not_published(bergen: Organisation) -> None:
    """Also when the column of the digest is left as it was approved."""
    row = making.ready(bergen)
    PackageVersion.objects.filter(id=row.id).update(document={**row.document, "appeal_weeks": 6})
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)
    assert PackageVersion.objects.get(id=row.id).state == "asked"


def test_a_published_document_that_was_altered_is_not_used(bergen: Organisation) -> None:
    row = making.published(bergen)
    PackageVersion.objects.filter(id=row.id).update(document={**row.document, "appeal_weeks": 6})
    with pytest.raises(selectors.Altered):
        selectors.document_of(PackageVersion.objects.get(id=row.id))


def test_approval_is_of_what_was_looked_at(bergen: Organisation) -> None:
    row = making.asked(bergen)
    actor = people.acting(making.two(bergen)["lawyer"])
    with pytest.raises(Conflict):
        approving.approve(actor=actor, version=row.id, role="lawyer", digest="0" * 64)
    assert not Approval.objects.exists()


def test_another_organisations_people_neither_see_nor_approve(
    bergen: Organisation, oslo: Organisation
) -> None:
    row = making.asked(bergen)
    for role, someone in making.two(oslo).items():
        with pytest.raises(NotFound):
            approving.approve(actor=people.acting(someone), version=row.id, role=role, digest=row.digest)
        client = browser(someone)
        assert client.get(f"/casework/rules/{row.package.slug}/").status_code == 404
        assert client.get(f"/casework/rules/{row.package.slug}/1/document.json").status_code == 404
        answer = client.post(f"/casework/versions/{row.id}/approve/", {"role": role, "digest": row.digest})
        assert answer.status_code == 404
    assert not Approval.objects.exists()


def test_a_published_version_never_changes(bergen: Organisation) -> None:
    row = making.published(bergen)
    keeper = making.keeper(bergen)
    with pytest.raises(Conflict):
        services.change(actor=keeper, version=row.id, revision=0, document=row.document)
    with pytest.raises(Conflict):
        services.discard(actor=keeper, version=row.id)
    following = services.new_draft(actor=keeper, version=row.id)
    assert following.number == 2
    with pytest.raises(Conflict):
        services.new_draft(actor=keeper, version=row.id)


def test_two_who_edit_notice_one_another(bergen: Organisation) -> None:
    row, keeper = making.draft(bergen), making.keeper(bergen)
    services.change(actor=keeper, version=row.id, revision=0, document=row.document)
    with pytest.raises(Conflict):
        services.change(actor=keeper, version=row.id, revision=0, document=row.document)


def test_a_slug_belongs_to_who_took_it_first(bergen: Organisation, oslo: Organisation) -> None:
    making.draft(bergen, "own-fee")
    with pytest.raises(Conflict):
        services.take(actor=making.keeper(oslo), owner=oslo.id, document=making.document("own-fee"))


def test_the_citys_two_approve_the_adoption_not_the_owners(bergen: Organisation, oslo: Organisation) -> None:
    row = making.adoption_asked(oslo, making.published(bergen))
    digest = adoption_digest(row)
    for role, someone in making.two(bergen).items():
        with pytest.raises(NotFound):
            adopting.approve(actor=people.acting(someone), adoption=row.id, role=role, digest=digest)
    both = people.acting(people.person("Kari", oslo, "caseworker", "lawyer"))
    adopting.approve(actor=both, adoption=row.id, role="lawyer", digest=digest)
    with pytest.raises(Conflict):
        adopting.approve(actor=both, adoption=row.id, role="caseworker", digest=digest)
    with pytest.raises(Conflict):
        adopting.start(actor=making.keeper(oslo), adoption=row.id)


def test_an_overlay_altered_after_approval_is_not_started(oslo: Organisation) -> None:
    row = making.adoption_ready(oslo)
    other = {**row.overlay, "values": {"maksimalpris": [["2024-08-01", "1500"]]}}
    Adoption.objects.filter(id=row.id).update(overlay=other)
    with pytest.raises(Conflict):
        adopting.start(actor=making.keeper(oslo), adoption=row.id)
    Adoption.objects.filter(id=row.id).update(overlay=row.overlay, since=dt.date(2020, 1, 1))
    with pytest.raises(Conflict):
        adopting.start(actor=making.keeper(oslo), adoption=row.id)


def test_a_city_varies_only_what_may_vary(oslo: Organisation) -> None:
    row, keeper = making.adopting_draft(oslo), making.keeper(oslo)

    def put(**values: str) -> None:
        series = {name.replace("_", " "): [["2024-08-01", value]] for name, value in values.items()}
        adopting.set_overlay(actor=keeper, adoption=row.id, overlay={"values": series}, since=making.SINCE)

    put(maksimalpris="1500", rabatt_andre_barn="0.4")
    for name, value in (("maksimalpris", "2500"), ("betalingsmåneder", "10"), ("rabatt_andre_barn", "0.1")):
        with pytest.raises(Invalid) as wrong:
            put(**{name: value})
        assert list(wrong.value.fields) == [f"values.{name.replace('_', ' ')}"]
    assert Adoption.objects.get().overlay["values"]["maksimalpris"] == [["2024-08-01", "1500"]]


def test_the_overlay_form_offers_what_may_vary_and_tells_at_the_field(oslo: Organisation) -> None:
    row = making.adopting_draft(oslo)
    work = browser(people.person("Kari", oslo, "caseworker"))
    address = f"/casework/in-use/{row.id}/"
    form = work.get(address).context["form"]
    offered = [one.name for one in form.varying]
    assert "betalingsmåneder" not in offered
    at = offered.index("maksimalpris")
    given = {"since": "2024-08-01", f"value_{at}_0": "2 500", f"from_{at}_0": "2024-08-01"}
    answer = work.post(address, given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [f"value_{at}_0"]
    assert work.post(address, {**given, f"value_{at}_0": "mye"}).status_code == 422
    assert work.post(address, {**given, f"from_{at}_0": ""}).status_code == 422
    assert work.post(address, {**given, f"value_{at}_0": "1 500,50"}).status_code == 302
    page = work.get(address).content.decode()
    assert "1500,50" in page


def test_the_rules_in_force_on_a_day(bergen: Organisation, oslo: Organisation) -> None:
    version = making.published(bergen)
    slug = version.package.slug
    assert selectors.in_force(oslo.id, slug, making.SINCE) is None
    first = making.adopted(oslo, version)
    assert selectors.in_force(oslo.id, slug, making.SINCE) == first
    assert selectors.in_force(oslo.id, slug, making.SINCE - dt.timedelta(days=1)) is None
    assert selectors.in_force(bergen.id, slug, making.SINCE) is None
    second = making.adopted(oslo, version, dt.date(2025, 8, 1), says={"nb": "Vårt eget."})
    assert selectors.in_force(oslo.id, slug, dt.date(2025, 7, 31)) == first
    assert selectors.in_force(oslo.id, slug, dt.date(2025, 8, 1)) == second


def test_the_stop_button_stops_and_tells_why(oslo: Organisation) -> None:
    row = making.adopted(oslo)
    slug = row.version.package.slug
    lawyer = browser(people.person("Kari", oslo, "lawyer"))
    lawyer.post(f"/casework/in-use/{row.id}/stop/", {"why": " "})
    assert selectors.in_force(oslo.id, slug, making.SINCE)
    lawyer.post(f"/casework/in-use/{row.id}/stop/", {"why": "Feil i en tabell"})
    assert selectors.in_force(oslo.id, slug, making.SINCE) is None
    assert Event.objects.filter(name="casework.stopped").exists()
    assert lawyer.post(f"/casework/in-use/{row.id}/resume/").status_code == 403
    stranger = browser(people.person("Ola", people.city("Eksempel by"), "lawyer"))
    assert stranger.post(f"/casework/in-use/{row.id}/stop/", {"why": "x"}).status_code == 403
    browser(people.person("Siri", oslo, "caseworker")).post(f"/casework/in-use/{row.id}/resume/")
    assert selectors.in_force(oslo.id, slug, making.SINCE)


def test_an_error_in_the_rules_stops_them_everywhere_and_is_told(
    bergen: Organisation, oslo: Organisation
) -> None:
    row = making.published(bergen)
    making.adopted(oslo, row)
    for city, role in ((oslo, "lawyer"), (bergen, "member")):
        stranger = people.acting(people.person("Ola", city, role))
        with pytest.raises(Forbidden):
            approving.report_error(actor=stranger, version=row.id, why="Feil")
    lawyer = people.acting(people.person("Kari", bergen, "lawyer"))
    with pytest.raises(Invalid):
        approving.report_error(actor=lawyer, version=row.id, why=" ")
    assert selectors.in_force(oslo.id, row.package.slug, making.SINCE)
    approving.report_error(actor=lawyer, version=row.id, why="Feil")
    assert selectors.in_force(oslo.id, row.package.slug, making.SINCE) is None
    told = Event.objects.get(name="casework.rule_error")
    assert oslo.id.hex in told.concerns


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "no JSON"), (b'{"format": 9}', "format"), (b'{"format": 1}', "missing")],
)
def test_a_bad_file_is_told_at_the_field(bergen: Organisation, content: bytes, words: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    work = browser(people.person("Kari", bergen, "caseworker"))
    answer = work.post(
        f"/casework/rulebook/{bergen.id}/add/", {"document": SimpleUploadedFile("p.json", content)}
    )
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors["document"])
    assert not PackageVersion.objects.exists()


def test_what_changes_between_versions_is_shown(bergen: Organisation) -> None:
    row, keeper = making.published(bergen), making.keeper(bergen)
    following = services.new_draft(actor=keeper, version=row.id)
    document = dict(following.document)
    document["model"] = document["model"].replace("&gt;= 3", "&gt; 2")
    parameters = [dict(one) for one in document["parameters"]]
    parameters[0]["values"] = [*parameters[0]["values"], ["2026-08-01", "1200"]]
    document["parameters"] = parameters
    services.change(actor=keeper, version=following.id, revision=0, document=document)
    work = browser(people.person("Kari", bergen, "member"))
    page = work.get(f"/casework/rules/{row.package.slug}/2/changes/").content.decode()
    assert "&gt; 2" in page
    assert "1,200 kr" in page.replace("\u00a0", " ")
    assert "rabatt-tre" in page
    assert Client().get(f"/casework/rules/{row.package.slug}/2/changes/").status_code == 404
