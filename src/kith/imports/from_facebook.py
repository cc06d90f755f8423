"""Reads Facebook's "Download your information" in JSON: friends, and conversations of Messenger by day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice
from typing import Any

from kith.imports import facebook_threads, json_files, zips
from kith.imports.facebook_text import mended
from kith.imports.facebook_threads import Thread
from kith.imports.json_files import items, text
from kith.imports.mail_records import zone_of
from kith.imports.records import InteractionRecord, LeftRecord, PersonRecord, Record, Refusal
from kith.imports.uploads import HEAD_BYTES, BadFile, Upload

NAME = "facebook"
LABEL = "Facebook and Messenger"

_FRIENDS = ("friends_v2", "friends")
_MARK = re.compile(rb'"(?:friends_v2|participants)"\s*:\s*\[')
_OLD_FRIENDS = re.compile(rb'\{\s*"friends"\s*:\s*\[\s*\{\s*"(?:name|timestamp)"')
_MESSAGES = re.compile(rb'"(?:sender_name|senderName|thread_path|threadName)"\s*:')
_OWN_FOLDERS = re.compile(r"(?:^|/)(?:friends_and_followers|connections/friends|messages)/")
_THREAD = re.compile(r"(?:^|/)message_\d+\.json$")
_FRIENDS_FILE = re.compile(r"(?:^|/)(?:your_)?friends(?:_\d+)?\.json$")
_PROFILE_FILE = re.compile(r"(?:^|/)profile_information\.json$")
_ENCRYPTED = re.compile(r"(?:^|(?:^|/)messages/)[^/]+_\d+\.json$")  # of its own download, flat or in "messages"
_LOOKED_AT = 5  # files of which one should tell


def recognises(upload: Upload) -> bool:
    return _is_export(upload) if zips.is_zip(upload) else _is_told_by(upload.head)


def read(upload: Upload) -> Iterator[Record]:
    """People first. Raises BadFile where nothing at all can be read."""
    with _documents(upload) as documents:
        yield from _records(documents, zone_of(upload.options))


def belong_together(uploads: Sequence[Upload]) -> bool:
    """Files out of one download tell together who of a conversation is the user."""
    return not any(zips.is_zip(upload) for upload in uploads)


def read_together(uploads: Sequence[Upload]) -> Iterator[Record]:
    with ExitStack() as stack:
        opened = [stack.enter_context(_documents(upload)) for upload in uploads]
        documents = [document for found in opened for document in found]
        yield from _records(documents, zone_of(uploads[0].options))


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


def _is_told_by(head: bytes) -> bool:
    """Whether a file that begins like this holds friends or a conversation."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    has_messages = _MARK.search(head) is not None and _MESSAGES.search(head) is not None
    return has_messages or b'"friends_v2"' in head or _OLD_FRIENDS.search(head) is not None


def _is_export(upload: Upload) -> bool:
    try:
        with zips.open_archive(upload, max_members=200_000) as archive:
            own = (_FRIENDS_FILE, _THREAD)
            in_folders = (name for name in archive.names if _OWN_FOLDERS.search(name))
            return any(kind.search(name) for name in in_folders for kind in own) or _is_encrypted(archive)
    except BadFile:
        return False


def _is_encrypted(archive: zips.Archive) -> bool:
    for name in islice(filter(_ENCRYPTED.search, archive.names), _LOOKED_AT):
        with archive.open(name) as stream:
            if _is_told_by(stream.read(HEAD_BYTES)):
                return True
    return False


def _records(documents: list[_Document], zone: tzinfo) -> Iterator[Record]:
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
    yield from facebook_threads.records(list(threads.values()), owner, befriended, zone)
    if unknown:
        yield LeftRecord(documents[0].name, 0, f"{unknown} files that tell of nobody: left out.")


def _is_wanted(document: _Document) -> bool:
    """Of a download, which may hold a thousand other files, only those that tell of people."""
    if document.archive is None:
        return True
    kinds = (_THREAD, _FRIENDS_FILE, _PROFILE_FILE, _ENCRYPTED)
    return any(kind.search(document.name) for kind in kinds)


def _own_name(found: Any) -> str:
    """As the profile has it, in one of the forms of several years."""
    if not isinstance(found, dict):
        return ""
    profile = found.get("profile_v2") or found.get("profile")
    name = profile.get("name") if isinstance(profile, dict) else None
    return text(name.get("full_name") if isinstance(name, dict) else name)


def _friends(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, dict):
        return []
    return next((people for key in _FRIENDS if (people := items(found.get(key)))), [])


def _befriended(file: str, friends: list[dict[str, Any]]) -> Iterator[Record]:
    for friend in friends:
        name = text(friend.get("name"))
        raw = json_files.raw(friend)
        at = facebook_threads.moment(friend.get("timestamp"))
        if not name:
            yield Refusal(file, 0, "A friend without a name.", raw)
            continue
        yield PersonRecord(file, 0, name, relation="friend", raw=raw)
        if at is not None:
            yield InteractionRecord(
                file=file,
                line=0,
                kind="connected",
                on=at.date(),
                people=[facebook_threads.ref(name)],
                channel="other",
                direction="mutual",
                at=at,
                summary="Facebook",
                source_key=f"facebook:friend:{name}:{at.date()}",
            )
