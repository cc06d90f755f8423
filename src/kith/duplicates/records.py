"""The people of a book as plain records, with the keys that `kith read --json` prints: what kith.linkage compares."""

from __future__ import annotations

from typing import Any

from kith.accounts.models import User
from kith.people.models import ContactPoint, Identity, Occasion, Person, Position, Related

Facts = dict[str, Any]

_KEYS = {"email": "email", "phone": "tel", "url": "url", "handle": "url"}
_YEARLY = {Occasion.Kind.BIRTHDAY: "bday", Occasion.Kind.ANNIVERSARY: "anniversary"}


def records_of(owner: User) -> tuple[list[int], list[Facts]]:
    """The ids of everybody in the book, and their records in the same order. Six queries. Notes are left out: long, and no evidence."""
    people = Person.objects.visible_to(owner).in_book().order_by("pk")
    parts = ("name", "family", "given", "additional", "prefix", "suffix", "nickname")
    records = {pk: _record(index, *values) for index, (pk, *values) in enumerate(people.values_list("pk", *parts))}
    _add_points(owner, records)
    _add_positions(owner, records)
    _add_occasions(owner, records)
    _add_identities(owner, records)
    _add_related(owner, records)
    return list(records), list(records.values())


def _record(
    index: int, name: str, family: str, given: str, additional: str, prefix: str, suffix: str, nickname: str
) -> Facts:
    lists: Facts = {key: [] for key in ("org", "title", "email", "tel", "adr", "url", "note", "categories", "related")}
    return {
        "file": "book",
        "index": index,
        "version": None,
        "fn": name,
        "n": [family, given, additional, prefix, suffix],
        "nickname": nickname,
        **lists,
        "bday": None,
        "anniversary": None,
        "uid": None,
        "photo": None,
    }


def _add_points(owner: User, records: dict[int, Facts]) -> None:
    rows = ContactPoint.objects.filter(owner=owner).order_by("pk")
    for pk, kind, value, key, parts in rows.values_list("person_id", "kind", "value", "key", "parts"):
        if (record := records.get(pk)) is None:
            continue
        if kind == ContactPoint.Kind.ADDRESS:
            record["adr"].append(list(parts) or ["", "", value, "", "", "", ""])
        elif column := _KEYS.get(kind):
            record[column].append(key.partition(":")[2] if kind == ContactPoint.Kind.PHONE and key else value)


def _add_positions(owner: User, records: dict[int, Facts]) -> None:
    rows = Position.objects.filter(owner=owner, kind=Position.Kind.WORK).order_by("pk")
    for pk, title, department, organisation in rows.values_list(
        "person_id", "title", "department", "organisation__name"
    ):
        if record := records.get(pk):
            record["title"] += [title] if title else []
            record["org"] += [[part for part in (organisation, department) if part]] if organisation else []


def _add_occasions(owner: User, records: dict[int, Facts]) -> None:
    rows = Occasion.objects.filter(owner=owner, kind__in=_YEARLY).order_by("pk")
    for pk, kind, year, month, day in rows.values_list("person_id", "kind", "year", "month", "day"):
        if record := records.get(pk):
            record[_YEARLY[Occasion.Kind(kind)]] = (
                f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
            )


def _add_identities(owner: User, records: dict[int, Facts]) -> None:
    """The UID of a vCard, and the address of a profile as one more address."""
    for pk, key in Identity.objects.filter(owner=owner).order_by("pk").values_list("person_id", "key"):
        if record := records.get(pk):
            kind, _colon, value = key.partition(":")
            if kind == "uid":
                record["uid"] = record["uid"] or value
            elif kind == "linkedin":
                record["url"].append(f"https://www.linkedin.com/in/{value}")


def _add_related(owner: User, records: dict[int, Facts]) -> None:
    for pk, kind, name in Related.objects.filter(owner=owner).order_by("pk").values_list("person_id", "kind", "name"):
        if record := records.get(pk):
            record["related"].append({"kind": kind, "name": name})
