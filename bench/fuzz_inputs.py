"""Small true files of each format, and what is done to them: input number n of a seed is the same wherever it is made."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

_MOST_BYTES = 200_000

VCARDS = [
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;M.;Dr.;PhD\r\nFN:Ana Ruiz\r\nORG:Acme;Lab\r\nTITLE:CTO\r\n"
    b"item1.EMAIL;TYPE=INTERNET,pref:ana@acme.example\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nTEL;TYPE=CELL:+49 170 1234567\r\n"
    b"ADR;TYPE=HOME:;;1 Main St;Berlin;;10115;Germany\r\nBDAY:--0504\r\nitem2.X-ABDATE:2011-06-01\r\n"
    b"item2.X-ABLabel:_$!<Anniversary>!$_\r\nitem3.X-ABRELATEDNAMES:Bo\r\nNOTE:Met in\\nLyon\\, 2019\r\n"
    b"PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==\r\nCATEGORIES:Ski,Work\r\nUID:u1\r\nEND:VCARD\r\n",
    b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB;;;\n"
    b"TEL;WORK;VOICE:030 123456\nNOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\ntwo=\n\nBDAY:19900504\nAGENT:\nBEGIN:VCARD\n"
    b"FN:Bo\nEND:VCARD\nEND:VCARD\n",
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Climbers\r\nMEMBER:urn:uuid:u1\r\nEND:VCARD\r\nBEGIN:VCARD\r\n"
    b'VERSION:4.0\r\nFN;PREF=1:Cy Dee\r\nTEL;VALUE=uri;TYPE="voice,home":tel:+1-555-555-5555;ext=12\r\n'
    b"RELATED;TYPE=spouse;VALUE=text:Di\r\nBDAY;CALSCALE=gregorian:1990\r\nIMPP:xmpp:cy@acme.example\r\n"
    b"ANNIVERSARY:20110601T120000Z\r\nPHOTO:data:image/png;base64,iVBORw0KGgo=\r\nEND:VCARD\r\n",
]
CALENDARS = [
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    b"BEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Berlin:20260105T090000\r\nDURATION:PT1H30M\r\n"
    b"RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE\r\nEXDATE;TZID=Berlin:20260107T090000\r\nSUMMARY:Talk\r\n"
    b'ORGANIZER;CN=Me:mailto:me@kith.example\r\nATTENDEE;CN="Ruiz, Ana";PARTSTAT=ACCEPTED:mailto:ana@acme.example\r\n'
    b"DESCRIPTION:See\\nyou\r\n there\r\nLOCATION:Lyon\r\nURL:https://meet.example/x\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:1@x\r\nRECURRENCE-ID;TZID=Berlin:20260112T090000\r\nDTSTART;TZID=Berlin:20260113T090000\r\n"
    b"STATUS:CANCELLED\r\nATTENDEE:mailto:ana@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20260201\nDTEND;VALUE=DATE:20260203\n"
    b"RRULE:FREQ=MONTHLY;UNTIL=20270101;BYMONTHDAY=-1;BYSETPOS=1;INTERVAL=2;WKST=SU\nRDATE;VALUE=PERIOD:20260301T090000Z/PT1H\n"
    b"SUMMARY:Trip\nATTENDEE:mailto:bo@acme.example\nBEGIN:VALARM\nTRIGGER:-PT5M\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n"
    b"BEGIN:VTODO\nUID:3\nEND:VTODO\nEND:VCALENDAR\n",
]
TABLES = [
    b'Notes:\n"When exporting your connection data."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
    b"Ana,Ruiz,https://www.linkedin.com/in/ana-ruiz,ana@acme.example,Acme,CTO,08 Feb 2024\nBo,Li,,,,,2/8/24\n",
    b"Name,Given Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
    b"Phone 1 - Value,Organization 1 - Name,Relation 1 - Type,Relation 1 - Value\n"
    b'Ana Ruiz,Ana,Ruiz,1990-05-04,"Met\nin Lyon",* myContacts ::: Ski,* Work,ana@acme.example ::: a@b.example,Mobile,'
    b"+49 170 1234567,Acme,Spouse,Bo\n",
    b"First Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Birthday,Anniversary,Referred By,Spouse,"
    b"Manager's Name,Assistant's Name,Categories,Notes\r\nAna,Ruiz,Acme,CTO,ana@acme.example,+49 30 1,4.5.1990,0/0/00,Bo Li,"
    b'Cy,Di,Ed,Ski;Work,"say ""hi"""\r\n',
    "Vorname;Nachname;Firma;E-Mail;Telefon;Geburtstag;Ort\r\nZoë;Müller;Über GmbH;zoe@uber.example;030 1;04.05.1990;Köln\r\n".encode(
        "cp1252"
    ),
    "Name\tMail\tPhone\nAna Ruiz\tana@acme.example\t+1 555 0100\n".encode("utf-16"),
    b"First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Birth Year,Birth Month,Birth Day\n"
    b"Ana,Ruiz,Ana Ruiz,,ana@acme.example,,,1990,5,4\n",
]
MAILBOXES = [
    b"From ana@acme.example Mon Jan  5 10:00:00 2026\nReturn-Path: <ana@acme.example>\nFrom: =?utf-8?q?Ana_Ru=C3=ADz?= <ana@acme.example>\n"
    b'To: me@kith.example, "Li, Bo" <bo@acme.example>\nDate: Mon, 5 Jan 2026 10:00:00 +0100 (CET)\nMessage-ID: <1@acme.example>\n'
    b'Subject: =?iso-8859-1?B?TXVuY2g=?=\n folded\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b1"\n\n'
    b"--b1\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHi=20there\n-- =\n\nAna Ruiz\n"
    b"CTO, Acme\n+49 170 1234567\n--b1\nContent-Type: text/html\n\n<p>Hi</p>\n--b1--\n\n>From here\n\n"
    b"From me@kith.example Tue Jan  6 10:00:00 2026\nX-Gmail-Labels: Sent\nFrom: Me <me@kith.example>\nTo: Ana <ana@acme.example>\n"
    b"Date: Tue, 6 Jan 2026 10:00:00 -0000\nIn-Reply-To: <1@acme.example>\nReferences: <0@x> <1@acme.example>\nMessage-ID: <2@k>\n"
    b"Subject: Re: Lunch\n\nYes\n\nFrom list@x.example Wed Jan  7 10:00:00 2026\nFrom: list@x.example\nList-Id: <x>\nPrecedence: bulk\n"
    b"Auto-Submitted: auto-generated\nDate: nonsense\n\nNews\n",
]
LDIFS = [
    b"version: 1\n\n# Ana\ndn: cn=Ana Ruiz,mail=ana@acme.example\nobjectclass: top\nobjectclass: person\ncn: Ana Ruiz\ngivenName: Ana\n"
    b"sn:: UnXDrXo=\nmail: ana@acme.example\nmozillaSecondEmail: a@b.example\ntelephoneNumber: +49 30 1\nbirthyear: 1990\n"
    b"birthmonth: 5\nbirthday: 4\no: Acme\ntitle: C\n TO\ndescription: Met\n\n"
    b"dn:: Y249Qm8gTGk=\nchangetype: add\ncn: Bo Li\nmobile;lang-de: 0170 1\njpegPhoto:< file:///x\n-\n",
]
JSONS = [
    b'{"app_version":"4.0.0","export_date":"2026-01-01","url":"x","exported_by":"u","account":{"uuid":"a","instance":[],"data":['
    b'{"count":1,"type":"contact","values":[{"uuid":"c1","created_at":"2024-01-01T00:00:00Z","properties":{"first_name":"Ana",'
    b'"last_name":"Ruiz","job":"CTO","company":"Acme","is_starred":true,"tags":["ski"],"birthdate":{"uuid":"b","is_age_based":false,'
    b'"is_year_unknown":true,"date":"1990-05-04T00:00:00Z"},"first_met_date":null,"description":"x"},"data":[{"count":1,"type":"note",'
    b'"values":[{"uuid":"n","properties":{"body":"hi","is_favorited":false}}]},{"count":1,"type":"contact_field","values":[{"uuid":"f",'
    b'"properties":{"data":"ana@acme.example","type":{"name":"Email","protocol":"mailto:"}}}]},{"count":1,"type":"call","values":['
    b'{"uuid":"k","properties":{"called_at":"2026-01-05T10:00:00Z","content":"c","contact_called":1}}]}]}]},'
    b'{"count":1,"type":"relationship","values":[{"uuid":"r","properties":{"type":"partner","contact_is":"c1","of_contact":"c2"}}]},'
    b'{"count":1,"type":"activity","values":[{"uuid":"v","properties":{"summary":"Lunch","happened_at":"2026-01-05","contacts":["c1"]}}]}]}}',
    b'{"participants":[{"name":"Ana Ru\\u00c3\\u00adz"},{"name":"Me"}],"messages":[{"sender_name":"Ana Ru\\u00c3\\u00adz",'
    b'"timestamp_ms":1767603600000,"content":"hi","type":"Generic","reactions":[{"reaction":"x","actor":"Me"}]},{"sender_name":"Me",'
    b'"timestamp_ms":1767607200000,"content":"yes"}],"title":"Ana","is_still_participant":true,"thread_path":"inbox/ana_1"}',
    b'{"friends_v2":[{"name":"Ana Ru\\u00c3\\u00adz","timestamp":1500000000,"contact_info":"ana@acme.example"},{"name":"Bo"}]}',
]
PAGES = [
    b'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ana</title><script type="application/ld+json">{"@context":'
    b'"https://schema.org","@type":"Person","name":"Ana Ruiz","email":"mailto:ana@acme.example","worksFor":{"@type":"Organization",'
    b'"name":"Acme"},"jobTitle":"CTO","sameAs":["https://www.linkedin.com/in/ana-ruiz"]}</script></head><body>'
    b'<div class="h-card vcard"><a class="p-name fn u-url url" href="/ana">Ana Ruiz</a><span class="p-org org">Acme</span>'
    b'<a class="u-email email" href="mailto:ana@acme.example">mail</a><span class="tel"><span class="type">Work</span>'
    b'<span class="value">+49 30 1</span></span><time class="dt-bday bday" datetime="1990-05-04">May</time><div class="p-adr adr">'
    b'<span class="locality">Berlin</span></div></div><div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Bo Li'
    b'</span><a itemprop="email" href="mailto:bo@acme.example">b</a></div><div vocab="https://schema.org/" typeof="Person">'
    b'<span property="name">Cy Dee</span></div></body></html>',
]
_TOKENS = {
    "vcard": b"BEGIN:VCARD|END:VCARD|\r\n |;ENCODING=QUOTED-PRINTABLE:|;ENCODING=b:|;CHARSET=UTF-16:|=\r\n|item1.|X-ABLABEL:|_$!<|AGENT:|\\;|\\n|BDAY:|;VALUE=uri:|^n|data:",
    "ics": b"BEGIN:VEVENT|END:VEVENT|RRULE:|FREQ=SECONDLY|FREQ=YEARLY|COUNT=|UNTIL=|BYDAY=-53MO|BYSETPOS=-366|EXDATE:|RDATE;VALUE=PERIOD:|TZID=|DURATION:-P999999D|T240000|00000000|99991231T235959Z|DTSTART:|INTERVAL=0|BYWEEKNO=53|BYYEARDAY=-366|\r\n ",
    "csv": b'"|""|,|;|\t|\r\n|\n|\r|=cmd|@| ::: |0/0/00|31.02.2024|2024-02-30|\xef\xbb\xbf|\xff\xfe',
    "mbox": b'\nFrom x Mon Jan  5 10:00:00 2026\n|=?utf-8?b?|?=|=?x?q?=FF?=|boundary=|Content-Type: |;charset=utf-16|--b1|(((|"|<>|, |@|:;|Date: |+9999|References: |\n\t|Content-Type: message/rfc822\n\n',
    "ldif": b"\n |:: |:< |\n\ndn: |-\n|#|;binary|changetype: delete|\xff|version: 2\n",
    "json": b'null|true|1e999|-1|"|[]|{}|[[[[|\\ud800|\\u0000|NaN|:|,|"timestamp_ms"|"values"|"properties"|99999999999999999999|"2026-13-99T99:99:99Z"',
    "html": b'<div class="h-card">|</div>|<!--|-->|<script type="application/ld+json">|</script>|&#x0;|&#xD800;|itemscope |itemref="a" |typeof="Person" |class="vcard"|<base href="[">|href="http://["|<table>|<svg>',
    "zip": b"PK\3\4|PK\1\2|PK\5\6|PK\6\6|PK\6\7|\xff\xff\xff\xff|\0\0\0\0|../|\\|book.json|.zip",
}


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode(),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="P" sheetId="1" r:id="r1"/></sheets></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>'
    ).encode(),
    "xl/worksheets/sheet1.xml": (
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" '
        't="inlineStr"><is><t>E-mail</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ana Ruiz</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>ana@acme.example</t></is></c></row></sheetData></worksheet>'
    ).encode(),
}
PACKED: list[dict[str, bytes]] = [
    {
        "Connections.csv": TABLES[0],
        "Profile.csv": b"First Name,Last Name,Headline\nAda,Lovelace,Analyst\n",
        "a/b.txt": b"x",
    },
    {"messages/inbox/ana_1/message_1.json": JSONS[1], "friends_and_followers/your_friends.json": JSONS[2]},
    {"me@kith.example.ics": CALENDARS[1]},
    {"Takeout/Mail/Inbox.mbox": MAILBOXES[0]},
    _WORKBOOK,
]


