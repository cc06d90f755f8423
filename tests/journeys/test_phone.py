"""Kith in one hand: everything within reach of a thumb on a small screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import explore_sample

SMALL = """
(where) => [...document.querySelectorAll(where)]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .filter((each) => each.offsetWidth < 44 || each.offsetHeight < 44)
  .map((each) => `${each.offsetWidth}x${each.offsetHeight} ${each.outerHTML.slice(0, 120)}`)
"""
MAIN = ".button--main, .suggestion__actions .button, .tab-bar > a, .tab-bar > button, .log-button .button"


@pytest.fixture
def pocket(phone: Page, sign_up) -> Page:
    """A phone with Today of the sample network."""
    sign_up(phone)
    explore_sample(phone)
    return phone


def test_a_touch_is_done_with_one_tap(pocket):
    suggestion = pocket.locator("article.suggestion").first
    name = suggestion.get_by_role("heading").get_by_role("link").inner_text()

    suggestion.get_by_role("button", name="Done").tap()

    expect(pocket.get_by_text(f"Logged with {name}.")).to_be_visible()


def test_a_line_is_logged_by_the_plus(pocket):
    pocket.get_by_role("navigation", name="Tabs").get_by_role("link", name="Log a touch").tap()
    pocket.get_by_role("dialog").get_by_label("What happened, in one line").fill("Met Ana Ruiz at PyCon yesterday")
    pocket.locator("#understood").get_by_role("button", name="Save").tap()

    expect(pocket.get_by_text("Logged with Ana Ruiz.")).to_be_visible()


def test_somebody_is_found_and_opened(pocket):
    pocket.get_by_role("button", name="Done").first.wait_for()
    pocket.get_by_role("navigation", name="Tabs").get_by_role("link", name="People").tap()
    name = pocket.locator("tbody .person-chip__name").nth(3)
    who = name.inner_text()

    name.tap()

    expect(pocket.get_by_role("heading", level=1, name=who)).to_be_visible()
    expect(pocket.locator("#next-touch")).to_be_in_viewport()


def test_main_actions_are_large_enough_for_a_thumb(pocket):
    pocket.goto("/people/")
    person = pocket.locator("tbody .person-chip__name").first.get_attribute("href")
    pages = ["/", "/people/", person, f"{person}edit/", "/interactions/capture/", "/imports/", "/settings/"]
    small = []
    for page in pages:
        pocket.goto(page)
        small += [f"{page} {each}" for each in pocket.evaluate(SMALL, MAIN)]

    assert small == []
