"""From an introduction to something that came true, with the chain it came from, and what that says in figures."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Server, explore_sample

INTRODUCTION = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.interactions import actions as log
from kith.introductions.models import Introduction
from kith.people import actions as people
owner, now = User.objects.get(email=%r), timezone.now()
today = owner.today(now)
bo, cy = (people.add_person(owner, name=name, at=now) for name in ("Bo Li", "Cy Moe"))
for person, days in ((bo, 60), (cy, 10)):
    log.log(owner, people=[person], kind="call", on=today - timedelta(days=days), now=now, summary="About grids")
asked = Introduction.objects.create(
    owner=owner, introducer=bo, other=cy, other_name="Cy Moe", state="met", asked_at=now - timedelta(days=30)
)
print(asked.pk)
"""


def looks_well(page: Page) -> None:
    """axe finds nothing and nothing has to be scrolled sideways, in light and dark, on a desktop and on a phone."""
    before = page.viewport_size
    for scheme, size in (("light", DESKTOP), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before or DESKTOP)


def links(page: Page) -> list[str]:
    """The links of the chain, as a screen reader goes through the list."""
    shown = page.get_by_role("list").filter(has=page.locator(".chain__end")).locator("> li .timeline__head")
    return [re.sub(r"\s+", " ", text).strip() for text in shown.all_inner_texts()]


@pytest.fixture
def introduced(page: Page, server: Server, sign_up) -> int:
    """The number of an introduction that Bo Li made to Cy Moe, after which they met."""
    return int(server.run(INTRODUCTION % sign_up(page)).splitlines()[-1])


def test_from_the_introduction_to_what_came_true(page: Page, introduced: int):
    page.goto(f"/opportunities/new/?introduction={introduced}")
    expect(page.get_by_label("Who told you of it")).to_have_value("Cy Moe")
    page.get_by_label("What is it").fill("Grid planner at Initech")
    page.get_by_label("Next step").fill("Send the case studies")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("heading", level=1, name="Grid planner at Initech")).to_be_visible()
    assert links(page)[0].startswith("Bo Li introduced you to Cy Moe")

    page.get_by_role("button", name="Yes, put that in").click()
    expect(page.get_by_text("Before that, your book says")).to_have_count(0)
    page.get_by_text("Add a link").click()
    looks_well(page)
    page.get_by_label("In your words").fill("They wrote to me")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("Put into the chain.")).to_be_visible()
    chain = links(page)
    assert [text.split(" with ")[0].split(" introduced")[0] for text in chain] == [
        "Call",
        "Bo Li",
        "They wrote to me",
        chain[-1],
    ]
    assert chain[-1].startswith("Grid planner at Initech")

    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("Done: Send the case studies.")).to_be_visible()
    page.get_by_label("It is at").select_option("Came true")
    page.get_by_role("button", name="Note the stage").click()
    expect(page.get_by_text("Now at: Came true.")).to_be_visible()

    page.goto("/opportunities/figures/")
    expect(page.get_by_text("1 offer so far; Kith will say more from 10 on.").first).to_be_visible()
    expect(page.get_by_text("Too few to say yet: Level 3: not known yet (1)")).to_be_visible()
    looks_well(page)


def test_a_link_opens_what_it_points_at_and_can_be_taken_out_and_put_back(page: Page, introduced: int):
    page.goto(f"/opportunities/new/?introduction={introduced}")
    page.get_by_label("What is it").fill("Grid planner")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Yes, put that in").click()
    here = page.url

    page.get_by_role("link", name="Call with Bo Li").click()
    expect(page.get_by_role("heading", level=1, name="Bo Li")).to_be_visible()
    expect(page.locator("#timeline").get_by_text("About grids")).to_be_visible()

    page.goto(here)
    page.get_by_label("Change this link: Call with Bo Li").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("Taken out of the chain.")).to_be_visible()
    assert len(links(page)) == 2
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Call with Bo Li")).to_be_visible()
    assert len(links(page)) == 3


def test_on_a_phone_the_sample_shows_steps_stages_chains_and_figures(phone: Page, sign_up):
    sign_up(phone)
    explore_sample(phone)

    phone.goto("/opportunities/")
    first = phone.locator("section", has_text="Next steps").get_by_role("link").first
    title = first.inner_text()
    phone.get_by_role("button", name=re.compile("^Done")).first.tap()
    expect(phone.get_by_role("heading", level=1, name="Opportunities")).to_be_visible()
    phone.locator("#toasts").get_by_role("button", name="Undo").tap()
    expect(phone.get_by_text("Noted as the next step again.")).to_be_visible()

    phone.get_by_role("link", name=title).first.tap()
    expect(phone.get_by_role("heading", level=1, name=title)).to_be_visible()
    places = phone.locator(".chain > li").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().left)")
    assert len(set(places)) == 1  # one below the other
    looks_well(phone)

    phone.goto("/opportunities/figures/")
    expect(phone.get_by_role("heading", name="What a career coach says")).to_be_visible()
    looks_well(phone)
