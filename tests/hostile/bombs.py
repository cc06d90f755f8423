"""Files that mean harm: small to make, dear to read. Each is written by a function, so that none is stored."""

from __future__ import annotations

import base64
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Bomb:
    """A file to write. `may_be_read` says why reading it is no harm, where it may come to nothing refused."""

    name: str
    file: str
    write: Callable[[Path], None]
    may_be_read: str = ""

    def __str__(self) -> str:
        return self.name


BOMBS: list[Bomb] = []


def bomb(file: str, may_be_read: str = "") -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Put a function on the list, under its own name, for a file of this name."""

    def listed(write: Callable[[Path], None]) -> Callable[[Path], None]:
        BOMBS.append(Bomb(write.__name__, file, write, may_be_read))
        return write

    return listed


# ZIP


def zeros(megabytes: int, unit: bytes = bytes(MEGABYTE)) -> bytes:
    """Return a deflate stream of so many megabytes, made of one compressed again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * megabytes + packer.flush()


def packed(path: Path, name: str, megabytes: int, told: int | None = None, unit: bytes = bytes(MEGABYTE)) -> None:
    """Write a ZIP of one member; `told` is the size that its entries tell."""
    data, size = zeros(megabytes, unit), megabytes * MEGABYTE if told is None else told
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(unit, crc)
    fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x5A21, crc, len(data), size, len(name), 0)
    entry = struct.pack("<HHHHHHLLLHH", 20, 20, 0, 8, 0, 0x5A21, crc, len(data), size, len(name), 0)
    local = b"PK\3\4" + fields + name.encode() + data
    central = b"PK\1\2" + entry + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)


@bomb("linkedin.zip")
def zip_of_a_megabyte_that_swells_to_a_gigabyte(path: Path) -> None:
    packed(path, "Connections.csv", 1024)


@bomb("linkedin.zip")
def zip_that_swells_and_lies_about_it(path: Path) -> None:
    rows = (
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        + b"Ana,Ruiz,,,,,08 Feb 2024\n" * 40_000
    )
    packed(path, "Connections.csv", 1024, told=1000, unit=rows[: MEGABYTE - 25] + b"\n" * 25)


@bomb("kith.zip")
def own_zip_that_swells(path: Path) -> None:
    packed(path, "book.json", 1024)


def many_members(path: Path, first: str, text: str, count: int) -> None:
    """Write a ZIP whose directory names an empty member very many times after the first."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(first, text)
        archive.writestr("photos/1.jpg", "")
    data = path.read_bytes()
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    again = data.index(b"PK\1\2", start + 1)
    entries = data[start:again] + data[again:end] * (count - 1)
    # The usual end record cannot count so far: the longer one does.
    new = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(entries), start)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, start + len(entries), 1)
    last = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:start] + entries + new + locator + last)


@bomb("archive.zip")
def zip_of_200_000_empty_members(path: Path) -> None:
    many_members(path, "Connections.csv", "", 200_000)


@bomb("archive.zip")
def zip_of_100_000_members_that_are_a_book(path: Path) -> None:
    many_members(path, "book.json", '{"format": "kith-book"}', 100_000)


@bomb("archive.zip")
def zip_of_zips(path: Path) -> None:
    inner = b""
    for level in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{level}-{number}.zip", inner)
        inner = out.getvalue()
    path.write_bytes(inner)


@bomb("takeout.zip")
def zip_of_a_mailbox_that_swells(path: Path) -> None:
    packed(
        path,
        "Takeout/Mail/All mail.mbox",
        1024,
        unit=b"From a@b.example Mon Jan  5 10:00:00 2026\n".ljust(MEGABYTE, b"x"),
    )


# Spreadsheets

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = f'<worksheet xmlns="{_MAIN}">%s<sheetData>%s</sheetData></worksheet>'
_LAUGHS = "<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{number + 1} '{f'&a{number};' * 10}'>" for number in range(12)
)


def cell(place: str, text: str) -> str:
    """Return a cell of a sheet."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def workbook(path: Path, sheet: str, more: dict[str, str] | None = None) -> None:
    """Write an XLSX file of one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS % ("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS % ("worksheet", "worksheets/sheet1.xml"))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in (more or {}).items():
            archive.writestr(name, text)


HEADER = f'<row r="1">{cell("A1", "Name")}{cell("B1", "E-mail")}</row>'


@bomb("people.xlsx", "an entity that no parser knows is nothing")
def workbook_of_a_billion_laughs(path: Path) -> None:
    row = f'<row r="2">{cell("A2", "&a12;")}{cell("B2", "a@b.example")}</row>'
    workbook(path, f'<?xml version="1.0"?>{_LAUGHS}]>{_SHEET % ("", HEADER + row)}')


@bomb("people.xlsx", "only cells that are there count")
def workbook_that_says_it_is_as_large_as_can_be(path: Path) -> None:
    size = '<dimension ref="A1:XFD1048576"/>'
    row = f'<row r="2">{cell("A2", "Ana Ruiz")}{cell("B2", "a@b.example")}</row>'
    workbook(path, '<?xml version="1.0"?>' + _SHEET % (size, HEADER + row))


@bomb("people.xlsx")
def workbook_with_cells_in_opposite_corners(path: Path) -> None:
    row = f'<row r="1048576">{cell("XFD1048576", "far away")}</row>'
    workbook(path, '<?xml version="1.0"?>' + _SHEET % ("", HEADER + row))


@bomb("people.xlsx", "rows without cells are nothing")
def workbook_nested_20_000_deep(path: Path) -> None:
    workbook(path, '<?xml version="1.0"?>' + _SHEET % ("", HEADER + "<row>" * 20_000 + "</row>" * 20_000))


@bomb("people.xlsx")
def workbook_that_swells(path: Path) -> None:
    workbook(path, '<?xml version="1.0"?>' + _SHEET % ("", HEADER + " " * 60 * MEGABYTE))


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)


def open_document(path: Path, rows: str, head: str = "") -> None:
    """Write an ODS file of one table."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{head}<office:document-content {_SPACES} office:version="1.2"><office:body>'
            f'<office:spreadsheet><table:table table:name="People">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )


