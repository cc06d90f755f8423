"""Two members count kilometres together: one tap, a file of a watch, a circle by pseudonyms, and one who stops."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.challenges import files
from tests.journeys.conftest import DESKTOP, PHONE, Server

_READY = "import django\ndjango.setup()\n"
GROUP = (
    _READY
    + """
from django.utils import timezone
from kith.accounts.models import User
from kith.groups import actions
ada, bo = (User.objects.get(email=email) for email in %r)
group = actions.start_group(ada, name="Harbour runners", at=timezone.now())
actions.join(group, bo, at=timezone.now(), invited_by=ada)
print(group.slug)
"""
)
OTHERS = (
    _READY
    + """
from django.utils import timezone
from kith.accounts.models import User
from kith.challenges import actions
from kith.challenges.models import Challenge
from kith.groups import actions as groups
challenge = Challenge.objects.get(group__slug=%r)
for number in range(3):
    user = User.objects.create_user(f"wren{number}@kith.example", "long enough 42")
    groups.join(challenge.group, user, at=timezone.now(), invited_by=challenge.started_by)
    actions.join(challenge, user, pseudonym=f"Wren {number}", on=timezone.now().astimezone(challenge.group.zone).date())
"""
)
DAY = (
    _READY
    + """
from django.utils import timezone
from kith.challenges import actions
from kith.challenges.models import Challenge
challenge = Challenge.objects.get(group__slug=%r)
actions.count_day(challenge, on=timezone.now().astimezone(challenge.group.zone).date())
"""
)


def looks_well(page: Page) -> None:
    """axe finds nothing and nothing has to be scrolled sideways, in light and dark, on a desktop and on a phone."""
    before = page.viewport_size
    for scheme, size in (("light", DESKTOP), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before or DESKTOP)


def circle(page: Page) -> list[str]:
    """The lines of one's circle."""
    return [" ".join(line.split()) for line in page.locator("table.circle tbody tr").all_inner_texts()]


def take_part(page: Page, name: str) -> None:
    """Choose a name and take part."""
    page.get_by_label("Or a name of your choice").fill(name)
    page.get_by_role("button", name="Take part").click()
    expect(page.get_by_text(f"You are {name} here.")).to_be_visible()


def test_two_members_count_together_and_one_stops(page: Page, phone: Page, server: Server, sign_up, tmp_path: Path):
    emails = (sign_up(page), sign_up(phone))
    slug = server.run(GROUP % (emails,)).split()[-1]

    page.goto(f"/groups/{slug}/challenges/")
    page.get_by_role("link", name="Start a challenge").click()
    page.get_by_label("Title").fill("Round the bay")
    page.get_by_label("Kilometres", exact=True).check()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    page.get_by_label("First day").fill((yesterday - timedelta(days=5)).date().isoformat())
    page.get_by_label("Goal for all together").fill("50")
    page.get_by_role("button", name="Start it").click()
    take_part(page, "Quiet Heron")
    page.get_by_role("button", name="+5 km").click()
    expect(page.get_by_text("Noted: 5 km.").first).to_be_visible()
    challenge = page.url

    page.get_by_role("link", name=re.compile("More.*Kilometres")).click()
    (tmp_path / "evening.gpx").write_bytes(files.gpx(files.northwards(), start=yesterday))
    page.get_by_label("Drop files here").set_input_files(tmp_path / "evening.gpx")
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_text("1 new entry.").first).to_be_visible(timeout=120_000)
    expect(page.get_by_role("link", name="1.11 km")).to_be_visible()
    looks_well(page)

    phone.goto(f"/groups/{slug}/challenges/")
    phone.get_by_role("link", name=re.compile("Take part.*Round the bay")).click()
    expect(phone.get_by_label("Or a name of your choice")).to_be_visible()
    looks_well(phone)
    phone.set_viewport_size(PHONE)
    take_part(phone, "Shy Otter")
    phone.goto(f"/groups/{slug}/challenges/")
    phone.get_by_role("button", name="+3 km").click()
    expect(phone.get_by_text("Noted: 3 km.").first).to_be_visible()

    server.run(DAY % slug)
    page.goto(challenge)
    expect(page.get_by_text("The board opens from 4 people on")).to_be_visible()
    expect(page.get_by_text("6.11 of 50 km")).to_be_visible()  # only what she did herself
    assert "Shy Otter" not in page.content()
    looks_well(page)

    others = ["Wren 0 –", "Wren 1 –", "Wren 2 –"]
    server.run(OTHERS % slug)
    server.run(DAY % slug)
    page.goto(challenge)
    assert circle(page) == ["Quiet Heron you 6.11 km", "Shy Otter 3 km", *others]
    expect(page.get_by_text("9.11 of 50 km")).to_be_visible()
    looks_well(page)

    phone.goto(challenge)
    assert [line.split(" ")[0] for line in circle(phone)] == ["Quiet", "Shy", "Wren", "Wren", "Wren"]
    phone.get_by_role("button", name="Stop taking part").click()
    expect(phone.get_by_text("Or a name of your choice")).to_be_visible()

    page.reload()
    assert circle(page) == ["Quiet Heron you 6.11 km", "Shy Otter 3 km", *others]  # nobody sees who has just stopped

    server.run(DAY % slug)
    page.reload()
    assert circle(page) == ["Quiet Heron you 6.11 km", *others]
    expect(page.get_by_text("6.11 of 50 km")).to_be_visible()
