"""A member asks, another is matched, helps, and is thanked; whoever brought them together is counted too."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE, PHONE, Server, watch

TOGETHER = """
import django
django.setup()
from allauth.account.models import EmailAddress
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions
from kith.people.actions import add_person
one, other, friend = (User.objects.get(email=email) for email in %r)
User.objects.filter(pk=other.pk).update(name="Ben Weaver")
EmailAddress.objects.filter(user=friend).update(verified=True)
add_person(one, name="Cem Aydin", at=timezone.now(), points=[{"kind": "email", "value": friend.email}])
group = actions.start_group(one, name="Neighbours", at=timezone.now())
actions.join(group, other, at=timezone.now(), invited_by=one)
print(group.slug)
"""
TWO = """
import django
django.setup()
from django.utils import timezone
from kith.accounts.models import User
from kith.people.actions import add_person
for name in ("Ana Ruiz", "Bruno Weiss"):
    add_person(User.objects.get(email=%r), name=name, at=timezone.now())
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
    context = browser.new_context(
        base_url=server.url,
        viewport=DESKTOP,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",  # axe measures what stands, not what is on its way in
    )
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


def test_a_member_asks_another_is_matched_helps_and_is_thanked(
    page: Page, ben: Page, phone: Page, server: Server, sign_up
):
    group = server.run(TOGETHER % ((sign_up(page), sign_up(ben), sign_up(phone)),)).split()[-1]
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
    ben.goto("/inbox/")
    expect(ben.get_by_role("heading", name="On the exchange, if you like")).to_be_visible()
    looks_well(ben)
    ben.get_by_role("link", name="I can help").click()
    ben.get_by_label("How can you help").fill("Tomorrow at ten, ring twice")
    ben.get_by_role("button", name="Offer my help").click()
    expect(ben.get_by_text("Thank you for offering.")).to_be_visible()
    looks_well(ben)

    page.goto("/inbox/")
    page.get_by_role("link", name="Answer").click()
    expect(page.get_by_text("Tomorrow at ten, ring twice")).to_be_visible()
    looks_well(page)
    page.get_by_label("Who brought you together").first.fill("Cem Aydin")
    page.get_by_role("button", name="It helped").click()
    page.get_by_label("A few words of thanks").fill("Dry at last")
    page.get_by_role("button", name="Thank them").click()
    expect(page.get_by_text("Thanked.", exact=True)).to_be_visible()

    ben.goto("/exchange/")
    expect(ben.get_by_text("“Dry at last”")).to_be_visible()
    expect(ben.get_by_text("Helped: 1 · thanked: 1")).to_be_visible()
    looks_well(ben)
    phone.goto("/exchange/")
    expect(phone.get_by_text("brought together: 1")).to_be_visible()
    expect(phone.get_by_text("Our kitchen tap is leaking")).to_have_count(0)


def test_two_whom_a_member_knows_are_suggested_to_each_other_and_introduced(page: Page, server: Server, sign_up):
    server.run(TWO % sign_up(page))
    for kind, words, person, button in (
        ("asks", "Her leaking tap needs mending", "Ana Ruiz", "Ask"),
        ("offers", "Plumber, small repairs", "Bruno Weiss", "Offer"),
    ):
        page.goto(f"/exchange/{kind}/new/")
        page.get_by_role("textbox").first.fill(words)
        page.get_by_label("Whose is it, if not yours").fill(person)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()
    until_it_fits(page, "Ana Ruiz and Bruno Weiss")
    looks_well(page)

    page.get_by_role("link", name="Introduce them").click()
    page.get_by_role("button", name="Write the text").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bruno Weiss")

    page.goto("/exchange/")
    expect(page.get_by_role("heading", name="What fits")).to_have_count(0)


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
