"""Takes the pictures of the README: `make screenshots`, or `python -m docs.screenshots NAME…` for some of them.

Serves the sample network and looks at it with Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench import kith_up

HERE = Path(__file__).resolve().parent / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SESSION = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from django.utils import timezone
from kith.accounts.models import User
from kith.duplicates.actions import look_for_pairs
from kith.duplicates.queries import open_pairs
from kith.people.models import Person
from kith.tables import actions as tables
from kith.tables.models import Plan
user = User.objects.get(); user.name = "Ada"; user.save()
client = Client(); client.force_login(user)
look_for_pairs(user, now=timezone.now())
pair = open_pairs(user).first()
somebody = Person.objects.filter(tier=3, phase="fading").order_by("-depth").first()
stranger = Person.objects.filter(tier=None).exclude(headline="").filter(known_by__source="said").order_by("pk").first()
plan = Plan.objects.get()
while tables.solve_once(plan.pk, seconds=1):
    continue
tables.show(plan, at=timezone.now())
tables.turn_wall_on(plan)
tables.start_next(plan, at=timezone.now())
plan.refresh_from_db()
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value, somebody.pk, stranger.pk, pair.pk)
print(plan.get_absolute_url(), plan.wall_secret)
"""


def main() -> None:
    """Fill a scratch data directory, serve it, and take every picture."""
    with tempfile.TemporaryDirectory(prefix="kith-pictures-") as data:
        port, around = kith_up.free_port(), kith_up.environment(Path(data))
        server = kith_up.start(around, port, Path(data))
        try:
            subprocess.run([sys.executable, "-m", "kith", "sample"], env=around, check=True)
            name, value, *rest = kith_up.python(around, SESSION).split()[-7:]
            url = f"http://localhost:{port}"
            _take(url, {"name": name, "value": value, "url": url}, *rest)
        finally:
            server.terminate()
            kith_up.ended(server, 20)


def _take(url: str, cookie, person: str, stranger: str, pair: str, board: str, wall: str) -> None:
    HERE.mkdir(exist_ok=True)
    pictures = [
        ("today", "/", DESKTOP, "light"),
        ("person", f"/people/{person}/", DESKTOP, "light"),
        ("people", "/people/?sort=-warmth", DESKTOP, "dark"),
        ("double", f"/inbox/duplicates/{pair}/", DESKTOP, "light"),
        ("reach", f"/reach/?q=person:%23{stranger}", DESKTOP, "light"),
        ("map", "/network/map/", DESKTOP, "dark"),
        ("today-phone", "/", PHONE, "dark"),
        ("group", board.split("meetings/")[0], DESKTOP, "light"),
        ("tables", f"{board}#round-title", DESKTOP, "light"),
        ("wall", f"/groups/wall/{wall}/", DESKTOP, "dark"),
        ("bridge", "/directory/bridge/?does=nurse&wants=data+scientist", DESKTOP, "light"),
    ]
    wanted = sys.argv[1:] or [name for name, *_rest in pictures]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, page, size, scheme in pictures:
            if name in wanted:
                _picture(browser, url, cookie, name, page, size, scheme)
        browser.close()


def _picture(browser: Browser, url: str, cookie, name: str, page: str, size, scheme) -> None:
    context = browser.new_context(base_url=url, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.add_cookies([cookie])
    opened = context.new_page()
    opened.goto(page)
    opened.wait_for_load_state("networkidle")
    place = HERE / f"{name}.png"
    opened.screenshot(path=place)
    context.close()
    with Image.open(place) as taken:  # 256 colours are enough for what is drawn, and a third of the bytes
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(place, optimize=True)
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
