"""A real server, a real browser, and a new user for each journey."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
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

    def run(self, code: str) -> str:
        """Run Python beside the server, on its data, and return what it printed."""
        command = [sys.executable, "-c", code]
        found = subprocess.run(
            command, env=_environment(self.data), capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert found.returncode == 0, found.stderr
        return found.stdout

    def kith(self, *arguments: str) -> str:
        """Run a kith command on this server's data and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "kith", *arguments],
            env=_environment(self.data),
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def _environment(data: Path) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KITH_", "DATABASE_URL", "COV_"))}
    return {**inherited, "KITH_DATA": str(data), "KITH_SIGN_UP": "open", "DJANGO_SETTINGS_MODULE": "kith.settings"}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> subprocess.Popen[bytes]:
    """Start `kith up` and return once it answers."""
    log = (data / "up.log").open("wb")
    command = [sys.executable, "-m", "kith", "up", "--port", str(port)]
    process = subprocess.Popen(
        command, env=_environment(data), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5).close()
            return process
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"kith up did not answer:\n{(data / 'up.log').read_text()}")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One `kith up` for all journeys of a test process."""
    data, port = Path(tempfile.mkdtemp(prefix="kith-journey-")), free_port()
    process = start(data, port)
    yield Server(f"http://localhost:{port}", data)
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a test process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page on a desktop screen; an error in the console or a broken script fails the journey."""
    yield from _opened(browser, server, DESKTOP)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A page on a phone's screen."""
    yield from _opened(browser, server, PHONE)


def _opened(browser: Browser, server: Server, size) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server.url, viewport=size, has_touch=size == PHONE, locale="en-GB", timezone_id="Europe/Berlin"
    )
    context.set_default_timeout(10_000)
    opened, problems = context.new_page(), []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "console", lambda said: problems.append(said.text) if said.type == "error" and "422" not in said.text else None
    )
    yield opened
    context.close()
    assert problems == []


@pytest.fixture
def sign_up(server: Server):
    """Sign a new user up, and return the address."""

    def do(opened: Page) -> str:
        email = f"walker{os.getpid()}-{next(_numbers)}@kith.example"
        opened.goto("/accounts/signup/")
        opened.get_by_label("Your name").fill("Ada Walker")
        opened.get_by_label("Email").fill(email)
        opened.get_by_label("Password").first.fill(PASSWORD)
        opened.get_by_role("button", name="Sign up").click()
        opened.wait_for_url("**/")
        return email

    return do


def violations(opened: Page) -> list[str]:
    """Return what axe finds on the page, each as one line."""
    found = Axe().run(opened).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found]
