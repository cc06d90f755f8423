"""A target in one sentence, whom one knows there, the card, a stranger's answer, and what becomes of it."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Server, explore_sample, watch

SENTENCE = "A backend job at a railway, by summer"


def _begin(page: Page) -> str:
    """Begin a target in two steps, and return its address."""
    page.goto("/targets/")
    page.get_by_role("textbox", name="What are you aiming for, in one sentence?").fill(SENTENCE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name=SENTENCE)).to_be_visible()
    return page.url


def _add(page: Page, kind: str, text: str, chosen: str) -> None:
    page.get_by_role("link", name=kind, exact=True).click()
    page.get_by_role("searchbox", name=kind).fill(text)
    page.get_by_role("button", name=chosen, exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Remove"))).not_to_have_count(0)


@pytest.fixture
def stranger(browser: Browser, server: Server):
    """A page of somebody without an account, on a phone."""
    context = browser.new_context(base_url=server.url, viewport=PHONE, has_touch=True, reduced_motion="reduce")
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    context.close()
    assert problems == []


def test_from_a_sentence_to_somebody_to_thank(page, sign_up, stranger):
    sign_up(page)
    explore_sample(page)
    target = _begin(page)

    page.get_by_role("link", name="Add what is behind it").click()
    _add(page, "Role", "swe", "Add Software Developers")
    _add(page, "Organisation", "halcyon", "Add Halcyon Rail")
    _add(page, "Organisation", "Nowhere Ltd", "Add Nowhere Ltd just so")
    page.get_by_role("link", name="See whom you know there").click()
    expect(page.get_by_text("1 of 2 organisations reachable, 1 with nobody")).to_be_visible()
    page.get_by_role("link", name="Everybody, by level").click()
    expect(page.get_by_text("Level 1").first).to_be_visible()
    expect(page.get_by_text("Nobody in your book, as far as it knows.")).to_be_visible()

    page.goto(f"{target}pitch/")
    pitch = page.get_by_role("textbox", name="10 seconds", exact=True)
    pitch.fill("I write software and want to do it for trains.")
    expect(page.get_by_text("10 words, about 4 seconds to say")).to_be_visible()
    page.get_by_role("button", name=re.compile("Save.*10 seconds")).click()
    expect(pitch).to_have_value("I write software and want to do it for trains.")

    page.goto(f"{target}card/")
    page.get_by_role("button", name="Turn it on").click()
    address = page.get_by_label("Address of the card").input_value()

    stranger.goto(address)
    expect(stranger.get_by_text("I write software and want to do it for trains.")).to_be_visible()
    stranger.get_by_label("I heard of an opening").check()
    stranger.get_by_label("In your words").fill("<b>Signals team</b> in Lerau is hiring")
    stranger.get_by_label("Your name").fill("Wendela Marsh")
    stranger.get_by_label("How to reach you").fill("wendela@marsh.example")
    stranger.get_by_role("button", name="Send").click()
    _press_again_if_asked(stranger)
    expect(stranger.get_by_text("Ada Walker will read what you wrote.")).to_be_visible()

    page.goto("/inbox/")
    expect(page.get_by_text("<b>Signals team</b> in Lerau is hiring", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("Look at it.*Signals team")).click()
    page.get_by_role("button", name="Add to my book").click()
    page.get_by_role("button", name="I thanked them").click()
    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    expect(page.get_by_text("Signals team")).to_have_count(0)
    page.goto(target)
    page.goto(f"{target}card/")
    page.get_by_role("button", name="Turn it off").click()
    gone = stranger.request.get(address)
    assert gone.status == 404


def _press_again_if_asked(stranger: Page) -> None:
    """Who is as quick as this is asked to press once more, as a machine would be; what they wrote stays."""
    asked = stranger.get_by_text("Nothing is lost: please press Send once more.")
    done = stranger.get_by_text("Ada Walker will read what you wrote.")
    expect(asked.or_(done)).to_be_visible()
    if asked.count():
        stranger.wait_for_timeout(3_000)
        stranger.get_by_role("button", name="Send").click()


def test_a_target_is_set_and_aims_are_found_without_javascript(browser, server, sign_up):
    context = browser.new_context(
        base_url=server.url, viewport=PHONE, java_script_enabled=False, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_up(page)
    _begin(page)
    page.get_by_role("link", name="Add what is behind it").click()
    page.get_by_role("searchbox", name="Role").fill("registered nurse")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Add Registered Nurses", exact=True).click()

    expect(page.get_by_role("button", name="Remove Registered Nurses")).to_be_visible()
    context.close()


def test_the_pages_of_targets_are_fit_for_everybody(phone, sign_up):
    page = phone
    sign_up(page)
    pages = ["/targets/", "/targets/answers/"]
    _look(page, pages)
    explore_sample(page)
    page.goto("/targets/")
    page.get_by_role("link", name="Lead a small engineering team").click()
    target = page.url
    page.goto(f"{target}card/")
    pages += [target, *(f"{target}{name}/" for name in ("coverage", "pitch", "card", "edit"))]
    pages += [f"{target}aims/?kind=role&q=nurse", page.get_by_label("Address of the card").input_value(), "/inbox/"]
    page.goto("/targets/answers/")
    page.get_by_role("link", name=re.compile("Look at it")).first.click()
    pages.append(page.url)
    _look(page, pages)


def _look(page: Page, pages: list[str]) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in pages:
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [each["id"] for each in found] == [], address
            for size in (PHONE, DESKTOP):
                page.set_viewport_size(size)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
