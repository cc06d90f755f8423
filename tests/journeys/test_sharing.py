"""Two members of one server in a real Chromium: one looks for somebody whom the other knows."""

from __future__ import annotations

import itertools
import os
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Server

_LOOK = "import django; django.setup(); from kith.sharing import actions; from django.utils import timezone; {}(timezone.now())"
_numbers = itertools.count(1)


def sign_up(opened: Page, name: str) -> str:
    email = f"{name.split()[0].lower()}{os.getpid()}-{next(_numbers)}@kith.example"
    opened.goto("/accounts/signup/")
    opened.get_by_label("Your name").fill(name)
    opened.get_by_label("Email").fill(email)
    opened.get_by_label("Password").first.fill(PASSWORD)
    opened.get_by_role("button", name="Make an account").click()
    opened.wait_for_url("**/")
    return email


def take_part(opened: Page) -> None:
    opened.goto("/sharing/")
    opened.get_by_role("button", name="Take part").click()
    expect(opened.get_by_role("heading", name="Your part")).to_be_visible()


def axe_finds_nothing(*opened: Page) -> None:
    for each in opened:
        found = Axe().run(each)
        assert found.violations_count == 0, found.generate_report()


def add_ana(opened: Page, server: Server, email: str) -> None:
    """Have Ana in the book; how people are added is another journey."""
    server.run(
        "import django; django.setup(); from kith.accounts.models import User; from kith.people import actions;"
        "from django.utils import timezone;"
        f"actions.add_person(User.objects.get(email={email!r}), name='Ana Ruiz', at=timezone.now(),"
        "points=[{'kind': 'email', 'value': 'ana@acme.example'}])"
    )
    opened.goto("/sharing/people/")
    opened.get_by_label("Choose Ana Ruiz").check()
    opened.get_by_role("button", name="Members may ask me").click()
    expect(opened.get_by_role("heading", name="Who will see what")).to_be_visible()
    axe_finds_nothing(opened)
    opened.get_by_role("button", name="Members may ask me").click()
    expect(opened.get_by_text("May ask me", exact=True)).to_be_visible()


def test_one_asks_another_agrees_the_other_side_says_yes(page: Page, phone: Page, server: Server):
    """Ben asks on a desktop, Cleo answers on a phone; nothing is said before she offers."""
    ben, cleo = sign_up(page, "Ben Shaw"), sign_up(phone, "Cleo Stern")
    take_part(page)
    take_part(phone)
    add_ana(phone, server, cleo)

    page.goto("/sharing/?name=Ana+Ruiz")
    page.get_by_label("Their e-mail address or profile").fill("ana@acme.example")
    page.get_by_label("What for").fill("How her team hires")
    axe_finds_nothing(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Asked. You hear from Kith if somebody offers.")).to_be_visible()
    server.run(_LOOK.format("actions.look_again"))

    phone.goto("/inbox/")
    phone.get_by_role("link", name="Look · Ben Shaw, Ana Ruiz").click()
    expect(phone.get_by_text(ben)).to_be_visible()
    axe_finds_nothing(phone)
    phone.get_by_role("button", name="Ask Ana first").click()
    expect(phone.get_by_label("Text", exact=True)).to_have_value(re.compile("^Hello Ana,"))
    expect(phone.get_by_role("link", name="Open in my mail")).to_be_visible()
    page.goto("/sharing/")
    expect(page.get_by_text("Cleo")).to_have_count(0)

    phone.get_by_label("How to reach them, if they said that you may pass it on").fill("ana@acme.example")
    axe_finds_nothing(phone)
    phone.get_by_role("button", name="They said yes").click()
    page.goto("/inbox/")
    page.get_by_role("link", name="Look · Cleo Stern").click()
    expect(page.get_by_text("introduces you. The other side has agreed.")).to_be_visible()
    axe_finds_nothing(page)
    page.get_by_role("button", name="Yes, please").click()
    page.goto("/people/")
    expect(page.get_by_role("link", name="Cleo Stern").first).to_be_visible()

    phone.reload()
    expect(phone.get_by_role("heading", name="Introduce them")).to_be_visible()
    axe_finds_nothing(phone)
    phone.get_by_role("link", name="Asked of me").click()
    phone.get_by_role("link", name="What members learn").click()
    expect(phone.get_by_text("Ben Shaw knows that you know Ana Ruiz")).to_be_visible()
    axe_finds_nothing(phone)


def test_whoever_leaves_takes_an_offer_back_at_once(page: Page, phone: Page, server: Server):
    """Fay offers, and then takes no part any more, by keys alone; Gus sees that the offer is gone, and no reason."""
    sign_up(page, "Gus Hall")
    email = sign_up(phone, "Fay Moore")
    take_part(page)
    take_part(phone)
    add_ana(phone, server, email)
    page.goto("/sharing/?name=Ana+Ruiz&address=ana@acme.example&purpose=A+talk")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_text("Asked. You hear from Kith if somebody offers.")).to_be_visible()
    server.run(_LOOK.format("actions.look_again"))
    phone.goto("/inbox/")
    phone.get_by_role("link", name="Look · Gus Hall, Ana Ruiz").press("Enter")
    phone.get_by_role("button", name="Offer to introduce them").press("Enter")
    expect(phone.get_by_text("Offered. You hear of it here once they take it up.")).to_be_visible()
    page.goto("/sharing/")
    page.get_by_role("link", name="Look · Fay Moore").press("Enter")
    expect(page.get_by_role("button", name="Yes, please")).to_be_visible()

    phone.goto("/sharing/")
    phone.get_by_text("What it means to take part, and how to stop").press("Enter")
    phone.get_by_role("button", name="Take no part any more").press("Enter")
    expect(phone.get_by_role("button", name="Take part")).to_be_visible()
    page.reload()

    expect(page.get_by_text("This offer is not open any more.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, please")).to_have_count(0)
    axe_finds_nothing(page, phone)


def test_without_scripts_somebody_is_made_private_again(page: Page, phone: Page, server: Server, browser):
    """The switch of one person is a page of its own where there are no scripts."""
    sign_up(page, "Dora Blum")
    email = sign_up(phone, "Emil Frank")
    take_part(phone)
    add_ana(phone, server, email)
    plain = browser.new_context(
        base_url=server.url, java_script_enabled=False, storage_state=phone.context.storage_state()
    ).new_page()

    plain.goto("/sharing/people/?only=asked")
    number = plain.get_by_label("Choose Ana Ruiz").get_attribute("value")
    plain.goto(f"/sharing/people/{number}/")
    plain.get_by_role("button", name="Keep them private").click()
    plain.goto("/sharing/people/?only=asked")

    expect(plain.get_by_text("Nobody is like that.")).to_be_visible()
    plain.context.close()
