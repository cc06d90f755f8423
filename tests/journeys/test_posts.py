"""Two members of a group in a real Chromium: a post and its reply, a chat that arrives by itself, and a report."""

from __future__ import annotations

import re
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server

_GROUP = """
import django; django.setup()
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions
ada, ben = (User.objects.get(email=email) for email in {emails!r})
User.objects.filter(pk=ada.pk).update(name="Ada Walker"); User.objects.filter(pk=ben.pk).update(name="Ben Shaw")
group = actions.start_group(ada, name="Journey Runners", at=timezone.now(), fields={{"joining": "open"}})
actions.join(group, ben, at=timezone.now())
print(group.slug)
"""
LIGHTS: tuple[Literal["dark", "light"], ...] = ("dark", "light")


def axe_finds_nothing(*opened: Page) -> None:
    for each in opened:
        for scheme in LIGHTS:
            each.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(each)
            assert found.violations_count == 0, found.generate_report()
        assert each.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_members_post_reply_chat_live_and_keep_order(page: Page, phone: Page, server: Server, sign_up):
    """Ada organises and sits at a desktop; Ben has a phone."""
    slug = server.run(_GROUP.format(emails=[sign_up(page), sign_up(phone)])).strip()

    phone.goto(f"/groups/{slug}/posts/")
    axe_finds_nothing(phone)
    phone.get_by_role("link", name="Write a post").first.click()
    phone.get_by_label("In a few words").fill("Which shoes for rain")
    field = phone.get_by_role("textbox", name="What you want to say")
    field.press_sequentially("Mine **leak**. @Ad")
    expect(phone.get_by_role("option", name="Ada Walker")).to_be_visible()
    axe_finds_nothing(phone)
    field.press("Enter")
    expect(field).to_have_value("Mine **leak**. @Ada Walker ")
    phone.get_by_role("button", name="Post", exact=True).click()
    expect(phone.get_by_role("heading", level=2, name="Which shoes for rain")).to_be_visible()
    expect(phone.locator("strong", has_text="leak")).to_be_visible()

    page.goto("/inbox/")
    axe_finds_nothing(page)
    page.get_by_role("button", name=re.compile("Look · Ben Shaw named you")).click()
    expect(page.get_by_role("heading", level=2, name="Which shoes for rain")).to_be_visible()
    page.get_by_role("button", name="I can help").click()
    expect(page.get_by_role("button", name="I can help 1")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_role("button", name="I can help 1")).to_be_visible()  # by itself
    page.get_by_role("textbox", name="Message").fill("Wax them, twice")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("list", name="Messages").get_by_text("Wax them, twice")).to_be_visible()
    expect(phone.get_by_text("Wax them, twice")).to_be_visible()  # by itself
    axe_finds_nothing(page, phone)

    page.goto(f"/groups/{slug}/chat/")
    phone.goto(f"/groups/{slug}/chat/")
    axe_finds_nothing(page)
    phone.get_by_role("textbox", name="Message").fill("Cheap shoes, today only")
    phone.get_by_role("textbox", name="Message").press("Control+Enter")
    expect(page.get_by_text("Cheap shoes, today only")).to_be_visible()  # by itself
    expect(phone.get_by_text("Cheap shoes, today only")).to_be_visible()
    expect(phone.get_by_role("textbox", name="Message")).to_have_value("")
    expect(phone.get_by_role("textbox", name="Message")).to_be_focused()
    page.get_by_role("textbox", name="Message").fill("Please not here")
    page.get_by_role("textbox", name="Message").press("Control+Enter")
    expect(phone.get_by_text("Please not here")).to_be_visible()
    axe_finds_nothing(page, phone)

    phone.get_by_role("link", name="What you can do with this message from Ada Walker").click()
    phone.get_by_label("What is not in order").fill("This is unkind")
    axe_finds_nothing(phone)
    phone.get_by_role("button", name="Report to the organisers").click()
    expect(phone.get_by_text("only organiser here")).to_be_visible()
    page.get_by_role("link", name="What you can do with this message from Ben Shaw").click()
    page.get_by_label("Why it is removed").fill("No adverts, please")
    page.get_by_role("button", name="Remove for everybody").click()
    expect(page.get_by_text("removed: No adverts, please")).to_be_visible()
    axe_finds_nothing(page)
    phone.goto(f"/groups/{slug}/chat/")
    expect(phone.get_by_text("An organiser removed this: No adverts, please")).to_be_visible()
