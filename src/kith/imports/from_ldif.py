"""Reads address books in LDIF (RFC 2849), as Thunderbird, Evolution, Outlook and directories write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kith.imports import ldif, relations, table_days
from kith.imports.contact_columns import KEEP, LEAVE, Column
from kith.imports.contact_drafts import NOBODY, Draft
from kith.imports.ldif import Entry
from kith.imports.records import LeftRecord, Record, Refusal
from kith.imports.tables import RAW_CHARACTERS
from kith.imports.uploads import Upload

NAME = "ldif"
LABEL = "LDIF"

_GROUPS = frozenset({"groupofnames", "groupofuniquenames", "mozillaablist", "posixgroup", "group"})
_PEOPLE = frozenset(
    {"person", "inetorgperson", "organizationalperson", "mozillaabpersonalpha", "evolutionperson", "user", "contact"}
)
_MEMBERS = ("member", "uniquemember")
_PHOTOS = frozenset({"jpegphoto", "photo", "thumbnailphoto"})
_BY_NAME = {
    "manager": "manager",
    "secretary": "assistant",
    "assistant": "assistant",
    "spouse": "spouse",
    "spousename": "spouse",
}
_CN = re.compile(r"(?:^|,)\s*cn\s*=\s*((?:\\.|[^,\\])+)", re.IGNORECASE)
_LABELLED_URI = re.compile(r"(\S+)\s+(.+)", re.DOTALL)


def _columns(text: str) -> dict[str, Column]:
    """Lines of "field label: attribute, attribute" as attribute -> column."""
    columns = {}
    for line in text.strip().splitlines():
        what, _, attributes = line.partition(": ")
        field, _, label = what.partition(" ")
        for attribute in attributes.split(", "):
            columns[attribute] = Column(field, label, label)
    return columns


_COLUMNS = _columns(
    """
