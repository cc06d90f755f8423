"""Going through people who may be one by keyboard, merging field by field, and taking a merge apart months later."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server

MAKE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.duplicates import actions
from kith.duplicates.models import Pair
from kith.interactions import actions as interactions
from kith.people import actions as people
from kith.people.models import Person
from kith.suggestions.models import Suggestion
owner, now = User.objects.get(email={email!r}), timezone.now()
def person(name, **fields):
    lists = {{key: fields.pop(key, []) for key in ("points", "positions", "labels")}}
    return people.add_person(owner, name=name, at=now, fields=fields, **lists)
def email(value): return {{"kind": "email", "value": value}}
def phone(value): return {{"kind": "phone", "value": value}}
"""
BOOK = """
bob = person("Robert Stone", headline="Head of Data at Acme", points=[email("bob.stone@acme.example"), phone("+49 30 1234567")],
             positions=[{"organisation": "Acme", "title": "Head of Data"}], labels=["climbing"])
interactions.log(owner, people=[bob], kind="meeting", on=owner.today(now), now=now, summary="coffee at PyCon")
person("Bob Stone", nickname="Bobby", headline="Data person", points=[email("bob.stone@acme.example"), email("bob@home.example")], labels=["pycon"])
person("Ana Ruiz", points=[email("ana@ruiz.example")], positions=[{"organisation": "Globex", "title": "CTO"}])
person("Ana María Ruiz", points=[email("ana@ruiz.example")])
person("Li Wei", points=[phone("+49 30 7654321")], positions=[{"organisation": "Initech", "title": "Engineer"}])
person("Wei Li", points=[phone("+49 30 7654321")], positions=[{"organisation": "Initech", "title": "Engineer"}])
actions.look_for_pairs(owner, now=now)
print(Pair.objects.filter(owner=owner).count())
"""
SUGGESTED = """
facts = dict(name="Kim Yamada", key="email:kim@globex.example", sent=5, received=7, first="2025-03-04", last="2026-05-03", days=[])
Suggestion.objects.create(owner=owner, kind="person", facts=facts, source="your mail", source_key="kim")
ana = Person.objects.get(owner=owner, name="Ana Ruiz")
Suggestion.objects.create(owner=owner, kind="position", person=ana, facts=dict(title="CEO", organisation="Globex"), source="her mail of 3 May 2026", source_key="ana")
"""
MERGED = """
bob = person("Robert Stone", points=[email("robert@acme.example")], labels=["climbing"])
flint = person("Bobby Flint", nickname="Bobby", points=[email("bobby@home.example")])
long_ago = now - timedelta(days=120)
[merge] = actions.merge_people(bob, [flint], at=long_ago)
bob = Person.objects.get(pk=bob.pk)
people.edit_person(bob, version=bob.version, at=now, fields={"nickname": "Rocky"},
                   points=[*bob.points.order_by("pk"), email("new@since.example")])
interactions.log(owner, people=[bob], kind="meeting", on=owner.today(now), now=now, summary="lunch since")
print(bob.pk)
"""


@pytest.fixture
def book(server: Server):
    """Fill the book of a user, and return what the code printed."""

    def fill(email: str, *code: str) -> str:
        return server.run(MAKE.format(email=email) + "".join(code)).strip()

    return fill


def look_at(opened: Page, name: str) -> None:
    """Nothing on the page is wrong for whoever cannot see it well, light or dark; take pictures if they are wanted."""
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(opened)
        assert found.violations_count == 0, found.generate_report()
        if os.environ.get("KITH_PICTURES"):
            size = opened.evaluate("innerWidth")
            place = Path(os.environ["KITH_PICTURES"]) / f"doubles-{name}-{size}-{scheme}.png"
            opened.screenshot(path=place, full_page=True)
    width = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{name} is wider than the screen by {width}"


def heading(opened: Page) -> None:
    expect(opened.get_by_role("heading", level=1, name="Are these one and the same?")).to_be_visible()


