"""A calendar dropped in: its meetings stand on Today with their people, and on the pages of these."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.icalendars.given import calendar, event
from tests.journeys.conftest import DESKTOP, PHONE

ANA = "ATTENDEE;CN=Ana Ruiz;PARTSTAT=ACCEPTED:mailto:ana@acme.example"
CEM = "ATTENDEE;CN=Cem Kaya:mailto:cem@acme.example"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nEMAIL:ana@acme.example\r\nEND:VCARD\r\n"


def at(hours: float) -> str:
    return f"DTSTART:{datetime.now(UTC) + timedelta(hours=hours):%Y%m%dT%H%M%SZ}"


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """Return a card of Ana's, and a calendar with her in it."""
    card, ics = tmp_path / "ana.vcf", tmp_path / "calendar.ics"
    card.write_text(CARD)
    soon = event(
        ANA,
        CEM,
        "DURATION:PT1H",
        "LOCATION:Café Central\\, Herrengasse 14",
        "RRULE:FREQ=WEEKLY",
        uid="w",
        start=at(0.5),
    )
    call = event(ANA, "DURATION:PT30M", "LOCATION:https://acme.zoom.us/j/1", uid="c", start=at(20)).replace(
        "Lunch", "Talk about the plan for the spring conference"
    )
    over = event(ANA, "DURATION:PT15M", uid="o", start=at(-0.5)).replace("Lunch", "Coffee")
    past = event(ANA, uid="p", start=at(-24 * 30)).replace("Lunch", "Dinner")
    ics.write_text(calendar(soon, call, over, past))
    return [card, ics]


def bring_in(page: Page, files: list[Path]) -> None:
    page.goto("/")
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_role("button", name="Bring them in").click(timeout=120_000)
    expect(page.get_by_role("button", name="Take this import back")).to_be_visible(timeout=120_000)


def look(page: Page, name: str, size: ViewportSize) -> None:
    """Keep pictures of a page in light and dark, where they are asked for."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        if os.environ.get("KITH_PICTURES"):
            file = Path(os.environ["KITH_PICTURES"]) / f"calendar-{name}-{size['width']}-{scheme}.png"
            page.screenshot(path=file, full_page=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_calendar_brings_the_meetings_of_the_day(page, sign_up, files, size):
    page.set_viewport_size(size)
    sign_up(page)
    bring_in(page, files)

    page.goto("/")
    meetings = page.locator("#meetings")
    lunch = meetings.get_by_role("listitem").filter(has_text="Lunch")
    expect(lunch).to_contain_text("Café Central, Herrengasse 14")
    expect(lunch).to_contain_text("Cem Kaya")
    expect(meetings.get_by_role("link", name="Open the link")).to_have_attribute("href", "https://acme.zoom.us/j/1")
    look(page, "today", size)

    lunch.get_by_role("link", name="Ana Ruiz").click()
    expect(page.locator("#next-meeting")).to_contain_text("Lunch")
    expect(page.locator("#timeline")).to_contain_text("Coffee")
    expect(page.locator("#timeline")).to_contain_text("Dinner")
    look(page, "person", size)

    page.locator("#next-meeting").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name="Lunch")).to_be_visible()
    look(page, "appointment", size)
    page.get_by_role("button", name="Take it out of Kith").click()
    expect(page.locator("#meetings").get_by_role("listitem").filter(has_text="Lunch")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1, name="Lunch")).to_be_visible()
