"""Small files of every kind that Kith reads, in which Ana Ruiz and Bo Li are known to the user, each made by one function."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kith.accounts.models import User
from kith.archive import packing
from kith.interactions import actions as interactions
from kith.people import actions as people
from tests import make
from tests.archive.given import picture
from tests.icalendars.given import calendar, event
from tests.imports import given, tables_given
from tests.imports.mailboxes import mbox, message, sent
from tests.imports.test_from_facebook import broken, thread
from tests.imports.test_from_facebook import message as chat
from tests.imports.test_from_google_csv import NEW, OLD
from tests.imports.test_from_google_csv import table as google_table
from tests.imports.test_from_html import HCARD, JSON_LD
from tests.imports.test_from_ldif import ANA as ANA_LDIF
from tests.imports.test_from_monica import PIXEL
from tests.imports.test_from_monica import export as monica_export
from tests.imports.test_from_outlook_csv import ENGLISH as OUTLOOK
from tests.imports.test_from_thunderbird import ANA as ANA_THUNDERBIRD
from tests.imports.test_from_thunderbird import ENGLISH as THUNDERBIRD
from tests.make import NOW, TODAY

ANA, BO = "Ana Ruiz <ana@acme.example>", "Bo Li <bo@nova.example>"
_PICTURE = base64.b64encode(picture()).decode()
_GUEST = "ATTENDEE;CN={}:mailto:{}"


@dataclass(frozen=True)
class Source:
    """A kind of file: the reader it is for, what makes one in a directory, and what the user says of it."""

    name: str
    reader: str
    write: Callable[[Path], Path]
    options: dict[str, Any] = field(default_factory=dict)


def _linkedin(place: Path) -> Path:
    return given.linkedin(
        place / "linkedin.zip",
        [
            given.connection("Ana Ruiz", "ana-ruiz", "Acme", "CTO", email="ana@acme.example"),
            given.connection("Bo Li", "bo-li", "Nova", "Founder"),
        ],
        [
            given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 13:28:00 UTC"),
            given.message("c1", "Ana Ruiz", "ana-ruiz", "2026-09-19 14:00:00 UTC", mine=True),
            given.message("c2", "Bo Li", "bo-li", "2026-09-20 14:00:00 UTC"),
        ],
    )


def _vcard(place: Path) -> Path:
    ana = (
        "FN:Ana Ruiz\nN:Ruiz;Ana;;;\nEMAIL:ana@acme.example\nTEL:+49301234567\nORG:Acme;R&D\nTITLE:CTO\nBDAY:--0620\n"
        "UID:ana-1\nCATEGORIES:climbing,board\nNOTE:Tea\nitem1.X-ABRELATEDNAMES:Bo Li\nitem1.X-ABLABEL:_$!<Spouse>!$_\n"
        f"PHOTO;ENCODING=b;TYPE=PNG:{_PICTURE}"
    )
    return given.cards(place / "cards.vcf", ana, "FN:Bo Li\nN:Li;Bo;;;\nEMAIL:bo@nova.example\nCATEGORIES:board")


def _google(header: str, cells: dict[str, str]) -> Callable[[Path], Path]:
    def write(place: Path) -> Path:
        file = place / "google.csv"
        file.write_text(google_table(header, cells))
        return file

    return write


_OLD_CELLS = {
    "Name": "Ana Ruiz",
    "Given Name": "Ana",
    "Family Name": "Ruiz",
    "Birthday": "--06-20",
    "Notes": "Tea",
    "Group Membership": "* myContacts ::: Climbers",
    "E-mail 1 - Type": "* Work",
    "E-mail 1 - Value": "ana@acme.example",
    "Organization 1 - Name": "Acme",
    "Organization 1 - Title": "CTO",
    "Relation 1 - Type": "Spouse",
    "Relation 1 - Value": "Bo Li",
}
_NEW_CELLS = {
    "First Name": "Ana",
    "Last Name": "Ruiz",
    "Birthday": "1980-06-20",
    "Labels": "* myContacts ::: Climbers",
    "Organization Name": "Acme",
    "Organization Title": "CTO",
    "E-mail 1 - Label": "* Work",
    "E-mail 1 - Value": "ana@acme.example",
    "Relation 1 - Label": "Spouse",
    "Relation 1 - Value": "Bo Li",
    "Event 1 - Label": "Anniversary",
    "Event 1 - Value": "2010-05-04",
}


def _outlook(place: Path) -> Path:
    names = OUTLOOK.split(",")
    known = {
        "First Name": "Ana",
        "Last Name": "Ruiz",
        "Company": "Acme",
        "Job Title": "CTO",
        "E-mail Address": "ana@acme.example",
        "Business Phone": "+49 30 1234567",
        "Birthday": "6/20/1980",
        "Categories": "Climbers;Board",
        "Manager's Name": "Eli Fox",
        "Referred By": "Bo Li",
        "Spouse": "Bo Li",
        "Notes": "Tea",
    }
    file = place / "outlook.csv"
    file.write_text(given.table(tuple(names), [tuple(known.get(name, "") for name in names)]), encoding="cp1252")
    return file


def _text(name: str, text: str) -> Callable[[Path], Path]:
    def write(place: Path) -> Path:
        (place / name).write_text(text, encoding="utf-8")
        return place / name

    return write


_TABLE = [
    ["Who", "Firm", "Role", "Mail", "Group", "Seen", "Words"],
    ["Ana Ruiz", "Acme", "CTO", "ana@acme.example", "climbers", "24.12.2025", "Tea"],
    ["Bo Li", "Nova", "Founder", "bo@nova.example", "climbers", "01.11.2025", ""],
]
_SAID = {
    "fields": ["full", "organisation", "job_title", "email", "labels", "last_contact", "notes"],
    "header": True,
    "dates": "dmy",
}


def _xlsx(place: Path) -> Path:
    rows: list[list[object]] = [list(row) for row in _TABLE]
    return tables_given.xlsx(place / "people.xlsx", rows).path


def _ods(place: Path) -> Path:
    return tables_given.ods(place / "people.ods", _TABLE).path


def _monica(place: Path) -> Path:
    document = json.dumps(monica_export()).replace(PIXEL, f"data:image/png;base64,{_PICTURE}")
    return _text("monica.json", document)(place)


def _facebook(place: Path) -> Path:
    file, may = place / "facebook.zip", 1_746_093_600_000
    talk = thread(chat("Ada", may), chat("Zoë Müller", may + 1, "Grüße"), chat("Zoë Müller", may + 86_400_000))
    friends = {"friends_v2": [{"name": broken("Zoë Müller"), "timestamp": may // 1000}]}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("your_facebook_activity/messages/inbox/zoe_1/message_1.json", json.dumps(talk))
        archive.writestr("connections/friends/your_friends.json", json.dumps(friends))
    return file


LETTERS = {
    "Inbox": [
        message(BO, day="4 May 2026 10:00:00 +0000", Message_ID="<2@x>", References="<1@x>", subject="Plan"),
        message(BO, day="5 May 2026 10:00:00 +0000", Message_ID="<4@x>", References="<1@x>", subject="Plan"),
        message(ANA, day="4 May 2026 12:00:00 +0000", Message_ID="<6@x>", subject="Lunch"),
    ],
    "Sent": [
        sent(BO, day="4 May 2026 09:00:00 +0000", Message_ID="<1@x>", subject="Plan"),
        sent(BO, day="5 May 2026 09:00:00 +0000", Message_ID="<3@x>", References="<1@x>", subject="Plan"),
        sent(ANA, day="4 May 2026 13:00:00 +0000", Message_ID="<7@x>", References="<6@x>", subject="Lunch"),
    ],
}


def letters(place: Path, name: str = "All") -> Path:
    """Write a mailbox: Inbox, Sent, or All of both."""
    told = LETTERS["Inbox"] + LETTERS["Sent"] if name == "All" else LETTERS[name]
    return mbox(place / f"{name}.mbox", *told)


def _maildir(place: Path) -> Path:
    file = place / "Maildir.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for folder, found in LETTERS.items():
            where = "Maildir/cur" if folder == "Inbox" else f"Maildir/.{folder}/cur"
            for number, text in enumerate(found):
                archive.writestr(f"{where}/{number}.host:2,S", text)
    return file


def _folder(place: Path) -> Path:
    for folder in LETTERS:
        letters(place, folder)
    mail = place / "Mail"
    mail.mkdir(exist_ok=True)
    for folder in LETTERS:
        (place / f"{folder}.mbox").rename(mail / folder)
    return mail


def _eml(place: Path) -> Path:
    return _text("letter.eml", LETTERS["Sent"][2])(place)


def _calendar(place: Path) -> Path:
    ana, bo = _GUEST.format("Ana Ruiz", "ana@acme.example"), _GUEST.format("Bo Li", "bo@nova.example")
    own = "ATTENDEE;CN=Ada:mailto:ada@kith.example"
    text = calendar(
        event(own, ana, bo, "DTEND:20261105T100000Z", uid="past", start="DTSTART:20261105T090000Z"),
        event(own, bo, "RRULE:FREQ=WEEKLY;COUNT=12", uid="weekly", start="DTSTART:20261019T150000Z"),
        event(own, ana, "DTEND:20261130T100000Z", uid="coming", start="DTSTART:20261130T090000Z"),
        event(own, ana, "STATUS:CANCELLED", uid="off", start="DTSTART:20261201T090000Z"),
    )
    return _text("calendar.ics", text)(place)


def _archive(place: Path) -> Path:
    """The book of somebody else, who knows Ana too."""
    owner = User.objects.filter(email="zoe@kith.example").first() or _filled(make.user("zoe"))
    with (place / "kith.zip").open("wb") as file:
        packing.pack(owner, file, now=NOW)
    return place / "kith.zip"


def _filled(owner: User) -> User:
    ana = make.person(
        owner,
        "Ana Ruiz",
        points=[make.email("ana@acme.example")],
        positions=[make.job("Acme", "CTO")],
        labels=["pycon"],
    )
    bo = make.person(owner, "Bo Li", met_through=ana, notes="Tea")
    people.set_photo(bo, picture(), at=NOW)
    people.relate(ana, kind="spouse", name="Bo Li")
    make.interaction(owner, ana, bo, promises=[interactions.NewPromise("the report", due_on=TODAY)])
    return owner


SOURCES = {
    source.name: source
    for source in (
        Source("linkedin", "linkedin", _linkedin),
        Source("vcard", "vcard", _vcard),
        Source("google-oldest", "google", _google(OLD.format(""), _OLD_CELLS)),
        Source("google-older", "google", _google(OLD.format("Language,Photo,"), _OLD_CELLS)),
        Source("google", "google", _google(NEW, _NEW_CELLS)),
        Source("outlook", "outlook", _outlook),
        Source("thunderbird", "thunderbird", _text("book.csv", f"{THUNDERBIRD}\n{ANA_THUNDERBIRD}\n")),
        Source("ldif", "ldif", _text("book.ldif", f"version: 1\n\n{ANA_LDIF}")),
        Source("csv", "spreadsheet", _text("people.csv", "\n".join(map(",".join, _TABLE))), {"mapping": _SAID}),
        Source("xlsx", "spreadsheet", _xlsx, {"mapping": {"sheets": {"Sheet1": _SAID}}}),
        Source("ods", "spreadsheet", _ods, {"mapping": _SAID}),
        Source("monica", "monica", _monica),
        Source("facebook", "facebook", _facebook),
        Source("html", "html", _text("page.html", f"<!DOCTYPE html><html><body>{HCARD}{JSON_LD}</body></html>")),
        Source("mbox", "mbox", letters, {"bodies": True}),
        Source("maildir", "eml", _maildir),
        Source("folder", "eml", _folder),
        Source("eml", "eml", _eml),
        Source("icalendar", "icalendar", _calendar),
        Source("archive", "kith", _archive),
    )
}