def said(text: str, times: int = 1) -> str:
    """Return a cell of an ODS table, repeated."""
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return f'<table:table-cell office:value-type="string"{repeated}><text:p>{text}</text:p></table:table-cell>'


_ROW = f"<table:table-row>{said('Name')}{said('E-mail')}</table:table-row>"


@bomb("people.ods", "an entity that no parser knows is nothing")
def open_document_of_a_billion_laughs(path: Path) -> None:
    row = f"<table:table-row>{said('&a12;')}{said('a@b.example')}</table:table-row>"
    open_document(path, _ROW + row, f"{_LAUGHS}]>")


@bomb("people.ods")
def open_document_whose_cells_are_repeated(path: Path) -> None:
    row = f'<table:table-row table:number-rows-repeated="1048576">{said("Ana", 16384)}</table:table-row>'
    open_document(path, _ROW + row)


@bomb("people.ods")
def open_document_whose_rows_are_repeated(path: Path) -> None:
    row = (
        f'<table:table-row table:number-rows-repeated="4000000000">{said("Ana")}{said("a@b.example")}</table:table-row>'
    )
    open_document(path, _ROW + row)


@bomb("people.ods")
def open_document_whose_rows_are_repeated_in_other_quotation_marks(path: Path) -> None:
    row = f"<table:table-row table:number-rows-repeated = '4000000000'>{said('Ana')}{said('a@b.example')}</table:table-row>"
    open_document(path, _ROW + row)


@bomb("people.ods")
def open_document_whose_rows_are_repeated_behind_an_entity(path: Path) -> None:
    row = f'<table:table-row table:number-rows-repeated="&#52;000000000">{said("Ana")}{said("a@b.example")}</table:table-row>'
    open_document(path, _ROW + row)


# Pictures