@dataclass(frozen=True)
class Format:
    """Small true files, under the name that such a file has, and the readers that a file may be forced upon."""

    file: str
    seeds: tuple[bytes, ...]
    readers: tuple[str, ...]


FORMATS: dict[str, Format] = {
    "vcard": Format("a.vcf", tuple(VCARDS), ("vcard",)),
    "ics": Format("a.ics", tuple(CALENDARS), ("icalendar",)),
    "csv": Format("a.csv", tuple(TABLES), ("linkedin", "google", "outlook", "thunderbird", "spreadsheet")),
    "mbox": Format("a.mbox", tuple(MAILBOXES), ("mbox", "eml")),
    "zip": Format("a.zip", tuple(map(_zipped, PACKED)), ("linkedin", "facebook", "icalendar", "eml", "spreadsheet")),
    "ldif": Format("a.ldif", tuple(LDIFS), ("ldif",)),
    "json": Format("a.json", tuple(JSONS), ("monica", "facebook")),
    "html": Format("a.html", tuple(PAGES), ("html",)),
}


def mutated(kind: str, seed: int, number: int) -> bytes:
    """Input `number` of a format."""
    chance = random.Random(f"{kind}:{seed}:{number}")
    if kind == "zip" and chance.random() < 0.5:
        # From within, as the outside of a ZIP lets little through.
        members = dict(chance.choice(PACKED))
        name = chance.choice(list(members))
        members[name] = _changed(members[name], chance, kind, list(members.values()))
        data = _zipped(members)
    else:
        seeds = list(FORMATS[kind].seeds)
        data = _changed(chance.choice(seeds), chance, kind, seeds)
    return data


