"""`kith up`: make the database if there is none, then serve the pages and run the jobs, as one process group."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import click

log = logging.getLogger("kith.up")


@click.command("up")
@click.option("--host", help="Address to serve on (KITH_HOST, 127.0.0.1).")
@click.option("--port", type=int, help="Port to serve on (KITH_PORT, 8000).")
@click.option("--threads", type=int, default=8, show_default=True, help="Threads that answer pages.")
def command(host: str | None, port: int | None, threads: int) -> None:
    """Serve Kith until you press Ctrl-C."""
    if port:
        os.environ["KITH_PORT"] = str(
            port
        )  # of the addresses that letters and calendars name, also those of the worker
    from django.conf import settings

    host, port = host or settings.HOST, port or settings.PORT
    lock = take_data_directory(settings.DATA)
    prepare()
    stopping = threading.Event()
    worker = threading.Thread(target=keep_worker_running, args=(stopping,), daemon=True)
    worker.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(host, port, threads)
    finally:
        stopping.set()
        worker.join(timeout=10)
        lock.close()


def take_data_directory(data: Path) -> IO[str]:
    """Hold the data directory for this process; end with a plain word if another Kith holds it."""
    lock = (data / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(f"Kith is running already with the data in {data}.") from None
    return lock


def prepare() -> None:
    """Make or bring forward the database, and gather the static files where they changed."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    stamp, now = settings.DATA / "static.stamp", static_fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)


def static_fingerprint() -> str:
    """Return a word that changes when any static file does."""
    from django.contrib.staticfiles import finders

    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def keep_worker_running(stopping: threading.Event) -> None:
    """Run the worker as a process of its own, and start it again should it die, until told to stop."""
    while not stopping.is_set():
        started = time.monotonic()
        command = [sys.executable, "-m", "kith", "worker", "--parent", str(os.getpid())]
        worker = subprocess.Popen(command)  # noqa: S603  # our own words only
        while worker.poll() is None and not stopping.wait(0.5):
            pass
        if worker.poll() is None:
            worker.terminate()
            worker.wait(timeout=10)
        elif not stopping.is_set():
            log.error("the worker ended with %s; starting it again", worker.returncode)
            stopping.wait(max(0.0, 5 - (time.monotonic() - started)))


def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages."""
    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    try:
        server = waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=settings.MAX_UPLOAD_MB * 1024 * 1024,
            channel_timeout=60,
        )
    except OSError as error:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error.strerror}). Another: KITH_PORT=8001 make run"
        ) from error
    shown = "localhost" if host in {"127.0.0.1", "::1"} else host
    click.echo(f"Kith is at http://{shown}:{port}/   (Ctrl-C ends it; your data is in {settings.DATA})")
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        server.close()
