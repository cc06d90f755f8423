"""Plans positions: those not known yet are added, and one that took the place of another is noticed as a new job."""

from __future__ import annotations

from kith.imports import tidying
from kith.imports.plans import Plan
from kith.imports.records import PositionRecord
from kith.imports.snapshots import Role, Someone
from kith.people import rows
from kith.people.folding import fold

_FILLED = ("department", "started", "ended", "place", "notes")


def add_roles(plan: Plan, someone: Someone, records: list[PositionRecord], reader: str) -> bool:
    """Add positions to a person. Returns whether anything changed."""
    if not records:
        return False
    known = plan.book.roles.setdefault(someone.id, [])
    before = list(known)
    changed, new, seen = False, [], set()
    for record in records:
        role = _role(plan, record)
        if role is None:
            continue
        same = next((each for each in known if _is_same(each, role)), None)
        if same is None:
            known.append(role)
            plan.roles.append((someone.id, role))
            new.append(role)
            _know_by_employer(plan, someone, record)
        else:
            seen.add(id(same))
            changed |= _fill(plan, same, role)
    if someone.id > 0 and not someone.is_self:
        _notice(plan, [role for role in before if id(role) not in seen], new, reader)
    return changed or bool(new)


def _role(plan: Plan, record: PositionRecord) -> Role | None:
    organisation, title = plan.organisation(record.organisation), tidying.line(record.title, 300)
    if organisation is None and not title:
        return None
    return Role(
        0,
        "education" if record.kind == "education" else "work",
        organisation,
        title,
        tidying.line(record.department, 300),
        tidying.partial_date(record.started),
        tidying.partial_date(record.ended),
        record.is_current,
        tidying.line(record.place, 300),
        tidying.paragraphs(record.notes),
        noticed_on=record.noticed_on,
    )


def _is_same(known: Role, role: Role) -> bool:
    """The same place and title; not where both say that they began at different times."""
    if (known.organisation, known.kind) != (role.organisation, role.kind) or fold(known.title) != fold(role.title):
        return False
    common = min(len(known.started), len(role.started))
    return known.started[:common] == role.started[:common]


def _fill(plan: Plan, known: Role, role: Role) -> bool:
    values = {column: getattr(role, column) for column in _FILLED}
    found = {column: value for column, value in values.items() if value and not getattr(known, column)}
    if known.ended:
        found.pop("ended", None)
    is_over = "ended" in found and not role.is_current and known.is_current
    for column, value in found.items():
        _set(plan, known, column, value)
    if is_over:
        _set(plan, known, "is_current", False)
    return bool(found)


def _set(plan: Plan, role: Role, column: str, value: object) -> None:
    if role.id:
        plan.change("people.position", role.id, column, getattr(role, column), value)
    setattr(role, column, value)


def _notice(plan: Plan, others: list[Role], new: list[Role], reader: str) -> None:
    """What the same kind of file told of the person before, and tells no longer, has given way to what it tells now."""
    ours = plan.book.batches.get(reader, set())
    gone = [role for role in others if role.id and role.is_current and role.kind == "work" and role.batch in ours]
    taken_up = [role for role in new if role.is_current and role.kind == "work"]
    if not gone or not taken_up:
        return
    plan.changed_jobs += 1
    for role in gone:
        _set(plan, role, "is_current", False)
        if not role.ended:
            _set(plan, role, "ended", plan.today.isoformat()[:7])
    for role in taken_up:
        role.noticed_on = plan.today


def _know_by_employer(plan: Plan, someone: Someone, record: PositionRecord) -> None:
    if someone.id > 0:
        plan.book.index.add_employer(someone.id, rows.organisation_key(record.organisation))
