"""An organiser plans a series; a member says that she comes, with a plan and a promise, is there, and says whom she met."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PASSWORD, PATIENCE, PHONE, Server, watch

CAST = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import Membership
olga = User.objects.create_user("olga.meets@kith.example", %(password)r, name="Olga Organiser", time_zone="Europe/Berlin")
mara = User.objects.create_user("mara.meets@kith.example", %(password)r, name="Mara Member", time_zone="Europe/Berlin")
for user in (olga, mara):
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
now = timezone.now()
circle = groups.start_group(olga, name="Morning circle", at=now, fields={"is_listed": False})
groups.join(circle, mara, at=now, invited_by=olga)
Membership.objects.filter(user=olga).update(gives_card=True)
print(olga.today() + timedelta(days=7), circle.get_absolute_url())
"""
NOW_BEGINS = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.meetings.models import Meeting
meeting = Meeting.objects.filter(group__name="Morning circle").order_by("starts_at").first()
now = timezone.now() - timedelta(minutes=1)
Meeting.objects.filter(pk=meeting.pk).update(starts_at=now, ends_at=now + timedelta(hours=1))
"""


ENDS = """
import django
django.setup()
from django.utils import timezone
from kith.groups import actions as groups
from kith.groups.models import Group
group = Group.objects.get(name="Morning circle")
groups.end_group(group, by=group.started_by, at=timezone.now())
"""


def signed_in(browser: Browser, server: Server, name: str, size=DESKTOP) -> tuple[Page, list[str]]:
    context = browser.new_context(base_url=server.url, viewport=size, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    problems = watch(page)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{name}.meets@kith.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page, problems


def look(page: Page, name: str) -> None:
    """Nothing that axe finds in light and dark, nothing wider than the screen; pictures where they are asked for."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        if os.environ.get("KITH_PICTURES"):
            page.screenshot(path=Path(os.environ["KITH_PICTURES"]) / f"meeting-{name}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


def test_a_series_is_planned_answered_attended_and_followed_up(browser: Browser, server: Server) -> None:
    day, circle = server.run(CAST % {"password": PASSWORD}).split()
    olga, heard = signed_in(browser, server, "olga")
    mara, heard_too = signed_in(browser, server, "mara", PHONE)

    _plan_a_series(olga, circle, day)
    _say_yes_with_a_plan(mara, circle)
    _see_the_promise(olga, circle)
    code = _open_the_door(olga, server)
    _check_in_and_meet(mara, circle, code)
    server.run(ENDS)
    _press_nothing_more(olga, circle)

    assert heard == heard_too == []
    for page in (olga, mara):
        page.context.close()


def _plan_a_series(page: Page, circle: str, day: str) -> None:
    page.goto(f"{circle}meetings/")
    look(page, "list-empty")
    page.get_by_role("link", name="Plan a meeting").click()
    expect(page.get_by_label("Begins at")).to_be_visible()
    look(page, "plan")
    page.get_by_label("Title").fill("Breakfast round")
    page.get_by_label("Day").fill(day)
    page.get_by_label("Begins at").fill("07:00")
    page.get_by_label("How often").select_option("week")
    page.get_by_role("textbox", name="Place (optional)", exact=True).fill("Café Amsel")
    page.get_by_text("Places, roles, agenda").click()
    page.get_by_label("Roles of the agenda").fill("Host, Timekeeper")
    page.get_by_label("Parts with minutes").fill("5 Welcome\n20 One question each\n5 Close")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", level=2, name="Breakfast round")).to_be_visible()
    look(page, "planned")
    page.get_by_role("button", name="I come").click()
    page.get_by_role("link", name="Timer").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.get_by_role("button", name="Next part").click()
    expect(page.locator("[data-timer-now]")).to_have_text("One question each")
    look(page, "timer")


def _say_yes_with_a_plan(page: Page, circle: str) -> None:
    page.goto(f"{circle}meetings/")
    page.get_by_role("link", name="Breakfast round").first.click()
    page.get_by_text("My plan: when I leave").click()
    page.get_by_label("When do you leave?").fill("6:40")
    page.get_by_label("From where?").fill("home, by bicycle")
    page.get_by_label("What could stop you").fill("Rain. Then I take the tram.")
    expect(page.get_by_label("Olga Organiser")).to_be_checked()
    page.get_by_label("In your words").fill("I bring rolls")
    look(page, "answer")
    page.get_by_role("button", name="I come").click()
    expect(page.get_by_text("You come. See you there.")).to_be_visible()
    page.get_by_role("button", name="I take it").first.click()
    expect(page.get_by_text("Host: Mara Member")).to_be_visible()
    look(page, "answered")


def _see_the_promise(page: Page, circle: str) -> None:
    page.goto(f"{circle}meetings/")
    page.get_by_role("link", name="Breakfast round").first.click()
    expect(page.get_by_text("Mara Member promised you to come.")).to_be_visible()
    expect(page.get_by_text("by bicycle")).to_have_count(0)
    page.get_by_role("link", name="Change", exact=True).click()
    expect(page.get_by_label("This one and all that follow")).to_be_visible()
    look(page, "change")
    page.get_by_label("This one and all that follow").check()
    page.get_by_role("textbox", name="Place (optional)", exact=True).fill("Café Drossel")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Café Drossel")).to_be_visible()


def _open_the_door(page: Page, server: Server) -> str:
    server.run(NOW_BEGINS)
    page.reload()
    page.get_by_role("link", name="Code for the door").click()
    expect(page.get_by_role("img", name="Code to check in")).to_be_visible()
    look(page, "code")
    code = page.locator("main p.one-line").inner_text()
    page.get_by_role("link", name="The list").click()
    row = page.get_by_role("listitem").filter(has_text="Olga Organiser")
    row.get_by_role("button", name="Here").click()
    expect(page.get_by_text("1 is here.")).to_be_visible()
    look(page, "list")
    return code


def _check_in_and_meet(page: Page, circle: str, code: str) -> None:
    page.goto(code)
    look(page, "here")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("You are here. Welcome.")).to_be_visible()
    page.get_by_role("link", name="Note whom I met").click()
    page.get_by_role("checkbox", name="Olga Organiser").check()
    page.get_by_label("What I do for Olga Organiser").fill("Send the recipe")
    look(page, "met")
    page.get_by_role("button", name="These I met").click()
    page.get_by_role("button", name="I have thanked them").click()
    expect(page.get_by_text("Thanked", exact=True)).to_be_visible()
    look(page, "met-done")
    page.get_by_role("link", name="Olga Organiser").first.click()
    expect(page.get_by_role("heading", level=1, name="Olga Organiser")).to_be_visible()
    expect(page.get_by_text("Send the recipe").first).to_be_visible()
    expect(page.get_by_text("olga.meets@kith.example").first).to_be_visible()
    page.goto(f"{circle}meetings/calendar/")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_role("button", name="Make an address")).to_have_count(0)
    look(page, "calendar")


def _press_nothing_more(page: Page, circle: str) -> None:
    """In a group that has ended nothing can be pressed but what is still done about it."""
    for part in ("", "meetings/", "meetings/plan/", "chat/", "posts/", "me/", "bring/", "challenges/", "organise/"):
        page.goto(f"{circle}{part}")
        expect(page.get_by_text("This group has ended")).to_be_visible()
        expect(page.locator(".ended form[method=post]:not([data-still]):visible")).to_have_count(0)
        expect(page.locator(".ended a.button:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Let the group go on")).to_be_visible()
