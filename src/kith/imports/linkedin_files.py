"""Which file of a LinkedIn export is about what, told by its name or, dropped alone, by the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from kith.imports import tables, zips
from kith.imports.uploads import Upload

# The columns that the header row of each file is found by. The first three are enough to know a file without its name.
HEADERS = {
    "connections": frozenset({"first name", "last name", "connected on"}),
    "messages": frozenset({"from", "to", "date", "content"}),
    "invitations": frozenset({"from", "to", "sent at"}),
    "recommendationsreceived": frozenset({"first name", "last name", "creation date"}),
    "recommendationsgiven": frozenset({"first name", "last name", "creation date"}),
    "endorsementreceivedinfo": frozenset({"skill name", "endorser first name"}),
    "endorsementgiveninfo": frozenset({"skill name", "endorsee first name"}),
    "profile": frozenset({"first name", "last name"}),
    "profilesummary": frozenset({"profile summary"}),
    "positions": frozenset({"company name", "title", "started on"}),
    "education": frozenset({"school name"}),
    "skills": frozenset({"name"}),
    "languages": frozenset({"name", "proficiency"}),
    "emailaddresses": frozenset({"email address"}),
    "phonenumbers": frozenset({"number"}),
    "companyfollows": frozenset({"organization"}),
    "events": frozenset({"event name", "event time"}),
    "jobapplications": frozenset({"application date", "job title"}),
    "savedjobs": frozenset({"saved date", "job title"}),
}
_ALONE = ("connections", "messages", "invitations")
_SIGNATURE = {"conversation id", "direction", "folder"}
_OTHER_NAMES = {
    "connection": "connections",
    "message": "messages",
    "endorsementsreceived": "endorsementreceivedinfo",
    "endorsementsgiven": "endorsementgiveninfo",
    "recommendationreceived": "recommendationsreceived",
    "recommendationgiven": "recommendationsgiven",
    "whatsappphonenumbers": "phonenumbers",
}
_PRIVATE = {
    "adsclicked",
    "adtargeting",
    "inferencesaboutyou",
    "jobapplicantsavedanswers",
    "jobapplicantsavedscreeningquestionresponses",
    "jobseekerpreferences",
    "lanadsengagement",
    "logins",
    "privateidentityasset",
    "receipts",
    "receiptsv2",
    "registration",
    "savedjobalerts",
    "searchqueries",
    "securitychallenges",
    "verifications",
}
_OWN_WORK = {
    "articles",
    "causesyoucareabout",
    "certifications",
    "comments",
    "courses",
    "guidemessages",
    "hashtagfollows",
    "honors",
    "instantreposts",
    "learning",
    "learningcoachmessages",
    "learningroleplaymessages",
    "memberfollows",
    "organizations",
    "patents",
    "projects",
    "publications",
    "reactions",
    "richmedia",
    "savedarticles",
    "saveditems",
    "shares",
    "testscores",
    "volunteering",
    "votes",
}


@dataclass(frozen=True)
class ExportFile:
    """A file of the export. `subject` is a key of HEADERS, or what its name comes to."""

    name: str
    subject: str
    open: Callable[[], BinaryIO]

    @property
    def is_read(self) -> bool:
        return self.subject in HEADERS

    @property
    def is_table(self) -> bool:
        return self.name.lower().endswith(".csv")


@contextmanager
def export_files(upload: Upload) -> Iterator[list[ExportFile]]:
    """All files of a ZIP, or the one that was dropped alone. Raises BadFile for a ZIP that is not safe to read."""
    if zips.is_zip(upload):
        with zips.open_archive(upload) as archive:
            yield [_member(archive, name) for name in archive.names if not _is_of_the_packer(name)]
    else:
        yield [ExportFile(upload.name, lone_subject(upload) or "", upload.open)]


def is_export(upload: Upload) -> bool:
    """Whether this is a LinkedIn export, or one of its tables. Raises BadFile for a ZIP that is not safe to read."""
    if not zips.is_zip(upload):
        return lone_subject(upload) is not None
    with export_files(upload) as files:
        tables_read = {file.subject for file in files if file.is_read and file.is_table}
        known = {file.subject for file in files if file.is_table and file.subject in _PRIVATE | _OWN_WORK}
    return bool(tables_read & set(_ALONE)) or len(tables_read) + len(known) >= 3


def lone_subject(upload: Upload) -> str | None:
    """What a single table is about: by its name if its columns fit, else by its columns."""
    named = subject_of(upload.name)
    if not upload.name.lower().endswith(".csv"):
        return None
    if len(HEADERS.get(named, ())) > 1 and tables.finds_header(upload.head, HEADERS[named]):
        return named
    return next((each for each in _ALONE if _looks_like(upload, each)), None)


def subject_of(name: str) -> str:
    """Jobs/Company_Follows (1).csv is "companyfollows". Some files end in the number of the member."""
    base = name.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".csv")
    base = re.sub(r"(_\d+|\s*\(\d+\))+$", "", base)
    squeezed = re.sub(r"[\s_-]", "", base)
    return _OTHER_NAMES.get(squeezed, squeezed)


def why_left(file: ExportFile) -> str:
    """Why a file that Kith understands, but does not read, is left out."""
    if file.subject in _PRIVATE:
        reason = "Left out: private, and not about people."
    elif file.subject in _OWN_WORK:
        reason = "Left out: not about people."
    else:
        reason = "Left out: Kith does not know this file of the export."
    return reason


def _looks_like(upload: Upload, subject: str) -> bool:
    """Other programs also write From, To and Date, so a table without its name must show one column more."""
    marks = HEADERS[subject]
    if subject == "connections":
        return tables.finds_header(upload.head, marks)
    return any(tables.finds_header(upload.head, marks | {one}) for one in _SIGNATURE)


def _member(archive: zips.Archive, name: str) -> ExportFile:
    return ExportFile(name, subject_of(name), lambda: archive.open(name))


def _is_of_the_packer(name: str) -> bool:
    """What a Mac or Windows adds when a folder is packed again."""
    base = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or base.startswith("._") or base in (".DS_Store", "Thumbs.db", "desktop.ini")
