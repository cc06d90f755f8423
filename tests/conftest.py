"""What every test may use: the cast, and signed-in clients."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.middleware import csrf
from django.test import Client

from kith.accounts.models import User
from tests import make, migrated
from tests.database import TEMPLATE

ROOT = Path(__file__).resolve().parent.parent

# Chance writes "Ana" into a page once in a while, in the token against forged requests: without vowels it cannot.
csrf.CSRF_ALLOWED_CHARS = "bcdfghjkmnpqrstvwxz"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Gather the static files once, as an installation does: pages link them by the names that this gives them."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what asks something of the database: the rest has run already, beside SQLite."""
    if os.environ.get("KITH_TEST_DATABASE") != "postgres":
        return
    asking = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks(item: pytest.Item) -> bool:
    """Whether a test takes a fixture that needs the database, or is marked as one that does."""
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Give each test process a database of its own: in PostgreSQL by name, for SQLite a real file, as Kith uses it."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    database: dict[str, Any] = settings.DATABASES["default"]
    test = database.setdefault("TEST", {})
    if os.environ.get("KITH_TEST_DATABASE") == "postgres":
        test.update(NAME=f"test_kith_{worker}", TEMPLATE=TEMPLATE)
    else:
        test["NAME"] = str(settings.DATA / f"test-{worker}.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings_xdist_suffix: None) -> bool:
    """Begin with a copy of a database that has its tables already."""
    if os.environ.get("KITH_TEST_DATABASE") != "postgres":
        database: dict[str, Any] = settings.DATABASES["default"]
        migrated.put(Path(database["TEST"]["NAME"]))
    return True


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let every test begin on the day that the made records are of: what holds on that day must hold in a year too.

    The clock goes on from there. A journey keeps the true one, as does a test marked real_clock: the processes and files
    that they look at have no other.
    """
    if request.node.get_closest_marker("journey") or request.node.get_closest_marker("real_clock"):
        yield
        return
    with time_machine.travel(make.NOW):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords fast: a good hash is slow on purpose, half a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db) -> User:
    """Owns the book that a test is about."""
    return make.user("ada")


@pytest.fixture
def eve(db) -> User:
    """Has a book of her own, and must learn nothing of ada's."""
    return make.user("eve")


@pytest.fixture
def client_of(db):
    """Return a client signed in as the user given."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of other people's data; tests that need it are skipped, and say so, where it is missing."""
    place = Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve()
    if not (place / "data").is_dir():
        pytest.skip(f"no shared data in {place} (set KITH_SHARED)")
    return place / "data"
