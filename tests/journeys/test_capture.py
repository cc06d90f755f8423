"""One line of plain English becomes people, a touch, a promise and a follow-up."""

import pytest
from playwright.sync_api import Locator, Page, expect

LINE = "Met Ana Ruiz (CTO, Acme) and Bo Li at PyCon yesterday, climbs, promised the report, follow up in 2 weeks #pycon"


@pytest.fixture
def without_scripts(browser, server, sign_up, page):
    """A page of a signed-in user in a browser that runs no scripts."""
    sign_up(page)
    state = page.context.storage_state()
    context = browser.new_context(base_url=server.url, java_script_enabled=False, storage_state=state)
    yield context.new_page()
    context.close()


def line_of(page: Page) -> Locator:
    """Open the dialog by its key, and return the line in it, on which one can write at once."""
    page.keyboard.press("c")
    line = page.get_by_role("dialog").get_by_label("What happened, in one line")
    expect(line).to_be_focused()
    return line


def expect_all_of_it(page: Page) -> None:
    """Both people are in the book, with the touch, the label, the promise and the follow-up."""
    page.goto("/people/")
    expect(page.get_by_role("main")).to_contain_text("CTO, Acme")
    page.get_by_role("link", name="Bo Li").first.click()
    expect(page.get_by_role("heading", level=1, name="Bo Li")).to_be_visible()
    page.goto("/people/")
    page.get_by_role("link", name="Ana Ruiz").first.click()
    shown = page.get_by_role("main")
    for words in ["Acme", "pycon", "the report", "PyCon", "climbs", "Follow up"]:
        expect(shown).to_contain_text(words)


def test_a_line_is_shown_as_understood_and_then_saved(page, sign_up):
    sign_up(page)
    line_of(page)

    page.keyboard.type(LINE)
    understood = page.locator("#understood")
    for word in ["Ana Ruiz", "Bo Li", "PyCon", "pycon"]:
        expect(understood.locator("mark", has_text=word).first).to_be_visible()
    understood.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Logged with Ana Ruiz and Bo Li.")).to_be_visible()
    expect_all_of_it(page)


def test_a_part_is_corrected_where_it_stands(page, sign_up):
    sign_up(page)
    line_of(page).fill(LINE)
    understood = page.locator("#understood")
    expect(understood.get_by_label("Place")).to_have_value("PyCon")

    understood.get_by_label("Place").fill("EuroPython")
    understood.get_by_role("group", name="Bo Li").get_by_label("Name").fill("Bo Lindt")
    understood.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Logged with Ana Ruiz and Bo Lindt.")).to_be_visible()
    page.goto("/people/")
    page.get_by_role("link", name="Bo Lindt").first.click()
    expect(page.get_by_role("main")).to_contain_text("EuroPython")


def test_a_line_is_taken_back_with_the_people_it_brought(page, sign_up):
    sign_up(page)
    line_of(page).fill("Met Ana Ruiz at PyCon")
    page.locator("#understood").get_by_role("button", name="Save").click()

    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Taken back.")).to_be_visible()
    page.goto("/people/")
    expect(page.get_by_role("link", name="Ana Ruiz")).to_have_count(0)


def test_the_line_on_today_does_the_same(page, sign_up):
    sign_up(page)
    page.goto("/interactions/capture/")
    page.get_by_label("What happened, in one line").fill("Coffee with Cem Kaya today")
    page.locator("#understood").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Logged with Cem Kaya.")).to_be_visible()

    page.goto("/")
    page.get_by_label("Log something in one line").fill(LINE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Ana Ruiz")).to_be_visible()
    page.locator("#understood").get_by_role("button", name="Save").click()

    expect(page.get_by_text("Logged with Ana Ruiz and Bo Li.")).to_be_visible()
    expect_all_of_it(page)


def test_a_line_is_read_and_saved_without_scripts(without_scripts):
    page = without_scripts
    page.goto("/")
    page.get_by_role("link", name="Log a touch").first.click()

    page.get_by_label("What happened, in one line").fill(LINE)
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_role("group", name="Bo Li")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Logged with Ana Ruiz and Bo Li.")).to_be_visible()
    expect_all_of_it(page)
