"""Reads LinkedIn's "Get a copy of your data": the whole ZIP, or one of its main tables alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from kith.imports import linkedin_files, linkedin_jobs, linkedin_people, linkedin_profile, linkedin_touches, zips
from kith.imports.linkedin_files import ExportFile
from kith.imports.linkedin_messages import Mailbox, find_owner
from kith.imports.linkedin_people import Circle
from kith.imports.linkedin_profile import Profile
from kith.imports.records import LeftRecord, Record, Refusal
from kith.imports.tables import Table, read_table
from kith.imports.uploads import BadFile, Upload

NAME = "linkedin"
LABEL = "LinkedIn export"

_NO_OWNER = (
    "Kith could not tell which of the people in these messages is you. "
    "Adding the whole export, or Connections.csv together with it, usually settles it."
)


def recognises(upload: Upload) -> bool:
    return linkedin_files.is_export(upload)


def read(upload: Upload) -> Iterator[Record]:
    """People come before what happened with them. Raises BadFile where nothing at all can be read."""
    with linkedin_files.export_files(upload) as files:
        yield from _Export(files).records()


def belong_together(uploads: Sequence[Upload]) -> bool:
    """Whether these are the different tables of one export, dropped as they lie in its folder."""
    subjects = [None if zips.is_zip(upload) else linkedin_files.lone_subject(upload) for upload in uploads]
    return None not in subjects and len(set(subjects)) == len(subjects)


def read_together(uploads: Sequence[Upload]) -> Iterator[Record]:
    """As `read`, of tables that belong together: one tells who the people of the other are."""
    with ExitStack() as stack:
        files = [file for upload in uploads for file in stack.enter_context(linkedin_files.export_files(upload))]
        yield from _Export(files).records()


class _Export:
    """The files of one export, read in the order in which they explain one another."""

    def __init__(self, files: list[ExportFile]) -> None:
        self.files = files
        self.circle = Circle()
        self.mailbox = Mailbox(self.circle)
        self.profile = Profile()
        self.owners: Counter[str] = Counter()

    def records(self) -> Iterator[Record]:
        circle = self.circle
        yield from self._each("connections", lambda table: linkedin_people.read_connections(table, circle))
        yield from self._each(
            "invitations", lambda table: linkedin_touches.read_invitations(table, circle, self.owners)
        )
        for subject in linkedin_profile.SUBJECTS:
            yield from self._each(subject, self._about_the_owner(subject))
        yield from self._each("messages", self.mailbox.collect)
        yield from self._owner_and_messages()
        for subject, reading in self._others():
            yield from self._each(subject, reading)
        yield from self._left_out()

    def _each(self, subject: str, reading: Callable[[Table], Iterator[Record]]) -> Iterator[Record]:
        """What the files on a subject say. One that cannot be read is refused as a whole; the others go on."""
        for file in self.files:
            if file.subject == subject:
                try:
                    with file.open() as stream:
                        yield from reading(read_table(file.name, stream, linkedin_files.HEADERS[subject]))
                except BadFile as error:
                    yield Refusal(error.file, error.line, error.reason)

    def _about_the_owner(self, subject: str) -> Callable[[Table], Iterator[Record]]:
        return lambda table: self.profile.take(subject, table)

    def _owner_and_messages(self) -> Iterator[Record]:
        hints = self.owners + self.mailbox.writers_of_drafts
        owner = find_owner(self.mailbox, hints, self.profile.person.full_name)
        if not self.profile.is_empty:
            yield self.profile.finish(owner)
        if owner:
            yield from self.mailbox.records(owner)
        elif self.mailbox.conversations:
            first = next(iter(self.mailbox.conversations.values()))
            yield Refusal(first.file, first.line, _NO_OWNER)

    def _others(self) -> list[tuple[str, Callable[[Table], Iterator[Record]]]]:
        circle, touches = self.circle, linkedin_touches
        return [
            ("recommendationsreceived", lambda table: touches.read_recommendations(table, circle, given=False)),
            ("recommendationsgiven", lambda table: touches.read_recommendations(table, circle, given=True)),
            ("endorsementreceivedinfo", lambda table: touches.read_endorsements(table, circle, given=False)),
            ("endorsementgiveninfo", lambda table: touches.read_endorsements(table, circle, given=True)),
            ("companyfollows", linkedin_jobs.read_follows),
            ("events", linkedin_jobs.read_events),
            ("jobapplications", linkedin_jobs.read_applications),
            ("savedjobs", linkedin_jobs.read_saved_jobs),
        ]

    def _left_out(self) -> Iterator[Record]:
        others = [file for file in self.files if not file.is_read]
        for file in others:
            if file.is_table:
                yield LeftRecord(file.name, 0, linkedin_files.why_left(file))
        pages = [file.name for file in others if not file.is_table]
        if pages:
            count = "This file is no table" if len(pages) == 1 else f"{len(pages)} files that are no tables"
            yield LeftRecord(pages[0], 0, f"{count}, such as articles and pictures: left out.")
