"""A member asks, another is matched, helps, and is thanked."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE, PHONE, Server, watch

TOGETHER = """
import django
django.setup()
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions
one, other = (User.objects.get(email=email) for email in %r)
User.objects.filter(pk=other.pk).update(name="Ben Weaver")
group = actions.start_group(one, name="Neighbours", at=timezone.now())
actions.join(group, other, at=timezone.now(), invited_by=one)
print(group.slug)
"""


def looks_well(page: Page) -> None:
    """axe finds nothing and nothing has to be scrolled sideways, in light and dark, on a desktop and on a phone."""
    for scheme, size in (("light", DESKTOP), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)


@pytest.fixture
def ben(browser: Browser, server: Server):
    """The page of a second member, in a browser of his own."""
    context = browser.new_context(base_url=server.url, viewport=DESKTOP, locale="en-GB", timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    context.close()
    assert problems == []


def until_it_fits(page: Page, words: str) -> None:
    """Look again until the job behind the pages has found it; the model is read at its first turn."""
    for _ in range(60):
        page.goto("/exchange/")
        if page.get_by_role("heading", name="What fits").count():
            break
        page.wait_for_timeout(500)
    expect(page.get_by_role("list").filter(has_text=words).first).to_be_visible()


def test_a_member_asks_another_is_matched_helps_and_is_thanked(page: Page, ben: Page, server: Server, sign_up):
    group = server.run(TOGETHER % ((sign_up(page), sign_up(ben)),)).split()[-1]
    ben.goto(f"/exchange/groups/{group}/")
    ben.get_by_role("link", name="Offer something").click()
    ben.get_by_label("What can you give?").fill("Klempner, repariert Wasserhähne")
    ben.get_by_role("button", name="Offer").click()
    expect(ben.get_by_text("Kith looks for what fits.")).to_be_visible()

    page.goto("/exchange/")
    looks_well(page)
    page.get_by_role("link", name="Ask for something").first.click()
    page.wait_for_url("**/exchange/asks/new/**")
    looks_well(page)
    page.get_by_label("What do you need?").fill("Our kitchen tap is leaking")
    page.get_by_label("Shown to").select_option("Neighbours")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Our kitchen tap is leaking")).to_be_visible()
    until_it_fits(page, "Klempner")
    expect(page.get_by_text(re.compile("means something like")).first).to_be_visible()
    looks_well(page)

    until_it_fits(ben, "Our kitchen tap is leaking")
    ben.get_by_role("link", name="I can help").click()
    ben.get_by_label("How can you help").fill("Tomorrow at ten, ring twice")
    ben.get_by_role("button", name="Offer my help").click()
    expect(ben.get_by_text("Thank you for offering.")).to_be_visible()
    looks_well(ben)

    page.goto("/inbox/")
    page.get_by_role("link", name="Answer").click()
    expect(page.get_by_text("Tomorrow at ten, ring twice")).to_be_visible()
    looks_well(page)
    page.get_by_role("button", name="It helped").click()
    page.get_by_label("A few words of thanks").fill("Dry at last")
    page.get_by_role("button", name="Thank them").click()
    expect(page.get_by_text("Thanked.", exact=True)).to_be_visible()

    ben.goto("/exchange/")
    expect(ben.get_by_text("“Dry at last”")).to_be_visible()
    expect(ben.get_by_text("Helped: 1 · thanked: 1")).to_be_visible()
    looks_well(ben)


def test_what_is_recommended_is_found_again(page: Page, sign_up):
    sign_up(page)
    page.goto("/exchange/recommendations/")
    looks_well(page)
    page.get_by_role("link", name="Recommend", exact=True).click()
    expect(page.get_by_label("Used how long")).to_be_visible()
    looks_well(page)
    page.get_by_label("Who or what").fill("Café Zoë")
    page.get_by_label("Used how long").select_option("For years")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Café Zoë")).to_be_visible()
    looks_well(page)

    page.goto("/exchange/recommendations/?q=cafe")

    expect(page.get_by_role("link", name="Café Zoë")).to_be_visible()
    page.goto("/exchange/around/")
    looks_well(page)
