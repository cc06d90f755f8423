"""Somebody starts a group, brings one by a link who has no account, and lets another in who asked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, Server, watch

_PICTURES = os.environ.get("KITH_PICTURES")  # a directory for a picture of each page that is looked at


@pytest.fixture
def stranger(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of somebody without an account, on a phone."""
    context = browser.new_context(
        base_url=server.url, viewport=PHONE, has_touch=True, locale="en-GB", reduced_motion="reduce"
    )
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    context.close()
    assert problems == []


def look(opened: Page, name: str) -> None:
    """Have axe find nothing in light and dark, nothing to be scrolled sideways, on a desktop and on a phone."""
    before = opened.viewport_size
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        opened.set_viewport_size(size)
        opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = Axe().run(opened)
        assert found.violations_count == 0, found.generate_report()
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        if _PICTURES:
            opened.screenshot(path=Path(_PICTURES) / f"groups-{name}-{scheme}.png", full_page=True)
    opened.emulate_media(color_scheme="light")
    opened.set_viewport_size(before or DESKTOP)


def make_account(opened: Page, name: str, email: str) -> None:
    opened.get_by_label("Your name").fill(name)
    opened.get_by_label("Email").fill(email)
    opened.get_by_label("Password").first.fill(PASSWORD)
    opened.get_by_role("button", name="Make an account").click()


def start_group(page: Page) -> str:
    """Start a group in three steps, and return its address."""
    page.goto("/groups/")
    look(page, "mine-empty")
    page.get_by_role("link", name="Start a group").first.click()
    page.wait_for_url("**/groups/start/**")
    look(page, "start")
    page.get_by_role("link", name="Industry network").click()
    page.get_by_label("name", exact=False).first.fill("Wexmouth grid people")
    page.get_by_label("Place").fill("Wexmouth")
    look(page, "start-from")
    page.get_by_role("button", name="Start the group").click()
    expect(page.get_by_role("heading", level=1, name="Wexmouth grid people")).to_be_visible()
    return page.url


def link_for(page: Page, group: str, name: str) -> str:
    """Have a text written for somebody, and return the link in it."""
    page.goto(f"{group}bring/")
    page.get_by_label("Name of somebody else").fill(name)
    page.get_by_role("button", name="Write a text").last.click()
    text = page.locator("#invitation").inner_text()
    assert text.startswith(f"Hi {name.split()[0]},")
    look(page, "bring")
    found = re.search(r"http\S+/groups/invited/\S+", text)
    assert found
    return found.group()


def test_one_is_brought_by_a_link_and_another_asks(page: Page, phone: Page, stranger: Page, sign_up):
    sign_up(page)
    group = start_group(page)
    look(page, "front-new")

    stranger.goto(link_for(page, group, "Bo Lind"))
    expect(stranger.get_by_text("Ada Walker invites you to this group.")).to_be_visible()
    look(stranger, "invited")
    stranger.get_by_role("button", name="Make an account and join").click()
    make_account(stranger, "Bo Lind", f"bo{os.getpid()}@kith.example")
    expect(stranger.get_by_role("heading", name="Join Wexmouth grid people")).to_be_visible()
    look(stranger, "join")
    stranger.get_by_label("I agree to the rules").check()
    stranger.get_by_role("button", name="Join", exact=True).click()
    expect(stranger.get_by_role("heading", level=1, name="Wexmouth grid people")).to_be_visible()

    sign_up(phone)
    phone.goto(group)
    look(phone, "front-stranger")
    phone.get_by_role("link", name="Ask to join").click()
    phone.get_by_label("What do you do in this field, or want to?").fill("I plan substations")
    phone.get_by_label("I agree to the rules").check()
    phone.get_by_role("button", name="Ask to join").click()
    expect(phone.get_by_text("You have asked to join.")).to_be_visible()

    page.goto("/inbox/")
    expect(page.get_by_text("I plan substations")).to_be_visible()
    look(page, "inbox")
    page.get_by_role("button", name=re.compile("^Let in")).click()
    expect(page.get_by_text("belongs to the group now")).to_be_visible()

    phone.goto(f"{group}me/")
    phone.get_by_label("What I do").first.fill("Plan substations")
    phone.get_by_role("group", name="Members see").get_by_label("What I do").check()
    phone.get_by_role("button", name="See how it looks").click()
    expect(phone.get_by_text("Not saved yet.")).to_be_visible()
    look(phone, "profile")
    phone.get_by_role("button", name="Save").click()
    stranger.goto(f"{group}members/?q=substations")
    expect(stranger.get_by_text("Plan substations")).to_be_visible()
    look(stranger, "members")


def test_an_organiser_hands_over_and_ends_what_is_over(page: Page, sign_up):
    sign_up(page)
    group = start_group(page)
    for where in ("organise/", "organise/edit/", "organise/roof/", "organise/log/", "me/held/", "leave/"):
        page.goto(group + where)
        look(page, where.strip("/").replace("/", "-"))
    page.goto(f"{group}members/")
    page.get_by_role("link", name="Ada Walker").click()
    page.wait_for_url(re.compile(r"/members/[0-9a-f-]{36}/"))
    look(page, "member")
    page.goto(f"{group}organise/end/")
    page.get_by_label("Yes, end the group").check()
    look(page, "end")
    page.get_by_role("button", name="End the group").click()
    expect(page.get_by_text("This group has ended.").first).to_be_visible()
    look(page, "ended")


def test_a_name_without_a_space_in_it_stays_on_the_page(page: Page, sign_up):
    sign_up(page)
    page.goto("/groups/start/")
    page.get_by_role("link", name="Industry network").click()
    page.get_by_label("name", exact=False).first.fill("Donaudampfschifffahrts" * 5)
    page.get_by_role("button", name="Start the group").click()
    expect(page.get_by_role("heading", level=1, name="Donaudampf")).to_be_visible()
    look(page, "long")

    for place in (page.url + "meetings/", page.url + "members/", "/groups/", "/exchange/asks/new/"):
        page.goto(place)
        look(page, "long")
