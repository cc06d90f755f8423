"""Files of every kind of a size that is worth while: reading, saving and taking back take some tenths of a second to seconds."""

from __future__ import annotations

import base64
import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bench import kith_up
from bench.make_linkedin import write_export
from bench.make_mbox import ME, people, write_mbox

TODAY = date(2026, 11, 20)  # files tell of the years before, whenever they are made
KNOWN = 200  # of the people are in the book before
Someone = tuple[int, str, str]  # number, name, address


def somebody(count: int) -> Iterator[Someone]:
    """So many people, no two of one name or address. The first are in the book already."""
    known = people(KNOWN)
    for number in range(count):
        name, address = known[number % KNOWN]
        if number < KNOWN:
            yield number, name, address
        else:
            yield number, f"{name} {_roman(number // KNOWN)}", f"{number}.{address}"


def linkedin(place: Path, size: int) -> Path:
    """An export of LinkedIn's."""
    write_export(place / "linkedin.zip", size, size * 4, 7)
    return place / "linkedin.zip"


def vcard(place: Path, size: int) -> Path:
    """Cards, every tenth with a picture."""
    with (place / "cards.vcf").open("w", newline="") as file:
        for number, name, address in somebody(size):
            lines = [
                f"FN:{name}",
                f"EMAIL:{address}",
                f"TEL:+4930{number:07d}",
                "ORG:Acme",
                f"BDAY:19{number % 80 + 10}0620",
            ]
            lines += ["CATEGORIES:climbing", f"UID:card-{number}", f"X-SPOUSE:{name} Partner"]
            lines += [f"PHOTO;ENCODING=b;TYPE=PNG:{_picture(number)}"] if number % 10 == 0 else []
            file.write("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]))
    return place / "cards.vcf"


def google(place: Path, size: int) -> Path:
    """Google's table, as it is now."""
    header = ["First Name", "Last Name", "Birthday", "Labels", "Organization Name", "Organization Title", "Notes"]
    header += ["E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value"]
    header += ["Relation 1 - Label", "Relation 1 - Value"]
    rows = (
        [*_split(name), "--06-20", "Climbers", "Acme", "Founder", "Tea", "* Work", address]
        + ["Mobile", f"+4915{number:09d}", "Spouse", f"{name} Partner"]
        for number, name, address in somebody(size)
    )
    return _table(place / "google.csv", header, rows)


def outlook(place: Path, size: int) -> Path:
    """Outlook's table."""
    header = ["Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title"]
    header += ["Business Phone", "Birthday", "Categories", "E-mail Address", "Manager's Name", "Spouse", "Referred By"]
    rows = (
        ["", _split(name)[0], "", _split(name)[1], "", "Acme", "R&D", "CTO", f"+4930{number:07d}", "6/20/1980", "Board"]
        + [address, "Eli Fox", f"{name} Partner", "Mara Lindqvist"]
        for number, name, address in somebody(size)
    )
    return _table(place / "outlook.csv", header, rows)


def spreadsheet(place: Path, size: int) -> Path:
    """A table that somebody made by hand, with the day of the last contact."""
    header = ["Name", "Company", "Job title", "Mail", "Tags", "Last contact", "Met at"]
    rows = (
        [name, "Acme", "CTO", address, "climbers", (TODAY - timedelta(days=number % 900 + 1)).isoformat(), "PyCon"]
        for number, name, address in somebody(size)
    )
    return _table(place / "people.csv", header, rows)


def ldif(place: Path, size: int) -> Path:
    """An address book of Thunderbird's."""
    cards = (
        f"dn: cn={number},mail={address}\nobjectclass: person\ncn:: {_base64(name)}\nsn:: {_base64(_split(name)[1])}\n"
        f"mail: {address}\nmobile: +4915{number:09d}\no: Acme\ntitle: CTO\n\n"
        for number, name, address in somebody(size)
    )
    (place / "book.ldif").write_text("version: 1\n\n" + "".join(cards))
    return place / "book.ldif"


def monica(place: Path, size: int) -> Path:
    """What Monica 4 exports."""
    mail = "11111111-1111-4111-8111-111111111111"
    contacts = [_monica_contact(each, mail) for each in somebody(size)]
    data = [{"type": "contact", "count": size, "values": contacts}]
    types = [{"uuid": mail, "properties": {"name": "Email"}}]
    account = {"uuid": "account", "data": data, "instance": {"contact_field_types": types}}
    document = {"version": "1.0-preview.1", "app_version": "4.1.2", "exported_by": "Mara", "account": account}
    (place / "monica.json").write_text(json.dumps(document))
    return place / "monica.json"


def facebook(place: Path, size: int) -> Path:
    """What Facebook lets one download: friends, and conversations by day."""
    friends = [{"name": name, "timestamp": 1_600_000_000 + number} for number, name, _address in somebody(size)]
    with zipfile.ZipFile(place / "facebook.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("connections/friends/your_friends.json", json.dumps({"friends_v2": friends}))
        own = {"profile_v2": {"name": {"full_name": "Mara Lindqvist"}}}
        archive.writestr("personal_information/profile_information.json", json.dumps(own))
        for number, name, _address in somebody(size // 4):
            talk = _facebook_talk(number, name)
            archive.writestr(f"messages/inbox/talk_{number}/message_1.json", json.dumps(talk))
    return place / "facebook.zip"


def html(place: Path, size: int) -> Path:
    """A page of a club with its members."""
    cards = (
        f'<div class="vcard"><span class="fn">{name}</span> <span class="org">Acme</span>'
        f'<a class="email" href="mailto:{address}">mail</a></div>'
        for _number, name, address in somebody(size)
    )
    (place / "page.html").write_text(f"<!DOCTYPE html><html><body>{''.join(cards)}</body></html>")
    return place / "page.html"


def mbox(place: Path, size: int) -> Path:
    """A mailbox as Google gives it."""
    write_mbox(place / "All.mbox", size, 3)
    return place / "All.mbox"


def maildir(place: Path, size: int) -> Path:
    """A Maildir in a ZIP, with its folder of sent mail."""
    with zipfile.ZipFile(place / "Maildir.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, folder, text in letters(size):
            archive.writestr(f"Maildir/{'.Sent/' if folder else ''}cur/{number}.host:2,S", text)
    return place / "Maildir.zip"


def letters(size: int) -> Iterator[tuple[int, bool, str]]:
    """So many messages: number, whether it is sent, text. Two received and one sent are a thread."""
    who = list(somebody(KNOWN + 100))
    for number in range(size):
        thread, is_sent = number // 3, number % 3 == 2
        _number, name, address = who[thread * 7 % len(who)]
        them, mine = f'"{name}" <{address}>', f"Mara Lindqvist <{ME}>"
        at = datetime(2026, 11, 19, 8, tzinfo=UTC) - timedelta(days=thread % 1500, minutes=-(number % 3))
        head = [
            f"From: {mine if is_sent else them}",
            f"To: {them if is_sent else mine}",
            f"Date: {at:%d %b %Y %H:%M:%S} +0000",
        ]
        head += [f"Subject: Plan {thread}", f"Message-ID: <m{number}@x.example>"]
        head += [f"References: <m{thread * 3}@x.example>"] if number % 3 else []
        yield number, is_sent, "\n".join([*head, "", "Hello", ""])


def calendar(place: Path, size: int) -> Path:
    """Meetings of years, and some that are to come."""
    events = (line for number, name, address in somebody(size) for line in _event(number, name, address))
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])
    (place / "calendar.ics").write_text(text)
    return place / "calendar.ics"


def archive(place: Path, size: int) -> Path:
    """The book of somebody else, as Kith packs it, out of cards and mail."""
    target = place / "kith.zip"
    with tempfile.TemporaryDirectory(prefix="kith-import-kills-") as data:
        code = f"from bench import import_kills_kinds as kinds; kinds.pack({str(target)!r}, {data!r}, {size})"
        kith_up.python(kith_up.environment(Path(data)), code)
    return target


def pack(target: str, data: str, size: int) -> None:
    """Fill a book and pack it. Runs in a process of its own."""
    from kith.cli.up_ import prepare

    prepare()
    from django.utils import timezone

    from kith.accounts import actions as accounts
    from kith.archive import packing
    from kith.imports import actions

    owner, now = accounts.first_user(ME), timezone.now()
    for write in (vcard, calendar, mbox):
        file = write(Path(data), size)
        import_ = actions.start(owner, [(file.name, file)], now=now)
        actions.preview(import_.pk, now=now)
        actions.commit(import_.pk, now=now)
    with Path(target).open("wb") as out:
        packing.pack(owner, out, now=now)


FILES: dict[str, tuple[Callable[[Path, int], Path], int]] = {
    "LinkedIn": (linkedin, 900),
    "vCard": (vcard, 1_500),
    "Google CSV": (google, 2_500),
    "Outlook CSV": (outlook, 2_500),
    "spreadsheet": (spreadsheet, 2_000),
    "LDIF": (ldif, 2_500),
    "Monica": (monica, 1_000),
    "Facebook": (facebook, 600),
    "web page": (html, 800),
    "mbox": (mbox, 8_000),
    "Maildir": (maildir, 4_000),
    "calendar": (calendar, 2_500),
    "own ZIP": (archive, 600),
}


def write_all(place: Path, share: float = 1.0, kinds: Collection[str] = ()) -> dict[str, Path]:
    """Write a file of each of these kinds, or of all, each so much of its size."""
    return {
        kind: write(place, max(int(size * share), 30))
        for kind, (write, size) in FILES.items()
        if not kinds or kind in kinds
    }


def _event(number: int, name: str, address: str) -> list[str]:
    on = datetime.now(UTC).replace(hour=9, minute=0, second=0) + timedelta(days=30 - number % 1200)
    return [
        *("BEGIN:VEVENT", f"UID:meeting-{number}", f"DTSTART:{on:%Y%m%d}T090000Z", f"DTEND:{on:%Y%m%d}T100000Z"),
        *("SUMMARY:Lunch", f"ATTENDEE;CN=Mara Lindqvist:mailto:{ME}", f"ATTENDEE;CN={name}:mailto:{address}"),
        "END:VEVENT",
    ]


def _monica_contact(one: Someone, mail: str) -> dict[str, object]:
    number, name, address = one
    call = {"uuid": f"call-{number}", "properties": {"called_at": "2025-05-02T09:00:00Z", "content": "The move"}}
    field = {"uuid": f"field-{number}", "properties": {"data": address, "type": mail}}
    given, family = _split(name)
    return {
        "uuid": f"contact-{number}",
        "properties": {"first_name": given, "last_name": family, "company": "Acme", "job": "CTO", "tags": ["friends"]},
        "data": [
            {"type": "call", "count": 1, "values": [call]},
            {"type": "contact_field", "count": 1, "values": [field]},
        ],
    }


def _facebook_talk(number: int, name: str) -> dict[str, object]:
    dice, at = Random(number), 1_700_000_000_000 + number * 1_000
    messages = []
    for step in range(12):
        at += dice.randrange(86_400_000)
        sender = "Mara Lindqvist" if step % 2 else name
        messages.append({"sender_name": sender, "timestamp_ms": at, "content": f"Words {step}"})
    both = [{"name": name}, {"name": "Mara Lindqvist"}]
    return {"participants": both, "messages": messages, "title": name, "thread_path": f"inbox/talk_{number}"}


def _picture(number: int) -> str:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (64, 64), (number % 256, number // 256 % 256, 90)).save(out, "PNG")
    return _base64(out.getvalue())


def _base64(value: str | bytes) -> str:
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


def _split(name: str) -> tuple[str, str]:
    given, _, family = name.partition(" ")
    return given, family


def _roman(number: int) -> str:
    """Names differ by a word, as no names have digits in them."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number)) + "son"


def _table(place: Path, header: list[str], rows: Iterator[list[str]]) -> Path:
    with place.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return place