def png(path: Path, width: int, height: int) -> None:
    """Write a PNG of one grey, however large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    raw = (width + 1) * height
    data = b"\x78\xda" + zeros(raw // MEGABYTE + 1) + b"\0\0\0\1"
    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


@bomb("card.png")
def picture_of_169_megapixels(path: Path) -> None:
    png(path, 13_000, 13_000)


@bomb("card.png")
def picture_as_wide_as_can_be(path: Path) -> None:
    png(path, 2_000_000_000, 1)


@bomb("card.jpg")
def picture_that_is_no_picture(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + os.urandom(100_000))


@bomb("card.svg")
def drawing_with_a_billion_laughs(path: Path) -> None:
    path.write_text(f'<?xml version="1.0"?>{_LAUGHS}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a12;</text></svg>')


# iCalendar

_EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\n{more}\r\nSUMMARY:Talk\r\n" + (
    "ORGANIZER:mailto:me@kith.example\r\nATTENDEE;CN=Ana Ruiz:mailto:ana@acme.example\r\nEND:VEVENT\r\n"
)


def calendar(path: Path, *events: str) -> None:
    """Write a calendar."""
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n", newline=""
    )


def event(more: str, start: str = "19700101T000000Z", uid: str = "1") -> str:
    """Return an event, from long ago."""
    return _EVENT.format(more=more, start=start, uid=uid)


_MANY_TIMES = {
    "every_second": "RRULE:FREQ=SECONDLY",
    "every_minute": "RRULE:FREQ=MINUTELY",
    "a_billion_times": "RRULE:FREQ=DAILY;COUNT=1000000000",
    "a_billion_seconds": "RRULE:FREQ=SECONDLY;COUNT=1000000000",
    "in_every_way": "RRULE:FREQ=YEARLY;BYSECOND="
    + ",".join(map(str, range(60)))
    + ";BYMINUTE="
    + ",".join(map(str, range(60))),
    "on_a_day_that_never_comes": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "once_in_a_million_years": "RRULE:FREQ=YEARLY;INTERVAL=1000000",
    "never_apart": "RRULE:FREQ=DAILY;INTERVAL=0",
    "on_a_hundred_thousand_days": "RDATE:" + ",".join(["20260101T000000Z"] * 100_000),
    "but_for_a_hundred_thousand_days": "RRULE:FREQ=DAILY\r\nEXDATE:" + ",".join(["20260101T000000Z"] * 100_000),
    "by_fifty_rules": "\r\n".join(["RRULE:FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50"] * 50),
}


def _listed_calendars() -> Iterator[Bomb]:
    for name, rule in _MANY_TIMES.items():

        def write(path: Path, rule: str = rule) -> None:
            calendar(path, event(rule))

        yield Bomb(f"event_{name}", "calendar.ics", write, "a rule is followed only so far")


BOMBS.extend(_listed_calendars())


@bomb("calendar.ics", "each is a meeting")
def calendar_of_20_000_events_without_end(path: Path) -> None:
    calendar(path, *(event("RRULE:FREQ=DAILY", uid=str(number)) for number in range(20_000)))


@bomb("calendar.ics")
def event_with_50_000_people(path: Path) -> None:
    people = "\r\n".join(f"ATTENDEE:mailto:p{number}@acme.example" for number in range(50_000))
    calendar(path, event(people, "20260105T090000Z"))


@bomb("calendar.ics")
def components_nested_20_000_deep(path: Path) -> None:
    calendar(path, "BEGIN:VEVENT\r\n" * 20_000, "END:VEVENT\r\n" * 20_000)


@bomb("calendar.ics", "a description is cut")
def calendar_with_a_line_of_20_megabytes(path: Path) -> None:
    calendar(path, event("DESCRIPTION:" + "x" * 20 * MEGABYTE, "20260105T090000Z"))


@bomb("calendar.ics", "a description is cut")
def calendar_folded_a_million_times(path: Path) -> None:
    calendar(path, event("DESCRIPTION:x" + "\r\n x" * 1_000_000, "20260105T090000Z"))


# vCards


def cards(path: Path, *lines: str) -> None:
    """Write a card of these lines."""
    path.write_text("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Ana Ruiz", *lines, "END:VCARD", ""]), newline="")


@bomb("a.vcf")
def card_with_a_note_of_20_megabytes(path: Path) -> None:
    cards(path, "NOTE:" + "x" * 20 * MEGABYTE)


@bomb("a.vcf")
def card_with_a_folded_note_of_20_megabytes(path: Path) -> None:
    cards(path, "NOTE:" + ("x" * 74 + "\r\n ") * (20 * MEGABYTE // 77))


@bomb("a.vcf")
def card_with_50_000_phones(path: Path) -> None:
    cards(path, *(f"TEL:+49 30 {number:06}" for number in range(50_000)))


@bomb("a.vcf")
def ten_thousand_cards_in_one_line(path: Path) -> None:
    path.write_text("BEGIN:VCARD VERSION:3.0 FN:Ana END:VCARD " * 10_000)


@bomb("a.vcf")
def cards_nested_3_000_deep(path: Path) -> None:
    path.write_text("BEGIN:VCARD\r\nFN:Ana\r\nAGENT:\r\n" * 3_000 + "END:VCARD\r\n" * 3_000, newline="")


@bomb("a.vcf")
def card_whose_photo_is_20_megabytes(path: Path) -> None:
    cards(path, "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(bytes(15 * MEGABYTE)).decode())


@bomb("a.vcf")
def card_with_a_megabyte_of_quotation_marks(path: Path) -> None:
    cards(path, 'TEL;TYPE="' + 'a";"' * (MEGABYTE // 4))


@bomb("a.vcf", "a card of many members is a group")
def card_with_a_list_of_a_million_commas(path: Path) -> None:
    cards(path, "CATEGORIES:" + "," * 60_000, "ADR:" + ";" * 60_000, "N:" + "\\;" * 30_000)


@bomb("a.vcf", "the end of a card is missing, or a line")
def a_hundred_thousand_beginnings(path: Path) -> None:
    path.write_text("BEGIN:VCARD\r\n" * 100_000, newline="")


# Mail


def mbox(path: Path, head: str, body: str = "Hello\n") -> None:
    """Write a mailbox of one message."""
    path.write_text(
        "From ana@acme.example Mon Jan  5 10:00:00 2026\nFrom: Ana Ruiz <ana@acme.example>\nTo: me@kith.example\n"
        f"Date: Mon, 5 Jan 2026 10:00:00 +0000\nMessage-ID: <1@acme.example>\nSubject: Lunch\n{head}\n{body}"
    )


def recipients(count: int) -> str:
    """Return a header with so many."""
    return "Cc: " + ",\n ".join(f"P{number} <p{number}@acme.example>" for number in range(count)) + "\n"


@bomb("mail.mbox")
def message_to_20_000(path: Path) -> None:
    mbox(path, recipients(20_000))


@bomb("mail.mbox", "headers are enough")
def message_of_20_000_nested_parts(path: Path) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b0"\n'
    body = "".join(
        f'--b{number}\nContent-Type: multipart/mixed; boundary="b{number + 1}"\n\n' for number in range(20_000)
    )
    mbox(path, head, body)


@bomb("mail.mbox", "headers are enough")
def message_of_20_000_messages_within_one_another(path: Path) -> None:
    mbox(path, "MIME-Version: 1.0\nContent-Type: message/rfc822\n", "Content-Type: message/rfc822\n\n" * 20_000)


@bomb("mail.mbox", "headers are enough")
def message_with_a_line_of_a_gigabyte(path: Path) -> None:
    mbox(path, "", "")
    with path.open("r+b") as file:
        file.truncate(1024 * MEGABYTE)


@bomb("mail.mbox")
def message_with_a_header_of_20_megabytes(path: Path) -> None:
    mbox(path, "X-Long: " + "x" * 20 * MEGABYTE + "\n")


@bomb("mail.mbox")
def message_with_a_header_folded_a_million_times(path: Path) -> None:
    mbox(path, "X-Long: x" + "\n x" * 1_000_000 + "\n")


@bomb("mail.mbox")
def message_with_100_000_headers(path: Path) -> None:
    mbox(path, "".join(f"X-{number}: x\n" for number in range(100_000)))


@bomb("mail.mbox", "an encoded subject is cut")
def message_with_100_000_encoded_words(path: Path) -> None:
    mbox(path, "Subject: " + "=?utf-8?q?a?= " * 100_000 + "\nX-More: " + "=?" * 100_000 + "\n")


@bomb("mail.mbox", "only the first id counts")
def message_that_answers_100_000(path: Path) -> None:
    mbox(path, "References: " + " ".join(f"<{number}@acme.example>" for number in range(100_000)) + "\n")


@bomb("mail.mbox", "an address of brackets is none")
def message_from_a_hundred_thousand_brackets(path: Path) -> None:
    mbox(path, "Cc: " + "(" * 100_000 + "\nBcc: " + '"' * 100_001 + "\nReply-To: " + "<" * 100_000 + "\n")


@bomb("mail.eml")
def single_message_to_20_000(path: Path) -> None:
    mbox(path, recipients(20_000))
    path.write_text(path.read_text().partition("\n")[2])


@bomb("Maildir", "a pipe is no message")
def maildir_with_a_pipe_in_it(path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    os.mkfifo(path / "cur" / "1:2,S")
    (path / "cur" / "2:2,S").write_text("From: Ana <ana@acme.example>\nTo: me@kith.example\n\nHello\n")


@bomb("Maildir")
def maildir_that_leads_elsewhere(path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    (path / "cur" / "1:2,S").symlink_to("/dev/zero")


# Tables

_HEADERS = {
    "linkedin": ("Connections.csv", "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
    "google": (
        "contacts.csv",
        "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value",
    ),
    "outlook": ("outlook.csv", "First Name,Middle Name,Last Name,Company,E-mail Address,Business Phone,Referred By"),
    "any_program": ("people.csv", "Name,Employer,Mail,Telephone,Remarks,Seen,Town"),
}


def _listed_tables() -> Iterator[Bomb]:
    for program, (file, header) in _HEADERS.items():

        def open_quote(path: Path, header: str = header) -> None:
            path.write_text(f'{header}\nAna,"Ruiz,' + "ana@acme.example,,,,\n" * 50_000)

        def one_long_line(path: Path, header: str = header) -> None:
            path.write_text(f"{header}\nAna," + "x" * 20 * MEGABYTE)

        def all_rows_wrong(path: Path, header: str = header) -> None:
            path.write_text(f"{header}\n" + "Ana,b\n" * 20_000)

        def a_hundred_thousand_columns(path: Path, header: str = header) -> None:
            path.write_text(f"{header}{',x' * 100_000}\n" + "Ana\n" * 1_000)

        why = "what has no name and no address is left out"
        yield Bomb(f"table_of_{program}_with_an_open_quotation_mark", file, open_quote)
        yield Bomb(f"table_of_{program}_with_a_line_of_20_megabytes", file, one_long_line)
        yield Bomb(f"table_of_{program}_with_20_000_broken_rows", file, all_rows_wrong, why)
        yield Bomb(f"table_of_{program}_with_100_000_columns", file, a_hundred_thousand_columns, why)


BOMBS.extend(_listed_tables())


@bomb("people.csv")
def table_of_quotation_marks(path: Path) -> None:
    path.write_text('"' * 5 * MEGABYTE)


@bomb("people.tsv", "no header, no people")
def table_of_tabs(path: Path) -> None:
    path.write_text("Name\tMail\n" + "\t" * 5 * MEGABYTE)


# LDIF


def ldif(path: Path, *lines: str) -> None:
    """Write an entry of these lines."""
    start = ["dn: cn=Ana Ruiz,mail=ana@acme.example", "objectclass: person", "cn: Ana Ruiz", "mail: ana@acme.example"]
    path.write_text("\n".join([*start, *lines, ""]))


@bomb("people.ldif")
def ldif_that_goes_on_without_end(path: Path) -> None:
    ldif(path, "description: x" + ("\n " + "x" * 70) * 200_000)


@bomb("people.ldif")
def ldif_in_base64_of_20_megabytes(path: Path) -> None:
    ldif(path, "description:: " + base64.b64encode(b"x" * 15 * MEGABYTE).decode())


@bomb("people.ldif")
def ldif_of_200_000_attributes(path: Path) -> None:
    ldif(path, *(f"mail: a{number}@acme.example" for number in range(200_000)))


@bomb("people.ldif")
def ldif_that_points_at_a_file(path: Path) -> None:
    ldif(path, "jpegPhoto:< file:///etc/passwd")


# JSON


def monica(path: Path, inside: str) -> None:
    """Write an export of Monica with something inside."""
    path.write_text(
        '{"app_version": "4.0.0", "exported_by": "me", "account": {"uuid": "1", "instance": [],'
        f' "data": [{{"count": 1, "type": "contact", "values": [{inside}]}}]}}}}'
    )


def facebook(path: Path, inside: str) -> None:
    """Write a conversation of Messenger with something inside."""
    path.write_text(
        '{"participants": [{"name": "Ana"}, {"name": "Me"}], "thread_path": "inbox/ana_1", "messages":'
        f' [{{"sender_name": "Ana", "timestamp_ms": 1767603600000, "content": "hi"}}, {inside}]}}'
    )


_DEEP = "[" * 200_000 + "]" * 200_000
_DEEP_OBJECT = '{"a":' * 100_000 + "1" + "}" * 100_000


@bomb("monica.json")
def monica_nested_deep(path: Path) -> None:
    monica(path, _DEEP)


@bomb("monica.json")
def monica_nested_deep_in_objects(path: Path) -> None:
    monica(path, _DEEP_OBJECT)


@bomb("monica.json", "900 levels are no harm")
def monica_nested_not_quite_too_deep(path: Path) -> None:
    monica(path, '{"uuid": "1", "properties": {"first_name": ' + "[" * 900 + "]" * 900 + "}}")


@bomb("monica.json")
def monica_with_a_number_of_a_million_digits(path: Path) -> None:
    monica(path, "1" * MEGABYTE)


@bomb("monica.json", "there is nobody in it")
def monica_with_300_000_empty_objects(path: Path) -> None:
    monica(path, ",".join(["{}"] * 300_000))


@bomb("message_1.json")
def facebook_nested_deep(path: Path) -> None:
    facebook(path, _DEEP)


@bomb("message_1.json")
def facebook_nested_deep_in_objects(path: Path) -> None:
    facebook(path, _DEEP_OBJECT)


@bomb("message_1.json", "900 levels are no harm")
def facebook_nested_not_quite_too_deep(path: Path) -> None:
    facebook(path, '{"sender_name": ' + "[" * 900 + "]" * 900 + "}")


@bomb("message_1.json", "times that never were are passed over")
def facebook_of_times_that_never_were(path: Path) -> None:
    facebook(
        path,
        ",".join(
            f'{{"sender_name": "Ana", "timestamp_ms": {each}}}' for each in ("1e400", "9" * 40, "-1e30", "NaN", "[]")
        ),
    )


# Web pages


def page(path: Path, body: str) -> None:
    """Write a web page."""
    path.write_text(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>")


_HCARD = '<div class="h-card"><span class="p-name">Ana Ruiz</span></div>'


@bomb("page.html")
def page_nested_200_kilobytes_deep(path: Path) -> None:
    page(path, "<div>" * 40_000 + _HCARD)


@bomb("page.html")
def page_of_cards_within_cards(path: Path) -> None:
    page(path, '<div class="h-card"><span class="p-name">Ana</span>' * 5_000)


@bomb("page.html", "tags that need no end are no depth")
def page_of_paragraphs_that_never_end(path: Path) -> None:
    page(path, _HCARD + "<p>" * 60_000 + "<b>" * 100)


@bomb("page.html")
def page_of_formatting_that_never_ends(path: Path) -> None:
    page(path, _HCARD + "<b><p>" * 20_000)


@bomb("page.html")
def page_with_an_attribute_of_20_megabytes(path: Path) -> None:
    page(path, f'<div class="h-card {"x " * 10 * MEGABYTE}">Ana</div>')


@bomb("page.html", "signs that open no tag are text")
def page_with_300_000_tags_left_open(path: Path) -> None:
    page(path, _HCARD + "<" * 300_000)


@bomb("page.html")
def page_of_json_nested_deep(path: Path) -> None:
    page(path, f'<script type="application/ld+json">{_DEEP}</script>')


# Anything


def _listed_sparse() -> Iterator[Bomb]:
    heads = {
        "a.vcf": b"BEGIN:VCARD\r\nFN:Ana\r\n",
        "calendar.ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        "people.csv": b"Name,Mail\n",
        "people.ldif": b"dn: cn=Ana\ncn: Ana\n",
        "monica.json": b'{"app_version": "4", "account": {"data": [',
        "page.html": b"<!DOCTYPE html><html>",
        "mail.eml": b"From: a@b.example\nTo: c@d.example\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\n",
        "card.png": b"\x89PNG\r\n\x1a\n",
        "huge.xyz": b"",
    }
    for file, head in heads.items():

        def write(path: Path, head: bytes = head) -> None:
            path.write_bytes(head)
            with path.open("r+b") as opened:
                opened.truncate(8 * 1024 * MEGABYTE)

        why = "headers are enough" if file == "mail.eml" else ""
        yield Bomb(f"eight_gigabytes_of_nothing_called_{file}", file, write, why)


BOMBS.extend(_listed_sparse())


@bomb("people.csv")
def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@bomb("people.csv")
def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@bomb("notes.xyz")
def noise(path: Path) -> None:
    path.write_bytes(os.urandom(MEGABYTE))


@bomb("folder")
def a_folder_of_nothing(path: Path) -> None:
    path.mkdir()
