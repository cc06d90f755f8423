"""A round of mentoring in a real Chromium: three members of a group, from a wish to a talk that only two can read."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, Server, watch

_PICTURES = os.environ.get("KITH_PICTURES")  # a directory for a picture of each page that is looked at
_numbers = itertools.count(1)


@pytest.fixture
def third(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of one more member."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    context.close()
    assert problems == []


def sign_up(opened: Page, name: str) -> str:
    email = f"{name.split()[0].lower()}{os.getpid()}-m{next(_numbers)}@kith.example"
    opened.goto("/accounts/signup/")
    opened.get_by_label("Your name").fill(name)
    opened.get_by_label("Email").fill(email)
    opened.get_by_label("Password").first.fill(PASSWORD)
    opened.get_by_role("button", name="Make an account").click()
    opened.wait_for_url("**/")
    return email


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
            opened.screenshot(path=Path(_PICTURES) / f"mentoring-{name}-{scheme}.png", full_page=True)
    opened.emulate_media(color_scheme="light")
    opened.set_viewport_size(before or DESKTOP)


def start_group(server: Server, organiser: str, *members: str) -> str:
    """Start a group of these accounts, and return its address; how people join is another journey."""
    said = server.run(
        "import django; django.setup(); from kith.accounts.models import User; from kith.groups import actions;"
        "from django.utils import timezone; now = timezone.now();"
        f"ada = User.objects.get(email={organiser!r});"
        f"group = actions.start_group(ada, name='Bakers {next(_numbers)}', at=now, fields={{}});"
        "[actions.join(group, User.objects.get(email=each), at=now, role='member', invited_by=ada)"
        f" for each in {members!r}]; print(group.get_absolute_url())"
    )
    return said.strip()


def offer(opened: Page, group: str) -> None:
    opened.goto(f"{group}mentoring/")
    opened.get_by_role("link", name="Offer to mentor").click()
    opened.get_by_label("what I can help with", exact=False).fill("Opening a bakery: ovens, flour, and the bank")
    opened.get_by_label("Doing it well").check()
    look(opened, "offer")
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_text("Room for one mentee")).to_be_visible()


def seek(opened: Page, group: str) -> None:
    opened.goto(f"{group}mentoring/")
    look(opened, "home-empty")
    opened.get_by_role("link", name="Look for a mentor").click()
    opened.get_by_role("button", name="Save").click()
    opened.get_by_label("what I want to get to", exact=False).fill("A small bakery of my own by the sea")
    opened.get_by_label("Doing it well").check()
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_text("You are on the list for the next round.")).to_be_visible()


def match_all(opened: Page, group: str) -> None:
    opened.goto(f"{group}mentoring/organise/")
    opened.get_by_role("button", name="Find matches").click()
    propose = opened.get_by_role("button", name="Propose these")
    for _ in range(60):
        if propose.is_visible():
            break
        opened.wait_for_timeout(500)
        opened.reload()
    look(opened, "found")
    propose.click()
    expect(opened.get_by_text("Both sides of each can answer until", exact=False)).to_be_visible()


def say_yes(opened: Page, group: str) -> None:
    opened.goto(f"{group}mentoring/")
    opened.get_by_role("link", name="See why").click()
    expect(opened.get_by_role("heading", name="Why you two")).to_be_visible()
    look(opened, "match")
    opened.get_by_role("button", name="Yes, gladly").click()


def test_a_mentor_is_found_for_a_member_and_their_first_talk_is_noted(
    page: Page, phone: Page, third: Page, server: Server
):
    """Ada organises, Ben mentors, Cleo looks, on a phone."""
    accounts = [sign_up(page, "Ada Walker"), sign_up(third, "Ben Shaw"), sign_up(phone, "Cleo Stern")]
    group = start_group(server, *accounts)
    offer(third, group)
    seek(phone, group)
    match_all(page, group)

    say_yes(third, group)
    expect(third.get_by_text("You said yes")).to_be_visible()
    say_yes(phone, group)
    expect(phone.get_by_role("heading", name="Your mentor")).to_be_visible()

    phone.get_by_label("what it was about", exact=False).fill("Rye, and patience")
    phone.get_by_label("next step", exact=False).fill("Visit an oven")
    phone.get_by_role("button", name="Note it").click()
    expect(phone.get_by_text("Rye, and patience")).to_be_visible()
    look(phone, "mentorship")
    third.goto(phone.url)
    expect(third.get_by_text("Rye, and patience")).to_be_visible()
    assert page.request.get(phone.url).status == 404

    third.get_by_text("End it, with thanks").click()
    third.get_by_label("A word of thanks").fill("You will do well.")
    third.get_by_role("button", name="End it").click()
    phone.reload()
    expect(phone.get_by_text("You will do well.")).to_be_visible()
    phone.get_by_role("link", name="Offer to mentor").click()
    expect(phone.get_by_role("heading", name="Offer to mentor")).to_be_visible()


def test_two_have_coffee_and_note_it(page: Page, phone: Page, server: Server):
    """Ada sets a day, Ben takes part too, and the day comes."""
    accounts = [sign_up(page, "Ada Walker"), sign_up(phone, "Ben Shaw")]
    group = start_group(server, *accounts)
    for opened in (page, phone):
        opened.goto(f"{group}coffee/")
        opened.get_by_role("button", name="Take part").click()
        expect(opened.get_by_role("button", name="Sit out")).to_be_visible()
    page.get_by_label("Next on").fill("2126-11-25")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 members take part")).to_be_visible()
    look(page, "coffee")
    slug = group.split("/")[2]
    server.run(
        "import django; django.setup(); from kith.mentorships import actions; from kith.mentorships.models import Rhythm;"
        "from django.utils import timezone; now = timezone.now();"
        f"Rhythm.objects.filter(group__slug={slug!r}).update(next_on=now.date()); actions.keep_going(now)"
    )

    phone.goto(group)
    phone.get_by_role("link", name=re.compile("Coffee with")).click()
    expect(phone.get_by_role("button", name="We met")).to_be_visible()
    look(phone, "coffee-now")
    phone.get_by_role("button", name="We met").click()
    expect(phone.get_by_text("In your book", exact=True)).to_be_visible()
    phone.goto("/people/")
    expect(phone.get_by_text("Ada Walker").first).to_be_visible()
