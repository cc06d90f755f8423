"""A group by keyboard alone: joining it, saying that one comes, writing a post, moving somebody to another table."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server

_WORLD = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Meeting
from kith.tables import actions as tables
now = timezone.now()
ada = User.objects.get(email=%r)
names = "Ana Bo Chen Dina Emil Fay Gus Hana".split()
users = User.objects.bulk_create(User(email=f"{name.lower()}-of-{ada.email}", name=f"{name} Marsh") for name in names)
climbers = groups.start_group(users[0], name="Key climbers", at=now, fields={"joining": "open", "rules": "- Be kind."})
hosts = groups.start_group(ada, name="Key hosts", at=now)
Membership.objects.bulk_create(Membership(group=hosts, user=user, joined_at=now) for user in users)
evening = dict(time_zone="UTC", starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=2))
walk, dinner = (Meeting.objects.create(group=group, title="Evening", **evening) for group in (climbers, hosts))
RSVP.objects.bulk_create(RSVP(meeting=dinner, user=user, answered_at=now) for user in users)
tables.start_plan(dinner, at=now, size=4, rounds_wanted=2)
print(climbers.get_absolute_url(), walk.get_absolute_url(), dinner.get_absolute_url())
"""
_FOCUSED = """
() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  const words = at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText;
  return [words.trim().split("\\n")[0], shown && box.width > 0 && box.bottom > 0 && box.top < innerHeight];
}
"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what begins with these words; one always sees where it is."""
    for _press in range(120):
        page.keyboard.press("Tab")
        found, is_seen = page.evaluate(_FOCUSED)
        assert is_seen, f"nobody sees that the focus is on {found}"
        if found.startswith(words):
            return
    raise AssertionError(f"no Tab leads to {words}")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def test_a_member_joins_comes_and_posts_and_an_organiser_moves_somebody_by_keyboard(
    page: Page, server: Server, sign_up
):
    group, meeting, dinner = server.run(_WORLD % sign_up(page)).split()[-3:]
    page.emulate_media(reduced_motion="reduce")

    page.goto(group)
    press(page, "Join")
    expect(page.get_by_role("heading", level=1, name="Join Key climbers")).to_be_visible()
    tab_to(page, "I agree to the rules")
    page.keyboard.press("Space")
    press(page, "Join")
    expect(page.get_by_role("heading", level=1, name="Key climbers")).to_be_visible()

    page.goto(meeting)
    press(page, "I come")
    expect(page.locator(".badge", has_text="I come")).to_be_visible()

    page.goto(f"{group}posts/")
    press(page, "Write a post")
    page.wait_for_url("**/posts/new/")
    write(page, "In a few words", "Which shoes for rain")
    write(page, "What you want to say", "Mine leak.")
    press(page, "Post")
    expect(page.get_by_role("heading", level=2, name="Which shoes for rain")).to_be_visible()

    page.goto(f"{dinner}tables/")
    expect(page.get_by_text("The tables are being worked out")).to_have_count(0, timeout=60_000)
    write(page, "Move", "Bo")
    write(page, "to", "Table 2")
    press(page, "Move")
    expect(page.get_by_text("Bo Marsh sits at Table 2 in round 1.")).to_be_visible()
    expect(page.get_by_text("The tables are being worked out")).to_have_count(0, timeout=60_000)
    press(page, "Bo Marsh")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox", name=re.compile("Table in round 1"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Bo Marsh", exact=True)).to_be_focused()
