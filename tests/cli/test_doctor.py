"""`kith doctor`: all is well on a sound installation, and each thing that is wrong is said with its cure."""

import json
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from click.testing import CliRunner
from django.utils import timezone

from bench import kith_up
from kith.cli.doctor_ import command
from kith.imports.models import Import
from tests import migrated

KEYS = {"what", "is_well", "found", "cure"}


def doctor(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `kith doctor` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kith", "doctor", *arguments],
        env={**kith_up.environment(Path(settings.pop("KITH_DATA"))), **settings},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def findings(output: str) -> dict[str, dict[str, object]]:
    """Return what `kith doctor --json` printed, by what was looked at."""
    found = [json.loads(line) for line in output.splitlines()]
    return {finding["what"]: finding for finding in found}


def looked_over() -> dict[str, dict[str, object]]:
    """Look this test's own Kith over."""
    return findings(CliRunner().invoke(command, ["--json"]).output)


@pytest.fixture(scope="module")
def installation():
    """A sound data directory, made as `kith up` makes it."""
    with tempfile.TemporaryDirectory(prefix="kith-doctor-") as place:
        migrated.put(Path(place) / "kith.sqlite3")
        kith_up.python(kith_up.environment(Path(place)), "from kith.cli.up_ import prepare; prepare()")
        yield place


@pytest.mark.slow  # a real installation is made, and looked at by a process of its own
def test_all_is_well_on_a_sound_installation(installation):
    done = doctor(KITH_DATA=installation)

    assert done.returncode == 0
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"well"}
    assert "Imports under way: 0 waiting" in done.stdout


@pytest.mark.slow  # as above
def test_json_is_one_object_a_line(installation):
    done = doctor("--json", KITH_DATA=installation)

    assert done.returncode == 0
    found = findings(done.stdout)
    assert {"Python", "Data directory", "Migrations", "SQLite", "Mail", "Imports under way"} <= found.keys()
    assert all(finding.keys() == KEYS and finding["is_well"] for finding in found.values())


@pytest.mark.slow  # a process of its own
def test_a_database_without_tables_is_said_to_wait_for_migrations(tmp_path):
    done = doctor(KITH_DATA=str(tmp_path / "data"))

    assert done.returncode == 1
    assert "WRONG  Migrations:" in done.stdout
    assert "`kith up` runs them" in done.stdout
    assert done.stderr == ""


@pytest.mark.slow  # a process of its own
def test_a_database_server_that_does_not_answer_is_said_in_words(tmp_path):
    url = f"postgresql://kith@127.0.0.1:{kith_up.free_port()}/kith"

    done = doctor(KITH_DATA=str(tmp_path / "data"), DATABASE_URL=url)

    assert done.returncode == 1
    assert "WRONG  Database:" in done.stdout
    assert "DATABASE_URL" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(("mode", "is_well"), [(0o700, True), (0o750, True), (0o755, False), (0o701, False)])
def test_a_directory_that_others_can_look_into_is_wrong(db, settings, tmp_path, mode, is_well):
    settings.DATA = tmp_path
    tmp_path.chmod(mode)

    found = looked_over()["Privacy of the data"]

    assert found["is_well"] is is_well
    assert found["cure"] == f"Others can look in: chmod 700 {tmp_path}"


def test_what_is_wrong_is_printed_with_its_cure_and_makes_the_exit_code_1(db, settings, tmp_path):
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)

    done = CliRunner().invoke(command)

    assert done.exit_code == 1
    assert f"WRONG  Privacy of the data: 0o755\n       Others can look in: chmod 700 {tmp_path}\n" in done.output


def test_no_mail_server_is_no_fault(db, settings):
    settings.MAIL = ""

    assert looked_over()["Mail"]["is_well"]


def test_a_mail_server_that_does_not_answer_is_wrong(db, settings):
    mail_at(settings, kith_up.free_port())

    found = looked_over()["Mail"]

    assert not found["is_well"]
    assert "KITH_MAIL" in str(found["cure"])


def test_a_mail_server_that_answers_is_well(db, settings):
    server = Controller(Sink(), hostname="127.0.0.1", port=kith_up.free_port())
    server.start()
    mail_at(settings, server.port)

    found = looked_over()["Mail"]

    server.stop()
    assert found["is_well"]


def mail_at(settings, port: int) -> None:
    """Let mail go to a port of this machine."""
    settings.MAIL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


@pytest.mark.parametrize(
    ("minutes", "state", "is_well"),
    [(4, "saving", True), (6, "reading", False), (6, "saving", False), (6, "undoing", False), (6, "ready", True)],
)
def test_an_import_that_nobody_works_on_is_wrong(ada, minutes, state, is_well):
    Import.objects.create(owner=ada, state=state, state_at=timezone.now() - timedelta(minutes=minutes))

    found = looked_over()["Imports under way"]

    assert found["is_well"] is is_well
    assert found["found"] == f"{int(not is_well)} waiting for more than five minutes"