def _changed(data: bytes, chance: random.Random, kind: str, others: list[bytes]) -> bytes:
    for _ in range(min(1 + int(chance.expovariate(0.4)), 20)):
        change = chance.choice(_CHANGES)
        data = change(data, chance, _TOKENS[kind].split(b"|"), others)[:_MOST_BYTES]
    return data


def _span(data: bytes, chance: random.Random, most: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, most))


def _flip(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice(
                (0, 9, 10, 13, 32, 34, 58, 61, 92, 127, 255, chance.randrange(256))
            )
    return bytes(changed)


def _delete(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 300)) + data[end:]


def _insert(data: bytes, chance: random.Random, tokens: list[bytes], _others: list[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(tokens) * chance.choice((1, 1, 1, 2, 40)) + data[start:]


def _splice(data: bytes, chance: random.Random, _tokens: list[bytes], others: list[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _cut(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _shuffle_lines(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    if chance.random() < 0.3:
        chance.shuffle(lines)
    else:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _double_line(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"\n".join(lines)


def _delete_line(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def _number(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    place = chance.choice(places)
    return (
        data[:place]
        + chance.choice((b"0", b"-1", b"99", b"4294967295", b"1" * 40, b"0.5", b"\xd9\xa3"))
        + data[place + 1 :]
    )


def _recode(data: bytes, chance: random.Random, _tokens: list[bytes], _others: list[bytes]) -> bytes:
    text = data.decode("latin-1")
    return chance.choice(
        (
            lambda: text.encode("utf-16"),
            lambda: text.encode("utf-16-be"),
            text.encode,
            lambda: text.replace("\n", "\r").encode("latin-1"),
        )
    )()


_CHANGES: tuple[Callable[[bytes, random.Random, list[bytes], list[bytes]], bytes], ...] = (
    *(_flip, _flip, _delete, _double, _insert, _insert, _splice, _cut),
    *(_shuffle_lines, _double_line, _delete_line, _number, _number, _recode),
)
