"""`kith up`: one Kith for a directory and a port, ended cleanly, its worker kept alive."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from bench import kith_up
from tests import migrated

# A real Kith is started, which takes more than a second.
pytestmark = [pytest.mark.slow, pytest.mark.real_clock, pytest.mark.xdist_group("up")]


class Served:
    """A Kith on a directory that was not there before; started again when a test has ended it."""

    def __init__(self, place: Path) -> None:
        self.data, self.port = place / "data", kith_up.free_port()
        self.environment = kith_up.environment(self.data)
        self.process: subprocess.Popen[bytes] | None = None

    def running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.process = kith_up.start(self.environment, self.port, self.data.parent)
        return self.process

    def log(self) -> str:
        return (self.data.parent / "up.log").read_text()


@pytest.fixture(scope="module")
def served():
    with tempfile.TemporaryDirectory(prefix="kith-up-") as place:
        kith = Served(Path(place))
        kith.running()
        yield kith
        running = kith.running()
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=60)


def up(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Run `kith up` where it cannot stay."""
    command = [sys.executable, "-m", "kith", "up", "--port", str(port)]
    return subprocess.run(
        command, env=kith_up.environment(data), capture_output=True, text=True, timeout=600, check=False
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def worker_of(process: subprocess.Popen[bytes], other_than: int = 0) -> int:
    """Wait for a worker and return its process id."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        workers = [pid for pid in kith_up.workers(process) if pid != other_than]
        if workers:
            return workers[0]
        time.sleep(0.05)
    raise AssertionError("no worker within two minutes")


def test_the_first_start_makes_a_private_directory_with_a_key_and_a_database(served):
    assert mode(served.data) == 0o700
    assert mode(served.data / "secret_key") == 0o600
    assert (served.data / "kith.sqlite3").stat().st_size > 0
    assert f"http://localhost:{served.port}/" in served.log()


def test_a_directory_that_another_kith_holds_is_left_alone(served):
    served.running()

    second = up(served.data, kith_up.free_port())

    assert second.returncode == 1
    assert second.stderr == f"Error: Kith is running already with the data in {served.data}.\n"


def test_a_taken_port_is_named_with_how_to_choose_another(served, tmp_path):
    served.running()
    migrated.put(tmp_path / "kith.sqlite3")

    second = up(tmp_path, served.port)

    assert second.returncode == 1
    assert f"Port {served.port} on 127.0.0.1" in second.stderr
    assert "KITH_PORT=" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_worker_that_was_killed_is_started_again(served):
    process = served.running()
    first = worker_of(process)

    kith_up.kill(first)

    assert worker_of(process, other_than=first) != first
    assert process.poll() is None


def test_a_port_given_on_the_command_line_is_known_to_whoever_writes_addresses(served):
    worker = worker_of(served.running())

    assert f"KITH_PORT={served.port}".encode() in Path(f"/proc/{worker}/environ").read_bytes().split(b"\0")


def test_sigterm_ends_server_and_worker(served):
    process = served.running()
    worker_of(process)

    process.terminate()

    assert kith_up.ended(process, 120)
    assert process.returncode == 0


def test_a_worker_ends_when_its_server_was_killed(served):
    process = served.running()
    worker_of(process)

    process.kill()

    assert kith_up.ended(process, 120)
