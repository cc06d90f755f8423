"""Reads a mailbox over IMAP without changing anything in it: what is new, folder by folder, in lots."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from kith.fetching import Inside, connect
from kith.mail import folders
from kith.mail.lots import BODY_BYTES

SECONDS = 30.0
HEADERS_AT_ONCE, WHOLE_AT_ONCE = 500, 50
_LEFT_OUT = frozenset({folders.SPAM, folders.BIN, folders.DRAFTS, folders.CHAT})
_UID = re.compile(rb"\bUID (\d+)")
_CALENDAR = re.compile(rb'"TEXT" "CALENDAR"', re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ALL = "\\All"
_NOT_SELECTABLE = frozenset({"\\Noselect", "\\NonExistent"})


class Unreachable(Exception):
    """The mailbox could not be opened, or was lost on the way; the message is one sentence for the user."""


@dataclass(frozen=True)
class Access:
    """What it takes to get in. `security` is tls, starttls or none; `inside` as fetching.connect takes it."""

    host: str
    port: int
    security: str
    username: str
    password: str
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Folder:
    """A folder, and the flag that says what it is for (RFC 6154), by which sent mail is known in every language."""

    name: str
    flag: str = ""


@dataclass(frozen=True)
class Lot:
    """Some messages of a folder as (UID, header or whole message), and how far the folder is read with them."""

    folder: Folder
    validity: int
    last_uid: int
    messages: tuple[tuple[int, bytes], ...]


@contextmanager
def opened(access: Access) -> Iterator[BaseMailBox]:
    """A mailbox that the user is signed in to. Raises Unreachable, also while it is used."""
    try:
        with _Guarded(access) as mailbox:
            mailbox.login(access.username, access.password, initial_folder=None)
            yield mailbox
    except Inside as error:
        raise Unreachable(str(error)) from error
    except (ImapToolsError, imaplib.IMAP4.error, OSError, ssl.SSLError, EOFError) as error:
        raise Unreachable(_in_words(access.host, error)) from error


def folders_to_read(mailbox: BaseMailBox) -> list[Folder]:
    """All but spam, bin, drafts and chats; where one folder holds all mail, as Gmail's does, that one alone."""
    found = [folder for folder in mailbox.folder.list() if not _NOT_SELECTABLE & set(folder.flags)]
    everything = [Folder(folder.name) for folder in found if _ALL in folder.flags]
    if everything:
        return everything
    flagged = [Folder(each.name, next(filter(folders.role_of, each.flags), "")) for each in found]
    return [each for each in flagged if folders.role_of(each.flag or each.name) not in _LEFT_OUT]


def lots(
    mailbox: BaseMailBox,
    folder: Folder,
    validity: int,
    last_uid: int,
    since: date | None,
    *,
    whole: bool,
    answers: bool = False,
) -> Iterator[Lot]:
    """What is new in a folder since a message, the oldest first. Read-only: nothing is marked as read.

    validity: the folder's UIDVALIDITY (RFC 3501, 2.3.1.1) when `last_uid` was read; where it has changed, everything is new.
    whole: messages from their beginning, not only their headers. answers: those alone that have a calendar file in them.
    """
    status = mailbox.folder.status(folder.name, ["UIDVALIDITY", "UIDNEXT"])
    now_valid, following = int(status["UIDVALIDITY"]), int(status["UIDNEXT"])
    if now_valid != validity:
        last_uid = 0
    if following and following <= last_uid + 1:
        return
    mailbox.folder.set(folder.name, readonly=True)
    uids = _new_uids(mailbox, last_uid, since)
    size = WHOLE_AT_ONCE if whole else HEADERS_AT_ONCE
    for start in range(0, len(uids), size):
        some = uids[start : start + size]
        found = dict(_fetched(mailbox, some, whole))
        if answers and not whole:
            found |= dict(_fetched(mailbox, with_calendar, True)) if (with_calendar := _asking(mailbox, some)) else {}
        yield Lot(folder, now_valid, some[-1], tuple(found.items()))
    if not uids and following > 1:
        yield Lot(folder, now_valid, following - 1, ())


class _Client(imaplib.IMAP4):
    """imaplib's own, over a connection that was checked."""

    def __init__(self, access: Access) -> None:
        self._access = access
        super().__init__(access.host, access.port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        access = self._access
        plain = connect(access.host, access.port, seconds=timeout or SECONDS, inside=access.inside)
        if access.security != "tls":
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=access.host)
        except (ssl.SSLError, OSError):
            plain.close()
            raise


class _Guarded(BaseMailBox):
    """imap-tools' mailbox over that client."""

    def __init__(self, access: Access) -> None:
        self._access = access
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        access = self._access
        if access.security == "none" and not {access.host, f"{access.host}:{access.port}"} & set(access.inside):
            raise imaplib.IMAP4.error("no password goes over an open line")
        client = _Client(access)
        if access.security == "starttls":
            client.starttls(ssl.create_default_context())
        return client

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            super().__exit__(kind, error, trace)
        else:
            self.client.shutdown()  # there may be nobody any more to say good-bye to


def _new_uids(mailbox: BaseMailBox, last_uid: int, since: date | None) -> list[int]:
    criteria = f"UID {last_uid + 1}:*"
    if since is not None:
        criteria += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
    # "n:*" always gives the last message, also where it is older than n.
    return sorted(uid for text in mailbox.uids(criteria) if (uid := int(text)) > last_uid)


def _fetched(mailbox: BaseMailBox, uids: Iterable[int], whole: bool) -> Iterator[tuple[int, bytes]]:
    wanted, part = ",".join(map(str, uids)), f"<0.{BODY_BYTES * 2}>" if whole else ""
    state, answer = mailbox.client.uid("FETCH", wanted, f"(UID BODY.PEEK[{'' if whole else 'HEADER'}]{part})")
    if state != "OK":
        raise imaplib.IMAP4.error("the server would not give the messages")
    for each in answer:
        found = _UID.search(each[0]) if isinstance(each, tuple) and len(each) == 2 else None
        if found:
            yield int(found[1]), each[1]


def _asking(mailbox: BaseMailBox, uids: Iterable[int]) -> list[int]:
    """Those of the messages that have a calendar file in them, as the server says without sending it."""
    state, answer = mailbox.client.uid("FETCH", ",".join(map(str, uids)), "(UID BODYSTRUCTURE)")
    if state != "OK":
        raise imaplib.IMAP4.error("the server would not say what the messages are made of")
    lines = (b" ".join(each) if isinstance(each, tuple) else each or b"" for each in answer)
    return [int(found[1]) for line in lines if _CALENDAR.search(line) and (found := _UID.search(line))]


def _in_words(host: str, error: Exception) -> str:
    text = str(error)
    if "open line" in text:
        return f"Without TLS the password would go over an open line to {host}. Please choose TLS or STARTTLS."
    if type(error).__name__ == "MailboxLoginError" or "AUTHENTICATIONFAILED" in text.upper():
        return (
            f"{host} does not accept this user name and password. Many providers want a password made for this purpose "
            "(an app password)."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {host} cannot be trusted."
    if isinstance(error, TimeoutError):
        return f"{host} did not answer in time."
    if isinstance(error, socket.gaierror):
        return f"There is no server called {host}."
    if isinstance(error, (ConnectionError, EOFError, imaplib.IMAP4.abort)):
        return f"The connection to {host} was lost. Kith goes on where it stopped the next time."
    return f"{host} cannot be read just now."
