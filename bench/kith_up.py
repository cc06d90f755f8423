"""Starts `kith up` on a data directory of its own, and finds its processes in /proc (Linux)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 600.0  # seconds to start in, on a busy machine
AGAIN = 0.02
CHECKOUT = Path(__file__).resolve().parents[1]


def environment(data: Path) -> dict[str, str]:
    """Return what a Kith needs that runs from this checkout, on this directory, and inherits no other setting."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KITH_", "DATABASE_URL", "COV_"))}
    here = {"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}", "DJANGO_SETTINGS_MODULE": "kith.settings"}
    return {**inherited, **here, "KITH_DATA": str(data)}


def start(environment: dict[str, str], port: int, data: Path) -> subprocess.Popen[bytes]:
    """Start `kith up` as a process group of its own, and return once it listens. Raises RuntimeError if it does not."""
    command = [sys.executable, "-m", "kith", "up", "--port", str(port)]
    with (data / "up.log").open("ab") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(AGAIN)
    server.kill()
    raise RuntimeError(f"kith up did not start:\n{(data / 'up.log').read_text()[-3000:]}")


def processes(group: int) -> list[int]:
    """Return the processes of a group that live."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, its_group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        if int(its_group) == group and state not in "ZX":
            found.append(int(place.name))
    return sorted(found)


def workers(server: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes beside the server's own."""
    return [pid for pid in processes(server.pid) if pid != server.pid]


def ended(server: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait until no process of the server's is left; False if some are after that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (server.poll() is None or processes(server.pid)):
        time.sleep(AGAIN)
    return server.poll() is not None and not processes(server.pid)


def kill(pid: int) -> None:
    """End a process the hard way (-9), unless it has ended by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def python(environment: dict[str, str], code: str) -> str:
    """Run Python beside a server and return what it printed."""
    done = subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
