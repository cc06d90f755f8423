"""An evening at round tables in a real Chromium: thirty come, three of them late; the board, the wall, the phone, the paper."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import PASSWORD, Server
from tests.tables import pdfs

_EVENING = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Meeting
now = timezone.now()
ada = User.objects.get(email=%r)
group = groups.start_group(ada, name="Harbour climbers", at=now)
names = "Ana Bo Chen Dina Emil Fay Gus Hana Ivo Jun Kai Lea Mio Nell Oke Pia Quin Rosa Sven Tove Ulla Vito Wim Xenia Yara Zeno Aki Bea Cem Dov"
users = [User(email=f"{name.lower()}-{group.slug}@kith.example", name=f"{name} Marsh") for name in names.split()]
users[0].set_password(%r)
users = User.objects.bulk_create(users)
Membership.objects.bulk_create(
    Membership(group=group, user=user, joined_at=now, does="Climbs on Sundays", shown=["does"]) for user in users
)
meeting = Meeting.objects.create(
    group=group, title="Harvest table", time_zone="UTC", starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=4)
)
RSVP.objects.bulk_create(RSVP(meeting=meeting, user=user, answered_at=now) for user in users)
print(meeting.get_absolute_url(), users[0].email)
"""
_LIGHTS: tuple[Literal["dark", "light"], ...] = ("dark", "light")
HALL = ViewportSize(width=1920, height=1080)


def axe_finds_nothing(*opened: Page) -> None:
    for each in opened:
        found = Axe().run(each)
        assert found.violations_count == 0, found.generate_report()


def picture(opened: Page, name: str) -> None:
    if os.environ.get("KITH_PICTURES"):
        opened.screenshot(path=Path(os.environ["KITH_PICTURES"]) / f"{name}.png", full_page=True)


def in_both_lights(opened: Page, name: str) -> None:
    for scheme in _LIGHTS:
        opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        picture(opened, f"{name}-{scheme}")
        axe_finds_nothing(opened)
    wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def settled(opened: Page) -> None:
    """Wait until the tables are worked out."""
    expect(opened.get_by_text("The tables are being worked out")).to_have_count(0, timeout=180_000)


def sits_at(opened: Page, name: str) -> str:
    table = opened.locator(".round-table").filter(has=opened.get_by_role("link", name=name, exact=True))
    return table.get_by_role("heading").inner_text().split()[1]


def is_late(opened: Page, name: str) -> None:
    opened.get_by_role("link", name=name, exact=True).first.click()
    dialog = opened.get_by_role("dialog")
    dialog.get_by_label("Comes for round").select_option("2")
    dialog.get_by_role("button", name="Comes then").click()
    expect(opened.get_by_text(f"Noted for {name}.")).to_be_visible()


@pytest.fixture
def hall(browser: Browser, server: Server):
    """The screen of a hall, where nobody is signed in."""
    context = browser.new_context(base_url=server.url, viewport=HALL, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_an_evening_of_thirty_of_whom_three_are_late(page: Page, phone: Page, hall: Page, server: Server, sign_up):
    meeting, ana = server.run(_EVENING % (sign_up(page), PASSWORD)).split()[-2:]

    # The organiser seats everybody, and says who comes late.
    page.goto(meeting)
    page.get_by_role("link", name="Plan round tables").click()
    expect(page.get_by_text("30 people have said yes")).to_be_visible()
    axe_finds_nothing(page)
    page.get_by_role("button", name="Seat everybody").click()
    settled(page)
    expect(page.get_by_text("In sixes, 30 people need 7 rounds at best for all to meet; you have 3.")).to_be_visible()
    for name in ("Dina Marsh", "Emil Marsh", "Fay Marsh"):
        is_late(page, name)
    settled(page)
    expect(page.get_by_text("3 people are not there in this round")).to_be_visible()
    expect(page.locator(".round-table .diner")).to_have_count(27)
    in_both_lights(page, "tables-board")

    # Somebody is dragged to another table, and stays there.
    page.set_viewport_size({"width": 1280, "height": 1800})  # both ends of the way are on the screen
    before = sits_at(page, "Chen Marsh")
    target = "5" if before != "5" else "4"
    page.locator(".diner", has_text="Chen Marsh").drag_to(page.locator(f"#t{target}"))
    expect(page.get_by_text(f"Chen Marsh sits at Table {target} in round 1.")).to_be_visible()
    assert sits_at(page, "Chen Marsh") == target
    settled(page)

    # Without a mouse: a name and a table are chosen.
    move = page.locator("#move")
    move.get_by_role("combobox", name="Move").select_option(label="Bo Marsh")
    move.get_by_role("combobox", name="to", exact=True).select_option(label=f"Table {target}")
    move.get_by_role("button", name="Move").click()
    expect(page.get_by_text(f"Bo Marsh sits at Table {target} in round 1.")).to_be_visible()
    settled(page)

    # The paper says what the board says.
    tags = pdfs.pages(page.request.get(f"{meeting}tables/name-tags.pdf").body())
    words = [word for sheet in tags for word in sheet]
    assert words.count("Harvest table") == 30
    at = words.index("Chen Marsh")
    assert words[at + 1 : at + 3] == ["1", target]
    assert words[words.index("Dina Marsh") + 2] == "–"

    # The wall of the hall needs no account; it waits for the organiser.
    page.get_by_role("button", name="Turn the wall on").click()
    hall.goto(str(page.get_by_role("link", name="open it").get_attribute("href")))
    expect(hall.get_by_text("The tables appear here soon.")).to_be_visible()
    phone.goto("/accounts/login/")
    phone.get_by_label("Email").fill(ana)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.wait_for_url("**/")
    phone.goto(meeting)
    phone.get_by_role("link", name="My table").click()
    expect(phone.get_by_text("The tables are not set yet")).to_be_visible()

    # The first round begins on every screen by itself.
    page.get_by_role("button", name="Start round 1").click()
    expect(page.get_by_text("Round 1 has begun.")).to_be_visible()
    expect(hall.get_by_text("Chen", exact=True)).to_be_visible()
    expect(hall.get_by_text("Marsh")).to_have_count(0)
    expect(phone.get_by_role("heading", name=re.compile(r"^Table \d"))).to_be_visible(timeout=120_000)
    expect(phone.get_by_text("both mention climbs").first).to_be_visible()
    ends = {screen.locator("[data-clock]").first.get_attribute("data-ends") for screen in (page, hall, phone)}
    assert (len(ends), None in ends) == (1, False)
    for screen in (page, hall, phone):
        expect(screen.locator("[data-clock-time]").first).to_have_text(re.compile(r"^\d+:[0-5]\d$"))
    picture(hall, "tables-wall")
    axe_finds_nothing(hall)
    in_both_lights(phone, "tables-phone")

    # One of the three comes; what was held stays, and the rest is worked out again with her.
    first = page.locator(".round-tables").inner_text()
    page.get_by_role("button", name="Is here now Dina Marsh").click()
    expect(page.get_by_text("Noted for Dina Marsh.")).to_be_visible()
    settled(page)
    assert page.locator(".round-tables").inner_text() == first
    page.get_by_role("link", name="Round 2").click()
    expect(page.locator(".round-table .diner")).to_have_count(30)
    page.get_by_role("button", name="Next: round 2").click()
    expect(hall.get_by_text("Dina", exact=True)).to_be_visible()