def test_pairs_are_gone_through_by_keyboard(page, sign_up, book):
    assert book(sign_up(page), BOOK, SUGGESTED) != "0"
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    look_at(page, "inbox")
    page.get_by_role("link", name="Go through them").click()
    heading(page)
    expect(page.get_by_text("1 of 3")).to_be_visible()
    look_at(page, "pair")

    page.keyboard.press("s")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.keyboard.press("d")
    expect(page.get_by_text("Noted: two people.")).to_be_visible()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    for left in ("1 of 2", "1 of 1"):
        page.keyboard.press("m")
        expect(page.get_by_text(left)).to_be_visible()
    page.keyboard.press("m")

    expect(page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()
    page.goto("/people/")
    expect(page.locator("tbody tr")).to_have_count(3)


def test_a_merge_is_made_field_by_field_and_its_outcome_shown(phone, sign_up, book):
    book(sign_up(phone), BOOK)
    phone.goto("/inbox/duplicates/")
    look_at(phone, "list")
    phone.get_by_role("link", name="Look at Robert Stone and Bob Stone").click()
    heading(phone)
    look_at(phone, "pair")
    outcome = phone.locator("#outcome")
    expect(outcome.get_by_text("Robert Stone")).to_be_visible()

    phone.get_by_role("group", name="Name", exact=True).get_by_text("Bob Stone").click()
    phone.get_by_role("group", name="Headline").get_by_text("Head of Data at Acme").click()
    expect(outcome.get_by_text("Bob Stone")).to_be_visible()
    expect(outcome.get_by_text("Head of Data at Acme")).to_be_visible()
    phone.get_by_role("button", name="Merge them").click()
    expect(phone.get_by_text("Merged into one: Bob Stone.")).to_be_visible()

    phone.goto("/people/?q=stone")
    phone.get_by_role("link", name="Bob Stone").first.click()
    expect(phone.get_by_text("Head of Data at Acme").first).to_be_visible()
    expect(phone.get_by_text("bob@home.example").first).to_be_visible()
    expect(phone.get_by_text("coffee at PyCon")).to_be_visible()


@pytest.mark.parametrize("size", ["page", "phone"])
def test_a_merge_is_taken_apart_months_later_with_a_question(request, size, sign_up, book):
    opened = request.getfixturevalue(size)
    number = book(sign_up(opened), MERGED)
    opened.goto(f"/people/{number}/")
    expect(opened.get_by_text("Merged with Bobby Flint on")).to_be_visible()
    opened.get_by_role("link", name="Take apart").click()
    expect(opened.get_by_role("heading", level=1, name="Two people again")).to_be_visible()
    look_at(opened, "apart")

    opened.get_by_role("group", name="E-mail: new@since.example").get_by_text("Bobby Flint").click()
    opened.get_by_role("group", name="lunch since").get_by_text("Bobby Flint").click()
    opened.get_by_role("button", name="Take apart").click()

    expect(opened.get_by_text("Two people again: Robert Stone and Bobby Flint.")).to_be_visible()
    expect(opened.get_by_text("“Rocky”").or_(opened.get_by_text("Rocky")).first).to_be_visible()
    opened.goto("/people/?q=flint")
    opened.get_by_role("link", name="Bobby Flint").first.click()
    expect(opened.get_by_text("new@since.example").first).to_be_visible()
    expect(opened.get_by_text("lunch since")).to_be_visible()


def test_without_javascript_everything_is_a_button(browser, server, page, sign_up, book):
    book(sign_up(page), BOOK)
    plain = browser.new_context(
        base_url=server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    opened = plain.new_page()
    opened.goto("/inbox/")
    opened.get_by_role("link", name="Go through them").click()
    opened.get_by_role("button", name="Not the same").click()
    expect(opened.get_by_text("1 of 2")).to_be_visible()
    opened.get_by_role("button", name="Merge them").click()
    expect(opened.get_by_text("1 of 1")).to_be_visible()
    opened.get_by_role("button", name="Undo").last.click()

    expect(opened.get_by_text("1 of 2")).to_be_visible()
    plain.close()


def test_an_empty_inbox_is_kind(page, phone, sign_up):
    for opened in (page, phone):
        sign_up(opened)
        opened.goto("/inbox/")
        expect(opened.get_by_text("Nothing needs your word")).to_be_visible()
        look_at(opened, "empty")
