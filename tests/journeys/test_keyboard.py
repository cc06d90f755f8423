"""All of Today by keyboard alone, and the keys that work on every page."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import explore_sample

FOCUSED = """
() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  return {
    words: at.getAttribute("aria-label") ?? (at.innerText.trim() || at.name || at.tagName),
    whose: at.closest("article.suggestion")?.id ?? "",
    isSeen: shown && box.bottom > 0 && box.top < innerHeight,
    isMain: Boolean(at.closest("main")),
  };
}
"""


@pytest.fixture
def today(page: Page, sign_up) -> Page:
    """Today of somebody with the sample network."""
    sign_up(page)
    explore_sample(page)
    page.emulate_media(reduced_motion="reduce")  # else the page glides to where the focus went, and is on its way still
    page.goto("/")
    return page


def walk(page: Page, most: int = 200) -> list[dict[str, Any]]:
    """Press Tab until the focus has left the main part of the page, and return all it has been on."""
    stops: list[dict[str, Any]] = []
    while len(stops) < most and not (stops and any(stop["isMain"] for stop in stops) and not stops[-1]["isMain"]):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    return stops


def test_tab_walks_all_of_today_in_its_order_and_one_always_sees_where_one_is(today):
    suggestions = [each.get_attribute("id") for each in today.locator("article.suggestion").all()]

    stops = walk(today)

    assert stops[0]["words"] == "Skip to the page"
    assert list(dict.fromkeys(stop["whose"] for stop in stops if stop["whose"])) == suggestions
    assert [stop["words"] for stop in stops if stop["whose"] == suggestions[0]][-4:] == [
        "Done",
        "Log",
        "Later",
        "Not needed",
    ]
    assert [stop["words"] for stop in stops if not stop["isSeen"]] == []


def test_the_first_suggestion_is_answered_by_keyboard(today):
    today.keyboard.press("j")
    name = today.evaluate("document.activeElement.innerText")
    while today.evaluate("document.activeElement.innerText.trim()") != "Done":
        today.keyboard.press("Tab")
    today.keyboard.press("Enter")
    expect(today.get_by_text(f"Logged with {name}.")).to_be_visible()

    today.keyboard.press("Tab")

    assert today.evaluate("Boolean(document.activeElement.closest('main'))"), "the place on the page is kept"


def test_j_and_l_log_with_whom_the_bar_is_on(today):
    today.keyboard.press("j")
    today.keyboard.press("j")
    name = today.evaluate("document.activeElement.innerText")
    assert name == today.locator("article.suggestion h2 a").nth(1).inner_text()

    today.keyboard.press("l")
    expect(today.get_by_role("dialog").get_by_role("heading", name=f"Log with {name}")).to_be_visible()
    today.keyboard.press("Escape")
    expect(today.get_by_role("dialog")).to_have_count(0)


def test_the_palette_finds_a_person_and_opens_her(today):
    name = today.locator("article.suggestion h2 a").nth(2).inner_text()

    today.keyboard.press("Control+k")
    expect(today.get_by_label("Find a person, an organisation or a page")).to_be_focused()
    today.keyboard.type(name)
    today.keyboard.press("Enter")  # before an answer can be there

    expect(today.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_arrows_walk_through_what_was_found(today):
    today.keyboard.press("/")
    today.keyboard.type("an")
    rows = today.locator("#palette-results a")
    expect(rows.nth(1)).to_be_visible()
    today.keyboard.press("ArrowDown")
    expect(rows.first).to_be_focused()
    today.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()

    today.keyboard.press("Escape")

    expect(today.get_by_role("dialog")).to_have_count(0)


def test_the_keys_are_shown_and_lead_to_pages(today):
    today.keyboard.press("?")
    expect(today.get_by_role("dialog", name="Keys")).to_contain_text("Down and up in a list")
    today.keyboard.press("Escape")

    today.keyboard.press("g")
    today.keyboard.press("p")

    expect(today.get_by_role("heading", level=1, name="People")).to_be_visible()
