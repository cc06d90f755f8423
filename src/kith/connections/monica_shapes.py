"""What Monica's API gives, put into the shape of Monica's own export, so that one reader understands both."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kith.imports.json_files import items, text

Row = dict[str, Any]

_PART_OF = {
    "calls": "call",
    "conversations": "conversation",
    "notes": "note",
    "reminders": "reminder",
    "tasks": "task",
    "gifts": "gift",
    "debts": "debt",
    "pets": "pet",
    "lifeevents": "life_event",
}


def as_export(found: dict[str, list[Row]]) -> Row:
    """`found`: rows as the API gives them, by the name of their list; contacts carry fields, addresses, and relatives."""
    parts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name, kind in _PART_OF.items():
        for row in found.get(name, ()):
            parts[_id(_object(row.get("contact")))][kind].append(_part(row))
    taking_part: dict[str, list[str]] = defaultdict(list)
    for row in found.get("activities", ()):
        for who in items(_object(row.get("attendees")).get("contacts")):
            taking_part[_id(who)].append(_id(row))
    contacts = [_contact(row, parts[_id(row)], taking_part[_id(row)]) for row in found.get("contacts", ())]
    relations = [each for row in found.get("contacts", ()) for each in _relations(row)]
    own = {row["uuid"] for row in contacts}
    contacts += [_relative(each) for each in relations if each["properties"]["of_contact"] not in own]
    data = [
        _table("contact", contacts),
        _table("relationship", relations),
        _table("activity", [_activity(row) for row in found.get("activities", ())]),
    ]
    return {"monica_api": 1, "account": {"data": data}}


def _table(kind: str, rows: list[Row]) -> Row:
    return {"type": kind, "count": len(rows), "values": rows}


def _id(row: Row) -> str:
    return text(row.get("uuid")) or text(row.get("hash_id")) or text(row.get("id"))


def _object(value: Any) -> Row:
    return value if isinstance(value, dict) else {}


def _contact(row: Row, parts: dict[str, list[Row]], activities: list[str]) -> Row:
    information = _object(row.get("information"))
    dates, career = _object(information.get("dates")), _object(information.get("career"))
    met = _object(information.get("how_you_met"))
    fields = [_field(each) for each in items(row.get("contactFields"))]
    data = [_table(kind, rows) for kind, rows in parts.items()]
    data += [
        _table("contact_field", fields),
        _table("address", [_address(each) for each in items(row.get("addresses"))]),
    ]
    return {
        "uuid": _id(row),
        "created_at": row.get("created_at"),
        "properties": {
            **{name: row.get(name) for name in ("first_name", "last_name", "middle_name", "nickname", "description")},
            **{name: row.get(name) for name in ("is_starred", "is_partial", "is_dead", "stay_in_touch_frequency")},
            "is_me": row.get("is_me"),
            "gender": row.get("gender"),
            "tags": row.get("tags"),
            "job": career.get("job"),
            "company": career.get("company"),
            "birthdate": dates.get("birthdate"),
            "deceased_date": dates.get("deceased_date"),
            "food_preferences": information.get("food_preferences"),
            "first_met_date": met.get("first_met_date"),
            "first_met_additional_info": met.get("general_information"),
            "first_met_through": _id(_object(met.get("first_met_through_contact"))),
        },
        "data": [*data, {"type": "activity", "values": activities}],
    }


def _field(row: Row) -> Row:
    kind = _object(row.get("contact_field_type"))
    return {
        "uuid": _id(row),
        "properties": {"data": row.get("content"), "type": text(kind.get("type")) or text(kind.get("name"))},
    }


def _address(row: Row) -> Row:
    country = row.get("country")
    name = country.get("name") if isinstance(country, dict) else country
    return {"uuid": _id(row), "properties": {**row, "country": name}}


def _part(row: Row) -> Row:
    messages = row.get("messages")
    kind = _object(row.get("contact_field_type")).get("name")
    life_event = _object(row.get("life_event_type")).get("name")
    return {
        **row,
        "uuid": _id(row),
        "messages": messages if isinstance(messages, list) else [],
        "contact_field_type": kind,
        "name": text(row.get("name")) or text(life_event),
    }


def _activity(row: Row) -> Row:
    return {
        "uuid": _id(row),
        "properties": {
            "summary": row.get("summary"),
            "description": row.get("description"),
            "happened_at": row.get("happened_at") or row.get("date_it_happened"),
            "type": text(_object(row.get("activity_type")).get("name")),
        },
    }


def _relative(relation: Row) -> Row:
    """Somebody who has no card of their own, and is only named on another."""
    names = {name: relation["contact"].get(name) for name in ("first_name", "last_name", "nickname")}
    return {"uuid": relation["properties"]["of_contact"], "properties": {**names, "is_partial": True}}


def _relations(row: Row) -> list[Row]:
    """By API each contact lists its relatives: what each is to this one."""
    groups = _object(_object(row.get("information")).get("relationships"))
    found = []
    for group in groups.values():
        for each in items(_object(group).get("contacts")):
            relation, other = _object(each.get("relationship")), _object(each.get("contact"))
            properties = {"type": text(relation.get("name")), "contact_is": _id(row), "of_contact": _id(other)}
            found.append({"uuid": text(relation.get("id")), "properties": properties, "contact": other})
    return found
