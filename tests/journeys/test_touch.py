"""A touch is logged with one tap, and every touch resets when the next one is due."""

import pytest
from playwright.sync_api import Page, expect

NOW = "now is a good time"


@pytest.fixture
def ana(page: Page, sign_up) -> Page:
    """The page of Ana, who was last met long enough ago to be due."""
    sign_up(page)
    page.goto("/interactions/capture/")
    page.get_by_label("What happened, in one line").fill("Met Ana Ruiz at PyCon on 3 March 2025")
    page.locator("#understood").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Logged with Ana Ruiz.")).to_be_visible()
    page.goto("/people/")
    page.get_by_role("link", name="Ana Ruiz", exact=True).click()
    expect(page.locator("#next-touch")).to_contain_text(NOW)
    return page


def test_one_tap_on_a_persons_page_moves_the_next_touch_and_undo_brings_it_back(ana):
    ana.get_by_role("button", name="Log a message with Ana Ruiz today").click()

    expect(ana.get_by_text("Message with Ana Ruiz logged.")).to_be_visible()
    expect(ana.locator("#next-touch")).not_to_contain_text(NOW)
    expect(ana.locator("#next-touch")).to_contain_text("today")

    ana.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(ana.get_by_text("Taken back.")).to_be_visible()
    expect(ana.locator("#next-touch")).to_contain_text(NOW)


def test_two_taps_in_the_list_move_the_next_touch(ana):
    ana.goto("/people/")
    row = ana.get_by_role("row", name="Ana Ruiz")
    expect(row.get_by_role("cell", name="now", exact=True)).to_be_visible()

    row.get_by_role("link", name="Log a touch with Ana Ruiz").click()
    ana.get_by_role("dialog").get_by_role("button", name="Call").click()

    expect(ana.get_by_text("Call with Ana Ruiz logged.")).to_be_visible()
    expect(row.get_by_role("cell", name="today", exact=True)).to_be_visible()
    expect(row.get_by_role("cell", name="now", exact=True)).to_have_count(0)


def test_the_next_touch_is_planned_by_hand(ana):
    ana.get_by_role("link", name="Plan the next touch").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("day").fill("2031-05-04")
    dialog.get_by_role("button", name="Plan it").click()

    expect(ana.locator("#next-touch")).to_contain_text("4 May 2031")
