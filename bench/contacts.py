"""How well Kith reads other programs' tables and LDIF: their own samples against what those programs understand of them.

    python -m bench.contacts

The samples are $KITH_SHARED/data/contacts-csv (KITH_SHARED defaults to ../shared): Roundcube's five tables, each beside
the vCards that Roundcube makes of it; Thunderbird's tables and LDIF beside addressbook.json and export.vcf, which hold
what Thunderbird makes of them; Google's rows, and a table of Thunderbird's with tabs and commas mixed, whose truth is
written below as it stands in their cells. Compared are all values of the truth, each in its field: names and their parts,
organisation, department, title, e-mail addresses, numbers, addresses part by part, pages, notes, birthday, anniversary,
labels, relations, handles, and what has no field of its own. The labels that Google gives to everybody's contacts by
itself (My Contacts) are no value.

Ends with 1 where a value is missing, or a person too few or too many.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kith.imports import from_vcard, readers
from kith.imports.records import PersonRecord
from kith.imports.uploads import Upload
from kith.people import vcards

ROOT = Path(__file__).resolve().parent.parent
Facts = Counter[str]

ROUNDCUBE = ("all", "email", "gmail", "outlook", "tb_plain")
THUNDERBIRD = {
    "basic_ldif_addressbook.ldif": "basic_addressbook",
    "bug_263304.ldif": "bug_263304",
    "basic_addressbook.csv": "utf16_csv",
    "utf16_addressbook.csv": "utf16_csv",
    "shiftjis_addressbook.csv": "shiftjis_csv",
    "quote.csv": "quote_csv",
    "basic_csv_addressbook.csv": "csv_import",
    "csv_semicolon.csv": "csv_import",
    "csv_no_header.csv": "csv_import",
}
EXPORTS = ("export.csv", "export.txt", "export.ldif")
AS_WRITTEN: dict[str, list[dict[str, Any]]] = {
    "thunderbird/tab_comma_mixed.csv": [{"email": [f"{number}@host.invalid"]} for number in range(1, 5)],
    "google/google-old.csv": [
        {
            "fn": "Alice Brown",
            "email": ["alice@google.com"],
            "categories": ["Exit"],
            "url": ["http://www.google.com/profiles/12345"],
        },
        {"fn": "Bob Smith", "n": ["Smith", "Bob", "", "", ""], "email": ["bob@google.com"], "categories": ["Exit"]},
        {"fn": "Jane", "email": ["jane@example.com"]},
    ],
    "google/google-new-2024.csv": [
        {"fn": "Alice Smith", "n": ["Smith", "Alice", "", "", ""], "email": ["alice@example.com"]},
        {"fn": "user@gmail.com", "email": ["user@gmail.com"]},
        {"fn": "3966 SBI", "email": ["sbi.03966@sbi.co.in"]},
        {"fn": "91springboard Boosters", "email": ["boosters@91springboard.com"]},
        {"fn": "anonymous@test.com", "email": ["anonymous@test.com"]},
    ],
}
_OF_EVERYBODY = {"my contacts", "mycontacts"}
_LISTS = ("title", "email", "tel", "url", "note", "categories")
_ADDRESS = ("box", "extended", "street", "city", "region", "code", "country")
# What vCards say in properties of one program, and what it is in Kith's words.
_RELATED = {"X-SPOUSE": "spouse", "X-MANAGER": "manager", "X-ASSISTANT": "assistant"}
_HANDLES = ("X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-SKYPE-USERNAME", "X-YAHOO")
_KEPT = ("X-GENDER", "X-MAIDENNAME", "X-CUSTOM1", "X-CUSTOM2", "X-CUSTOM3", "X-CUSTOM4")


def samples() -> Path:
    return Path(os.environ.get("KITH_SHARED") or ROOT / "../shared").resolve() / "data" / "contacts-csv"


def people_in(path: Path) -> list[PersonRecord]:
    upload = Upload(path.name, path)
    return [record for record in readers.reader_for(upload).read(upload) if isinstance(record, PersonRecord)]


def facts_of(told: dict[str, Any]) -> Facts:
    """The values of a person as `kith read --json` prints them, each behind the name of its field."""
    found = [f"fn: {told['fn']}"] if told.get("fn") else []
    if any(told.get("n") or ()):
        found += [f"n: {'; '.join(told['n'])}"]
    found += [f"org: {part}" for org in told.get("org", ()) for part in org if part]
    found += [f"{name}: {value}" for name in _LISTS for value in told.get(name, ())]
    for address in told.get("adr", ()):
        found += [f"adr {part}: {value}" for part, value in zip(_ADDRESS, address, strict=True) if value]
    found += [f"bday: {told['bday']}"] if told.get("bday") else []
    return Counter(" ".join(fact.split()) for fact in found if fact.partition(": ")[2].lower() not in _OF_EVERYBODY)


def own_facts(person: PersonRecord) -> Facts:
    facts = facts_of(from_vcard.as_json(person, person.file))
    facts += Counter(f"related {each.kind}: {each.name}" for each in person.related)
    facts += Counter(f"handle: {point.value}" for point in person.points if point.kind == "handle")
    facts += Counter(f"nickname: {person.nickname}" for _ in [0] if person.nickname)
    facts += Counter(
        f"org: {position.department}"
        for position in person.positions
        if position.department and not position.organisation
    )
    facts += Counter(
        f"anniversary: {each.year:04}-{each.month:02}-{each.day:02}"
        for each in person.occasions
        if each.kind == "anniversary" and each.year
    )
    facts += Counter(f"kept: {' '.join(value.split())}" for value in person.extra.values())
    return facts


def card_facts(text: str) -> Facts:
    """What a vCard of the truth says, also in the properties that only its program knows."""
    [card] = vcards.read_cards(text.encode())
    assert isinstance(card, vcards.Card)
    facts = facts_of(from_vcard.as_json(card, ""))
    facts += Counter(f"nickname: {name}" for name in card.nicknames)
    for name, value in _properties(text):
        if name in _RELATED:
            facts[f"related {_RELATED[name]}: {value}"] += 1
        elif name in _HANDLES:
            facts[f"handle: {value}"] += 1
        elif name == "X-DEPARTMENT":
            facts[f"org: {value}"] += 1
        elif name == "X-ANNIVERSARY":
            facts[f"anniversary: {value}"] += 1
        elif name in _KEPT:
            facts[f"kept: {' '.join(value.split())}"] += 1
    return facts


def _properties(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
            yield name.partition(";")[0].upper(), plain


def cards(path: Path) -> list[Facts]:
    parts = path.read_bytes().decode().replace("\r\n", "\n").split("END:VCARD")
    return [card_facts(part.lstrip() + "END:VCARD\n") for part in parts if part.strip()]


def thunderbirds_own(entry: dict[str, Any]) -> Facts:
    if "_vCard" in entry:
        facts = card_facts("\n".join(["BEGIN:VCARD", *entry["_vCard"], "END:VCARD", ""]))
        facts += Counter(f"handle: {entry[name]}" for name in ("_AimScreenName",) if name in entry)
        return facts
    told = {"fn": entry.get("DisplayName"), "email": [entry["PrimaryEmail"]]}
    if "FirstName" in entry:
        told["n"] = [entry["LastName"], entry["FirstName"], "", "", ""]
    return facts_of(told)


def truths() -> Iterator[tuple[str, list[Facts]]]:
    """Every sample with what is true of its people, in order."""
    for name in ROUNDCUBE:
        yield f"roundcube/Csv2vcard/{name}.csv", cards(samples() / f"roundcube/Csv2vcard/{name}.vcf")
    book = json.loads((samples() / "thunderbird/addressbook.json").read_text(encoding="utf-8"))
    for file, key in THUNDERBIRD.items():
        yield f"thunderbird/{file}", [thunderbirds_own(entry) for entry in book[key]]
    for file in EXPORTS:
        yield f"thunderbird/{file}", cards(samples() / "thunderbird/export.vcf")
    for file, people in AS_WRITTEN.items():
        yield file, [facts_of(told) for told in people]


def compare(file: str, truth: list[Facts], say: Callable[[str], None]) -> tuple[int, int]:
    """How many values of how many are there; tells those that are not, and what Kith reads besides."""
    people = people_in(samples() / file)
    right = total = 0
    if len(people) != len(truth):
        say(f"{file}: {len(people)} people for {len(truth)}")
        total += 1
    for number, (facts, person) in enumerate(zip(truth, people, strict=False), 1):
        own = own_facts(person)
        missing = facts - own
        right += (facts & own).total()
        total += facts.total()
        for fact in missing:
            say(f"{file}, person {number}: not there: {fact}")
        for fact in own - facts:
            say(f"{file}, person {number}: (besides) {fact}")
    return right, total


def main() -> int:
    """Compare all, and return 1 if anything is missing."""
    all_right = all_total = files = 0
    for file, truth in truths():
        right, total = compare(file, truth, lambda line: print(f"  {line}"))
        print(f"{file}: {right} of {total} values")
        all_right, all_total, files = all_right + right, all_total + total, files + (right == total)
    print(f"\n{all_right} of {all_total} values, {files} files whole")
    return int(all_right < all_total)


if __name__ == "__main__":
    sys.exit(main())
