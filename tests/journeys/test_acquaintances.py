"""Who knows whom: a line, what it adds, which Ana is meant, and all of it taken back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, explore_sample

LINE = "Ana Ruiz knows Gil Moss (CFO, Nova) well, and a recruiter at Initech"


def _say(page: Page, line: str) -> None:
    page.goto("/acquaintances/say/")
    page.get_by_role("textbox", name="Who knows whom, in one line").fill(line)
    page.get_by_role("button", name="Note it").click()


def _is_accessible(page: Page, name: str) -> None:
    """At both sizes, light and dark, axe finds nothing, and nothing is wider than the page."""
    for scheme, size in (("light", DESKTOP), ("dark", PHONE)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size(size)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if pictures := os.environ.get("KITH_PICTURES"):
            page.screenshot(path=Path(pictures) / f"acquaintances-{name}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)


def test_from_a_line_to_who_knows_whom_and_back(page, sign_up):
    sign_up(page)

    _say(page, LINE)
    expect(page.get_by_text("Ana Ruiz knows somebody at Initech: recruiter")).to_be_visible()
    expect(page.get_by_role("heading", name="New in your book")).to_be_visible()
    _is_accessible(page, "adds")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("New in your book: Ana Ruiz and Gil Moss.")).to_be_visible()

    _say(page, "Ana Silva knows Gil Moss. The weather was fine.")
    expect(page.get_by_text("Not understood, and not saved: The weather was fine")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    _say(page, "Ana knows Gil vaguely")
    _is_accessible(page, "which")
    page.get_by_role("radio", name="Ana Ruiz").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ana Ruiz knows Gil Moss vaguely.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()

    page.goto("/people/")
    page.get_by_role("link", name="Gil Moss").first.click()
    page.get_by_role("link", name="Everybody whom Gil knows, and a line to add to it").click()
    expect(page.get_by_role("main")).to_contain_text("well")
    page.get_by_role("button", name="Forget this · Ana Silva").click()
    expect(page.get_by_text("Forgotten.")).to_be_visible()
    expect(page.get_by_role("link", name="Ana Silva")).to_have_count(0)


@pytest.mark.slow  # the sample network is brought in: some seconds
def test_a_guess_is_said_to_be_one_and_answered(page, sign_up):
    sign_up(page)
    explore_sample(page)
    page.goto("/people/?sort=-touches")
    page.locator("[data-list] [data-open]").first.click()
    page.get_by_role("link", name=re.compile("^Everybody whom")).click()
    expect(page.get_by_role("heading", name="May know each other")).to_be_visible()
    _is_accessible(page, "person")
    first = page.get_by_role("button", name=re.compile("^They do not")).first
    name = (first.text_content() or "").split("·")[-1].strip()
    first.click()

    expect(page.get_by_text("do not know each other.")).to_be_visible()
    said = page.get_by_role("region", name="You said that they do not know")
    expect(said.get_by_role("link", name=name)).to_be_visible()
