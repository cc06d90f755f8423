"""Answering Today: done, logged with a note, later, not needed; and each of them taken back."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import explore_sample


@pytest.fixture
def today(page: Page, sign_up) -> Page:
    """Today of somebody with the sample network."""
    sign_up(page)
    explore_sample(page)
    return page


def first(today: Page) -> tuple[Locator, str]:
    """Return the first suggestion and whom it is about."""
    suggestion = today.locator("article.suggestion").first
    return suggestion, suggestion.get_by_role("heading").get_by_role("link").inner_text()


def expect_gone(today: Page, name: str) -> None:
    expect(today.get_by_role("heading", level=1, name="Today")).to_be_visible()
    expect(today.get_by_role("article", name=name)).to_have_count(0)


def undo(today: Page) -> None:
    today.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(today.get_by_text("Taken back.")).to_be_visible()


def test_done_takes_one_press_and_can_be_taken_back(today):
    suggestion, name = first(today)

    suggestion.get_by_role("button", name="Done").click()
    answered = today.get_by_role("status").filter(has_text=f"Logged with {name}.")
    expect(answered).to_be_visible()
    expect(today.get_by_text("1 of 7 answered")).to_be_visible()

    answered.get_by_role("button", name="Undo").click()
    expect(today.get_by_text("Taken back.")).to_be_visible()
    expect(today.get_by_role("article", name=name)).to_be_visible()


def test_a_note_is_logged_with_the_touch(today):
    suggestion, name = first(today)
    where = suggestion.get_by_role("link", name=name, exact=True).get_attribute("href")

    suggestion.get_by_role("link", name="Log").click()
    dialog = today.get_by_role("dialog")
    dialog.get_by_label("What was it?").select_option("Call")
    dialog.get_by_label("Note").fill("The flat is found, the dog may come")
    dialog.get_by_role("button", name="Save").click()

    expect(today.get_by_text(f"Logged with {name}.")).to_be_visible()
    expect_gone(today, name)
    today.goto(where)
    expect(today.locator("#timeline")).to_contain_text("The flat is found, the dog may come")


def test_somebody_is_left_for_later_and_brought_back(today):
    suggestion, name = first(today)

    suggestion.get_by_role("link", name="Later").click()
    today.get_by_role("dialog").get_by_role("button", name="In a week").click()

    expect(today.get_by_text(f"{name} comes back later.")).to_be_visible()
    expect_gone(today, name)
    undo(today)
    expect(today.get_by_role("article", name=name)).to_be_visible()


def test_somebody_is_left_until_a_day(today):
    suggestion, name = first(today)

    suggestion.get_by_role("link", name="Later").click()
    dialog = today.get_by_role("dialog")
    dialog.get_by_label("Until").fill((date.today() + timedelta(days=10)).isoformat())
    dialog.get_by_role("button", name="Until then").click()

    expect(today.get_by_text(f"{name} comes back later.")).to_be_visible()
    expect_gone(today, name)


def test_what_is_not_needed_is_not_brought_up_again(today):
    suggestion, name = first(today)
    reason = suggestion.locator(".reason").first.inner_text()

    suggestion.get_by_role("button", name="Not needed").click()
    expect(today.get_by_text("Fine. Kith will not bring this up again.")).to_be_visible()

    today.reload()
    expect(today.get_by_role("heading", level=1, name="Today")).to_be_visible()
    expect(today.get_by_role("article", name=name).filter(has_text=reason)).to_have_count(0)


def test_words_to_say_are_chosen_and_copied(today):
    today.context.grant_permissions(["clipboard-read", "clipboard-write"])
    suggestion, _name = first(today)

    suggestion.get_by_role("link", name="Change, copy or send").click()
    words = today.get_by_role("dialog").get_by_label("Words 1")
    words.fill("Hello, I thought of you")
    today.get_by_role("dialog").get_by_role("button", name="Copy").first.click()

    expect(today.get_by_text("Copied.")).to_be_visible()
    assert today.evaluate("navigator.clipboard.readText()") == "Hello, I thought of you"


def test_the_day_ends(today):
    for _n in range(7):
        waiting = today.locator("article.suggestion:not(.suggestion--answered)")
        before = waiting.count()
        waiting.first.get_by_role("button", name="Done").click()
        expect(waiting).to_have_count(before - 1)

    today.reload()

    expect(today.get_by_text("That is it for today")).to_be_visible()
