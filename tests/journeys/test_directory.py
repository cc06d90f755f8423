"""A newcomer finds a group by the career that they want, and goes; and enters one that meets elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Server

_GROUP = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions
from kith.meetings.models import Meeting
now = timezone.now()
ben = User.objects.create_user("ben-of-plots@kith.example", name="Ben Ruiz")
fields = {"occupations": ["15-2051.00"], "place": "Leipzig", "purpose": "We show one plot each.", "joining": "open"}
group = actions.start_group(ben, name="Plots and pie", at=now, fields=fields)
at = (now + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
Meeting.objects.create(group=group, title="First plots", time_zone="UTC", starts_at=at, ends_at=at + timedelta(hours=1))
"""


def _look(page: Page) -> None:
    """Nothing that axe finds, at either size, in either light, and nothing that sticks out at the side."""
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        width = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
        assert width == 0, page.url
    page.set_viewport_size(PHONE)


def test_a_newcomer_finds_a_group_by_the_career_they_want_and_goes(phone: Page, sign_up, server: Server):
    server.run(_GROUP)
    sign_up(phone)

    phone.goto("/directory/")
    phone.get_by_label("Career that I want").fill("data scientist")
    phone.get_by_role("button", name="Find", exact=True).click()
    result = phone.get_by_role("listitem").filter(has=phone.get_by_role("link", name="Plots and pie"))
    expect(result.get_by_text("Your target: Data Scientists.")).to_be_visible()
    _look(phone)
    result.get_by_role("link", name=re.compile("^Go: .*Plots and pie$")).click()

    phone.get_by_role("button", name="I come").click()
    expect(phone.get_by_text("I come", exact=True).first).to_be_visible()


def test_the_way_to_new_work_leads_to_groups(page: Page, sign_up):
    sign_up(page)

    page.goto("/directory/bridge/")
    page.get_by_label("What I do").fill("nurse")
    page.get_by_label("What I want").fill("data scientist")
    page.get_by_role("button", name="Show the steps").click()

    expect(page.get_by_role("heading", name="The easiest way to Data Scientists: 3 steps")).to_be_visible()
    _look(page)
    page.get_by_role("link", name="Society for Clinical Data Management (SCDM)", exact=True).click()
    expect(page.get_by_text("from general knowledge, not checked since")).to_be_visible()
    _look(page)


def test_who_finds_out_when_a_group_meets_has_it_in_the_calendar(page: Page, sign_up):
    sign_up(page)

    page.goto("/directory/new/")
    page.get_by_label("Name", exact=True).fill("Night owls")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("I know when they meet").click()
    page.get_by_label("On", exact=True).fill((timezone.now() + timedelta(days=4)).date().isoformat())
    page.get_by_label("At", exact=True).fill("19:30")
    page.get_by_role("button", name="Enter the day").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Put the next one into my calendar").click()

    assert download.value.suggested_filename == "night-owls.ics"
    assert b"BEGIN:VALARM" in download.value.path().read_bytes()
