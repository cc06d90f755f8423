"""A real Dovecot on this machine for one test, with a mailbox of its own, and a line to it that can be cut."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

DOVECOT = shutil.which("dovecot")
USER, PASSWORD = "ada@kith.example", "a-long-word"

CONFIG = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{place}/mail:LAYOUT=fs
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}/mail
}}
namespace inbox {{
  inbox = yes
  mailbox Gesendet {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Mailserver:
    """A running Dovecot."""

    place: Path
    port: int
    tls_port: int

    def deliver(self, number: int, folder: str = "INBOX", text: str = "Hello", **headers: str) -> None:
        """Put a message into a folder, as a mail server does: a file, moved into place."""
        message = EmailMessage()
        message["Message-ID"] = f"<{folder}.{number}@mail.example>"
        message["Date"] = f"Mon, {1 + number % 28:02d} Jun 2026 10:00:00 +0000"
        for name, value in headers.items():
            message[name] = value
        message.set_content(text)
        self.deliver_raw(number, message.as_bytes(), folder)

    def deliver_raw(self, number: int, message: bytes, folder: str = "INBOX") -> None:
        """The same with a message that some program wrote, byte for byte."""
        directory = self.place / "mail" / ("" if folder == "INBOX" else folder)
        for part in ("cur", "new", "tmp"):
            (directory / part).mkdir(parents=True, exist_ok=True)
        target = directory / "new" / f"{1_700_000_000 + number}.{number}.host"
        target.write_bytes(message)

    def owned(self) -> None:
        """Hand the files to the user that Dovecot reads them as."""
        for path in [self.place / "mail", *(self.place / "mail").rglob("*")]:
            shutil.chown(path, *_account())


@contextmanager
def running(place: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[Mailserver]:
    """Start it, wait until it answers, and end it."""
    server = Mailserver(place, _free_port(), _free_port())
    user, group = _account()
    (place / "mail" / "cur").mkdir(parents=True)
    words = f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""
    config = place / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            place=place,
            user=user,
            group=group,
            password=PASSWORD,
            port=server.port,
            tls_port=server.tls_port,
            ssl="yes" if certificate else "no",
            certificate=words,
        )
    )
    server.owned()
    process = subprocess.Popen([str(DOVECOT), "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(server.port, place)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def cut_after(port: int, size: int) -> Iterator[int]:
    """A port that leads to another one, until so many bytes have come back: then the line is dead."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_forward, args=(listener, port, size), daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def _forward(listener: socket.socket, port: int, size: int) -> None:
    with contextlib.suppress(OSError):
        client, _address = listener.accept()
        server = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=_pump, args=(client, server, None), daemon=True).start()
        _pump(server, client, size)
        for end in (client, server):
            end.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who waits on it
            end.close()


def _pump(source: socket.socket, target: socket.socket, size: int | None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(4096):
            if size is not None:
                data, size = data[:size], size - len(data)
            target.sendall(data)
            if size is not None and size <= 0:
                return


def _account() -> tuple[str, str]:
    """Whom Dovecot runs as: root may not read mail."""
    if os.geteuid() == 0:
        return "nobody", "nogroup"
    import grp
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int, place: Path) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            if line.recv(100).startswith(b"* OK"):
                return
        time.sleep(0.05)
    log = place / "log"
    raise AssertionError(f"Dovecot does not answer: {log.read_text() if log.exists() else 'no log'}")
