"""The main job: from nothing to whom to reach out to today, and why."""

import re

import pytest
from playwright.sync_api import Page, expect

from bench.make_linkedin import write_export


@pytest.fixture
def export(tmp_path):
    """A small LinkedIn export, as a user would have it."""
    path = tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip"
    write_export(path, connections=120, messages=400, seed=7)
    return path


def bring_in(page: Page, path) -> None:
    page.goto("/")
    page.locator("input[type=file]").first.set_input_files(str(path))
    page.get_by_role("button", name="Bring them in").click(timeout=120_000)
    expect(page.get_by_role("button", name="Take this import back")).to_be_visible(timeout=120_000)


def test_from_signing_up_to_today(page, sign_up, export):
    sign_up(page)

    bring_in(page, export)
    page.goto("/")

    suggestions = page.locator("article.suggestion")
    expect(suggestions.first).to_be_visible()
    assert suggestions.count() >= 2
    assert all(text.strip() for text in page.locator("article.suggestion .reason").all_inner_texts())


def test_an_import_is_taken_back_as_one_step(page, sign_up, export):
    sign_up(page)
    bring_in(page, export)
    page.goto("/people/")
    expect(page.locator(".people__total")).to_contain_text(re.compile(r"1[2-9]\d people"))  # and some who only wrote

    page.goto("/imports/")
    page.get_by_role("link", name="Basic_LinkedInDataExport").click()
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_text("Taken back").first).to_be_visible(timeout=120_000)

    page.goto("/")
    expect(page.get_by_role("button", name="Explore with a sample network")).to_be_visible()
