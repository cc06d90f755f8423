"""A real server, a real browser, and a new user for each journey."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests import migrated

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds: a busy machine takes long over a page
expect.set_options(timeout=PATIENCE)
DESKTOP, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a calm and long passphrase"
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey; without Chromium the suite says so, and skips."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass(frozen=True)
class Server:
    """A running Kith."""

    url: str
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a Kith on this data is started with, none of it from the one who runs the tests."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KITH_", "DATABASE_URL", "COV_"))}
        own = {"KITH_DATA": str(self.data), "KITH_SIGN_UP": "open", "DJANGO_SETTINGS_MODULE": "kith.settings"}
        return {**inherited, **own, **self.settings}

    def run(self, code: str) -> str:
        """Run Python beside the server, on its data, and return what it printed."""
        command = [sys.executable, "-c", code]
        found = subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=ROOT, check=False)
        assert found.returncode == 0, found.stderr
        return found.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(server: Server) -> subprocess.Popen[bytes]:
    """Start `kith up`, on a database that has its tables already, and return once it answers."""
    if "DATABASE_URL" not in server.settings and not (server.data / "kith.sqlite3").exists():
        migrated.put(server.data / "kith.sqlite3")
    port, log = server.url.rpartition(":")[2], server.data / "up.log"
    command = [sys.executable, "-m", "kith", "up", "--port", port]
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env=server.environment, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
    until = time.monotonic() + 600  # a busy machine takes long over the tables of a new instance
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{server.url}/accounts/login/", timeout=5).close()
            return process
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    if process.poll() is None:
        stop(process)
    raise RuntimeError(f"kith up did not answer:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End `kith up` with all that it started."""
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=60)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One `kith up` for all journeys of a test process."""
    running = Server(f"http://localhost:{free_port()}", Path(tempfile.mkdtemp(prefix="kith-journey-")))
    process = start(running)
    yield running
    stop(process)
    shutil.rmtree(running.data, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a test process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desktop screen; an error in the console or a broken script fails the journey."""
    yield from _opened(browser, server, DESKTOP, request.node.name)


@pytest.fixture
def phone(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a phone's screen."""
    yield from _opened(browser, server, PHONE, request.node.name)


def _opened(browser: Browser, server: Server, size: ViewportSize, name: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server.url,
        viewport=size,
        has_touch=size == PHONE,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",  # axe measures what stands, not what is on its way in
    )
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    if os.environ.get("KITH_PICTURES"):  # a directory for a picture of how each journey ended
        opened.screenshot(path=Path(os.environ["KITH_PICTURES"]) / f"{name}.png")
    context.close()
    assert problems == [], (server.data / "up.log").read_text()[-3000:]


@pytest.fixture
def sign_up(server: Server):
    """Sign a new user up, and return the address."""

    def do(opened: Page) -> str:
        email = f"walker{os.getpid()}-{next(_numbers)}@kith.example"
        opened.goto("/accounts/signup/")
        opened.get_by_label("Your name").fill("Ada Walker")
        opened.get_by_label("Email").fill(email)
        opened.get_by_label("Password").first.fill(PASSWORD)
        opened.get_by_role("button", name="Make an account").click()
        opened.wait_for_url("**/")
        return email

    return do


def watch(opened: Page) -> list[str]:
    """Return a list that grows by whatever goes wrong in the page: a broken script, or an error in the console."""
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(f"{opened.url}: {error}"))
    opened.on("console", lambda said: problems.append(f"{opened.url}: {said.text}") if _is_error(said) else None)
    return problems


def _is_error(said: ConsoleMessage) -> bool:
    """Whether it is an error that nobody meant.

    Chromium also reports the answers 409 and 422, which are Kith's replies, and htmx the parts that still load when a page
    is left; of requests that fail otherwise Chromium tells by itself.
    """
    meant = r"status of (409|422)|htmx:(afterRequest|sendAbort|sendError)"
    return said.type == "error" and not re.search(meant, said.text)


def explore_sample(opened: Page) -> None:
    """Press the button on the first page that brings the invented people."""
    opened.goto("/")
    opened.get_by_role("button", name="Explore with a sample network").click()
    expect(opened.get_by_role("heading", level=1, name="Today")).to_be_visible(timeout=120_000)


def say_who_it_is(opened: Page) -> None:
    """Give the password once more, which Kith asks for before something about the account is changed."""
    expect(opened.get_by_role("heading", level=1, name="Is it you?")).to_be_visible()
    opened.get_by_label("Password").fill(PASSWORD)
    opened.get_by_role("button", name="Confirm").click()
