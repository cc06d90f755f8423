"""Reads Facebook's "Download your information" in JSON: friends, and conversations of Messenger by day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from kith.imports import facebook_threads, json_files, zips
from kith.imports.facebook_text import mended
from kith.imports.facebook_threads import Thread
from kith.imports.json_files import items, text
from kith.imports.records import InteractionRecord, LeftRecord, PersonRecord, Record, Refusal
from kith.imports.uploads import BadFile, Upload

NAME = "facebook"
LABEL = "Facebook and Messenger"

_FRIENDS = ("friends_v2", "friends")
_MARK = re.compile(rb'"(?:friends_v2|participants)"\s*:\s*\[')
_MESSAGES = re.compile(rb'"(?:sender_name|senderName|thread_path|threadName)"\s*:')
_OWN_FOLDERS = re.compile(r"(?:^|/)(?:friends_and_followers|connections/friends|messages)/")
_THREAD = re.compile(r"(?:^|/)message_\d+\.json$")
_FRIENDS_FILE = re.compile(r"(?:^|/)(?:your_)?friends(?:_\d+)?\.json$")
_PROFILE_FILE = re.compile(r"(?:^|/)profile_information\.json$")
_E2EE = re.compile(r"(?:^|/)[^/]+_\d+\.json$")


def recognises(upload: Upload) -> bool:
    if zips.is_zip(upload):
        return _is_export(upload)
    head = upload.head
    has_mark = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and _MARK.search(head) is not None
    return has_mark and (b'"friends_v2"' in head or _MESSAGES.search(head) is not None)


def read(upload: Upload) -> Iterator[Record]:
    """People first. Raises BadFile where nothing at all can be read."""
    with _documents(upload) as documents:
        yield from _records(documents)


def belong_together(uploads: Sequence[Upload]) -> bool:
    """Files out of one download tell together who of a conversation is the user."""
    return not any(zips.is_zip(upload) for upload in uploads)


def read_together(uploads: Sequence[Upload]) -> Iterator[Record]:
    with ExitStack() as stack:
        opened = [stack.enter_context(_documents(upload)) for upload in uploads]
        yield from _records([document for documents in opened for document in documents])


@dataclass(frozen=True)
class _Document:
    """A JSON file of the download, read when it is asked for."""

    name: str
    upload: Upload
    archive: zips.Archive | None = None

    def load(self) -> Any:
        if self.archive is None:
            with self.upload.open() as stream:
                return mended(json_files.load(self.name, stream))
        with self.archive.open(self.name) as stream:
            return mended(json_files.load(self.name, stream))


@contextmanager
def _documents(upload: Upload) -> Iterator[list[_Document]]:
    if not zips.is_zip(upload):
        yield [_Document(upload.name, upload)]
        return
    with zips.open_archive(upload, max_members=200_000) as archive:
        yield [_Document(name, upload, archive) for name in archive.names if name.endswith(".json")]


def _is_export(upload: Upload) -> bool:
    try:
        with zips.open_archive(upload, max_members=200_000) as archive:
            return any(
                _OWN_FOLDERS.search(name) and (_FRIENDS_FILE.search(name) or _THREAD.search(name))
                for name in archive.names
            )
    except BadFile:
        return False


def _records(documents: list[_Document]) -> Iterator[Record]:
    threads: dict[str, Thread] = {}
    befriended: set[str] = set()
    owner = ""
    unknown = 0
    for document in documents:
        if not _is_wanted(document):
            continue
        try:
            found = document.load()
            if name := _own_name(found):
                owner = name
            elif friends := _friends(found):
                befriended.update(text(friend.get("name")) for friend in friends)
                yield from _befriended(document.name, friends)
            elif not facebook_threads.take(document.name, found, threads):
                unknown += 1
        except BadFile as error:
            if len(documents) == 1:
                raise
            yield Refusal(error.file, error.line, error.reason)
    yield from facebook_threads.records(list(threads.values()), owner, befriended)
    if unknown:
        yield LeftRecord(documents[0].name, 0, f"{unknown} files that tell of nobody: left out.")


def _is_wanted(document: _Document) -> bool:
    """Of a download, which may hold a thousand other files, only those that tell of people."""
    if document.archive is None:
        return True
    kinds = (_THREAD, _FRIENDS_FILE, _PROFILE_FILE)
    return any(kind.search(document.name) for kind in kinds) or (
        "messages/" in document.name
        and "/" not in document.name.partition("messages/")[2]
        and bool(_E2EE.search(document.name))
    )


def _own_name(found: Any) -> str:
    profile = found.get("profile_v2") if isinstance(found, dict) else None
    name = profile.get("name") if isinstance(profile, dict) else None
    return text(name.get("full_name")) if isinstance(name, dict) else ""


def _friends(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, dict):
        return []
    return next((people for key in _FRIENDS if (people := items(found.get(key)))), [])


def _befriended(file: str, friends: list[dict[str, Any]]) -> Iterator[Record]:
    for friend in friends:
        name = text(friend.get("name"))
        raw = json_files.raw(friend)
        on = facebook_threads.day(friend.get("timestamp"))
        if not name:
            yield Refusal(file, 0, "A friend without a name.", raw)
            continue
        yield PersonRecord(file, 0, name, relation="friend", raw=raw)
        if on is not None:
            ref = facebook_threads.ref(name)
            key = f"facebook:friend:{name}:{on}"
            yield InteractionRecord(
                file, 0, "connected", on, [ref], "other", "mutual", source_key=key, summary="Facebook"
            )
