"""A real SMTP server on loopback that keeps what it is given, refuses what it is told to, and can end its client."""

from __future__ import annotations

import asyncio
import email
import email.policy
import os
import signal
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

STAGES = (
    "EHLO",
    "MAIL",
    "RCPT",
    "DATA",
    "250",
)  # where a client can be ended; "250" is right after the server has said yes


@dataclass
class Office:
    """What arrived; `kill` is asked at each stage for the id of a process to end there, and answers None to let it live."""

    letters: list[email.message.EmailMessage] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # what it says to an address, such as "550 No such person"
    kill: Callable[[str], int | None] = field(default=lambda _stage: None)

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self._end("EHLO")
        return responses

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self._end("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self._end("RCPT")
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters.append(
            email.message_from_bytes(bytes(envelope.original_content or b""), policy=email.policy.default)
        )
        self._end("DATA")
        asyncio.get_running_loop().call_soon(self._end, "250")
        return "250 OK"

    def ids(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(letter["message-id"]) for letter in self.letters)

    def _end(self, stage: str) -> None:
        process = self.kill(stage)
        if process is not None:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def opened(office: Office) -> Controller:
    """The office at a port of its own; stop it in the end."""
    server = Controller(office, hostname="127.0.0.1", port=free_port())
    server.start()
    return server


def use(settings: Any, port: int) -> None:
    """Have Django send by real SMTP to this port, as KITH_MAIL would."""
    settings.MAIL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
