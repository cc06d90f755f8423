"""Makes the rows of a plan ready to be written, ties of new people included, so that the book is locked for no longer
than the writing takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model

from kith.appointments.models import Appointment, Attendance
from kith.cadences import actions as cadences
from kith.cadences.rhythm import NOTHING_DUE
from kith.imports import writing
from kith.imports.deleting import among
from kith.imports.models import Import, ImportChange, ImportRecord, MessageMark
from kith.imports.pictures import Pictures
from kith.imports.planning_appointments import COLUMNS as APPOINTMENT
from kith.imports.planning_interactions import COLUMNS
from kith.imports.planning_opportunities import COLUMNS as OPPORTUNITY
from kith.imports.plans import Plan
from kith.imports.snapshots import FIELDS
from kith.imports.undoing import as_json
from kith.imports.writing import Insertion, by_column
from kith.interactions.models import Interaction, Participation, Promise
from kith.opportunities.models import Opportunity, StageChange
from kith.people import names, searchtexts
from kith.people.folding import fold
from kith.people.models import (
    ContactPoint,
    Identity,
    Label,
    Labelling,
    Occasion,
    Organisation,
    Person,
    Position,
    Related,
)
from kith.suggestions.models import Suggestion
from kith.ties import actions as ties
from kith.ties.actions import Beginnings
from kith.ties.models import Tie
from kith.ties.touches import Happening

_OF_PEOPLE = ("met_through_id", "other_id", "person_id")  # columns that point at people
_NEVER_TOUCHED = {"version": 1, "edited_at": None, "binned_at": None}
_SEARCHED = searchtexts.OWN_FIELDS[1:]  # behind the name
_POINT = ("person_id", "kind", "value", "label", "is_preferred", "parts", "key")
_ROLE = ("kind", "title", "department", "started", "ended", "is_current", "place", "notes", "noticed_on")
_ON, _KIND, _DIRECTION, _SENT, _RECEIVED = map(COLUMNS.index, ("on", "kind", "direction", "sent", "received"))


@dataclass
class Ready:
    """What is to be written: insertions in order, then the fields to be changed, each by model and columns."""

    plan: Plan
    batch: UUID
    people: Sequence[int]  # the ids of those who are new
    beginnings: Beginnings
    met: set[int] = field(default_factory=set)  # people whose ties have to be worked out again
    insertions: list[Insertion] = field(default_factory=list)
    updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = field(default_factory=dict)
    rhythms: dict[int, int] = field(default_factory=dict)  # of people who are new: days, 0 for never


def prepare(plan: Plan, import_: Import, pictures: Pictures, now: datetime) -> Ready:
    """Work out every row. Holds only as long as nobody else writes into the book."""
    return _Preparing(plan, import_, pictures, now).run()


class _Preparing:
    """The negative ids of a plan's new rows become real ones here."""

    def __init__(self, plan: Plan, import_: Import, pictures: Pictures, now: datetime) -> None:
        self.plan = plan
        self.pictures = pictures
        self.import_ = import_
        self.always = {"owner_id": import_.owner_id, "batch": import_.uid}
        self.with_identity = {**self.always, "created_at": now}
        self.of_import = {**self.always, "of_id": import_.pk}
        self.people = writing.new_ids(Person, len(plan.people))
        self.organisations = writing.new_ids(Organisation, len(plan.organisations))
        self.labels = writing.new_ids(Label, len(plan.labels))
        # By kind and day, as their largest indexes are; of one day in the order of the file.
        days = [(row[_KIND], row[_ON]) for row in plan.interactions]
        self.calendar = sorted(range(len(days)), key=days.__getitem__)
        ids = dict(zip(self.calendar, writing.new_ids(Interaction, len(plan.interactions)), strict=True))
        self.interactions = [ids[place] for place in range(len(ids))]
        self.appointments = writing.new_ids(Appointment, len(plan.appointments))
        self.opportunities = writing.new_ids(Opportunity, len(plan.opportunities))
        self.ready = Ready(
            plan, import_.uid, self.people, ties.begin(_happenings(plan), len(self.people), on=plan.today)
        )

    def run(self) -> Ready:
        self._add_names()
        self._add_people()
        self._add_ties()
        self._add_details()
        self._add_interactions()
        self._add_appointments()
        self._add_opportunities()
        self._add_suggestions()
        self._add_changes()
        self._add_records()
        return self.ready

    def _add(self, model: type[Model], columns: Mapping[str, Sequence[Any]], always: Mapping[str, Any]) -> None:
        self.ready.insertions.append(writing.insertion(model, columns, always))

    def _add_names(self) -> None:
        plan = self.plan
        organisations = by_column(("name", "key"), plan.organisations)
        blank = {"url": "", "place": "", "notes": "", "followed_on": None}
        self._add(Organisation, {**_identified(self.organisations), **organisations}, {**self.with_identity, **blank})
        self._add(Label, {**_identified(self.labels), "name": plan.labels}, self.with_identity)

    def _add_people(self) -> None:
        people = self.plan.people
        fields = [someone.fields for someone in people]
        pictures = self._keep_photos()
        columns = {
            **_identified(self.people),
            "name": [someone.name for someone in people],
            "is_self": [someone.is_self for someone in people],
            "sort_name": [
                names.sort_name(p.name, p.fields["given"], p.fields["family"], p.fields["additional"]) for p in people
            ],
            "search_text": self._search_texts(),
            **{column: [own[column] for own in fields] for column in FIELDS},
            **by_column(ties.STANDING, self.ready.beginnings.standings),
            **by_column(cadences.DUE, self._dues()),
        }
        columns["photo"] = [pictures.get(someone.id, "") for someone in people]
        columns["met_through_id"] = [_real_or_none(pk, self.people) for pk in columns["met_through_id"]]
        blank = {"pronouns": "", "merged_into_id": None}
        self._add(Person, columns, {**self.with_identity, **_NEVER_TOUCHED, **blank})

    def _add_ties(self) -> None:
        sums = self.ready.beginnings.sums
        known = [(pk, *pair) for pk, pair in zip(self.people, sums, strict=True) if pair[0] is not None]
        said = dict.fromkeys(("rating", "rated_on", "own_tier", "own_tier_on", "batch"))
        self._add(Tie, by_column(("person_id", *ties.SUMS), known), {"owner_id": self.import_.owner_id, **said})

    def _dues(self) -> list[tuple[Any, ...]]:
        """When to be in touch next with everybody new."""
        labels: dict[int, list[int]] = {}
        for who, label in self.plan.labellings:
            labels.setdefault(who, []).append(label)
        of_place = {}
        for place, someone in enumerate(self.plan.people):
            if not someone.is_self:
                tier, _phase, warmth, depth, _touches, _first, last = self.ready.beginnings.standings[place]
                tie = (tier, warmth, depth, last)
                own = labels.get(someone.id, ())
                of_place[place] = cadences.Newcomer(self.people[place], *tie, someone.fields["relation"], own)
        dues = cadences.begin(self.import_.owner, list(of_place.values()), on=self.plan.today)
        found = dict(zip(of_place, dues, strict=True))
        return [found.get(place, NOTHING_DUE) for place in range(len(self.people))]

    def _add_details(self) -> None:
        plan, always = self.plan, self.always
        self._add(ContactPoint, self._of_people(_POINT, plan.points), always)
        self._add(Identity, self._of_people(("person_id", "key"), plan.identities), always)
        occasions = ("person_id", "kind", "label", "month", "day", "year")
        self._add(Occasion, self._of_people(occasions, plan.occasions), always)
        labellings = self._of_people(("person_id", "label_id"), plan.labellings)
        self._add(Labelling, {**labellings, "label_id": _all_real(labellings["label_id"], self.labels)}, always)
        related = self._of_people(("person_id", "kind", "label", "name", "other_id"), plan.related)
        related["other_id"] = [_real_or_none(pk, self.people) for pk in related["other_id"]]
        self._add(Related, related, always)
        self.ready.rhythms = {self.people[-who - 1]: days for who, days in plan.rhythms.items()}
        roles = [role for _who, role in plan.roles]
        columns = {column: [getattr(role, column) for role in roles] for column in _ROLE}
        columns["person_id"] = _all_real([who for who, _role in plan.roles], self.people)
        columns["organisation_id"] = [_real_or_none(role.organisation, self.organisations) for role in roles]
        self._add(Position, columns, always)

    def _add_interactions(self) -> None:
        plan = self.plan
        columns = by_column(COLUMNS, [plan.interactions[place] for place in self.calendar])
        columns["organisation_id"] = [_real_or_none(pk, self.organisations) for pk in columns["organisation_id"]]
        always = {**self.with_identity, **_NEVER_TOUCHED}
        self._add(
            Interaction, {**_identified([self.interactions[place] for place in self.calendar]), **columns}, always
        )
        parts = sorted(
            (_real(interaction, self.interactions), _real(person, self.people), note)
            for interaction, person, note in plan.participations
        )
        self._add(Participation, by_column(("interaction_id", "person_id", "private_note"), parts), self.always)
        late = (person for interaction, person, _note in plan.participations if person < 0 < interaction)
        self.ready.met = plan.met | {_real(person, self.people) for person in late}
        columns = self._of_people(("person_id", "interaction_id", "by", "what", "due_on", "kept_on"), plan.promises)
        columns["interaction_id"] = _all_real(columns["interaction_id"], self.interactions)
        columns["uid"] = writing.new_uids(len(plan.promises))
        self._add(Promise, columns, {**self.with_identity, "let_go_on": None})

        marks = sorted(
            (_real(interaction, self.interactions), digest, is_sent)
            for interaction, of_one in plan.marks.items()
            for digest, is_sent in of_one.items()
        )
        self._add(MessageMark, by_column(("interaction_id", "digest", "is_sent"), marks), self.always)

    def _add_appointments(self) -> None:
        plan = self.plan
        columns = by_column(APPOINTMENT, plan.appointments)
        blank = {"cancelled_at": None, "is_taken_out": False, "became_id": None}
        self._add(Appointment, {**_identified(self.appointments), **columns}, {**self.with_identity, **blank})
        columns = by_column(("appointment_id", "person_id", "name", "key"), plan.attendances)
        columns["appointment_id"] = _all_real(columns["appointment_id"], self.appointments)
        columns["person_id"] = [_real_or_none(pk, self.people) for pk in columns["person_id"]]
        self._add(Attendance, columns, self.always)

    def _add_opportunities(self) -> None:
        columns = by_column(OPPORTUNITY, self.plan.opportunities)
        columns["organisation_id"] = [_real_or_none(pk, self.organisations) for pk in columns["organisation_id"]]
        blank = {"target_id": None, "next_step": "", "next_on": None, "edited_at": None, "binned_at": None}
        self._add(Opportunity, {**_identified(self.opportunities), **columns}, {**self.with_identity, **blank})
        first = {"opportunity_id": self.opportunities, "stage": columns["stage"], "on": columns["stage_on"]}
        self._add(StageChange, first, self.always)

    def _add_suggestions(self) -> None:
        """What is suggested, and what is counted of people who are not in the book: each day with who brought it."""
        plan, now = self.plan, self.with_identity["created_at"]
        columns = by_column(("kind", "state", "person_id", "facts", "source", "source_key"), plan.suggestions)
        columns["person_id"] = [_real_or_none(pk, self.people) for pk in columns["person_id"]]
        columns["uid"] = writing.new_uids(len(plan.suggestions))
        self._sign_days(columns["facts"])
        self._add(Suggestion, columns, {**self.with_identity, "decided_at": None, "changed_at": now})
        self._sign_days(facts for _state, facts in plan.offers.values())
        offers = [(state, facts, now, pk) for pk, (state, facts) in plan.offers.items()]
        if offers:
            self.ready.updates["suggestions.suggestion", ("state", "facts", "changed_at")] = offers

    def _sign_days(self, found: Iterable[dict[str, Any]]) -> None:
        for facts in found:
            for day in facts.get("days", ()):
                day.setdefault("import", str(self.import_.uid))

    def _add_changes(self) -> None:
        """What is to be changed of what was there, and what it was."""
        self._note_grown()
        for pk, counts in self.plan.recounted.items():
            if counts:  # else somebody takes part who was not in the book, which is no change of the interaction
                rows = self.ready.updates.setdefault(("interactions.interaction", tuple(counts)), [])
                rows.append((*counts.values(), pk))
        kept = []
        for (label, pk), changes in self.plan.changes.items():
            row = _real(pk, self.organisations)  # of what is new, only organisations are changed
            values = {column: self._after(column, after) for column, (_, after) in changes.items()}
            self.ready.updates.setdefault((label, tuple(values)), []).append((*values.values(), row))
            kept += [
                (label, row, column, as_json(before), as_json(values[column]))
                for column, (before, _) in changes.items()
            ]
        self._add(ImportChange, by_column(("model", "row", "field", "before", "after"), kept), self.of_import)

    def _add_records(self) -> None:
        names = ("file", "line", "name", "action", "reason", "person_id", "raw", "digest")
        columns = by_column(names, self.plan.outcomes)
        columns["person_id"] = [_real_or_none(pk, self.people) for pk in columns["person_id"]]
        self._add(ImportRecord, columns, self.of_import)

    def _of_people(self, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, Sequence[Any]]:
        values = by_column(columns, rows)
        return {**values, "person_id": _all_real(values["person_id"], self.people)}

    def _search_texts(self) -> list[str]:
        """Of everybody new, as people.searchtexts works them out from the rows once they are written."""
        plan = self.plan
        searched = itemgetter(*_SEARCHED)
        own = ((each.id, [each.name, *searched(each.fields)]) for each in plan.people)
        pieces = {who: [fold("\n".join(searchtexts.own_texts(values)))] for who, values in own}
        organisations = {pk: key for key, pk in plan.book.organisations.items()}
        labels = {pk: name for name, pk in plan.book.labels.items()}
        folded = cache(fold)  # titles come again and again
        for who, role in plan.roles:
            if who < 0:
                place = organisations.get(role.organisation or 0, "")
                pieces[who] += [place, folded(role.title), folded(role.department)]
        for who, kind, value, *_rest in plan.points:
            if who < 0:
                pieces[who].append(fold(searchtexts.point_text(kind, value)))
        for who, label in plan.labellings:
            if who < 0:
                pieces[who].append(labels[label])
        return [" ".join(filter(None, texts)) for texts in pieces.values()]

    def _keep_photos(self) -> dict[int, str]:
        """Give people their pictures. One that cannot be read is refused, and its person stays."""
        kept: dict[int, str] = {}
        for someone, record in self.plan.photos:
            try:
                kept[someone.id] = self.pictures.take(record.photo or b"")
            except ValidationError as error:
                reason = f"The person was read, but not their picture. {' '.join(error.messages)}"
                self.plan.refuse(record, reason, someone.name)
        for person, name in kept.items():
            if person > 0:
                self.plan.change("people.person", person, "photo", "", name)
        return kept

    def _after(self, column: str, value: Any) -> Any:
        return _real_or_none(value, self.people) if column in _OF_PEOPLE else value

    def _note_grown(self) -> None:
        for interaction in Interaction.objects.filter(pk__in=among(list(self.plan.grown))):
            for column, after in self.plan.grown[interaction.pk].items():
                before = getattr(interaction, column)
                if before != after:
                    self.plan.change("interactions.interaction", interaction.pk, column, before, after)


def _happenings(plan: Plan) -> Iterator[Happening]:
    """What happened with people who are new, each told by their place among them."""
    heads = Counter(interaction for interaction, _person, _note in plan.participations)
    for interaction, person, _note in plan.participations:
        if person < 0 and interaction < 0:
            row = plan.interactions[-interaction - 1]
            how = (row[_ON], row[_KIND], row[_DIRECTION], row[_SENT], row[_RECEIVED])
            yield -person - 1, *how, heads[interaction]


def _identified(ids: Sequence[int]) -> dict[str, Sequence[Any]]:
    return {"id": ids, "uid": writing.new_uids(len(ids))}


def _real(number: int, ids: Sequence[int]) -> int:
    """The id of a row: as it is if the row was there before, else the one that was found for it."""
    return number if number > 0 else ids[-number - 1]


def _all_real(numbers: Sequence[int], ids: Sequence[int]) -> list[int]:
    return [number if number > 0 else ids[-number - 1] for number in numbers]


def _real_or_none(number: int | None, ids: Sequence[int]) -> int | None:
    return None if number is None else _real(number, ids)