full: cn, commonname, displayname
given: givenname, gn
family: sn, surname
prefix: personaltitle, honorificprefix
suffix: generationqualifier
nickname: mozillanickname, xmozillanickname, nickname
email: mail, rfc822mailbox, mozillasecondemail, xmozillasecondemail, email, otheremail, mailalternateaddress, mozillahomeemail
phone work: telephonenumber, workphone, businessphone, otherphone
phone home: homephone, hometelephonenumber
phone fax: fax, facsimiletelephonenumber, homefax, otherfacsimiletelephonenumber
phone pager: pager, pagerphone, pagertelephonenumber
phone mobile: mobile, cellphone, mobiletelephonenumber
phone car: carphone
phone company: companyphone
phone assistant: assistantphone
street work: street, streetaddress, mozillaworkstreet
extended work: mozillaworkstreet2
city work: l, locality, localityname
region work: st, region, stateorprovincename
postcode work: postalcode, zip
country work: c, co, countryname, friendlycountryname
box work: postofficebox
address work: postaladdress
street home: mozillahomestreet, homestreet
extended home: mozillahomestreet2
city home: mozillahomelocalityname, homelocality
region home: mozillahomestate, homestate
postcode home: mozillahomepostalcode, homepostalcode
country home: mozillahomecountryname, homecountry
address home: homepostaladdress
address other: otherpostaladdress
job_title: title, businessrole
department: ou, department, departmentnumber, orgunit, organizationalunitname
organisation: o, company, organizationname
url work: mozillaworkurl, workurl, labeleduri, wwwhomepage, businessurl
url home: mozillahomeurl, homeurl
handle aim: nsaimid, mozillaaimscreenname, aimscreenname
handle icq: nsicqid
handle msn: nsmsnid
handle yahoo: nsyahooid
handle jabber: nsjabberid, jabberid
handle skype: nsskypeid, mozillaskypeid
birth_year: birthyear
birth_month: birthmonth
birth_day: birthday
birthday: birthdate, dateofbirth
anniversary: anniversary
labels: category, categories
notes: description, note, notes, info, comment
leave: objectclass, modifytimestamp, createtimestamp, mozillausehtmlmail, xmozillausehtmlmail, lastmodifieddate, changetype, version, fileas
"""
)
_LONGEST_DN = 2_000
_CUSTOM = re.compile(r"(?:mozilla)?custom(\d)")


def recognises(upload: Upload) -> bool:
    return ldif.begins(upload.head) or upload.name.lower().endswith((".ldif", ".ldi"))


def read(upload: Upload) -> Iterator[Record]:
    labels = _labels(upload)
    for entry in ldif.read(upload):
        if isinstance(entry, Refusal):
            yield entry
        elif entry.values.keys() - {"version", "dn"} or "dn" in entry.values:
            yield from _records(entry, upload, labels)


def _labels(upload: Upload) -> dict[str, list[str]]:
    """The names of the groups that each member belongs to, by what the member is called in the directory."""
    labels: dict[str, list[str]] = {}
    for entry in ldif.read(upload):
        if isinstance(entry, Entry) and _is_group(entry):
            for member in (each for name in _MEMBERS for each in entry.texts(name)):
                labels.setdefault(_bare(member), []).append(_name_of_group(entry))
    return labels


def _records(entry: Entry, upload: Upload, labels: dict[str, list[str]]) -> Iterator[Record]:
    name = _name_of_group(entry)
    if _is_group(entry):
        yield LeftRecord(
            upload.name, entry.line, f"“{name}” is a group, not a person: its name becomes a label of its members."
        )
    elif not _is_person(entry):
        yield LeftRecord(upload.name, entry.line, f"“{name}” is a part of the directory, not a person.")
    elif entry.text("changetype") not in ("", "add"):
        yield LeftRecord(upload.name, entry.line, f"“{name}” is a change to a directory, not an entry.")
    else:
        draft = _draft(entry, upload, labels)
        yield from draft.records(entry.raw) or [Refusal(upload.name, entry.line, NOBODY, entry.raw[:RAW_CHARACTERS])]


def _draft(entry: Entry, upload: Upload, labels: dict[str, list[str]]) -> Draft:
    draft = Draft(upload.name, entry.line, table_days.DAY_FIRST, str(upload.options.get("region", "")))
    for attribute, values in entry.values.items():
        for value in values:
            if attribute in _PHOTOS and isinstance(value, bytes):
                draft.person.photo = value
            elif isinstance(value, str):
                _put(draft, attribute, value.strip())
    draft.person.labels += [each for each in labels.get(_bare(entry.text("dn")), []) if each not in draft.person.labels]
    if not draft.person.full_name and not (draft.person.given or draft.person.family):
        draft.person.full_name = _common_name(entry.text("dn"))
    return draft


def _put(draft: Draft, attribute: str, value: str) -> None:
    column = _COLUMNS.get(attribute, Column(KEEP))
    custom = _CUSTOM.fullmatch(attribute)
    if attribute in ("dn", *_MEMBERS) or column.field == LEAVE:
        return
    if custom:
        draft.keep(f"Custom {custom[1]}", value)
    elif attribute in _BY_NAME:
        draft.person.related.append(relations.related(_BY_NAME[attribute], _common_name(value) or value))
    elif attribute == "labeleduri" and (found := _LABELLED_URI.fullmatch(value)):
        draft.add_point("url", found[1], found[2])
    elif column.field == "address":
        draft.put(column, attribute, "\n".join(part.strip() for part in value.split("$")))
    elif attribute == "birthday" and not value.isdigit():
        draft.put(Column("birthday"), attribute, value)
    else:
        draft.put(column, attribute, value)


def _is_group(entry: Entry) -> bool:
    return bool(_GROUPS & _classes(entry))


def _is_person(entry: Entry) -> bool:
    classes = _classes(entry)
    return bool(classes & _PEOPLE) or bool(
        entry.values.keys() & {"mail", "telephonenumber", "givenname", "sn", "mobile"}
    )


def _classes(entry: Entry) -> set[str]:
    return {text.strip().lower() for text in entry.texts("objectclass")}


def _name_of_group(entry: Entry) -> str:
    return entry.text("cn") or _common_name(entry.text("dn")) or entry.text("dn")


def _common_name(dn: str) -> str:
    found = _CN.search(dn[:_LONGEST_DN])
    return re.sub(r"\\(.)", r"\1", found[1]).strip() if found else ""


def _bare(dn: str) -> str:
    return re.sub(r"\s*([,=])\s*", r"\1", dn[:_LONGEST_DN].strip()).lower()
