"""Plans what becomes of the people in files: somebody new, somebody known with a little more, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from kith.imports import tidying
from kith.imports.mentions import ERASED, IN_BIN, is_erased, keys_of, resolve
from kith.imports.plans import Action, Plan, Reading
from kith.imports.records import OccasionRecord, PersonRecord, PersonRef, Point
from kith.imports.related import add_related, find_others
from kith.imports.roles import add_roles
from kith.imports.snapshots import NAME_PARTS, TEXTS, Someone
from kith.people import cleaning, identity, names, rows
from kith.people.folding import fold
from kith.people.models import ContactPoint, Occasion, Person, Relation

FIRST_ROWS = 10
MOST_DAYS = 3650  # of a rhythm
_LENGTHS = {field.attname: field.max_length or 0 for field in Person._meta.concrete_fields}
_POINT_KINDS = frozenset(ContactPoint.Kind.values)
_OCCASION_KINDS = frozenset(Occasion.Kind.values)
_RELATIONS = frozenset(Relation.values)
_LEAP_YEAR = 2000
_texts, _name_parts = attrgetter(*TEXTS), attrgetter(*NAME_PARTS)


def plan_people(plan: Plan, readings: list[Reading], by_row: dict[tuple[str, int], int]) -> None:
    """Plan all person records; fills `by_row` with who stands where. What they say of one another comes last."""
    introduced: list[tuple[Someone, PersonRef]] = []
    for reading in readings:
        for record in reading.records:
            if isinstance(record, PersonRecord):
                someone = _plan(plan, record, reading.reader)
                if someone is None:
                    continue
                by_row[record.file, record.line] = someone.id
                if record.met_through:
                    introduced.append((someone, record.met_through))
    for someone, introducer in introduced:
        _introduce(plan, someone, introducer)
    find_others(plan)


def _plan(plan: Plan, record: PersonRecord, reader: str) -> Someone | None:
    """Decide who this is, and what becomes of the record. None for somebody who was erased."""
    name = _name(record)
    keys = keys_of(plan, record.keys)
    digest = plan.digest(record.raw)
    someone = _find(plan, record, name, keys, digest)
    if someone is None and plan.is_erased is not None and _tells_of_erased(plan, record, name, keys):
        record.raw = ""
        plan.counts["people", Action.LEFT] += 1
        plan.leave(record, ERASED)
        return None
    if someone is None:
        someone = plan.add_someone(name, record.is_self)
        _add_all(plan, someone, record, keys, reader)
        if record.every_days is not None and not record.is_self:
            plan.rhythms[someone.id] = min(record.every_days, MOST_DAYS)
        action = Action.CREATED
    elif someone.is_binned:
        plan.leave(record, IN_BIN, name, someone.id)
        return someone
    elif digest and digest in plan.book.applied:
        action = Action.UNCHANGED
    else:
        action = _joined(plan, someone, _add_all(plan, someone, record, keys, reader))
    plan.book.index.claim(someone.id)
    if action != Action.CREATED:
        plan.book.index.add_name(someone.id, name)
    if digest:
        plan.book.came_as[digest] = someone.id
    _tell(plan, record, someone, name, action)
    return someone


def _find(plan: Plan, record: PersonRecord, name: str, keys: list[str], digest: str) -> Someone | None:
    if record.is_self:
        return plan.book.myself
    index = plan.book.index
    found = plan.book.came_as.get(digest) if digest else None
    if found is None:
        found = index.by_keys(keys, name)
    if found is None and not any(key.startswith(("linkedin:", "uid:")) for key in keys):
        employers = [rows.organisation_key(p.organisation) for p in record.positions if p.organisation]
        found = index.by_name_and_employer(name, employers)
    return None if found is None else plan.person(found)


def _tells_of_erased(plan: Plan, record: PersonRecord, name: str, keys: list[str]) -> bool:
    if record.is_self:
        return False
    shown = (identity.key_of(point.kind, point.value, plan.region) for point in record.points)
    return is_erased(plan, [*keys, *filter(None, shown)], name, [p.organisation for p in record.positions])


def _joined(plan: Plan, someone: Someone, is_changed: bool) -> Action:
    if someone.id < 0:
        return Action.MERGED
    if not is_changed:
        return Action.UNCHANGED
    plan.touched.add(someone.id)
    return Action.UPDATED if someone.id in plan.book.imported else Action.MERGED


def _tell(plan: Plan, record: PersonRecord, someone: Someone, name: str, action: Action) -> None:
    plan.note(record, action, name, person=someone.id)
    if not someone.is_self:
        plan.counts["people", action] += 1
        if len(plan.first) < FIRST_ROWS:
            place = next((tidying.line(p.organisation, 300) for p in record.positions if p.organisation), "")
            plan.first.append({"name": name, "organisation": place, "action": action, "known": someone.name})


def _name(record: PersonRecord) -> str:
    """The full name, or of somebody without one what they can be told by."""
    longest = _LENGTHS["name"]
    given = tidying.line(record.full_name, longest)
    return given or next((name for text in _namings(record) if (name := tidying.line(text, longest))), "No name")


def _namings(record: PersonRecord) -> Iterator[str]:
    yield names.full_name(record.given, record.family, record.additional, record.prefix, record.suffix)
    yield record.nickname
    yield "Me" if record.is_self else ""
    yield from (point.value for point in record.points)
    yield from (position.organisation for position in record.positions)


def _add_all(plan: Plan, someone: Someone, record: PersonRecord, keys: list[str], reader: str) -> bool:
    """Add what is not known yet. Returns whether there was anything."""
    changed = _fill_name(plan, someone, record)
    changed |= _fill(plan, someone, record)
    changed |= _add_identifiers(plan, someone, record, keys)
    changed |= add_roles(plan, someone, record.positions, reader)
    if record.occasions:
        changed |= _add_occasions(plan, someone, record.occasions)
    if record.labels:
        changed |= _add_labels(plan, someone, record.labels)
    if record.photo:
        changed |= _add_photo(plan, someone, record)
    if record.related:
        changed |= add_related(plan, someone, record.related)
    return changed


def _set(plan: Plan, someone: Someone, column: str, value: Any) -> bool:
    before = someone.fields[column]
    if value == before:
        return False
    someone.fields[column] = value
    if someone.id > 0:
        plan.change("people.person", someone.id, column, before, value)
    return True


def _fill_name(plan: Plan, someone: Someone, record: PersonRecord) -> bool:
    """The parts of a name, where the whole is the same and none is known."""
    fields = someone.fields
    if fields["given"] or fields["family"] or fields["prefix"] or fields["additional"] or fields["suffix"]:
        return False
    parts = zip(NAME_PARTS, _name_parts(record), strict=True)
    own = {part: tidying.line(text, _LENGTHS[part]) for part, text in parts if text}
    if not (own.get("given") or own.get("family")):
        split = names.split_name(someone.name)
        own = {part: text if len(text := getattr(split, part)) <= _LENGTHS[part] else "" for part in NAME_PARTS}
    elif someone.id > 0 and fold(_name(record)) != fold(someone.name):
        return False
    changed = [_set(plan, someone, part, text) for part, text in own.items() if text]
    return any(changed)


def _fill(plan: Plan, someone: Someone, record: PersonRecord) -> bool:
    """Fill what is blank; what the book says stays."""
    changed = False
    texts = _texts(record)
    if any(texts):
        for column, text in zip(TEXTS, texts, strict=True):
            if text and not someone.fields[column]:
                changed |= _set(plan, someone, column, _text(column, text))
    if record.interests:
        changed |= _set(plan, someone, "interests", _interests(someone.fields["interests"], record.interests))
    if record.extra:
        extra = {tidying.line(k, 100): tidying.paragraphs(v) for k, v in record.extra.items()}
        changed |= _set(plan, someone, "extra", {**extra, **someone.fields["extra"]})
    return changed


def _text(column: str, text: str) -> str:
    if column == "relation":
        return text if text in _RELATIONS else ""
    if column == "met_on":
        return tidying.partial_date(text)
    return tidying.line(text, _LENGTHS[column]) if _LENGTHS[column] else tidying.paragraphs(text)


def _interests(known: list[str], more: list[str]) -> list[str]:
    once = {fold(each): each for each in known}
    for text in more:
        interest = tidying.line(text, rows.MAX_INTEREST)
        if fold(interest) and len(once) < rows.MAX_INTERESTS:
            once.setdefault(fold(interest), interest)
    return list(once.values())


def _add_identifiers(plan: Plan, someone: Someone, record: PersonRecord, keys: list[str]) -> bool:
    own_keys = set()
    changed = False
    for point in record.points:
        key = _add_point(plan, someone, point)
        if key is not None:
            own_keys.add(key)
            changed = True
    for key in keys:
        plan.book.index.add_key(someone.id, key)
        is_shown = key in own_keys or any((someone.id, kind, key) in plan.book.points for kind in _POINT_KINDS)
        if not is_shown and (someone.id, key) not in plan.book.identities:
            plan.book.identities.add((someone.id, key))
            plan.identities.append((someone.id, key))
            changed = True
    return changed


def _add_point(plan: Plan, someone: Someone, point: Point) -> str | None:
    """The key of the contact point, if it was added."""
    kind = point.kind if point.kind in _POINT_KINDS else "handle"
    value = tidying.paragraphs(point.value)[:1000] if kind == "address" else tidying.line(point.value, 1000)
    key = identity.key_of(kind, value, plan.region)
    mark = (someone.id, kind, key or fold(value))
    if not value or mark in plan.book.points:
        return None
    plan.book.points.add(mark)
    parts = [tidying.line(part, 1000) for part in point.parts]
    plan.points.append((someone.id, kind, value, tidying.line(point.label, 60), point.preferred, parts, key))
    return key


def _add_occasions(plan: Plan, someone: Someone, occasions: list[OccasionRecord]) -> bool:
    changed = [_add_occasion(plan, someone, each) for each in occasions]
    return any(changed)


def _add_occasion(plan: Plan, someone: Someone, occasion: OccasionRecord) -> bool:
    """A day that is not known yet, or the year of one that is. Nobody has two birthdays."""
    if not cleaning.is_day(occasion.year or _LEAP_YEAR, occasion.month, occasion.day):
        return False
    kind = occasion.kind if occasion.kind in _OCCASION_KINDS else "other"
    label = tidying.line(occasion.label, 100)
    known = plan.book.occasions.setdefault(someone.id, [])
    for pk, own_kind, month, day, year, own_label in known:
        is_same = (own_kind, month, day) == (kind, occasion.month, occasion.day) and own_label == fold(label)
        if is_same and occasion.year and not year and pk > 0:
            plan.change("people.occasion", pk, "year", None, occasion.year)
            return True
        if is_same or own_kind == kind == "birthday":
            return False
    known.append((0, kind, occasion.month, occasion.day, occasion.year, fold(label)))
    plan.occasions.append((someone.id, kind, label, occasion.month, occasion.day, occasion.year))
    return True


def _add_labels(plan: Plan, someone: Someone, labels: list[str]) -> bool:
    wanted = {(someone.id, label) for name in labels if (label := plan.label(name)) is not None}
    new = wanted - plan.book.labellings
    plan.book.labellings |= new
    plan.labellings += sorted(new)
    return bool(new)


def _add_photo(plan: Plan, someone: Someone, record: PersonRecord) -> bool:
    if someone.fields["photo"]:
        return False
    someone.fields["photo"] = "…"  # taken; its name is known when it has been kept
    plan.photos.append((someone, record))
    return True


def _introduce(plan: Plan, someone: Someone, introducer: PersonRef) -> None:
    found = resolve(plan, introducer)
    is_somebody_else = isinstance(found, int) and found != someone.id and not plan.person(found).is_self
    if is_somebody_else and not someone.fields["met_through_id"] and _set(plan, someone, "met_through_id", found):
        plan.touched.update({someone.id} if someone.id > 0 else ())
