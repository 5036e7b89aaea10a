"""The decision model changed in a browser: dmn-js under the site's policy, checks and tests beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.tests import making
from dugnad.kernel.access import Actor
from tests import people
from tests.browser import looking
from tests.browser.conftest import Opener


@pytest.fixture
def draft() -> PackageVersion:
    return making.draft(people.city("Eksempel Bergen"))


@pytest.fixture
def keeper(draft: PackageVersion) -> Client:
    client = Client()
    people.sign_in(client, people.person("Ola Eksempel", draft.package.owner, "caseworker"))
    return client


def opened(page_at: Opener, draft: PackageVersion, client: Client, width: int = 1280) -> Page:
    page = page_at(width, client=client)
    page.goto(f"/casework/versions/{draft.id}/model/")
    page.locator("[data-model-editor][data-ready]").wait_for(state="attached")
    return page


def see(page: Page, decision: str) -> None:
    page.locator("[data-views]").get_by_role("button", name=decision, exact=True).click()
    expect(page.locator(".model-view[aria-pressed=true]")).to_have_text(decision)


def write(page: Page, row: str, column: int, text: str) -> None:
    """A cell of the table written anew, by mouse and keys."""
    cell = page.locator(f'.model-canvas td[data-row-id="{row}"]').nth(column).locator("[contenteditable]")
    cell.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.locator(".model-canvas .rule-index").first.click()


def save(page: Page, status: int = 200) -> None:
    with page.expect_response(lambda one: one.request.method == "POST") as answer:
        page.get_by_role("button", name="Lagre og kjør testene").click()
    assert answer.value.status == status
    page.locator("[data-model-editor]:not([aria-busy])").wait_for()
    page.locator("[data-outcome]").wait_for()


def noted(page: Page) -> list[str]:
    found: list[str] = page.noted  # type: ignore[attr-defined]
    return found


def test_a_cell_changed_and_saved_shows_the_fault_and_the_test_that_fails(
    page_at: Opener, draft: PackageVersion, keeper: Client
) -> None:
    page = opened(page_at, draft, keeper)
    see(page, "søskenrabatt")
    write(page, "rabatt-to", 1, ">= 2")
    write(page, "rabatt-to", 2, "0")
    save(page)
    assert page.locator("[data-told] [data-decision='søskenrabatt'][data-rows='2,3']").count() == 1
    assert "«månedspris»" in page.locator("[data-failure]").first.inner_text()
    marked = page.locator('td[data-row-id="rabatt-tre"]').first
    expect(marked).to_have_css("background-color", "rgb(253, 227, 227)")
    assert "&gt;= 2" in PackageVersion.objects.get(id=draft.id).document["model"]
    write(page, "rabatt-to", 1, "2")
    write(page, "rabatt-to", 2, "rabatt andre barn")
    save(page)
    assert page.locator("[data-failure]").count() == 0
    assert noted(page) == []


def test_the_list_jumps_to_the_row(page_at: Opener, draft: PackageVersion, keeper: Client) -> None:
    page = opened(page_at, draft, keeper)
    see(page, "søskenrabatt")
    write(page, "rabatt-to", 1, ">= 2")
    save(page)
    see(page, "Utfall")
    page.locator("[data-told] [data-rows='2,3']").click()
    expect(page.locator(".model-view[aria-pressed=true]")).to_have_text("søskenrabatt")
    focused = "document.activeElement.closest('[data-row-id]')?.dataset.rowId"
    page.wait_for_function(f"() => {focused} === 'rabatt-to'")


def test_a_row_without_citation_is_refused_named_and_marked_until_it_cites(
    page_at: Opener, draft: PackageVersion, keeper: Client
) -> None:
    page = opened(page_at, draft, keeper)
    see(page, "søskenrabatt")
    write(page, "rabatt-en", 3, "")
    save(page, 422)
    told = page.locator("[data-outcome]")
    assert "søskenrabatt" in told.inner_text()
    assert PackageVersion.objects.get(id=draft.id).revision == 0
    row = page.locator('td[data-row-id="rabatt-en"]')
    expect(row.first).to_have_css("background-color", "rgb(253, 227, 227)")
    says = (
        "getComputedStyle(document.querySelector('td.annotation[data-row-id=rabatt-en]'), '::after').content"
    )
    assert "bestemmelse" in page.evaluate(says) or "provision" in page.evaluate(says)
    assert looking.violations(page) == []
    row.locator("[contenteditable]").first.click()
    page.locator("[data-cite='fbf-3-s']").click()
    page.wait_for_function(f"() => {says} === 'none'")
    save(page)
    assert PackageVersion.objects.get(id=draft.id).revision == 1
    assert all("422" in one for one in noted(page))


def test_who_saved_meanwhile_is_told_and_nothing_is_lost(
    page_at: Opener, draft: PackageVersion, keeper: Client
) -> None:
    page = opened(page_at, draft, keeper)
    other = Actor(roles=frozenset({(draft.package.owner_id, "administrator")}))
    services.change(actor=other, version=draft.id, revision=0, tests="")
    see(page, "søskenrabatt")
    write(page, "rabatt-to", 1, "[2..2]")
    save(page, 409)
    assert page.locator('td[data-row-id="rabatt-to"]').nth(1).inner_text().strip() == "[2..2]"
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.locator("[data-over]").click()
    page.locator("[data-over]").wait_for(state="detached")
    row = PackageVersion.objects.get(id=draft.id)
    assert "[2..2]" in row.document["model"]
    assert [one.revision for one in row.saves.order_by("revision")] == [0, 1]


def test_a_file_of_another_tool_opens_and_keeps_what_it_says_of_itself(
    page_at: Opener, draft: PackageVersion, keeper: Client, tmp_path: Path
) -> None:
    model = draft.document["model"].replace(
        '<decision id="d-del"', '<decision xmlns:x="urn:eksempel" x:colour="red" id="d-del"'
    )
    model = model.replace('id="d-del" name="andelen i måneden">', """id="d-del" name="andelen i måneden">
        <extensionElements><x:note xmlns:x="urn:eksempel">Eksempel</x:note></extensionElements>""")  # fmt: skip
    file = tmp_path / "other.dmn"
    file.write_text(model)
    page = opened(page_at, draft, keeper)
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.locator("[data-file]").set_input_files(file)
    page.locator("[data-changed].model-editor").wait_for()
    save(page)
    kept = PackageVersion.objects.get(id=draft.id).document["model"]
    assert "Eksempel</x:note>" in kept
    assert 'x:colour="red"' in kept


def test_a_file_that_cannot_be_used_is_told_at_the_editor(
    page_at: Opener, draft: PackageVersion, keeper: Client, tmp_path: Path
) -> None:
    file = tmp_path / "old.dmn"
    file.write_text('<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" name="x"/>')
    page = opened(page_at, draft, keeper)
    page.locator("[data-file]").set_input_files(file)
    expect(page.locator("[data-error]")).to_contain_text("DMN")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_editor_is_for_everybody(
    page_at: Opener, draft: PackageVersion, keeper: Client, width: int
) -> None:
    page = opened(page_at, draft, keeper, width)
    looking.settle(page)
    assert looking.wider_than_its_window(page) == 0
    assert looking.violations(page) == []
    for decision in ("søskenrabatt", "andelen i måneden") if width > 390 else ():
        see(page, decision)
        assert looking.violations(page) == []
    assert noted(page) == []
